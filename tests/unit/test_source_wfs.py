"""WFS: pages counted, axes right, exceptions and shortened lists seen through."""

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_client import FakeClient, Reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import geometry
from territoires_industrie.territoires_industrie.net.answer import Unreachable
from territoires_industrie.territoires_industrie.sources import wfs
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.errors import (
    Incomplete,
    NothingThere,
    NotPublished,
    SchemaChanged,
    WrongAnswer,
)
from territoires_industrie.territoires_industrie.territories import atlas_territories
from wild_bodies import dunkerque, fixture, source_of, survive, truncated, wrongly_typed

ROADS, LINES = source_of("bdtopo-troncon-route"), source_of("bdtopo-lignes")
SANDRE, ENREZO = source_of("sandre-step"), source_of("enrezo-industrie")
PAGE = json.loads(fixture("bdtopo-troncon-route", "synthetic-page.json"))
GML = fixture("sandre-step", "synthetic-page.gml")
SANDRE_CAPABILITIES = fixture("sandre-step", "synthetic-capabilities.xml")
ENREZO_PAGE = fixture("enrezo-industrie", "synthetic-page.geojson")
ENREZO_CAPABILITIES = fixture("enrezo-industrie", "synthetic-capabilities.xml")
EXCEPTION = (
    '<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1">'
    "<ows:Exception exceptionCode='NoApplicableCode'><ows:ExceptionText>Illegal property name: "
    "importanse</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
)


def page(features=None, **members):
    """The page of the fixture with other features or members; None takes a member away."""
    changed = {**PAGE, **({} if features is None else {"features": features}), **members}
    return {name: value for name, value in changed.items() if value is not None}


def paged(size, features=None, matched="count"):
    """A server of `features`, `size` at a time, with the count it is told to say."""
    rows = PAGE["features"] if features is None else features
    total = len(rows) if matched == "count" else matched

    def server(url):
        if "RESULTTYPE=hits" in url:
            return f'<wfs:FeatureCollection numberMatched="{total}" numberReturned="0"/>'
        start = int(query(url)["STARTINDEX"])
        shown = rows[start : start + size]
        return page(shown, numberMatched=total, totalFeatures=None, numberReturned=len(shown))

    return server


def query(url):
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def fetched(tmp_path, source, server, area=None):
    def reply(url):
        body = server(url) if callable(server) else server
        return body if isinstance(body, (Reply, Exception)) else Reply(body)

    client = FakeClient(tmp_path, reply)
    return wfs.fetch(source, area or dunkerque(), client), client


def sandre(gml=GML, capabilities=SANDRE_CAPABILITIES):
    return lambda url: capabilities if "GetCapabilities" in url else gml


def enrezo(features=ENREZO_PAGE, capabilities=ENREZO_CAPABILITIES):
    return lambda url: capabilities if "GetCapabilities" in url else features


