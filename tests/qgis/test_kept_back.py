"""What is not for an audience is in no byte of what it is given, whatever algorithm made it.

An edition is made that holds, in every table of the atlas, a row for the analyst's eyes and one for
partners' too, with names, figures, notes and places that stand nowhere else; so do its sources, its
accounts, its statements and its corrections. Everything that the plugin writes is then searched.
"""

from __future__ import annotations

import json
import re
import struct

import pytest
from osgeo import ogr
from searching import readable, unpacked, without_spaces
from territoires_industrie.territoires_industrie.corrections.applying import apply
from territoires_industrie.territoires_industrie.corrections.correction import Correction, row_text
from territoires_industrie.territoires_industrie.corrections.outcome import (
    CONFLICT,
    ORPHAN,
    Outcome,
)
from territoires_industrie.territoires_industrie.edition import (
    Accounting,
    Availability,
    Provenance,
    write_edition,
)
from territoires_industrie.territoires_industrie.geometry import from_wkt, point, to_wgs84
from territoires_industrie.territoires_industrie.layers.made import DRAWN, KEPT_OFF
from territoires_industrie.territoires_industrie.sources.local import SOURCE
from territoires_industrie.territoires_industrie.territories import all_communes

pytest_plugins = "territoires_industrie.tests.qgis.toolbox"

DUNKERQUE = "ti-3201"
REGISTER = "registre-essai"
GRAVELINES = all_communes()["59273"]
#: Audience -> a word, a figure and a way from the centre of Gravelines that only its rows have.
#: The last is a site that everybody sees, of which only the size may be told.
MARKS = {
    "interne": ("Zwoelfkant", 4_815_162.625, (1234.56, -2345.67)),
    "partenaires": ("Quarzmuehle", 7_391_284.375, (-1876.54, -1765.43)),
}
RESERVED_FIGURE = 6_138_747.875
NUMBERS = {"interne": "98765432109876", "partenaires": "12345098765432"}


def place_of(audience):
    centre = ogr.CreateGeometryFromWkb(GRAVELINES.centre)
    east, north = MARKS[audience][2]
    return centre.GetX() + east, centre.GetY() + north


def shape_of(kind, audience):
    x, y = place_of(audience)
    if kind == "point":
        return point(x, y)
    if kind == "line":
        return from_wkt(f"LINESTRING ({x} {y}, {x + 700.25} {y - 600.5})")
    if kind == "polygon":
        return from_wkt(f"POLYGON (({x} {y}, {x + 700} {y}, {x + 700} {y - 600.5}, {x} {y}))")
    return None


def marked_row(table, layer, audience):
    """A row that bears its audience's marks in every cell that can hold them."""
    word, figure, _ = MARKS[audience]
    row = {
        "key": f"{word}-{table.name}",
        "name": f"Usine {word}",
        "commune": GRAVELINES.name,
        "insee": GRAVELINES.insee,
        "rattachement": DUNKERQUE,
        "statut": "en service",
        "position": "exacte",
        "diffusion": audience,
        "source": SOURCE if audience == "interne" else f"fichier-{word}",
        "note": f"Note de {word}",
        "source_atlas": f"page {word}",
        "verifie_par": f"Registre {word}",
        "vintage": f"{word} 2025",
        "geometry": shape_of(table.geometry, audience),
    }
    for field in table.fields:
        if field.name in row or field.name in ("class", "size", "statut"):
            continue
        legend = any(
            each.table == table.name and each.field == field.name for each in layer.legends
        )
        if field.name == "siret":
            row[field.name] = NUMBERS[audience]
        elif field.type == "real":
            row[field.name] = figure
        elif field.type == "text" and not field.values and not legend:
            row[field.name] = f"{field.name} {word}"
    keys = [c.key for each in layer.legends if each.table == table.name and each.field == "class"
            for c in each.classes]  # fmt: skip
    row["class"] = keys[0] if keys else None
    if table.name == "consumers":
        row["size"] = "> à 50 000 MWh"
    own = {field.name for field in table.fields} | {"geometry"}
    return {name: value for name, value in row.items() if name in own}


