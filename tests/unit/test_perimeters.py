"""Perimeters of one's own: codes, files, which rows are inside, and what must not be told."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from osgeo import ogr
from territoires_industrie.territoires_industrie import geometry, territories
from territoires_industrie.territoires_industrie.audience import AUDIENCES, for_audience
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.edition import (
    Availability,
    Edition,
    EditionCancelled,
    Provenance,
    write_edition,
)
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.layers.ground import Ground
from territoires_industrie.territoires_industrie.perimeters import saved, view
from territoires_industrie.territoires_industrie.perimeters.codes import CodeError, Codes, in_file
from territoires_industrie.territoires_industrie.perimeters.parts import (
    part_of_epci,
    parts_in,
    parts_of,
    whole_parts,
)
from territoires_industrie.territoires_industrie.perimeters.renewal import (
    Renewed,
    derived_among,
    renewed,
)
from territoires_industrie.territoires_industrie.perimeters.rows import CUT, SUM_MASKED, Inside
from territoires_industrie.territoires_industrie.perimeters.saved import PerimeterError
from territoires_industrie.territoires_industrie.profile.profile import profile_of
from territoires_industrie.territoires_industrie.sentences import NOT_COVERED
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.territories import (
    UnknownTerritory,
    all_communes,
    all_epci,
    atlas_territories,
    communes,
    find,
    resolve,
)

CATALOGUE = load_catalogue()
DAY = date(2026, 11, 22)
DUNKERQUE, LENS = find("ti-3201"), find("Lens - Hénin")
#: The CU of Dunkerque is one of the four EPCI of ti-3201; Pays d'Opale is in no territory.
CUD, OPALE = "245900428", "200072478"
KNOWN = Codes.known()


def own(name, codes):
    return saved.own_territory(name, saved.communes_of(codes), DAY)


def like(territory, name="Le même"):
    """The perimeter of just a territory's communes."""
    return saved.own_territory(name, [each.insee for each in communes(territory)], DAY)


def of_epci(*sirens):
    return sorted(c.insee for c in all_communes().values() if c.siren_epci in sirens)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    return build_embedded(tmp_path_factory.mktemp("embedded"))


class TestCodes:
    @given(
        st.lists(st.sampled_from(sorted(KNOWN.members)), min_size=1, max_size=12),
        st.sampled_from([" ", ",", ";", "\n", "\t", " / ", ", ", "|", '","', " - "]),
    )
    def test_whatever_stands_between_codes_all_their_communes_are_found(self, codes, between):
        expected = {insee for code in codes for insee in KNOWN.members[code]}
        assert KNOWN.communes(between.join(codes)) == sorted(expected)

    @given(st.text(max_size=60))
    def test_any_text_gives_known_communes_or_one_sentence(self, text):
        try:
            found = KNOWN.communes(text)
        except CodeError as error:
            assert str(error).count("\n") == 0
            assert str(error).endswith((".", "?"))
        else:
            assert found
            assert set(found) <= set(all_communes())

    def test_a_siren_may_be_written_in_groups_and_a_code_without_its_zero(self):
        assert KNOWN.communes("245 900 428") == of_epci(CUD)
        assert KNOWN.communes("2691; 59350") == ["02691", "59350"]

    def test_a_departement_and_the_region_are_their_communes(self):
        north = KNOWN.communes("59")
        assert len(north) == 647
        assert {insee[:2] for insee in north} == {"59"}
        assert {insee[:2] for insee in KNOWN.communes("r32")} == {"02", "59", "60", "62", "80"}

    def test_only_some_communes_of_another_departement_are_known_so_it_is_no_code(self):
        assert any(insee.startswith("76") for insee in all_communes())
        with pytest.raises(CodeError, match="76"):
            KNOWN.communes("76")

    def test_an_unknown_code_is_told_with_those_that_resemble_it(self):
        with pytest.raises(CodeError, match="245900428 CU de Dunkerque"):
            KNOWN.communes("59350 245900429")
        with pytest.raises(CodeError, match="LILLE"):
            KNOWN.communes("59350 Lille")

    def test_a_file_may_have_headings_but_no_other_number(self, tmp_path):
        path = tmp_path / "scot.csv"
        path.write_bytes("siren;libellé\n245900428;CU\n200072478;Opale\n".encode("cp1252"))
        assert KNOWN.communes(in_file(path)) == of_epci(CUD, OPALE)
        path.write_text("insee,population\n59350,236710\n")
        with pytest.raises(CodeError, match="236710"):
            KNOWN.communes(in_file(path))
        path.write_bytes(b"PK\x03\x04\x00\x00")
        with pytest.raises(CodeError, match="no text file"):
            in_file(path)


