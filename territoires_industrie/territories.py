"""The territoires d'industrie: ANCT's 183 of phase II, the atlas' 18, perimeters and communes.

A territory is a list of EPCI, named by SIREN, never by their names, which change. The list is the
one of phase II (2023-2027) on the EPCI of 1 January 2026 (COG 2026). Outlines, populations and
centres of communes are shipped for the EPCI that touch Hauts-de-France
(resources/territories/README.md says from where), so only the territories made of these have a
perimeter here: the 18 of the atlas, and what a user puts together of the same communes
(`perimeters/`).
"""

from __future__ import annotations

import csv
import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from . import geometry
from .errors import AtlasError
from .french import long_date, number
from .paths import RESOURCES

TERRITORIES_FOLDER = RESOURCES / "territories"

PHASE_TWO_COUNT = 183
"""Number of territories in phase II; phase I (2018-2022) had 149."""

PHASE_TWO_WITNESS = "ti-3217"
"""An id that exists in phase II only. Most phase I ids exist in both, naming other EPCI."""

POPULATION_YEAR = 2022
"""Year of the `population municipale` of the shipped tables (the EPCI list of 2026 carries it)."""

PERIMETER_NOTE = "périmètre ANCT 2023-2027, COG 2026"
"""How a page must name the perimeter, since several dated lists coexist."""

COG_NOTE = "COG 2026"
"""The list of communes that a user's own perimeters are made of."""

_SLIVER_M = 10.0
"""Ground this narrow between communes and EPCI is a drawing error: their outlines are generalised
and cut apart, so they do not always touch."""

EVERY_TERRITORY_OF_THE_ATLAS = ("all", "hauts de france")


class TerritoryError(AtlasError):
    """Something about a territory that cannot be done; the message says what and what to do."""


class UnknownTerritory(TerritoryError):
    """No territory has this id or name; `near` holds those that resemble it."""

    def __init__(self, text: str, near: tuple[Territory, ...]) -> None:
        self.text = text
        self.near = near
        if near:
            proposals = "; ".join(f"{territory.id} {territory.title}" for territory in near)
            super().__init__(
                "Unknown territory “{text}”: did you mean {proposals}?",
                text=text,
                proposals=proposals,
            )
        else:
            super().__init__(
                "Unknown territory “{text}”: none of the 183 of phase II resembles it.", text=text
            )


class PhaseOneList(TerritoryError):
    """A list of territories that is not the one of phase II."""


class MissingOutlines(TerritoryError):
    """A territory some of whose EPCI are not in the shipped outlines; `sirens` holds which."""

    def __init__(self, territory: Territory, sirens: tuple[str, ...]) -> None:
        self.territory = territory
        self.sirens = sirens
        super().__init__(
            "{territory} cannot be drawn: the outlines shipped with the plugin cover the EPCI of "
            "Hauts-de-France and lack {sirens}. Choose one of the 18 territories of the atlas.",
            territory=f"{territory.id} {territory.title}",
            sirens=", ".join(sirens),
        )


@dataclass(frozen=True)
class Territory:
    """One territoire d'industrie: `sirens` are its EPCI (outside the region also communes).

    A user's own perimeter is a list of communes: `insee` are their codes, `sirens` the EPCI that
    lie in it as a whole, `parts` those that it cuts; `defined` is the day when it was saved.
    """

    id: str
    name: str
    sirens: tuple[str, ...]
    atlas_name: str | None = None
    atlas_page: int | None = None
    atlas_order: int | None = None
    insee: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    defined: date | None = None

    @property
    def is_own(self) -> bool:
        """Whether a user has defined it, commune by commune."""
        return bool(self.insee)

    @property
    def title(self) -> str:
        """The name to print: the atlas' wording where it has one, else ANCT's."""
        return self.atlas_name or self.name

    @property
    def slug(self) -> str:
        """The name for files: plain lower-case letters, digits and hyphens."""
        return normalised(self.title).replace(" ", "-")


@dataclass(frozen=True)
class Epci:
    """One EPCI with its outline: WKB in EPSG:2154; `departements` are the codes that it touches."""

    siren: str
    name: str
    type: str
    population: int
    departements: tuple[str, ...]
    outline: bytes