def public_row(table, layer):
    """A row beside them that everybody sees."""
    row = marked_row(table, layer, "interne")
    texts = {
        name: None for name, value in row.items() if isinstance(value, str) and "Zwoelf" in value
    }
    figures = {name: 20_000.0 for name, value in row.items() if isinstance(value, float)}
    shown = {"key": f"ouverte-{table.name}", "name": "Usine ouverte", "diffusion": "publique",
             "source": REGISTER, "verifie_par": "Registre", "vintage": "2025",
             "geometry": _moved(row["geometry"])}  # fmt: skip
    if table.name == "consumers":
        figures = dict.fromkeys(figures, RESERVED_FIGURE)
        shown |= {"siret": None, "size": "> à 10 000 MWh"}
    return {**row, **texts, **figures, **shown}


def _moved(wkb):
    shape = ogr.CreateGeometryFromWkb(wkb)
    east, north = MARKS["interne"][2]
    text = shape.ExportToWkt()

    def shifted(match):
        x, y = (float(part) for part in match.group().split())
        return f"{round(x - east) + 3000} {round(y - north) - 3000}"

    return from_wkt(re.sub(r"-?[\d.]+ -?[\d.]+", shifted, text))


def corrections(audience):
    """What the analyst has changed of rows that everybody sees, for fewer eyes."""
    word, figure, _ = MARKS[audience]
    x, y = place_of(audience)
    common = {"author": f"Auteur {word}", "reason": f"Motif {word}", "made_on": "2026-10-01",
              "diffusion": audience, "reason_diffusion": audience}  # fmt: skip
    new = {"key": f"{word}-ajout", "name": f"Ajout {word}", "class": "Éolien",
           "statut": "en service",
           "position": "exacte", "commune": GRAVELINES.name, "insee": GRAVELINES.insee,
           "power_kw": str(figure), "geometry": f"POINT ({x} {y})"}  # fmt: skip
    opened = {"table": "producers", "key": "ouverte-producers"}
    return [
        Correction(0, **opened, kind="renommer", field="name", after=f"Renommée {word}", **common),
        Correction(0, **opened, kind="modifier", field="power_kw", after=str(figure), **common),
        Correction(
            0, **opened, kind="déplacer", field="geometry", after=f"POINT ({x} {y})", **common
        ),
        Correction(0, "producers", new["key"], "ajouter", after=row_text(new), **common),
    ]