class TestPages:
    def test_one_page_is_read_in_two_dimensions(self, tmp_path):
        table, client = fetched(tmp_path, ROADS, PAGE)
        assert list(table.frame["cpx_numero"]) == ["A16", None, "N225"]
        assert geometry.to_wkt(table.frame["geometry"][0]) == "LINESTRING (2.3 51.0,2.31 51.01)"
        assert (table.epsg, table.vintage, table.offline) == (4326, "15 juin 2026", False)
        assert len(client.asked) == 1
        assert "GetCapabilities" not in "".join(client.asked)

    def test_the_address_has_the_area_in_degrees_and_a_stable_order(self, tmp_path):
        asked = query(fetched(tmp_path, ROADS, PAGE)[1].asked[0])
        west, south, east, north = dunkerque().bounds
        assert f"BBOX(geometrie,{west},{south},{east},{north},'CRS:84')" in asked["CQL_FILTER"]
        assert (asked["SORTBY"], asked["STARTINDEX"]) == ("cleabs A", "0")
        assert asked["TYPENAMES"] == "BDTOPO_V3:troncon_de_route"

    @pytest.mark.parametrize("size", [1, 2, 3])
    def test_pages_are_asked_until_the_count_is_reached(self, tmp_path, size):
        table, client = fetched(tmp_path, ROADS, paged(size))
        assert sorted(table.frame["cleabs"]) == [f"TRONROUT000000000000000{n}" for n in (1, 2, 3)]
        assert [query(url)["STARTINDEX"] for url in client.asked] == [
            str(start) for start in range(0, 3, size)
        ]

    @pytest.mark.parametrize("size", [1, 2, 3, 5000])
    def test_an_unknown_count_is_read_to_the_end(self, tmp_path, size):
        table, _ = fetched(tmp_path, ROADS, paged(size, matched="unknown"))
        assert len(table.frame) == 3

    def test_a_count_is_asked_for_where_pages_give_none(self, tmp_path):
        """As MapServer does: unknown on full pages, said on the last."""

        def server(url):
            if "RESULTTYPE=hits" in url:
                return '<wfs:FeatureCollection numberMatched="3" numberReturned="0"/>'
            found = paged(2, matched="unknown")(url)
            return found if found["numberReturned"] == 2 else {**found, "numberMatched": 3}

        table, client = fetched(tmp_path, ROADS, server)
        assert (len(table.frame), len(client.asked)) == (3, 3)

    def test_fewer_than_the_count_that_was_asked_for(self, tmp_path):
        def server(url):
            if "RESULTTYPE=hits" in url:
                return '<wfs:FeatureCollection numberMatched="7" numberReturned="0"/>'
            return paged(2, matched="unknown")(url)

        with pytest.raises(Incomplete, match="announced 7 rows .* and gave 3"):
            fetched(tmp_path, ROADS, server)

    def test_fewer_features_than_counted_are_refused(self, tmp_path):
        with pytest.raises(Incomplete, match="announced 7 rows .* and gave 3"):
            fetched(tmp_path, ROADS, paged(2, matched=7))

    def test_more_features_than_counted_are_refused(self, tmp_path):
        with pytest.raises(Incomplete, match="announced 2 rows .* and gave 3"):
            fetched(tmp_path, ROADS, page(numberMatched=2))

    def test_a_server_that_ignores_the_page_repeats_itself(self, tmp_path):
        same = page(PAGE["features"][:2], numberMatched=4, numberReturned=2)
        with pytest.raises(Incomplete, match=r"troncon_de_route\.1 twice"):
            fetched(tmp_path, ROADS, same)

    def test_a_count_that_changes_between_pages_is_refused(self, tmp_path):
        def server(url):
            start = int(query(url)["STARTINDEX"])
            return page(
                PAGE["features"][start : start + 1], numberMatched=3 + start, numberReturned=1
            )

        with pytest.raises(Incomplete, match="changed the source"):
            fetched(tmp_path, ROADS, server)

    def test_a_page_with_fewer_features_than_it_says_is_refused(self, tmp_path):
        with pytest.raises(WrongAnswer, match="3 features in a page that says it has 5000"):
            fetched(tmp_path, ROADS, page(numberReturned=5000))

    def test_a_renamed_column_is_named(self, tmp_path):
        renamed = json.loads(json.dumps(PAGE).replace('"cpx_numero"', '"cpx_num"'))
        with pytest.raises(SchemaChanged, match='"cpx_numero" .nearest: cpx_num'):
            fetched(tmp_path, ROADS, renamed)


class TestNothing:
    nothing = page([], numberMatched=0, numberReturned=0, totalFeatures=0)

    def test_no_road_is_an_error(self, tmp_path):
        with pytest.raises(NothingThere):
            fetched(tmp_path, ROADS, self.nothing)

    def test_a_territory_may_be_without_lines(self, tmp_path):
        table, _ = fetched(tmp_path, LINES, self.nothing)
        assert (len(table.frame), table.epsg) == (0, None)
        assert table.vintage == "consulté le 22 novembre 2026"

    def test_the_region_may_not(self, tmp_path):
        with pytest.raises(NothingThere):
            fetched(tmp_path, LINES, self.nothing, Area.of(atlas_territories()))


