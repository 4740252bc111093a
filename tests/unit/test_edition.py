from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import threading
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path, PureWindowsPath

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import gdal, ogr
from territoires_industrie.territoires_industrie.catalogue import (
    AtlasLayer,
    Catalogue,
    Field,
    Legend,
    LegendClass,
    Table,
)
from territoires_industrie.territoires_industrie.conformity import EditionError
from territoires_industrie.territoires_industrie.edition import (
    Accounting,
    Availability,
    Edition,
    EditionCancelled,
    EditionStore,
    Provenance,
    write_edition,
)
from territoires_industrie.territoires_industrie.libraries import LibraryMissing

CREATED = datetime(2026, 11, 22, 9, 30, 15)

COMMON = (
    Field("key", "text", "Identifiant"),
    Field("name", "text", "Nom"),
    Field("class", "text", "Classe"),
    Field("statut", "text", "Statut", values=("en service", "annoncé")),
    Field("position", "text", "Position", values=("exacte", "adresse", "iris", "commune")),
    Field("diffusion", "text", "Diffusion", values=("publique", "partenaires", "interne")),
    Field("source", "text", "Source"),
)


def layer(identifier, *tables, family="atlas", legends=(), **parameters):
    return AtlasLayer(
        id=identifier,
        title=f"Couche {identifier}",
        family=family,
        tables=tables,
        legends=legends,
        rule="",
        parameters=parameters,
        sources=(),
        empty="Rien à montrer.",
    )


PLANTS = Table(
    "plants",
    "point",
    (
        *COMMON,
        Field("units", "integer", "Nombre"),
        Field("share", "real", "Part", "%"),
        Field("power_kw", "real", "Puissance", "kW"),
        Field("opened", "date", "Ouverture"),
    ),
)
SITES = Table("sites", "polygon", (*COMMON, Field("area_ha", "real", "Surface", "ha")))
MARKERS = Table("sites_point", "point", SITES.fields)
ROADS = Table("roads", "line", COMMON)
LAND = Table("land", "polygon", (Field("name", "text", "Nom"),))
JOBS = Table("jobs", "none", (Field("siren", "text", "SIREN"), Field("posts", "integer", "Postes")))
TYPES = Legend("types", "Types", "plants", "class", (LegendClass("Éolien", "Éolien", True),))

CATALOGUE = Catalogue(
    themes=(),
    layers={
        "plants": layer("plants", PLANTS, legends=(TYPES,)),
        "sites": layer("sites", SITES, MARKERS),
        "roads": layer("roads", ROADS),
        "land": layer("land", LAND, family="base"),
        "jobs": layer("jobs", JOBS, family="profile"),
    },
    sources={},
)

POINT = "POINT (650000 7100000)"
SQUARE = "POLYGON ((650000 7100000, 650100 7100000, 650100 7100100, 650000 7100000))"
LINE = "LINESTRING (650000 7100000, 651000 7101000)"


def wkb(wkt):
    return bytes(ogr.CreateGeometryFromWkt(wkt).ExportToIsoWkb(ogr.wkbNDR))


def plant(**values):
    row = {
        "key": "p1",
        "class": "Éolien",
        "position": "exacte",
        "diffusion": "publique",
        "source": "registre",
        "geometry": wkb(POINT),
    }
    return {**row, **values}


def plants(*rows):
    return pandas.DataFrame(
        [plant(**{"key": f"p{number}", **row}) for number, row in enumerate(rows, start=1)]
    )


def site(wkt, **values):
    row = {"class": None, "position": "exacte", "diffusion": "publique", "source": "cartofriches"}
    return {**row, "geometry": wkb(wkt), **values}


REGISTRE = Provenance("plants", "registre", publisher="ODRÉ", vintage="2026-10", rows_rejected=2)
SOURCES = (REGISTRE, Provenance("sites", "cartofriches"), Provenance("roads", "rrn"))


def write(folder, tables=None, provenance=SOURCES, availability=(), created=CREATED, **options):
    tables = {"plants": plants({})} if tables is None else tables
    return write_edition(folder, tables, provenance, availability, created, CATALOGUE, **options)