class TestDefinition:
    def test_whole_epci_and_those_that_are_cut_are_told_apart(self):
        found = own("Littoral", f"{CUD} 62041")
        assert found.sirens == (CUD,)
        assert found.parts == (all_communes()["62041"].siren_epci,)
        assert found.id == "pp-littoral"
        assert found.is_own
        assert not DUNKERQUE.is_own

    @pytest.mark.parametrize(
        "name",
        ["", "…", "a, b", "x" * 81, "ti-3201", "lens henin", "Hauts de France", "ALL", "3201",
         "AA Dunkerque - Flandre"],
    )  # fmt: skip
    def test_a_name_that_means_something_else_is_refused(self, name):
        with pytest.raises(PerimeterError):
            own(name, CUD)

    def test_the_outline_is_that_of_its_communes(self):
        found = own("Trois morceaux", f"{CUD} 59350 62765 62041")
        area = geometry.area_km2(territories.perimeter(found))
        expected = sum(each.area_km2 for each in communes(found))
        assert area == pytest.approx(expected, rel=0.005)
        assert geometry.is_valid(territories.perimeter(found))

    def test_cut_to_single_communes_no_ground_is_lost_or_doubled_between_them(self):
        half = of_epci(CUD)[:9] + of_epci(OPALE)
        found = saved.own_territory("Moitié", half, DAY)
        whole = territories.perimeter(DUNKERQUE)
        outside = geometry.difference(territories.perimeter(found), whole)
        rest = sum(all_communes()[insee].area_km2 for insee in of_epci(OPALE))
        assert geometry.area_km2(outside) == pytest.approx(rest, rel=0.01)

    def test_a_polygon_takes_the_communes_that_it_holds_half_of(self):
        outline = territories.perimeter(DUNKERQUE)
        assert saved.communes_in(outline) == list(like(DUNKERQUE).insee)
        west, south, east, north = geometry.bounds(outline)
        half = geometry.rectangle(west, south, (west + east) / 2, north)
        found = saved.communes_in(half)
        assert 0 < len(set(found) & set(like(DUNKERQUE).insee)) < len(like(DUNKERQUE).insee)
        for insee in of_epci(*DUNKERQUE.sirens):
            shape = territories.commune_outlines()[insee]
            inside = geometry.clip(shape, half)
            share = geometry.area_m2(inside) / geometry.area_m2(shape) if inside else 0
            assert (insee in found) == (share >= 0.5)

    def test_a_polygon_elsewhere_is_refused_and_ground_without_communes_is_told(self):
        with pytest.raises(PerimeterError, match="No commune"):
            saved.communes_in(geometry.rectangle(100_000, 6_200_000, 110_000, 6_210_000))
        west, south, east, north = geometry.bounds(territories.perimeter(DUNKERQUE))
        assert saved.stray_km2(geometry.rectangle(west, south, east, north + 50_000)) > 1_000
        assert saved.stray_km2(territories.perimeter(DUNKERQUE)) == 0