@dataclass(frozen=True)
class Commune:
    """One commune of COG 2026; centre in EPSG:4326, area of its outline in EPSG:2154.

    `is_prefecture` is 2 for a prefecture, 1 for a sous-préfecture, 0 otherwise.
    """

    insee: str
    name: str
    departement: str
    siren_epci: str
    population: int
    lon: float
    lat: float
    area_km2: float
    is_prefecture: int

    @property
    def centre(self) -> bytes:
        """The centre (town hall, or a point inside where none is known) as WKB in EPSG:2154."""
        return geometry.to_lambert93(geometry.point(self.lon, self.lat))


# ---------------------------------------------------------------- the lists


@lru_cache(maxsize=1)
def all_territories() -> tuple[Territory, ...]:
    """The 183 territories of phase II, by id; the atlas' 18 carry its name, page and order."""
    atlas = {row["id"]: row for row in _rows("atlas.csv")}
    rows = _rows("territories.csv")
    refuse_phase_one(row["id"] for row in rows)
    return tuple(_territory(row, atlas.get(row["id"])) for row in rows)


@lru_cache(maxsize=1)
def atlas_territories() -> tuple[Territory, ...]:
    """The 18 territories of the atlas of Hauts-de-France, in its order."""
    printed = (territory for territory in all_territories() if territory.atlas_order is not None)
    return tuple(sorted(printed, key=lambda territory: territory.atlas_order or 0))


def refuse_phase_one(ids: Iterable[str]) -> None:
    """Let the ids of a whole list pass when it is phase II's, else raise PhaseOneList.

    The ids of one territory cannot tell: ti-3201 is Aa – Dunkerque – Flandre in phase II and
    another place in phase I. A list can: 183 distinct ids, ti-3217 among them (ANCT publishes both
    lists under the same title).
    """
    distinct = set(ids)
    if len(distinct) == PHASE_TWO_COUNT and PHASE_TWO_WITNESS in distinct:
        return
    raise PhaseOneList(
        "This is not the phase II list (2023-2027) of territoires d'industrie, which has "
        "{expected} distinct ids, {witness} among them: {count} were found. A list of 149 ids is "
        "phase I's (2018-2022), whose ids name other EPCI: take ANCT's list of 2023-2027.",
        count=len(distinct),
        expected=PHASE_TWO_COUNT,
        witness=PHASE_TWO_WITNESS,
    )


# ---------------------------------------------------------------- finding


def find(text: str, own: Sequence[Territory] = ()) -> Territory:
    """The territory with this id, ANCT name, atlas name or slug, whatever accents, case and dashes.

    `own` are the user's perimeters, found in the same way.

    Raises UnknownTerritory, which lists near matches.
    """
    wanted = normalised(text)
    index = _index_with(own)
    found = index.get(_ID_PATTERN.sub(r"ti \1", wanted))
    if found is None:
        raise UnknownTerritory(text, _near(wanted, index))
    return found


def resolve(values: Iterable[str], own: Sequence[Territory] = ()) -> list[Territory]:
    """The territories that `values` name, each once, in the order of their first mention.

    A value is an id, a name, several of them separated by commas, or `all` / `hauts-de-france` for
    the 18 of the atlas; `own` are the user's perimeters, found by id or name too. Raises
    UnknownTerritory for an unknown one and TerritoryError for none.
    """
    found = [territory for value in values for territory in _named_in(value, own)]
    if not found:
        raise TerritoryError("No territory is named: give an id such as ti-3201, a name, or 'all'.")
    return list(dict.fromkeys(found))


def normalised(text: str) -> str:
    """Lower-case ASCII letters and digits, one space between words: names are compared so."""
    if text.isascii():  # a million addresses pass here, few of them with accents
        return " ".join(text.lower().translate(_BLANK_SIGNS).split())
    letters = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    spelled_out = text.casefold().replace("œ", "oe").replace("æ", "ae")
    return re.sub(r"[^a-z0-9]+", " ", spelled_out).strip()


_ID_PATTERN = re.compile(r"^(?:ti ?)?(\d{4})$")
_BLANK_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}


@lru_cache(maxsize=1)
def _index() -> dict[str, Territory]:
    index: dict[str, Territory] = {}
    for territory in all_territories():
        for key in (territory.id, territory.name, territory.title):
            index[normalised(key)] = territory
    return index