def editable(edition):
    """The edition's path, once its file can be changed, as nobody is meant to do."""
    edition.path.chmod(0o644)
    return edition.path


def failure(folder, tables, **options):
    with pytest.raises(EditionError) as caught:
        write(folder, tables, **options)
    assert list(Path(folder).iterdir()) == []
    return str(caught.value)


class TestWriting:
    def test_the_file_is_named_after_its_date(self, tmp_path):
        edition = write(tmp_path)
        assert edition.path == tmp_path / "edition-2026-11-22T093015.gpkg"
        assert edition.created == CREATED

    def test_nothing_but_the_edition_is_left(self, tmp_path):
        edition = write(tmp_path)
        assert list(tmp_path.iterdir()) == [edition.path]

    def test_the_file_is_closed(self, tmp_path):
        edition = write(tmp_path)
        assert edition.path.read_bytes()[18:20] == b"\x01\x01", "not in write-ahead mode"

    def test_the_file_is_read_only(self, tmp_path):
        assert write(tmp_path).path.stat().st_mode & 0o222 == 0

    def test_a_changed_row_shows(self, tmp_path):
        edition = write(tmp_path, {"plants": plants({}, {})})
        assert edition.is_unchanged()
        assert write(tmp_path, {"plants": plants({}, {})}).is_unchanged()
        for change in (
            "UPDATE plants SET units = 7 WHERE key = 'p2'",
            "DELETE FROM provenance WHERE layer = 'roads'",
        ):
            copy = tmp_path / "copy.gpkg"
            shutil.copyfile(edition.path, copy)
            with sqlite3.connect(copy) as database:
                without_triggers(database)
                database.execute(change)
            assert not Edition.open(copy).is_unchanged()

    def test_a_log_of_a_deleted_edition_is_not_played_into_a_new_one(self, tmp_path):
        log = tmp_path / "edition-2026-11-22T093015.gpkg-wal"
        log.write_bytes(b"old")
        assert write(tmp_path).path.name == "edition-2026-11-22T093015-2.gpkg"

    def test_a_geopackage_that_gdal_finds_valid(self, tmp_path):
        dataset = gdal.OpenEx(str(write(tmp_path).path), gdal.OF_VECTOR)
        found = dataset.GetLayerByName("sites")
        assert found.GetSpatialRef().GetAuthorityCode(None) == "2154"
        assert found.GetGeomType() == ogr.wkbMultiPolygon
        assert found.GetMetadataItem("DESCRIPTION") == "Couche sites"

    def test_every_geometry_table_has_a_spatial_index(self, tmp_path):
        with sqlite3.connect(write(tmp_path).path) as database:
            query = "SELECT table_name FROM gpkg_extensions WHERE extension_name='gpkg_rtree_index'"
            indexed = {name for (name,) in database.execute(query)}
        assert indexed == {"plants", "sites", "sites_point", "roads", "land"}

    def test_tables_left_out_are_there_and_empty(self, tmp_path):
        edition = write(tmp_path)
        assert edition.tables() == {"plants", "sites", "sites_point", "roads", "land", "jobs"}
        frame = edition.frame("roads")
        assert frame.empty
        assert list(frame.columns) == [*(field.name for field in COMMON), "geometry"]

    def test_two_of_the_same_second_stand_side_by_side(self, tmp_path):
        first = write(tmp_path)
        before = first.path.read_bytes()
        second = write(tmp_path, {"plants": plants({"name": "autre"})})
        assert second.path.name == "edition-2026-11-22T093015-2.gpkg"
        assert first.path.read_bytes() == before

    def test_many_writers_at_once_get_a_file_each(self, tmp_path):
        made, barrier = [], threading.Barrier(6)

        def work():
            barrier.wait()
            made.append(write(tmp_path).path.name)

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(made)) == 6
        assert {path.name for path in tmp_path.iterdir()} == set(made)

    def test_a_strangers_file_of_that_name_is_kept(self, tmp_path):
        taken = tmp_path / "edition-2026-11-22T093015.gpkg"
        taken.write_text("precious")
        assert write(tmp_path).path != taken
        assert taken.read_text() == "precious"

    def test_cancelled_between_tables(self, tmp_path):
        answers = iter([False, False, True])
        with pytest.raises(EditionCancelled) as caught:
            write(tmp_path, cancelled=lambda: next(answers))
        assert not isinstance(caught.value, EditionError), "nothing went wrong"
        assert list(tmp_path.iterdir()) == []

    def test_works_in_a_folder_with_a_wild_name(self, tmp_path):
        folder = tmp_path / "Éditions d'été 100 % #1?"
        edition = write(folder)
        assert Edition.open(edition.path) == edition
        assert len(edition.frame("plants")) == 1

    def test_what_killed_writers_left_goes_after_a_day(self, tmp_path):
        old, young = tmp_path / ".edition-a.partial", tmp_path / ".edition-b.partial"
        for folder in (old, young):
            folder.mkdir()
            (folder / "draft.gpkg").write_text("half")
        os.utime(old, (0, 0))
        write(tmp_path)
        assert not old.exists()
        assert young.exists()

    def test_a_folder_that_cannot_be(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(EditionError, match="No edition can be written in .*choose another"):
            write(tmp_path / "file" / "editions")

    def test_a_disk_that_fills_up(self, tmp_path, monkeypatch):
        def full(*_):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        assert "No space left" in failure(tmp_path, {})

    @pytest.mark.parametrize("library", [gdal, ogr])
    def test_with_gdals_exceptions_on(self, tmp_path, library):
        library.UseExceptions()
        try:
            edition = write(tmp_path / "a", {"plants": plants({}, {"geometry": None})})
            assert len(edition.frame("plants")) == 2
            (tmp_path / "b").mkdir()
            assert "damaged" in failure(tmp_path / "b", {"plants": plants({"geometry": b"x"})})
        finally:
            library.DontUseExceptions()


def without_triggers(database):
    """Those of a GeoPackage call functions that only GDAL's connections have."""
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        database.execute(f'DROP TRIGGER "{name}"')


@pytest.mark.skipif(os.name != "posix", reason="limits of file sizes are POSIX")
@pytest.mark.parametrize("exceptions", ["UseExceptions", "DontUseExceptions"])
@pytest.mark.parametrize("kilobytes", [20, 150, 300, 500])
def test_a_full_disk_leaves_nothing(tmp_path, kilobytes, exceptions):
    outcome = subprocess.run(
        **python(FULL.format(folder=str(tmp_path), size=kilobytes * 1000, exceptions=exceptions)),
        check=True,
        stdout=subprocess.PIPE,
    )
    assert "No edition can be written" in outcome.stdout
    assert list(tmp_path.iterdir()) == []


FULL = """
import resource
import test_edition
from osgeo import gdal, ogr

gdal.{exceptions}(), ogr.{exceptions}()
rows = test_edition.plants(*({{"name": "x" * 500}} for _ in range(1000)))
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
try:
    test_edition.write({folder!r}, {{"plants": rows}})
except test_edition.EditionError as error:
    print(error)
"""


@pytest.mark.parametrize("call", ["CommitTransaction", "StartTransaction"])
def test_what_gdal_does_not_raise(tmp_path, monkeypatch, call):
    monkeypatch.setattr(gdal.Dataset, call, lambda *_: ogr.OGRERR_FAILURE)
    assert "No edition can be written" in failure(tmp_path, {})


def test_what_gdal_does_not_even_tell(tmp_path, monkeypatch):
    """Closing a file returns nothing in GDAL 3.6, so that what it failed to write is missing."""
    monkeypatch.setattr(gdal.Dataset, "CommitTransaction", gdal.Dataset.RollbackTransaction)
    assert "lacks rows" in failure(tmp_path, {"plants": plants({})})


class TestRoundTrip:
    def test_values_and_types(self, tmp_path):
        row = {"name": "Éolienne n° 1", "units": 3, "power_kw": 2500.5, "opened": "2024-02-29"}
        frame = write(tmp_path, {"plants": plants(row, {"key": "p2"})}).frame("plants")
        first, second = frame.to_dict("records")
        assert first["name"] == "Éolienne n° 1"
        assert (first["units"], first["power_kw"]) == (3, 2500.5)
        assert first["opened"] == "2024-02-29"
        assert (second["name"], second["opened"]) == (None, None)
        assert frame["units"].dtype == "Int64"
        assert frame["power_kw"].dtype == "float64"
        assert frame[["units", "power_kw"]].iloc[1].isna().all()

    def test_a_frame_read_can_be_written_again(self, tmp_path):
        edition = write(tmp_path, {"plants": plants({"units": 3, "opened": date(2024, 1, 2)}, {})})
        again = write(tmp_path, {"plants": edition.frame("plants")})
        pandas.testing.assert_frame_equal(edition.frame("plants"), again.frame("plants"))

    def test_integers_that_pandas_made_floats(self, tmp_path):
        frame = plants({"units": 1}, {"units": None})
        assert frame["units"].dtype == "float64"
        assert write(tmp_path, {"plants": frame}).frame("plants")["units"].tolist()[0] == 1

    def test_no_place_stays_no_place(self, tmp_path):
        frame = write(tmp_path, {"plants": plants({"geometry": None})}).frame("plants")
        assert frame["geometry"].tolist() == [None]

    def test_lines_and_polygons_become_multiple(self, tmp_path):
        roads = pandas.DataFrame([site(LINE, key="A16", source="rrn")])
        frame = write(tmp_path, {"roads": roads}).frame("roads")
        shape = ogr.CreateGeometryFromWkb(frame["geometry"][0])
        assert shape.ExportToWkt() == "MULTILINESTRING ((650000 7100000,651000 7101000))"

    def test_heights_are_dropped(self, tmp_path):
        frame = plants({"geometry": wkb("POINT Z (650000 7100000 12)")})
        stored = write(tmp_path, {"plants": frame}).frame("plants")["geometry"][0]
        assert stored == wkb(POINT)

    words = st.none() | st.text(
        st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=60
    )
    integers = st.none() | st.integers(-(2**63), 2**63 - 1)
    # A GeoPackage bears larger numbers, but not their sum.
    reals = st.none() | st.floats(-1e300, 1e300)
    metres = st.floats(1_000, 9_000_000)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        rows=st.lists(
            st.tuples(
                words, integers, reals, st.none() | st.dates(date(1000, 1, 1)), metres, metres
            ),
            max_size=8,
        )
    )
    def test_whatever_the_values(self, tmp_path_factory, rows):
        names = ["name", "units", "power_kw", "opened"]
        frame = plants(*({} for _ in rows)) if rows else plants({}).head(0)
        for position, column in enumerate(names):
            frame[column] = pandas.Series([row[position] for row in rows], dtype="object")
        frame["geometry"] = [wkb_point(row[4], row[5]) for row in rows]
        edition = write(tmp_path_factory.mktemp("wild"), {"plants": frame})
        found = edition.frame("plants")
        expected = [(n, i, r, d and d.isoformat()) for n, i, r, d, _, _ in rows]
        assert [tuple(nothing(v) for v in row) for row in found[names].values] == expected
        assert found["geometry"].tolist() == frame["geometry"].tolist()
        (entry,) = edition.provenance("plants")
        assert entry.rows == len(rows)