class TestFiles:
    @settings(max_examples=25, deadline=None)
    @given(
        st.sets(st.sampled_from(sorted(all_communes())), min_size=1, max_size=60),
        st.text(min_size=1, max_size=30),
    )
    def test_what_is_saved_is_what_is_read(self, tmp_path_factory, insee, name):
        folder = tmp_path_factory.mktemp("perimetres")
        try:
            made = saved.own_territory(name, insee, DAY)
        except PerimeterError:
            return
        saved.save(folder, made, saved.BY_CODES, "59 ;\n60", replace=False)
        (again,), broken = saved.read_all(folder)
        assert not broken
        assert (again.territory, again.rule, again.codes) == (made, saved.BY_CODES, "59 ; 60")
        assert saved.delete(folder, f" {made.name.upper()} ").territory == made
        assert list(folder.iterdir()) == []

    def test_one_that_is_there_is_replaced_only_when_asked_for(self, tmp_path):
        saved.save(tmp_path, own("Ici", CUD), "", CUD, replace=False)
        with pytest.raises(PerimeterError, match=r"ici\.json"):
            saved.save(tmp_path, own("ICI", OPALE), "", OPALE, replace=False)
        saved.save(tmp_path, own("ICI", OPALE), "", OPALE, replace=True)
        assert [each.sirens for each in saved.own_territories(tmp_path)] == [(OPALE,)]

    @pytest.mark.parametrize(
        "change",
        [
            lambda told: told.update(communes=[{"insee": "59999", "nom": "Nulle part"}]),
            lambda told: told.update(communes=[]),
            lambda told: told.update(nom="Ailleurs"),
            lambda told: told.update(nom="Lens - Hénin"),
            lambda told: told.pop("defini_le"),
            lambda told: told.update(communes=3),
        ],
    )
    def test_a_file_that_is_none_is_told_and_stops_no_other(self, tmp_path, change):
        path = saved.save(tmp_path, own("Ici", CUD), "", CUD, replace=False).path
        saved.save(tmp_path, own("Là", OPALE), "", OPALE, replace=False)
        told = json.loads(path.read_text(encoding="utf-8"))
        change(told)
        path.write_text(json.dumps(told))
        found, (error,) = saved.read_all(tmp_path)
        assert [each.territory.name for each in found] == ["Là"]
        assert str(path) in str(error)

    def test_who_mistypes_a_name_to_delete_is_told_those_saved(self, tmp_path):
        saved.save(tmp_path, own("Ici", CUD), "", CUD, replace=False)
        with pytest.raises(PerimeterError, match="“Ici”"):
            saved.delete(tmp_path, "Icy")


class TestFinding:
    OWN = (own("Pôle métropolitain – Côte d'Opale", f"{CUD} {OPALE}"),)

    @pytest.mark.parametrize(
        "text", ["pp-pole-metropolitain-cote-d-opale", "POLE metropolitain  cote d’opale"]
    )
    def test_by_id_and_name_whatever_case_and_accents(self, text):
        assert resolve([f"lens henin, {text}"], self.OWN) == [LENS, *self.OWN]

    def test_all_stays_what_it_is_and_unknown_ones_propose_it(self):
        assert resolve(["all"], self.OWN) == list(atlas_territories())
        assert resolve(["hauts-de-france"], self.OWN) == list(atlas_territories())
        with pytest.raises(UnknownTerritory, match="pp-pole"):
            resolve(["pole metropolitain"], self.OWN)
        with pytest.raises(UnknownTerritory):
            resolve(["pp-pole-metropolitain-cote-d-opale"])


class TestParts:
    def test_the_shipped_ground_is_parted_without_rest_or_overlap(self):
        parts = set(part_of_epci().values())
        sirens = [siren for part in parts for siren in part.sirens]
        assert sorted(sirens) == sorted(all_epci())
        assert set(atlas_territories()) <= parts

    @settings(max_examples=30, deadline=None)
    @given(st.sets(st.sampled_from(sorted(all_communes())), min_size=1, max_size=40))
    def test_a_perimeter_is_fetched_in_parts_that_hold_all_its_communes(self, insee):
        made = saved.own_territory("Essai", insee, DAY)
        asked = Area.of(parts_of([made]))
        assert set(made.insee) <= set(asked.communes)
        held = {each.id for each in whole_parts(made)}
        for part in asked.territories:
            mine = {each.insee for each in communes(part)}
            assert mine & insee
            assert (part.id in held) == (mine <= insee)

    def test_what_comes_from_a_part_belongs_to_it_whether_asked_for_or_beside(self):
        (part,) = parts_of([own("Opale", OPALE)])
        insee = pandas.Series([of_epci(OPALE)[0], of_epci(CUD)[0]])
        for area, expected in (
            (Area.of([part]), [part.id, "ti-3201"]),
            (Area.of([DUNKERQUE], [part]), [part.id, "ti-3201"]),
            (Area.of([DUNKERQUE]), ["", "ti-3201"]),
        ):
            assert list(Ground(area).territories_of(insee)) == expected