@pytest.fixture(scope="module")
def tables(base_tables, catalogue):
    """Every table of the atlas: a row for each audience."""
    import pandas

    made = dict(base_tables)
    for layer in catalogue.layers.values():
        if layer.family != "atlas":
            continue
        for table in layer.tables:
            rows = [public_row(table, layer), *(marked_row(table, layer, each) for each in MARKS)]
            if table.name == "consumers":
                rows.append(
                    {**rows[0], "key": "importee", "name": "Usine importée", "source": SOURCE}
                )
            made[table.name] = pandas.DataFrame(rows, dtype="object")
    cells = [(None, 15_000.0, "Textile"), ("moins de 3 sites", RESERVED_FIGURE, "Papeterie"),
             ("masquage complémentaire", RESERVED_FIGURE, "Agroalimentaire")]  # fmt: skip
    made["energy"] = pandas.DataFrame(
        [
            {**dict.fromkeys(field.name for field in catalogue.table("energy").fields),
             "territory": DUNKERQUE, "flux": "consommation", "category": category,
             "energy": "électricité", "sites": 5, "mwh": mwh, "of_which_withheld": 0,
             "masked": masked,
             "share_max": 0.4813579 if masked else 0.5, "year": 2024, "sources": REGISTER,
             "vintage": "2024", "geometry": None}
            for masked, mwh, category in cells
        ],
        dtype="object",
    )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def secretive(tables, embedded, catalogue, tmp_path_factory):
    """The edition with everything that is to be kept back in it, and its twin without any of it."""
    folder = tmp_path_factory.mktemp("secretive")
    entries, accounts, known = [], [], []
    for layer in catalogue.layers.values():
        if layer.family == "base":
            continue
        for name in dict.fromkeys(
            s for t in layer.tables for s in tables.get(t.name, {}).get("source", ())
        ):
            word = "" if name in (REGISTER, SOURCE) else name
            seen = " ".join(f"Usine {mark[0]} est vue. Reste." for mark in MARKS.values())
            entries.append(Provenance(
                layer.id, name, f"Éditeur {word}".strip(), f"Jeu {word}".strip(),
                "https://example.org/" if name == REGISTER else "file:///home/Zwoelfkant.xlsx",
                "2025", "2026-11-01", licence="LO",
                notes=f"{seen} Zwoelfkant.xlsx : lu." if name == SOURCE else seen,
            ))  # fmt: skip
            accounts += [
                Accounting(layer.id, name, DRAWN, "", 1, DUNKERQUE),
                *(Accounting(layer.id, name, KEPT_OFF, f"comme Usine {mark[0]}", 1, DUNKERQUE)
                  for mark in MARKS.values()),
            ]  # fmt: skip
        said = " ".join(f"Usine {mark[0]} n'a pas répondu." for mark in MARKS.values())
        known.append(Availability(layer.id, DUNKERQUE, "partial", f"Une limite connue. {said}"))
    base_entries = [p for p in embedded.provenance() if catalogue.layers[p.layer].family == "base"]
    made = [c for audience in MARKS for c in corrections(audience)]
    numbered = [Correction(**{**vars(c), "number": n}) for n, c in enumerate(made, start=1)]
    replayed = apply(tables, numbered, catalogue, embedded.created.date())
    word = MARKS["interne"][0]
    common = {"author": f"Auteur {word}", "reason": f"Motif {word}", "made_on": "2026-10-02"}
    texts = {"before": f"Avant {word}", "after": f"Après {word}"}
    others = [
        Outcome(Correction(number, "consumers", key, "renommer", "name", diffusion=diffusion,
                           **texts, **common), state, False, f"Trouvé {word}", DUNKERQUE)
        for number, key, diffusion, state in (
            (20, "ouverte-consumers", "interne", CONFLICT), (21, "disparue", "publique", ORPHAN),
        )
    ]  # fmt: skip
    edition = write_edition(
        folder / "whole", replayed.tables, [*base_entries, *entries], known,
        embedded.created, catalogue,
        accounting=accounts, corrections=[*replayed.outcomes, *others],
    )  # fmt: skip
    open_rows = {
        name: frame[frame["diffusion"] == "publique"] if "diffusion" in frame else frame
        for name, frame in tables.items()
    }
    twin = write_edition(
        folder / "open", open_rows,
        [*base_entries, *(e for e in entries if e.source in (REGISTER, SOURCE))],
        [Availability(k.layer, k.territory, k.state, "Une limite connue.") for k in known],
        embedded.created, catalogue,
        accounting=[a for a in accounts if a.source in (REGISTER, SOURCE) and a.outcome == DRAWN],
    )  # fmt: skip
    return edition, twin


# ---------------------------------------------------------------- what is searched for


def words_of(audience):
    """Texts that an audience's rows alone bear, as expressions."""
    word, figure, _ = MARKS[audience]
    x, y = place_of(audience)
    lon, lat = _point(to_wgs84(point(x, y)))
    degrees = rf"{_cut(lon, 4)}\d*\W{{1,4}}{_cut(lat, 4)}"
    metres = rf"{int(x)}(?:\.\d+)?\W+{int(y)}|{round(x)}\W+{round(y)}|{x:.2f}"
    return [word, *_figures(figure), degrees, metres, NUMBERS[audience]]


def _figures(figure):
    """A figure whole or rounded, in its unit or a thousand of it, never as part of another."""
    return [rf"(?<![\d.])(?:{int(figure)}(?:\.\d+)?|{round(figure)})(?!\d)",
            rf"(?<![\d.]){_cut(figure / 1000, 2)}"]  # fmt: skip


def doubles_of(*numbers):
    """How a GeoPackage, a shape or any other binary file writes numbers."""
    return [struct.pack(form, number) for form in ("<d", ">d") for number in numbers]


def _cut(value, decimals):
    return re.escape(str(value)[: str(value).index(".") + 1 + decimals])


def _point(wkb):
    shape = ogr.CreateGeometryFromWkb(wkb)
    return shape.GetX(), shape.GetY()