class TestBodies:
    @pytest.mark.parametrize(
        ("body", "said"),
        [
            (EXCEPTION, "Illegal property name: importanse"),
            (
                "<!DOCTYPE html><html><body>Maintenance</body></html>",
                "a page .“Maintenance”.",
            ),
            ("", "an empty answer"),
            (json.dumps(PAGE)[:-30], "broken or cut off"),
            ({"error": {"code": 400, "message": "Invalid typeName"}}, "400: Invalid typeName"),
            ({"type": "Feature"}, "something else than GeoJSON features"),
            (b"\xff\xfe\xfd", "bytes that are no text"),
            ("<a>&lol;</a>", "something else than features"),
            ('<!DOCTYPE a [<!ENTITY lol "lol">]><a>&lol;</a>', "entities of its own"),
        ],
    )
    def test_what_is_no_data_is_refused(self, tmp_path, body, said):
        with pytest.raises(WrongAnswer, match=said):
            fetched(tmp_path, ROADS, body)

    @pytest.mark.parametrize(
        ("source", "server", "body"),
        [
            (ROADS, lambda wild: lambda url: wild, json.dumps(PAGE).encode()),
            (ENREZO, lambda wild: enrezo(wild), ENREZO_PAGE),
            (ENREZO, lambda wild: enrezo(capabilities=wild), ENREZO_CAPABILITIES),
            (SANDRE, lambda wild: sandre(wild), GML),
            (SANDRE, lambda wild: sandre(capabilities=wild), SANDRE_CAPABILITIES),
        ],
        ids=["geojson", "geojson with nan", "capabilities", "gml", "capabilities for a date"],
    )
    def test_cut_anywhere_it_is_refused_or_whole(self, tmp_path, source, server, body):
        for cut in truncated(body):
            survive(wfs.fetch, source, dunkerque(), tmp_path, server(cut))

    def test_wrong_values_anywhere(self, tmp_path):
        small = json.dumps(page(PAGE["features"][:1], numberMatched=1, numberReturned=1)).encode()
        for wild in wrongly_typed(small):
            survive(wfs.fetch, ROADS, dunkerque(), tmp_path, lambda url, wild=wild: wild)

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(wild=st.binary(max_size=200), head=st.sampled_from([b"", b"{", b"<", b"a,b\n", GML]))
    def test_wild_bytes(self, tmp_path, wild, head):
        for source, server in ((ROADS, lambda url: head + wild), (SANDRE, sandre(head + wild))):
            survive(wfs.fetch, source, dunkerque(), tmp_path, server)