def _index_with(own: Sequence[Territory]) -> dict[str, Territory]:
    """The index with a user's perimeters, which never stand in for a territory of the list."""
    names = {normalised(key): each for each in own for key in (each.id, each.name)}
    return names | _index()


def _near(wanted: str, index: Mapping[str, Territory], most: int = 5) -> tuple[Territory, ...]:
    """Territories whose name contains the words, then those spelled alike, at most `most`."""
    names = list(index)
    containing = [name for name in names if len(wanted) > 2 and wanted in name]
    alike = difflib.get_close_matches(wanted, names, n=most, cutoff=0.6)
    word_alike = [
        name for name in names if difflib.get_close_matches(wanted, name.split(), n=1, cutoff=0.8)
    ]
    return tuple(dict.fromkeys(index[name] for name in containing + alike + word_alike))[:most]


def _named_in(value: str, own: Sequence[Territory]) -> Iterator[Territory]:
    """Territories of a comma-separated value; a name that has commas itself is taken whole."""
    parts = [part for part in value.split(",") if part.strip()]
    while parts:
        taken, found = _longest_name(parts, own)
        yield from found
        parts = parts[taken:]


def _longest_name(parts: list[str], own: Sequence[Territory]) -> tuple[int, tuple[Territory, ...]]:
    """How many of the first parts make one name, and whom it names."""
    index = _index_with(own)
    for taken in range(len(parts), 1, -1):
        whole = index.get(normalised(" ".join(parts[:taken])))
        if whole is not None:
            return taken, (whole,)
    if normalised(parts[0]) in EVERY_TERRITORY_OF_THE_ATLAS:
        return 1, atlas_territories()
    return 1, (find(parts[0].strip(), own),)


# ---------------------------------------------------------------- what a territory is made of


@lru_cache(maxsize=1)
def all_epci() -> dict[str, Epci]:
    """The shipped EPCI (92 that touch Hauts-de-France) by SIREN."""
    collection = json.loads(_text("epci.geojson"))
    return {feature["properties"]["siren"]: _epci(feature) for feature in collection["features"]}


@lru_cache(maxsize=1)
def all_communes() -> dict[str, Commune]:
    """The communes of the shipped EPCI by INSEE code."""
    return {row["insee"]: _commune(row) for row in _rows("communes.csv")}


@lru_cache(maxsize=1)
def commune_outlines() -> dict[str, bytes]:
    """The outlines of the shipped communes by INSEE code: WKB in EPSG:2154, generalised."""
    collection = json.loads(_text("communes.geojson"))
    return {
        feature["properties"]["insee"]: geometry.to_lambert93(
            geometry.from_geojson(feature["geometry"])
        )
        for feature in collection["features"]
    }


def epci(territory: Territory) -> tuple[Epci, ...]:
    """The EPCI of a territory in its list's order; raises MissingOutlines for one not shipped.

    Of a user's own perimeter those that lie in it as a whole.
    """
    shipped = all_epci()
    missing = tuple(siren for siren in territory.sirens if siren not in shipped)
    if missing:
        raise MissingOutlines(territory, missing)
    return tuple(shipped[siren] for siren in territory.sirens)


@lru_cache(maxsize=PHASE_TWO_COUNT)
def perimeter(territory: Territory) -> bytes:
    """The territory's outline, the union of its EPCI: WKB in EPSG:2154; raises MissingOutlines.

    Of an EPCI that a user's own perimeter cuts, the union of the communes that lie in it.
    """
    whole = [member.outline for member in epci(territory)]
    cut = set(territory.parts)
    if not cut:
        return geometry.union(whole)
    outlines = commune_outlines()
    pieces = [outlines[each.insee] for each in communes(territory) if each.siren_epci in cut]
    grown = geometry.buffer(geometry.union([*whole, *pieces]), _SLIVER_M)
    # Corners that a buffer has rounded have many points.
    return geometry.simplify(geometry.buffer(grown, -_SLIVER_M), _SLIVER_M / 10)


@lru_cache(maxsize=PHASE_TWO_COUNT)
def communes(territory: Territory) -> tuple[Commune, ...]:
    """The communes of the territory's EPCI by INSEE code, those outside the region too.

    Raises MissingOutlines when an EPCI is not shipped: its communes are not either.
    """
    if territory.is_own:
        return tuple(all_communes()[insee] for insee in territory.insee)
    members = {member.siren for member in epci(territory)}
    return tuple(commune for commune in all_communes().values() if commune.siren_epci in members)