def traces(path, audiences, reserved=True):
    """What a file betrays of the rows of some audiences, and of reserved figures."""
    texts = [word for each in audiences for word in words_of(each)]
    numbers = [
        n for each in audiences for n in (*place_of(each), MARKS[each][1], MARKS[each][1] / 1000)
    ]
    if reserved:
        texts += [*_figures(RESERVED_FIGURE), "0.4813579"]
        numbers += [RESERVED_FIGURE, RESERVED_FIGURE / 1000]
    wanted = re.compile("|".join(texts), re.IGNORECASE)
    packed = doubles_of(*numbers)
    found = {match.group() for match in wanted.finditer(path.name)}
    for content in unpacked(path):
        found |= {number for number in packed if number in content}
        for text in readable(content):
            found |= {match.group() for match in wanted.finditer(without_spaces(text))}
    return found


# ---------------------------------------------------------------- what is written

MADE = {
    "mapset": {"FORMAT": ["pdf", "png", "svg"], "DPI": 72, "PUBLICATION": True},
    "atlas": {"DPI": 72, "EACH": True, "THEMES": [0, 2]},
    "profile": {"FORMAT": ["json", "csv", "pdf"]},
    "tables": {},
    "compareterritories": {"INDICATOR": "conso_electricite_papeterie_gwh"},
    "share": {"PDF": "maps", "DPI": 72, "THEMES": [1]},
}  # fmt: skip


@pytest.fixture(scope="module")
def written(toolbox, secretive, tmp_path_factory):
    """All that an algorithm leaves in its folder: `written(name, who)`."""
    made = {}

    def run(algorithm, audience, edition=None):
        whole = edition or secretive[0]
        place = (algorithm, audience, whole.path)
        if place not in made:
            folder = tmp_path_factory.mktemp(f"{algorithm}-{audience}")
            output = folder / "atlas.pdf" if algorithm == "atlas" else folder / "out"
            given = {"TERRITORIES": DUNKERQUE, "EDITION": str(whole.path), "AUDIENCE": audience,
                     "OUTPUT": str(output)}  # fmt: skip
            if algorithm == "compareterritories":
                given["TERRITORIES"] = "ti-3201, ti-3209"
            toolbox.run(algorithm, **given, **MADE[algorithm])
            made[place] = sorted(path for path in folder.rglob("*") if path.is_file())
        return made[place]

    return run


@pytest.mark.parametrize("algorithm", MADE)
def test_the_public_finds_no_trace(written, algorithm):
    files = written(algorithm, "publique")
    assert files
    for path in files:
        assert traces(path, ["interne", "partenaires"]) == set(), path.name


@pytest.mark.parametrize("algorithm", ["share", "tables", "profile", "compareterritories"])
def test_partners_find_no_trace_of_what_is_kept_inside(written, algorithm):
    for path in written(algorithm, "partenaires"):
        assert traces(path, ["interne"]) == set(), path.name


def test_the_search_finds_what_is_there(written):
    """Else the tests above would pass whatever is written."""
    inside = {path.suffix: traces(path, ["interne"]) for path in written("share", "interne")}
    word, figure, _ = MARKS["interne"]
    assert {".gpkg", ".html", ".pdf", ".xlsx"} <= set(inside)
    for ending in (".gpkg", ".html", ".pdf", ".xlsx"):
        assert word in inside[ending], ending
    assert {struct.pack("<d", number) for number in place_of("interne")} <= inside[".gpkg"]
    assert struct.pack(">d", figure) in inside[".gpkg"]
    assert any(isinstance(found, str) and found.startswith("2.") for found in inside[".html"])
    assert {str(figure), NUMBERS["interne"]} <= inside[".xlsx"]


def test_what_is_kept_back_changes_no_figure(written, secretive):
    """A sum with a hidden part would tell it to whoever knows the others."""
    whole, without = secretive

    def figures(edition):
        (path,) = [p for p in written("profile", "publique", edition) if p.suffix == ".json"]
        told = json.loads(path.read_text(encoding="utf-8"))
        return {name: (each["valeur"], each["texte"]) for name, each in told["indicateurs"].items()}

    assert figures(whole) == figures(without)