def wkb_point(x, y):
    point = ogr.Geometry(ogr.wkbPoint)
    point.AddPoint_2D(x, y)
    return bytes(point.ExportToIsoWkb(ogr.wkbNDR))


def nothing(value):
    return None if pandas.isna(value) else value


class TestRefusals:
    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"units": 1.5}, ['"units"', "1.5 is not an integer"]),
            ({"units": "3"}, ['"units"', "not an integer"]),
            ({"units": 2**63}, ['"units"', "too large"]),
            ({"power_kw": "12"}, ['"power_kw"', "not a finite number"]),
            ({"power_kw": float("inf")}, ['"power_kw"', "not a finite number"]),
            ({"power_kw": Fraction(10**400)}, ['"power_kw"', "too large"]),
            ({"name": 12}, ['"name"', "is not a text"]),
            ({"name": "a\0b"}, ['"name"', "cannot store"]),
            ({"name": "\ud800"}, ['"name"', "cannot store"]),
            ({"opened": "29/02/2024"}, ['"opened"', "29/02/2024"]),
            ({"geometry": b"rubbish"}, ['"geometry"', "WKB is damaged"]),
            ({"geometry": POINT}, ['"geometry"', "str is not WKB"]),
            ({"geometry": wkb(SQUARE)}, ['"geometry"', "POLYGON does not fit"]),
            ({"geometry": wkb("POINT EMPTY")}, ['"geometry"', "empty"]),
            ({"geometry": wkb("POINT (2.3 51.0)")}, ['"geometry"', "these are degrees"]),
            ({"diffusion": "Interne"}, ['"diffusion"', "'Interne' is none of"]),
            ({"diffusion": None}, ['"diffusion"', "required"]),
            ({"diffusion": ""}, ['"diffusion"', "'' is none of"]),
            ({"key": None}, ['"key"', "required"]),
            ({"key": "p1"}, ['"key"', "'p1' is the key of an earlier row"]),
            ({"class": "Eolien"}, ['"class"', "'Eolien' is none of"]),
            ({"couleur": "bleu"}, ['"couleur"', "does not know"]),
        ],
    )
    def test_a_row_that_does_not_fit(self, tmp_path, values, words):
        message = failure(tmp_path, {"plants": plants({}, values)})
        for word in ['"plants"', *words]:
            assert word in message
        assert "couleur" in message or "row 2" in message

    def test_a_required_column_that_is_missing(self, tmp_path):
        message = failure(tmp_path, {"plants": plants({}).drop(columns="diffusion")})
        assert message == 'Table "plants" lacks the column "diffusion".'

    def test_base_tables_need_all_their_columns(self, tmp_path):
        frame = pandas.DataFrame([{"geometry": wkb(SQUARE)}])
        assert failure(tmp_path, {"land": frame}) == 'Table "land" lacks the column "name".'

    def test_a_table_that_the_catalogue_does_not_know(self, tmp_path):
        assert '"towers"' in failure(tmp_path, {"towers": plants({})})

    def test_a_row_whose_source_has_no_provenance(self, tmp_path):
        message = failure(tmp_path, {"plants": plants({"source": "rumeur"})})
        assert '"rumeur"' in message
        assert '"plants"' in message

    def test_provenance_and_availability_of_unknown_layers(self, tmp_path):
        assert '"towers"' in failure(tmp_path, {}, provenance=[Provenance("towers", "x")])
        for entry in (
            Availability("towers", "ti-3201", "empty", ""),
            Availability("plants", "ti-3201", "perhaps", ""),
        ):
            assert "Availability" in failure(tmp_path, {}, availability=[entry])

    def test_notes_that_would_forge_the_record(self, tmp_path):
        for key in ("created", "checksum"):
            assert f'"{key}"' in failure(tmp_path, {}, notes={key: "1815-06-18"})

    def test_an_empty_class_is_off_the_legend_and_allowed(self, tmp_path):
        assert len(
            write(tmp_path, {"plants": plants({"class": None}, {"class": ""})}).frame("plants")
        )

    def test_outline_and_marker_share_their_key(self, tmp_path):
        tables = {
            "sites": pandas.DataFrame([site(SQUARE, key="f1")]),
            "sites_point": pandas.DataFrame([site(POINT, key="f1")]),
        }
        assert len(write(tmp_path, tables).frame("sites_point")) == 1

    @pytest.mark.parametrize(
        ("system", "installer", "words"),
        [
            ("linux", "apt", "`sudo apt install python3-pandas`"),
            ("linux", "dnf", "`sudo dnf install python3-pandas`"),
            ("linux", None, "to the Python that QGIS runs on"),
            ("win32", None, "in the OSGeo4W Shell"),
            ("darwin", None, " -m pip install pandas`"),
        ],
    )
    def test_pandas_missing(self, tmp_path, monkeypatch, system, installer, words):
        edition = write(tmp_path)
        monkeypatch.setitem(sys.modules, "pandas", None)
        monkeypatch.setattr(sys, "platform", system)
        monkeypatch.setattr(shutil, "which", lambda name: name if name == installer else None)
        with pytest.raises(LibraryMissing) as caught:
            edition.frame("plants")
        assert words in str(caught.value)
        assert str(caught.value).startswith("Not installed: pandas;")


