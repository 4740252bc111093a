"""The 183 territories of phase II, the atlas' 18, and what they are made of."""

from __future__ import annotations

import csv
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import geometry, territories
from territoires_industrie.territoires_industrie.territories import (
    MissingOutlines,
    PhaseOneList,
    Territory,
    TerritoryError,
    UnknownTerritory,
    all_territories,
    atlas_territories,
    find,
    normalised,
    refuse_phase_one,
    resolve,
    shipped,
)

ATLAS = [
    (6, "ti-3201", "AA - Dunkerque - Flandre"),
    (19, "ti-3213", "SCOT Lille Métropole"),
    (31, "ti-3207", "Grand Hainaut - Douaisis - Cambrésis"),
    (43, "ti-3209", "Lens - Hénin"),
    (55, "ti-3205", "Béthune-Bruay et Flandres-Lys"),
    (67, "ti-3212", "Pays de Saint-Omer"),
    (79, "ti-3206", "Grand Calaisis"),
    (89, "ti-3210", "Pays Boulonnais"),
    (101, "ti-3203", "Baie de Somme - Ponthieu \N{EN DASH} Marquenterre"),
    (113, "ti-2809", "Vallée de la Bresle - Vimeu"),
    (125, "ti-3202", "Albert - Amiens"),
    (137, "ti-3208", "Haute Picardie"),
    (149, "ti-3217", "Thiérache et Pays de la Serre"),
    (161, "ti-3214", "Soissonnais - Valois"),
    (173, "ti-3211", "Pays Compiégnois"),
    (185, "ti-3204", "Beauvaisis"),
    (197, "ti-3216", "Sud Oise"),
    (209, "ti-3215", "Sud-Aisne"),
]


@pytest.fixture(scope="module")
def dunkerque() -> Territory:
    return find("ti-3201")


@pytest.fixture(scope="module")
def bresle() -> Territory:
    return find("ti-2809")


class TestLists:
    def test_phase_two_has_183_territories_by_id(self):
        ids = [territory.id for territory in all_territories()]
        assert len(set(ids)) == 183
        assert ids == sorted(ids)

    def test_the_18_of_the_atlas_in_its_order_on_its_pages_in_its_words(self):
        printed = [
            (territory.atlas_page, territory.id, territory.atlas_name)
            for territory in atlas_territories()
        ]
        assert printed == ATLAS
        assert [territory.atlas_order for territory in atlas_territories()] == list(range(1, 19))

    def test_no_epci_is_in_two_territories(self):
        sirens = [siren for territory in all_territories() for siren in territory.sirens]
        assert len(sirens) == len(set(sirens)) == 641
        assert all(siren.isdigit() and len(siren) == 9 for siren in sirens)

    def test_aa_dunkerque_flandre_is_four_epci(self, dunkerque):
        assert set(dunkerque.sirens) == {"245900428", "200040954", "200040947", "246200844"}
        assert {member.name for member in territories.epci(dunkerque)} == {
            "CU de Dunkerque",
            "CC des Hauts de Flandre",
            "CA Coeur de Flandre",
            "CC de la Région d'Audruicq",
        }

    def test_a_title_is_the_atlas_wording_where_it_has_one(self, dunkerque):
        assert dunkerque.title == "AA - Dunkerque - Flandre"
        assert find("ti-0101").title == "Basse-Terre"

    def test_slugs_are_plain_and_tell_the_territories_apart(self, dunkerque):
        assert dunkerque.slug == "aa-dunkerque-flandre"
        slugs = {territory.slug for territory in all_territories()}
        assert len(slugs) == 183
        assert all(slug.isascii() and slug.replace("-", "").isalnum() for slug in slugs)


class TestPhaseOne:
    def test_our_own_list_is_phase_two(self):
        refuse_phase_one(territory.id for territory in all_territories())

    def test_a_list_of_149_is_refused_with_a_sentence(self):
        ids = [territory.id for territory in all_territories() if territory.id != "ti-3217"]
        with pytest.raises(PhaseOneList, match="phase I's") as refusal:
            refuse_phase_one(ids[:149])
        assert "183 distinct ids, ti-3217 among them: 149 were found" in str(refusal.value)

    def test_183_ids_without_the_witness_are_refused(self):
        ids = [territory.id for territory in all_territories() if territory.id != "ti-3217"]
        with pytest.raises(PhaseOneList, match="ti-3217 among them: 183 were found"):
            refuse_phase_one([*ids, "ti-9999"])

    def test_the_communes_of_phase_two_repeat_ids_and_pass(self):
        ids = [territory.id for territory in all_territories()]
        refuse_phase_one(ids + ids)