# ---------------------------------------------------------------- the edition as it is seen


def wkb(x, y):
    return bytes(ogr.CreateGeometryFromWkt(f"POINT ({x} {y})").ExportToIsoWkb(ogr.wkbNDR))


def site(key, insee, attached, **values):
    place = all_communes()[insee].centre if insee in all_communes() else wkb(*values.pop("at"))
    common = {
        "key": key,
        "name": f"Site {key}",
        "class": "Eolien",
        "commune": "Quelque part",
        "insee": insee,
        "rattachement": attached,
        "position": "commune",
        "diffusion": "publique",
        "statut": "en service",
        "source": "registre",
        "geometry": place,
    }
    return common | values


CLASS = next(each.key for each in CATALOGUE.layers["producers"].legends[0].classes)
OWNERS = {insee: part_of_epci()[c.siren_epci] for insee, c in all_communes().items()}
SITES = pandas.DataFrame(
    [
        site(insee, insee, part.id if part.atlas_order else "", **{"class": CLASS})
        for insee, part in OWNERS.items()
        if part in (DUNKERQUE, LENS) or part.sirens == (OPALE,)
    ]
    # at sea, by decision; a commune that has merged since stands in Dunkerque's outline
    + [
        site("offshore", None, "ti-3201", at=(640000, 7130000), **{"class": CLASS}),
        site("ancienne", "59999", "ti-3201", at=(651000, 7102000), **{"class": CLASS}),
    ]
)


def energy(territory, category, mwh, masked=None, sites=5.0, kind="électricité"):
    return {
        "territory": territory, "flux": "consommation", "category": category, "energy": kind,
        "sites": sites, "mwh": mwh, "of_which_withheld": 1.0, "share_max": 0.5, "masked": masked,
        "year": 2024, "vintage": "2024", "sources": "sdes-elec-adresse",
    }  # fmt: skip


@cache
def base_of(path):
    """What these tests need of the base map; the rest of it is large, and left out."""
    embedded = Edition.open(path)
    return {name: embedded.frame(name) for name in ("communes", "epci", "perimeters")}


def edition_of(folder, embedded, energies=(), known=None):
    base = base_of(embedded.path)
    fields = [field.name for field in CATALOGUE.table("energy").fields]
    cells = pandas.DataFrame(list(energies), columns=[*fields, "geometry"])
    seveso = pandas.DataFrame(
        [{"territory": t, "name": "X", "regime": "seuil haut", "geometry": None}
         for t in ("ti-3201", "ti-3201", LENS.id)]
    )  # fmt: skip
    entries = [p for p in embedded.provenance() if CATALOGUE.layers[p.layer].family == "base"]
    if known is None:
        known = [
            Availability(layer, territory, "partial", f"Dite générale. {count} lignes inconnues.")
            for layer in ("producers", "energy", "seveso", "jobs")
            for territory, count in (("ti-3201", 3), (LENS.id, 5))
        ]
    return write_edition(
        folder,
        {**base, "producers": SITES, "energy": cells, "seveso": seveso},
        [*entries, Provenance("producers", "registre")],
        known,
        embedded.created,
        CATALOGUE,
    )


@pytest.fixture
def edition(tmp_path, embedded):
    return edition_of(tmp_path / "editions", embedded)


def mine(edition, territory, table="producers"):
    rows = edition.frame(table)
    return set(rows.loc[rows["rattachement"] == territory.id, "key"])