class TestRecords:
    def test_provenance_counts_the_data(self, tmp_path):
        edition = write(
            tmp_path,
            {"plants": plants({"power_kw": 0.1}, {"power_kw": 0.2}, {"power_kw": None})},
            provenance=[replace(REGISTRE, rows=99, sum=99.0), Provenance("plants", "other")],
        )
        assert edition.provenance() == [
            replace(REGISTRE, rows=3, sum=0.1 + 0.2),
            Provenance("plants", "other", rows=0, sum=None),
        ]

    def test_a_sum_that_is_no_number_any_more_is_told_by_its_column(self, tmp_path):
        message = failure(tmp_path, {"plants": plants({"power_kw": 1e308}, {"power_kw": 1e308})})
        assert message.startswith('Table "plants", column "power_kw": ')

    def test_an_object_with_outline_and_marker_counts_once(self, tmp_path):
        outlines = pandas.DataFrame([site(SQUARE, key="f1", area_ha=2.0)])
        markers = pandas.DataFrame(
            [site(POINT, key="f1", area_ha=2.0), site(POINT, key="f2", area_ha=3.0)]
        )
        edition = write(tmp_path, {"sites": outlines, "sites_point": markers})
        (entry,) = edition.provenance("sites")
        assert (entry.rows, entry.sum) == (2, 5.0)

    def test_base_layers_count_all_their_rows(self, tmp_path):
        land = pandas.DataFrame([{"name": "France", "geometry": wkb(SQUARE)}])
        edition = write(tmp_path, {"land": land}, provenance=[Provenance("land", "ne")])
        assert [entry.rows for entry in edition.provenance("land")] == [1]

    def test_a_table_without_shapes(self, tmp_path):
        jobs = pandas.DataFrame({"siren": ["245900428"], "posts": [18_000], "geometry": [None]})
        edition = write(tmp_path, {"jobs": jobs})
        assert "jobs" in edition.tables()
        assert edition.frame("jobs").to_dict("records") == jobs.to_dict("records")
        assert edition.is_unchanged()
        with sqlite3.connect(editable(edition)) as database:
            database.execute("UPDATE jobs SET posts = 1")
        assert not edition.is_unchanged()

    def test_what_became_of_every_row(self, tmp_path):
        accounts = [
            Accounting("plants", "registre", "dessinée", "", 1, "ti-3201"),
            Accounting("plants", "registre", "écartée", "sans commune", 3),
        ]
        edition = write(tmp_path, accounting=accounts)
        assert edition.accounting() == accounts
        with sqlite3.connect(editable(edition)) as database:
            database.execute("UPDATE accounting SET rows = 2")
        assert not edition.is_unchanged()

    def test_availability_by_territory(self, tmp_path):
        here = Availability("plants", "ti-3201", "complete", "Tous les sites.")
        there = Availability("plants", "ti-3213", "absent", "Couche non disponible.")
        edition = write(tmp_path, availability=[here, there])
        assert edition.availability("ti-3201") == {"plants": here}
        assert edition.availability("ti-9999") == {}
        assert edition.availabilities() == [here, there]

    def test_title_and_notes(self, tmp_path):
        edition = write(tmp_path, notes={"title": "Édition d'été", "basis": "électricité"})
        assert edition.title == "Édition d'été"
        assert edition.record["basis"] == "électricité"
        assert write(tmp_path).title == "Édition du 22/11/2026"

    def test_uri(self, tmp_path):
        edition = write(tmp_path)
        assert edition.uri("plants") == f"{edition.path}|layername=plants"
        with pytest.raises(EditionError, match='no table "towers"'):
            edition.uri("towers")

    def test_uri_on_windows(self, monkeypatch):
        monkeypatch.setattr(Edition, "tables", lambda _: {"plants"})
        edition = Edition(PureWindowsPath(r"C:\Cartes\e.gpkg"), CREATED, {})
        assert edition.uri("plants") == "C:/Cartes/e.gpkg|layername=plants"