class TestAxes:
    def swapped(self, features):
        text = json.dumps(features)
        found = json.loads(text)
        for one in found:
            one["geometry"]["coordinates"] = [
                [y, x, *z] for x, y, *z in one["geometry"]["coordinates"]
            ]
        return found

    def test_latitude_first_is_put_right_where_it_is_certain(self, tmp_path):
        table, _ = fetched(tmp_path, ROADS, page(self.swapped(PAGE["features"])))
        assert geometry.to_wkt(table.frame["geometry"][0]) == "LINESTRING (2.3 51.0,2.31 51.01)"
        assert any("inversées" in note for note in table.notes)

    def test_a_mixture_is_refused(self, tmp_path):
        mixed = [*self.swapped(PAGE["features"][:1]), *PAGE["features"][1:]]
        with pytest.raises(WrongAnswer, match="not in France"):
            fetched(tmp_path, ROADS, page(mixed))

    def test_northing_first_is_put_right_too(self, tmp_path):
        text = GML.decode().replace("651000.0 7103000.0", "7103000.0 651000.0")
        text = text.replace("655000.0 7101000.0", "7101000.0 655000.0")
        table, _ = fetched(tmp_path, SANDRE, sandre(text))
        assert geometry.to_wkt(table.frame["geometry"][0]) == "POINT (651000 7103000)"

    def test_rows_that_lost_their_shapes_are_refused(self, tmp_path):
        bare = [{**one, "geometry": None} for one in PAGE["features"]]
        with pytest.raises(Incomplete, match="3 rows .* without any shape"):
            fetched(tmp_path, ROADS, page(bare))

    def test_metres_are_seen_as_metres(self, tmp_path):
        metres = json.loads(json.dumps(PAGE["features"]))
        for one in metres:
            one["geometry"]["coordinates"] = [[650_000, 7_100_000], [651_000, 7_100_500]]
        assert fetched(tmp_path, ROADS, page(metres))[0].epsg == 2154

    def test_a_crs_member_is_believed(self, tmp_path):
        metres = json.loads(json.dumps(PAGE["features"]))
        for one in metres:
            one["geometry"]["coordinates"] = [[650_000, 7_100_000], [651_000, 7_100_500]]
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
        table, _ = fetched(tmp_path, ROADS, page(metres, crs=crs))
        assert (table.epsg, table.notes) == (2154, ())


class TestGml:
    def test_it_is_read_with_its_codes_and_nested_dates(self, tmp_path):
        table, client = fetched(tmp_path, SANDRE, sandre())
        frame = table.frame
        assert list(frame["CdOuvrageDepollution"]) == ["015999900001", "015999900002"]
        assert frame["NomOuvrageDepollution"][0] == "STATION FICTIVE & FILS"
        assert frame["DateMAJSTEU"][0] == "2020-03-04"
        assert list(frame["DateMiseHorServiceOuvrageDepollution"]) == [None, "2018-12-31"]
        assert geometry.to_wkt(frame["geometry"][0]) == "POINT (651000 7103000)"
        assert (table.epsg, table.vintage) == (2154, "2020")
        asked = query(next(url for url in client.asked if "GetFeature" in url))
        assert asked["BBOX"].endswith(",EPSG:2154")
        assert float(asked["BBOX"].split(",")[1]) > 6_000_000

    def test_latitude_first_in_a_urn_is_turned_by_its_own_word(self, tmp_path):
        text = GML.decode().replace("EPSG::2154", "EPSG::4326")
        text = text.replace("651000.0 7103000.0", "51.0 2.3").replace(
            "655000.0 7101000.0", "50.9 2.4"
        )
        table, _ = fetched(tmp_path, SANDRE, sandre(text))
        assert (table.epsg, geometry.to_wkt(table.frame["geometry"][0])) == (
            4326,
            "POINT (2.3 51.0)",
        )

    def test_another_encoding_is_read_as_it_says(self, tmp_path):
        latin = GML.decode().replace("FICTIVE", "D'ÉPURATION").replace("UTF-8", "ISO-8859-1")
        table, _ = fetched(tmp_path, SANDRE, sandre(latin.encode("latin-1")))
        assert table.frame["NomOuvrageDepollution"][1] == "USINE D'ÉPURATION"

    def test_a_column_that_nothing_fills_is_looked_up(self, tmp_path):
        bare = re.sub(rb"<sa:DateMiseHor.*?</sa:DateMiseHor\w+>", b"", GML)
        schema = "".join(f'<element name="{name}"/>' for name in SANDRE.expected_columns)

        def server(url):
            described = f"<schema>{schema}</schema>"
            return described if "DescribeFeatureType" in url else sandre(bare)(url)

        table, _ = fetched(tmp_path, SANDRE, server)
        assert list(table.frame["DateMiseHorServiceOuvrageDepollution"]) == [None, None]
        with pytest.raises(SchemaChanged, match="DateMiseHorServiceOuvrageDepollution"):
            fetched(tmp_path, SANDRE, sandre(bare))

    def test_no_plant_at_all_is_an_error(self, tmp_path):
        empty = GML[: GML.index(b"<wfs:member>")].replace(b'"2"', b'"0"')
        with pytest.raises(NothingThere):
            fetched(tmp_path, SANDRE, sandre(empty + b"</wfs:FeatureCollection>"))

    def test_fewer_than_it_says_are_refused(self, tmp_path):
        with pytest.raises(WrongAnswer, match="2 features in a page that says it has 3"):
            fetched(
                tmp_path, SANDRE, sandre(GML.replace(b'numberReturned="2"', b'numberReturned="3"'))
            )

    def test_the_second_page_is_asked(self, tmp_path):
        more = GML.replace(b'numberMatched="2"', b'numberMatched="4"')
        with pytest.raises(Incomplete, match=r"SysTraitementEauxUsees\.1 twice"):
            fetched(tmp_path, SANDRE, sandre(more))

    def test_ids_that_each_page_counts_anew_are_no_repeats(self, tmp_path):
        first = GML.replace(b'numberMatched="2"', b'numberMatched="4"')
        second = first.replace(b"0159999", b"0259999")

        def server(url):
            return sandre(first if "STARTINDEX=0&" in url else second)(url)

        assert fetched(tmp_path, SANDRE, server)[0].frame["CdOuvrageDepollution"].nunique() == 4

    def test_its_date_is_not_worth_failing_for(self, tmp_path):
        down = Unreachable("no {host}", host="x")
        table, _ = fetched(tmp_path, SANDRE, sandre(capabilities=down))
        assert table.vintage == "consulté le 22 novembre 2026"

    def test_csv_is_read_too(self, tmp_path):
        lines = [";".join(SANDRE.expected_columns), "1;b;urbain;10;59183;"]
        table, _ = fetched(
            tmp_path,
            replace(SANDRE, url=f"{SANDRE.url}&OUTPUTFORMAT=text/csv"),
            lambda url: sandre("\n".join(lines) if "STARTINDEX=0" in url else lines[0])(url),
        )
        assert list(table.frame["CdOuvrageDepollution"]) == ["1"]
        assert table.epsg is None