@cache
def inside_of(territory):
    return set(SITES.loc[Inside(territory).rows(SITES), "key"])


class TestRows:
    @settings(max_examples=60, deadline=None)
    @given(
        st.sets(st.sampled_from(sorted(SITES["insee"].dropna().drop(SITES.index[-1]))), min_size=1)
    )
    def test_inside_is_what_stands_in_one_of_the_communes(self, insee):
        made = saved.own_territory("Essai", insee, DAY)
        found = inside_of(made) - {"offshore", "ancienne"}
        assert found == insee
        # What is attached by decision comes with the whole of its territory.
        whole = {each.insee for each in communes(DUNKERQUE)} <= insee
        assert ("offshore" in inside_of(made)) == whole

    def test_a_place_decides_where_the_commune_is_unknown(self):
        assert "ancienne" in inside_of(own("Nord-ouest", CUD))
        assert "ancienne" not in inside_of(own("Sud", "246200844"))

    def test_a_territory_as_a_perimeter_has_just_its_rows(self):
        attached = set(SITES.loc[SITES["rattachement"] == "ti-3201", "key"])
        assert inside_of(like(DUNKERQUE)) == attached

    def test_what_belongs_to_nobody_stays_nobodys(self):
        lines = SITES.drop(columns="insee").assign(rattachement="")
        made = Inside(own("Ici", f"{CUD} {OPALE}")).table("roads", lines)
        assert (made["rattachement"] == "").all()