def population(territory: Territory) -> int:
    """Inhabitants (population municipale of POPULATION_YEAR); raises MissingOutlines."""
    return sum(commune.population for commune in communes(territory))


def area_km2(territory: Territory) -> float:
    """Area of the perimeter in km², measured in EPSG:2154; raises MissingOutlines."""
    return geometry.area_km2(perimeter(territory))


def perimeter_note(territories: Iterable[Territory]) -> str:
    """How a page names the perimeters it shows, several dated lists being about, in French."""
    notes = dict.fromkeys(_note_of(territory) for territory in territories)
    return " ; ".join(notes) or PERIMETER_NOTE


def perimeter_sentence(territories: Iterable[Territory]) -> str:
    """The same as the beginning of a sentence."""
    note = perimeter_note(territories)
    return note[0].upper() + note[1:]


def _note_of(territory: Territory) -> str:
    if not territory.is_own:
        return PERIMETER_NOTE
    count = len(territory.insee)
    communes_counted = f"{number(count)} commune{'s' if count > 1 else ''}"
    day = f" le {long_date(territory.defined)}" if territory.defined else ""
    return f"périmètre : {communes_counted}, défini par l'utilisateur{day}, {COG_NOTE}"


@lru_cache(maxsize=1)
def territory_of_epci() -> dict[str, Territory]:
    """The territory of each EPCI that has one, by SIREN (no EPCI is in two)."""
    return {siren: territory for territory in all_territories() for siren in territory.sirens}


# ---------------------------------------------------------------- rows of the base tables


def epci_rows() -> Iterator[dict[str, object]]:
    """Rows of the base table `epci`: territory is None outside any, outline WKB in EPSG:2154."""
    owners = territory_of_epci()
    for member in all_epci().values():
        owner = owners.get(member.siren)
        yield {
            "siren": member.siren,
            "name": member.name,
            "territory": owner.id if owner else None,
            "geometry": member.outline,
        }


def perimeter_rows() -> Iterator[dict[str, object]]:
    """Rows of the base table `perimeters`: the atlas' 18, with counts of people and communes."""
    for territory in atlas_territories():
        yield {
            "territory": territory.id,
            "name": territory.title,
            "area_km2": round(area_km2(territory), 2),
            "population": population(territory),
            "communes": len(communes(territory)),
            "geometry": perimeter(territory),
        }


def commune_rows() -> Iterator[dict[str, object]]:
    """Rows of the base table `communes`: centres as WKB in EPSG:2154, with population and rank."""
    owners = territory_of_epci()
    for commune in all_communes().values():
        owner = owners.get(commune.siren_epci)
        yield {
            "insee": commune.insee,
            "name": commune.name,
            "population": commune.population,
            "siren_epci": commune.siren_epci,
            "territory": owner.id if owner else None,
            "is_prefecture": commune.is_prefecture,
            "geometry": commune.centre,
        }


# ---------------------------------------------------------------- reading the shipped files


def _text(name: str) -> str:
    path = TERRITORIES_FOLDER / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise TerritoryError(
            "The plugin is incomplete, install it again: {file} cannot be read.", file=path.name
        ) from error


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines()))


def _territory(row: dict[str, str], printed: dict[str, str] | None) -> Territory:
    sirens = tuple(row["sirens"].split())
    if printed is None:
        return Territory(row["id"], row["name"], sirens)
    return Territory(
        row["id"], row["name"], sirens, printed["name"], int(printed["page"]), int(printed["order"])
    )


def _epci(feature: dict[str, dict[str, str]]) -> Epci:
    properties = feature["properties"]
    return Epci(
        siren=properties["siren"],
        name=properties["nom"],
        type=properties["type"],
        population=int(properties["population"]),
        departements=tuple(properties["departements"].split("/")),
        outline=geometry.to_lambert93(geometry.from_geojson(feature["geometry"])),
    )


def _commune(row: dict[str, str]) -> Commune:
    return Commune(
        insee=row["insee"],
        name=row["name"],
        departement=row["departement"],
        siren_epci=row["siren_epci"],
        population=int(row["population"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        area_km2=float(row["area_km2"]),
        is_prefecture=int(row["is_prefecture"]),
    )