class TestNamesWithADate:
    def test_the_newest_type_is_asked_and_dates_the_data(self, tmp_path):
        table, client = fetched(tmp_path, ENREZO, enrezo())
        asked = query(client.asked[-1])
        assert asked["typeName"].endswith(
            ":referentiels.c_2026_enrezo_prod.gisement_industrie_2026"
        )
        assert table.vintage == "2026"
        assert query(client.asked[0]) == {
            "service": "WFS",
            "version": "2.0.0",
            "REQUEST": "GetCapabilities",
        }

    def test_a_day_in_the_name(self, tmp_path):
        named = ENREZO_CAPABILITIES.replace(b"gisement_industrie_2026", b"gisement_20250902")
        table, _ = fetched(tmp_path, ENREZO, enrezo(capabilities=named))
        assert table.vintage == "2 septembre 2025"

    def test_no_such_type_names_the_nearest(self, tmp_path):
        other = ENREZO_CAPABILITIES.replace(b"gisement_industrie", b"gisements_indus")
        with pytest.raises(NotPublished, match="nearest: enrezo_gisements_indus"):
            fetched(tmp_path, ENREZO, enrezo(capabilities=other))

    def test_bare_nan_is_nothing_and_texts_stay(self, tmp_path):
        table, _ = fetched(tmp_path, ENREZO, enrezo())
        first = table.frame.iloc[0]
        assert (first["Siret"], first["quota"]) == ("nan", None)
        assert first["Nom_de_l_établissemen"] == 'Usine "nan" fictive'
        assert table.frame.filter(like="fourchette_basse").iloc[0, 0] is None

    def test_the_nation_is_kept_for_the_area_only(self, tmp_path):
        table, _ = fetched(tmp_path, ENREZO, enrezo())
        assert list(table.frame["Nom_commune"]) == ["Dunkerque", "Coudekerque"]
        assert table.frame["geometry"][1] is None
        assert "Lignes retenues : 2 sur 4" in table.notes[0]

    def test_a_list_as_long_as_its_limit_is_cut(self, tmp_path):
        source = replace(ENREZO, url=ENREZO.url.replace("count=50000", "count=4"))
        with pytest.raises(Incomplete, match="cut the source enrezo-industrie off at 4 rows"):
            fetched(tmp_path, source, enrezo())
        cut = ENREZO_PAGE.replace(b'"features"', b'"exceededTransferLimit":true,"features"', 1)
        with pytest.raises(Incomplete):
            fetched(tmp_path, ENREZO, enrezo(cut))

    def test_a_list_cut_without_a_word_is_counted(self, tmp_path):
        def server(url):
            hits = '<wfs:FeatureCollection numberMatched="680" numberReturned="0"/>'
            return hits if "RESULTTYPE=hits" in url else enrezo()(url)

        with pytest.raises(Incomplete, match="announced 680 rows .* and gave 4"):
            fetched(tmp_path, ENREZO, server)

    def test_an_empty_nation_is_an_error(self, tmp_path):
        with pytest.raises(NothingThere):
            fetched(tmp_path, ENREZO, enrezo('{"type":"FeatureCollection","features":[]}'))