class TestFind:
    @pytest.mark.parametrize(
        "text",
        [
            "ti-3201",
            "TI-3201",
            "ti 3201",
            "ti3201",
            "3201",
            "AA - Dunkerque - Flandre",
            "Aa \N{EN DASH} Dunkerque \N{EN DASH} Flandre",
            "aa dunkerque flandre",
            "aa-dunkerque-flandre",
            "  AA\N{NO-BREAK SPACE}- DUNKERQUE\N{EM DASH}flandre ",
        ],
    )
    def test_id_name_and_slug_whatever_case_and_dashes(self, text, dunkerque):
        assert find(text) is dunkerque

    @pytest.mark.parametrize(
        ("text", "identifier"),
        [
            ("bethune bruay et flandre lys", "ti-3205"),
            ("Béthune-Bruay et Flandres-Lys", "ti-3205"),
            ("Bethune\u0301-Bruay et Flandre-Lys".replace("e\u0301", "e"), "ti-3205"),
            ("Be\u0301thune-Bruay et Flandre-Lys", "ti-3205"),
            ("Grand Calais", "ti-3206"),
            ("grand calaisis", "ti-3206"),
            ("Terres de Cannes et Industries d\N{RIGHT SINGLE QUOTATION MARK}Avenir", "ti-0103"),
        ],
    )
    def test_both_names_whatever_accents_and_apostrophes(self, text, identifier):
        assert find(text).id == identifier

    @pytest.mark.parametrize("text", ["Dunkerque", "dunkerqe", "Aa Dunkirk Flandre"])
    def test_a_near_name_is_proposed(self, text, dunkerque):
        with pytest.raises(UnknownTerritory) as unknown:
            find(text)
        assert unknown.value.near[0] is dunkerque
        assert "did you mean ti-3201 AA - Dunkerque - Flandre" in str(unknown.value)

    def test_a_near_id_is_proposed(self):
        with pytest.raises(UnknownTerritory) as unknown:
            find("ti-3218")
        assert {territory.id for territory in unknown.value.near} & {"ti-3213", "ti-3217"}

    def test_nothing_is_proposed_for_what_resembles_nothing(self):
        with pytest.raises(UnknownTerritory, match="none of the 183") as unknown:
            find("xyzzy")
        assert unknown.value.near == ()

    @given(st.text())
    @example("")
    @example("ti-")
    @example("\N{LATIN SMALL LIGATURE FI}\N{TRADE MARK SIGN}")
    @example("%s {0} \\ \x00")
    def test_any_text_is_found_or_refused_with_few_proposals(self, text):
        try:
            assert isinstance(find(text), Territory)
        except UnknownTerritory as unknown:
            assert len(unknown.near) <= 5
            assert text in str(unknown)

    @given(st.text())
    def test_normalised_text_is_plain_and_stays_as_it_is(self, text):
        plain = normalised(text)
        assert plain.isascii()
        assert plain == plain.lower() == normalised(plain)

    @given(st.sampled_from(all_territories()), st.randoms(use_true_random=False))
    def test_every_name_is_found_however_it_is_written(self, territory, chance: random.Random):
        for name in (territory.id, territory.name, territory.title):
            assert find(mangled(name, chance)) is territory


def mangled(name: str, chance: random.Random) -> str:
    """The name in mixed case, with other dashes, other apostrophes and wider spaces."""
    dashes = "-\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}"
    changed = {
        "-": dashes,
        "\N{EN DASH}": dashes,
        "'": "'\N{RIGHT SINGLE QUOTATION MARK}",
        " ": " _",
    }
    letters = (chance.choice(changed.get(letter, letter)) for letter in name)
    return "".join(chance.choice((letter.lower(), letter.upper())) for letter in letters)


class TestResolve:
    @pytest.mark.parametrize("word", ["all", "hauts-de-france", "Hauts de France", "ALL"])
    def test_a_word_for_the_18_of_the_atlas(self, word):
        assert resolve([word]) == list(atlas_territories())

    def test_comma_lists_repetitions_and_names_keep_their_order(self):
        found = resolve(["ti-3215, Beauvaisis,", "ti-3201", "sud-aisne"])
        assert [territory.id for territory in found] == ["ti-3215", "ti-3204", "ti-3201"]

    def test_a_name_with_commas_is_one_name(self):
        value = "ti-3201, Pays de Bernay, de Conches, du Neubourg et du Sud de l'Eure, Sud Oise"
        assert [territory.id for territory in resolve([value])] == ["ti-3201", "ti-2808", "ti-3216"]

    def test_every_territory_may_be_asked_for_by_its_names(self):
        names = [territory.name for territory in all_territories()]
        assert resolve(names) == list(all_territories())
        assert resolve([", ".join(names)]) == list(all_territories())

    def test_the_unknown_one_of_a_list_is_named(self):
        with pytest.raises(UnknownTerritory, match="“Lile”"):
            resolve(["ti-3201, Lile"])

    @pytest.mark.parametrize("values", [[], [""], [" , "]])
    def test_no_territory_at_all_is_refused(self, values):
        with pytest.raises(TerritoryError, match="No territory is named"):
            resolve(values)