class TestView:
    def test_a_perimeter_of_a_territorys_communes_says_what_the_territory_says(
        self, embedded, tmp_path
    ):
        made = like(DUNKERQUE)
        seen = view.seen_from(embedded, [made], tmp_path, CATALOGUE)
        before = profile_of(embedded, DUNKERQUE, CATALOGUE)
        after = profile_of(seen, made, CATALOGUE)
        texts = {name: (each.value, each.text) for name, each in before.figures.items()}
        assert {name: (each.value, each.text) for name, each in after.figures.items()} == texts
        assert dict(after.tables) == dict(before.tables)
        assert (after.epci, after.towns, after.sectors) == (
            before.epci,
            before.towns,
            before.sectors,
        )
        for table in ("consumers", "producers", "wasteheat", "brownfields_point"):
            assert mine(seen, made, table) == mine(embedded, DUNKERQUE, table)
            assert not mine(seen, DUNKERQUE, table)
        known = embedded.availability("ti-3201")
        assert {
            name: (each.state, each.statement) for name, each in seen.availability(made.id).items()
        } == {name: (each.state, each.statement) for name, each in known.items()}

    def test_it_is_made_once_keeps_its_date_and_serves_a_share_of_the_work(self, edition, tmp_path):
        first, second = own("Ici", CUD), own("Là", OPALE)
        seen = view.seen_from(edition, [first, second, LENS], tmp_path, CATALOGUE)
        assert view.seen_from(edition, [second, first], tmp_path, CATALOGUE).path == seen.path
        assert seen.created == edition.created
        assert seen.is_unchanged()
        # A worker is given some of the territories, and this edition.
        for some in ([first], [LENS], [LENS, second]):
            assert view.seen_from(seen, some, tmp_path, CATALOGUE) is seen
        for others in ([DUNKERQUE], [], [own("Ici", OPALE)]):
            with pytest.raises(PerimeterError, match="pp-ici, pp-la"):
                view.seen_from(seen, others, tmp_path, CATALOGUE)
        assert view.seen_from(edition, [LENS, DUNKERQUE], tmp_path, CATALOGUE) is edition
        moved = saved.own_territory("Ici", saved.communes_of(OPALE), DAY)
        assert view.seen_from(edition, [moved], tmp_path, CATALOGUE).path != seen.path

    def test_a_stop_is_heard_between_two_tables(self, edition, tmp_path, monkeypatch):
        read, frame = [], Edition.frame
        monkeypatch.setattr(
            Edition, "frame", lambda self, name: read.append(name) or frame(self, name)
        )
        with pytest.raises(EditionCancelled):
            view.seen_from(edition, [own("Ici", CUD)], tmp_path, CATALOGUE, lambda: len(read) > 1)
        assert len(read) == 2

    def test_territories_that_share_communes_are_not_seen_together(self, edition, tmp_path):
        with pytest.raises(PerimeterError, match="share 17 communes"):
            view.seen_from(edition, [DUNKERQUE, own("Ici", CUD)], tmp_path, CATALOGUE)
        assert not list(tmp_path.glob("*/edition-*.gpkg"))[1:]

    def test_its_rows_and_outline_are_in_the_tables(self, edition, tmp_path):
        made = own("Ici", f"{CUD} 62041")
        seen = view.seen_from(edition, [made], tmp_path, CATALOGUE)
        assert mine(seen, made) == {*of_epci(CUD), "ancienne"}
        assert mine(seen, DUNKERQUE) == mine(edition, DUNKERQUE) - mine(seen, made)
        (row,) = seen.frame("perimeters").query(f"territory == '{made.id}'").to_dict("records")
        assert (row["communes"], row["name"]) == (18, "Ici")
        towns = seen.frame("communes")
        assert set(towns.loc[towns["territory"] == made.id, "insee"]) == set(made.insee)
        epci = seen.frame("epci")
        assert list(epci.loc[epci["territory"] == made.id, "siren"]) == [CUD]

    def test_communes_that_were_not_fetched_are_told_and_make_counts_minima(
        self, edition, tmp_path
    ):
        made = saved.own_territory("Ici", of_epci(*LENS.sirens, OPALE), DAY)
        seen = view.seen_from(edition, [made], tmp_path, CATALOGUE)
        entry = seen.availability(made.id)["producers"]
        assert entry.state == "partial"
        count = len(of_epci(OPALE))
        assert (
            f"{NOT_COVERED} : {count} communes du périmètre (CC Pays d'Opale)." in entry.statement
        )
        figures = profile_of(seen, made, CATALOGUE).figures
        assert figures["parcs_eoliens"].value is None or figures["parcs_eoliens"].minimum

    def test_complete_only_where_every_commune_lies_in_complete_parts(self, embedded, tmp_path):
        known = [
            Availability("producers", each, "complete", "") for each in ("ti-3201", LENS.id)
        ] + [Availability("consumers", "ti-3201", "complete", "")]
        edition = edition_of(tmp_path / "editions", embedded, known=known)
        both = saved.own_territory("Deux", of_epci(*LENS.sirens, CUD), DAY)
        seen = view.seen_from(edition, [both], tmp_path, CATALOGUE).availability(both.id)
        assert (seen["producers"].state, seen["producers"].statement) == ("complete", "")
        assert seen["consumers"].state == "partial"
        assert "roads" not in seen

    def test_numbers_of_a_whole_territory_are_not_passed_off_as_the_perimeters(
        self, edition, tmp_path
    ):
        made = own("Ici", CUD)
        told = view.seen_from(edition, [made], tmp_path, CATALOGUE).availability(made.id)
        assert told["producers"].statement == (
            "Dite générale. AA - Dunkerque - Flandre, au-delà du périmètre aussi : "
            "3 lignes inconnues."
        )