class TestSample:
    def look(self, tmp_path, source, server):
        client = FakeClient(tmp_path, lambda url: Reply(server(url)))
        return wfs.sample(source, dunkerque(), client), client

    def test_columns_from_the_description_and_rows_from_the_hits(self, tmp_path):
        described = "".join(
            f'<xsd:element maxOccurs="1" name="{name}" type="xsd:string"/>'
            for name in ROADS.expected_columns
        )
        hits = '<wfs:FeatureCollection numberMatched="1234" numberReturned="0"/>'

        def server(url):
            return f"<xsd:schema>{described}</xsd:schema>" if "Describe" in url else hits

        sample, client = self.look(tmp_path, ROADS, server)
        assert (sample.columns, sample.rows) == (ROADS.expected_columns, 1234)
        assert query(client.asked[1])["RESULTTYPE"] == "hits"
        assert "BBOX" in query(client.asked[1])["CQL_FILTER"]
        assert not {"COUNT", "STARTINDEX", "OUTPUTFORMAT"} & set(query(client.asked[1]))

    def test_a_renamed_column_is_named(self, tmp_path):
        schema = '<xsd:schema><xsd:element name="cleab"/></xsd:schema>'
        with pytest.raises(SchemaChanged, match="nearest: cleab"):
            self.look(tmp_path, ROADS, lambda url: schema)

    def test_columns_in_json_and_an_unknown_count(self, tmp_path):
        properties = [{"name": name} for name in ENREZO.expected_columns]
        described = json.dumps({"featureTypes": [{"properties": properties}]})
        hits = '<wfs:FeatureCollection numberMatched="unknown" numberReturned="0"/>'

        def server(url):
            if "GetCapabilities" in url:
                return ENREZO_CAPABILITIES
            return described if "DescribeFeatureType" in url else hits

        sample, _ = self.look(tmp_path, ENREZO, server)
        assert (sample.columns, sample.rows) == (ENREZO.expected_columns, None)
        assert (sample.vintage, bool(sample.note)) == ("2026", True)

    def test_an_exception_instead_of_hits_is_refused(self, tmp_path):
        schema = "".join(f'<element name="{name}"/>' for name in ROADS.expected_columns)

        def server(url):
            return f"<schema>{schema}</schema>" if "Describe" in url else EXCEPTION

        with pytest.raises(WrongAnswer, match="Illegal property name"):
            self.look(tmp_path, ROADS, server)