class TestPerimeter:
    def test_aa_dunkerque_flandre(self, dunkerque):
        assert len(territories.communes(dunkerque)) == 122
        assert territories.population(dunkerque) == 376_909
        assert territories.area_km2(dunkerque) == pytest.approx(1_605, rel=0.01)

    def test_bresle_vimeu_keeps_its_communes_outside_the_region(self, bresle):
        communes = territories.communes(bresle)
        assert len(communes) == 97
        assert sum(commune.departement == "76" for commune in communes) == 49

    @pytest.mark.parametrize("territory", atlas_territories(), ids=lambda territory: territory.id)
    def test_a_perimeter_is_the_union_of_its_epci_without_slivers(self, territory):
        outline = territories.perimeter(territory)
        members = territories.epci(territory)
        assert geometry.kind(outline) == "polygon"
        assert geometry.is_valid(outline)
        assert geometry.area_km2(outline) == pytest.approx(
            sum(geometry.area_km2(member.outline) for member in members), abs=1e-3
        )
        assert all(geometry.area_ha(hole) > 1 for hole in holes(outline))

    @pytest.mark.parametrize("territory", atlas_territories(), ids=lambda territory: territory.id)
    def test_centres_stand_in_the_perimeter(self, territory):
        zone = geometry.buffer(territories.perimeter(territory), 500)
        communes = territories.communes(territory)
        assert all(geometry.contains(zone, commune.centre) for commune in communes)

    def test_populations_of_epci_are_those_of_their_communes(self):
        counted: dict[str, int] = {}
        for commune in territories.all_communes().values():
            counted[commune.siren_epci] = counted.get(commune.siren_epci, 0) + commune.population
        stated = {siren: member.population for siren, member in territories.all_epci().items()}
        assert counted == stated

    def test_a_territory_elsewhere_says_what_is_missing_and_what_to_do(self):
        with pytest.raises(MissingOutlines, match="249710062, 249710070") as refusal:
            territories.perimeter(find("ti-0101"))
        assert refusal.value.sirens == ("249710062", "249710070")
        assert "Choose one of the 18" in str(refusal.value)

    @pytest.mark.parametrize(
        "ask", [territories.communes, territories.population, territories.area_km2]
    )
    def test_nothing_is_half_counted_for_a_territory_elsewhere(self, ask):
        with pytest.raises(MissingOutlines):
            ask(find("Vallée de l'Arve"))


def holes(outline: bytes) -> list[bytes]:
    """The ground that a perimeter encloses and leaves out: other EPCI, or slivers."""
    return [
        geometry.from_geojson({"type": "Polygon", "coordinates": [ring]})
        for part in map(geometry.to_geojson, geometry.parts(outline))
        for ring in part["coordinates"][1:]
    ]


class TestRows:
    def test_epci_and_their_territories(self):
        rows = list(territories.epci_rows())
        assert len(rows) == 92
        assert sum(row["territory"] is None for row in rows) == 33
        owned = {row["siren"]: row["territory"] for row in rows}
        assert owned["245900428"] == "ti-3201"

    def test_perimeters_are_the_18_in_order(self):
        rows = list(territories.perimeter_rows())
        assert [row["territory"] for row in rows] == [identifier for _, identifier, _ in ATLAS]
        assert rows[0]["communes"] == 122
        assert rows[0]["population"] == 376_909

    def test_communes_with_their_rank(self):
        rows = list(territories.commune_rows())
        assert len(rows) == 3_831
        prefectures = {row["name"] for row in rows if row["is_prefecture"] == 2}
        assert prefectures == {"Lille", "Arras", "Amiens", "Beauvais", "Laon"}
        second = {row["name"] for row in rows if row["is_prefecture"] == 1}
        assert len(second) == 21
        assert {"Dunkerque", "Calais", "Saint-Omer", "Compiègne", "Péronne"} <= second

    def test_a_centre_is_where_the_town_is(self):
        dunkerque = territories.all_communes()["59183"]
        belfry = geometry.to_lambert93(geometry.point(2.3769, 51.0357))
        assert geometry.distance_m(dunkerque.centre, belfry) < 1_000


class TestFiles:
    def test_what_is_missing_is_named(self, tmp_path, monkeypatch):
        monkeypatch.setattr(shipped, "TERRITORIES_FOLDER", tmp_path)
        with pytest.raises(TerritoryError, match=r"atlas\.csv cannot be read"):
            shipped.rows_of("atlas.csv")

    @pytest.mark.parametrize("name", ["territories.csv", "atlas.csv", "communes.csv"])
    def test_tables_hold_no_typographic_apostrophe_and_no_stray_space(self, name):
        path = territories.TERRITORIES_FOLDER / name
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert all(cell == " ".join(cell.split()) for cell in cells)
        assert not any("\N{RIGHT SINGLE QUOTATION MARK}" in cell for cell in cells)