class TestOpening:
    def test_as_it_was_written(self, tmp_path):
        edition = write(tmp_path, notes={"title": "t"})
        assert Edition.open(str(edition.path)) == edition

    def refuse(self, path):
        with pytest.raises(EditionError) as caught:
            Edition.open(path)
        assert str(path) in str(caught.value)
        return str(caught.value)

    def test_missing(self, tmp_path):
        assert "no edition" in self.refuse(tmp_path / "edition-x.gpkg")
        assert "no edition" in self.refuse(tmp_path)
        assert not (tmp_path / "edition-x.gpkg").exists()

    @pytest.mark.parametrize("content", [b"<html>Service unavailable</html>" * 200, b"SQLite"])
    def test_garbage(self, tmp_path, content):
        path = tmp_path / "edition-x.gpkg"
        path.write_bytes(content)
        assert "damaged or is not a GeoPackage" in self.refuse(path)

    def test_gone_after_it_was_opened(self, tmp_path):
        edition = write(tmp_path)
        edition.path.unlink()
        for read in (edition.tables, edition.provenance, lambda: edition.frame("plants")):
            with pytest.raises(EditionError, match="take another copy"):
                read()

    def test_an_empty_file(self, tmp_path):
        path = tmp_path / "edition-x.gpkg"
        path.touch()
        assert "not an edition" in self.refuse(path)

    @pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
    def test_truncated(self, tmp_path, share):
        edition = write(tmp_path, {"plants": plants(*({"name": "x" * 500} for _ in range(500)))})
        content = edition.path.read_bytes()
        editable(edition).write_bytes(content[: int(len(content) * share)])
        assert "damaged" in self.refuse(edition.path)

    def test_overwritten_in_the_middle(self, tmp_path):
        edition = write(tmp_path, {"plants": plants(*({"name": "x" * 500} for _ in range(500)))})
        content = bytearray(edition.path.read_bytes())
        content[8192 : len(content) // 2] = bytes(len(content) // 2 - 8192)
        editable(edition).write_bytes(content)
        assert "damaged" in self.refuse(edition.path)

    def test_another_geopackage(self, tmp_path):
        path = tmp_path / "other.gpkg"
        dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        dataset.CreateLayer("towers", None, ogr.wkbPoint)
        del dataset
        assert "not an edition of this plugin" in self.refuse(path)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ("UPDATE edition SET value = '9' WHERE key = 'format'", "update the plugin"),
            ("UPDATE edition SET value = '1' WHERE key = 'format'", "fetch a new edition"),
            ("DELETE FROM edition", "fetch a new edition"),
            ("UPDATE edition SET value = 'hier' WHERE key = 'created'", "when it was made"),
        ],
    )
    def test_a_record_from_elsewhere(self, tmp_path, change, words):
        edition = write(tmp_path)
        with sqlite3.connect(editable(edition)) as database:
            database.execute(change)
        assert words in self.refuse(edition.path)