class TestRenewal:
    """Derived editions that a project shows, when a new edition has come."""

    @pytest.fixture
    def new(self, edition, embedded):
        known = [Availability("producers", each, "complete", "") for each in ("ti-3201", LENS.id)]
        return edition_of(edition.path.parent, embedded, known=known)

    @pytest.fixture
    def again(self, new, tmp_path):
        """See the new edition from the perimeters of some files."""

        def renew(files, own, cancelled=lambda: False):
            return renewed(files, new, own, tmp_path / "own", [], CATALOGUE, cancelled)

        return renew

    @pytest.fixture
    def seen_by(self, tmp_path):
        """An edition as it is seen from perimeters."""
        return lambda edition, *own: view.seen_from(edition, own, tmp_path / "own", CATALOGUE)

    def test_each_has_one_of_the_new_edition(self, edition, new, again, seen_by, tmp_path):
        both = own("Ici", CUD), saved.own_territory("Là", of_epci(*LENS.sirens), DAY)
        each = [both[:1], both[1:], both]
        old = [seen_by(edition, *some).path for some in each]
        known = derived_among([*old, edition.path, *old], tmp_path / "own")
        assert known == old
        found = again(known, both)
        expected = [seen_by(new, *some) for some in each]
        assert found == Renewed(dict(zip(old, expected, strict=True)))
        assert all(view.is_made_of(seen.path, new) for seen in found.editions.values())
        assert all(path.exists() for path in old), "a project may show them still"
        # What is made of it already has nowhere to go.
        assert again([seen.path for seen in expected], both) == Renewed()

    def test_it_is_seen_from_the_perimeter_as_it_is_now(self, edition, again, seen_by):
        old = seen_by(edition, own("Ici", CUD)).path
        moved = saved.own_territory("Ici", of_epci(*LENS.sirens), DAY)
        seen = again([old], [moved]).editions[old]
        assert mine(seen, moved) == mine(edition, LENS)

    def test_one_that_is_gone_and_one_without_data_stay_and_are_named(
        self, edition, again, seen_by
    ):
        here, empty = own("Ici", CUD), own("Opale", OPALE)
        old = [seen_by(edition, *some).path for some in ([here], [empty], [here, empty])]
        assert again(old, [empty]) == Renewed({}, ["Ici", "Ici"], ["Opale", "Opale"])
        assert again(old[:2], [here, empty]).outside == ["Opale"]

    def test_what_was_made_of_a_colleagues_edition_stays(self, embedded, again, seen_by, tmp_path):
        here = own("Ici", CUD)
        theirs = edition_of(tmp_path / "elsewhere", embedded, known=[])
        assert again([seen_by(theirs, here).path], [here]) == Renewed()

    def test_a_derived_edition_takes_the_place_of_its_own_alone(
        self, edition, new, seen_by, tmp_path
    ):
        both = own("Ici", CUD), saved.own_territory("Là", of_epci(*LENS.sirens), DAY)
        old = [seen_by(edition, each).path for each in both]
        seen = seen_by(new, both[0])
        folder, in_use = tmp_path / "own", [new.path.parent]
        assert renewed(old, seen, both, folder, in_use, CATALOGUE) == Renewed({old[0]: seen})

    def test_a_file_that_is_gone_is_a_sentence_and_stops_no_other(self, edition, again, seen_by):
        both = own("Ici", CUD), saved.own_territory("Là", of_epci(*LENS.sirens), DAY)
        lost, kept = (seen_by(edition, each).path for each in both)
        lost.chmod(0o644)
        lost.unlink()
        found = again([lost, kept], both)
        assert list(found.editions) == [kept]
        assert str(lost) in str(found.errors[0])

    def test_it_is_stopped_and_leaves_nothing(self, edition, again, seen_by, tmp_path):
        old = seen_by(edition, own("Ici", CUD)).path
        with pytest.raises(EditionCancelled):
            again([old], [own("Ici", CUD)], cancelled=lambda: True)
        assert list(tmp_path.glob("own/*/*.gpkg")) == [old]


# ---------------------------------------------------------------- secrecy by subtraction


CELLS = st.tuples(
    st.sampled_from(["Textile", "Papeterie", "Ensemble des adresses"]),
    st.one_of(st.none(), st.integers(0, 10_000)),
    st.sampled_from([None, None, "moins de 3 sites"]),
)