class TestReadOnly:
    def test_read_by_somebody_who_may_write_nowhere(self, public_folder):
        edition = write(public_folder, availability=[Availability("roads", "t", "empty", "")])
        public_folder.chmod(0o555)
        code = f"""
            from pathlib import Path
            import pandas
            from osgeo import gdal
            from territoires_industrie.territoires_industrie.edition import Edition, EditionStore

            if os.geteuid() == 0:  # for whom no folder is read-only
                os.setgid(65534), os.setuid(65534)
            edition = Edition.open({str(edition.path)!r})
            print(len(edition.frame("plants")), len(edition.availability("t")))
            print(*(found.path.name for found in EditionStore({str(public_folder)!r}).editions()))
            print(os.access({str(public_folder)!r}, os.W_OK))
            """
        outcome = subprocess.run(**python(code), check=True, stdout=subprocess.PIPE)
        assert outcome.stdout.splitlines() == ["1 1", edition.path.name, "False"]
        assert list(public_folder.iterdir()) == [edition.path]


@pytest.fixture
def public_folder():
    """A folder that everybody can reach; pytest's own are for one user."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def python(code):
    """What runs code in another process that finds the plugin and this module."""
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    return {
        "args": [sys.executable, "-P", "-c", "import os\n" + textwrap.dedent(code)],
        "env": {**os.environ, "PYTHONPATH": paths},
        "text": True,
    }


class TestStore:
    def test_nothing_yet(self, tmp_path):
        store = EditionStore(tmp_path / "none")
        assert store.editions() == []
        assert store.current() is None

    def test_newest_first_and_damaged_ones_left_out(self, tmp_path):
        old = write(tmp_path, created=datetime(2025, 1, 1))
        new = write(tmp_path)
        (tmp_path / "edition-2027-01-01T000000.gpkg").write_text("rubbish")
        assert EditionStore(tmp_path).editions() == [new, old]

    def test_current_is_what_was_chosen(self, tmp_path):
        store, old, new = EditionStore(tmp_path), write(tmp_path), write(tmp_path)
        store.set_current(new)
        assert store.current() == new
        store.set_current(old)
        assert store.current() == old
        assert (tmp_path / "current").read_text() == f"{old.path.name}\n"
        assert {path.name for path in tmp_path.iterdir()} == {
            "current",
            old.path.name,
            new.path.name,
        }

    def test_an_edition_of_another_folder(self, tmp_path):
        with pytest.raises(EditionError, match="copy it there"):
            EditionStore(tmp_path / "a").set_current(write(tmp_path / "b"))

    @pytest.mark.parametrize("content", [b"", b"../b/edition.gpkg", b"/etc/passwd", b"\xff\xfe"])
    def test_a_pointer_to_nowhere(self, tmp_path, content):
        (tmp_path / "current").write_bytes(content)
        with pytest.raises(EditionError, match="does not name an edition"):
            EditionStore(tmp_path).current()

    def test_a_pointer_that_may_not_be_read(self, tmp_path, monkeypatch):
        def refused(*_given, **_named):
            raise PermissionError(13, "Permission denied")

        (tmp_path / "current").touch()
        monkeypatch.setattr(Path, "read_text", refused)
        with pytest.raises(EditionError, match=r"current cannot be read \(Permission denied\)"):
            EditionStore(tmp_path).current()

    def test_a_current_edition_that_was_deleted_is_none(self, tmp_path):
        store, edition = EditionStore(tmp_path), write(tmp_path)
        store.set_current(edition)
        edition.path.unlink()
        assert store.current() is None


KILLED_AT = {
    "the first table": "options = {'cancelled': hang}",
    "the fourth table": "options = {'cancelled': lambda: next(answers) and hang()}",
    "the records": "writing.write_records = hang",
    "the closing": "writing.close_geopackage = hang",
    "the renaming": "writing.os.rename = hang",
}


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
@pytest.mark.parametrize("moment", KILLED_AT)
def test_killed_half_way(tmp_path, moment):
    store = EditionStore(tmp_path)
    old = write(tmp_path, {"plants": plants({"name": "ancien"})})
    store.set_current(old)
    before = old.path.read_bytes()
    child = subprocess.Popen(
        **python(KILLED.format(moment=KILLED_AT[moment], folder=str(tmp_path))),
        stdout=subprocess.PIPE,
    )
    assert child.stdout.readline() == "half-way\n"
    assert len(list(tmp_path.iterdir())) == 3, "the writer is at work beside the edition"
    child.kill()
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()

    assert store.current() == old
    assert store.editions() == [old]
    assert old.path.read_bytes() == before
    new = write(tmp_path)
    assert new.frame("plants")["name"].tolist() == [None]
    assert store.editions() == [new, old]


KILLED = """
import itertools, time
import test_edition
from territoires_industrie.territoires_industrie.edition import writing

answers = itertools.chain([False] * 3, itertools.repeat(True))
options = {{}}

def hang(*_):
    print("half-way", flush=True)
    time.sleep(60)

{moment}
rows = test_edition.plants(*({{"name": "nouveau"}} for _ in range(1000)))
test_edition.write({folder!r}, {{"plants": rows}}, **options)
"""