class TestSecrecy:
    def test_a_perimeter_that_cuts_a_territory_has_no_energy_for_anybody(self, embedded, tmp_path):
        cells = [energy("ti-3201", c, 1000.0) for c in ("Textile", "Ensemble des adresses")]
        edition = edition_of(tmp_path / "editions", embedded, cells)
        # All communes but one: the difference would be that commune's sites.
        most = saved.own_territory("Presque", [c.insee for c in communes(DUNKERQUE)][1:], DAY)
        seen = view.seen_from(edition, [most], tmp_path, CATALOGUE)
        for audience in AUDIENCES:
            given_ = for_audience(seen, audience, tmp_path / audience, CATALOGUE)
            rows = given_.frame("energy").query(f"territory == '{most.id}'")
            assert len(rows) == 2
            assert rows["mwh"].isna().all()
            assert rows["sites"].isna().all()
            assert set(rows["masked"]) == {CUT}
            entry = given_.availability(most.id)["energy"]
            assert entry.state == "absent"
            assert entry.statement.startswith("Non disponible (secret)")
            figures = profile_of(given_, most, CATALOGUE).figures
            assert figures["conso_electricite_gwh"].value is None
            assert figures["conso_electricite_gwh"].masked
            assert figures["puissance_installee_mw"].value is None
            assert figures["seveso_nombre"].value is None

    @settings(max_examples=80, deadline=None)
    @given(st.lists(CELLS, max_size=3), st.lists(CELLS, max_size=3))
    def test_what_is_published_of_a_union_is_a_sum_of_what_is_published(self, left, right):
        """So it is known to whoever has the territories' own pages, and tells nothing more."""
        rows = [
            energy(territory, category, mwh if mwh is None else float(mwh), masked)
            for territory, cells in (("ti-3201", left), (LENS.id, right))
            for category, mwh, masked in {cell[0]: cell for cell in cells}.values()
        ]
        if not rows:
            return
        frame = pandas.DataFrame(rows)
        for name in ("power_kw", "capacity_gwh_y", "geometry"):
            frame[name] = None if name == "geometry" else float("nan")
        frame["mwh"] = frame["mwh"].astype("float64")
        both = saved.own_territory("Deux", of_epci(*DUNKERQUE.sirens, *LENS.sirens), DAY)
        found = Inside(both).table("energy", frame)
        assert set(found["territory"]) == {both.id}
        for cell in found.to_dict("records"):
            parts = frame[frame["category"] == cell["category"]]
            hidden = parts["masked"].notna()
            assert (cell["masked"] == SUM_MASKED) == bool(hidden.any())
            if (hidden & parts["mwh"].isna()).any() or parts["mwh"].isna().all():
                assert pandas.isna(cell["mwh"])
            else:
                assert cell["mwh"] == parts["mwh"].sum()
            assert cell["of_which_withheld"] == parts["of_which_withheld"].sum()

    def test_a_masked_part_is_in_no_public_byte_of_the_sum(self, embedded, tmp_path):
        cells = [
            energy("ti-3201", "Textile", 7_654_321.0, "moins de 3 sites", sites=2),
            energy(LENS.id, "Textile", 1_000_000.0),
        ]
        edition = edition_of(tmp_path / "editions", embedded, cells)
        both = saved.own_territory("Deux", of_epci(*DUNKERQUE.sirens, *LENS.sirens), DAY)
        seen = view.seen_from(edition, [both], tmp_path, CATALOGUE)
        (row,) = seen.frame("energy").query(f"territory == '{both.id}'").to_dict("records")
        assert row["mwh"] == 8_654_321.0  # the analyst's own screen is exempt
        public = for_audience(seen, "publique", tmp_path / "public", CATALOGUE)
        (row,) = public.frame("energy").query(f"territory == '{both.id}'").to_dict("records")
        assert pandas.isna(row["mwh"])
        # An edition that was an audience's already has nothing to add up.
        again = view.seen_from(
            for_audience(edition, "publique", tmp_path / "first", CATALOGUE),
            [both], tmp_path / "again", CATALOGUE,
        )  # fmt: skip
        (row,) = again.frame("energy").query(f"territory == '{both.id}'").to_dict("records")
        assert pandas.isna(row["mwh"])
        assert row["masked"] == SUM_MASKED


def test_the_parts_of_an_edition_are_read_from_what_it_covers(tmp_path, embedded):
    known = [Availability("producers", f"epci-{OPALE}", "complete", "")]
    edition = edition_of(tmp_path, embedded, known=known)
    assert [part.sirens for part in parts_in(edition)] == [(OPALE,)]
