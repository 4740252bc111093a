"""A refresh: what answers is new, what fails keeps its rows and says so, nothing is lost.

The sources and the layers' rules are pretended here; tests/unit/test_faults.py plays them whole.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pandas
import pytest
from territoires_industrie.territoires_industrie import gathering, refresh
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.edition import Edition, EditionStore
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.geometry import (
    buffer,
    from_wkt,
    intersects,
    rectangle,
)
from territoires_industrie.territoires_industrie.layers.made import DRAWN, REJECTED, Account, Made
from territoires_industrie.territoires_industrie.layers.rows import atlas_frame, no_rows
from territoires_industrie.territoires_industrie.net.answer import TimedOut
from territoires_industrie.territoires_industrie.refresh_report import refresh_report, warnings
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.raw import RawTable
from territoires_industrie.territoires_industrie.territories import find

CATALOGUE = load_catalogue()
HERE, THERE = find("ti-3201"), find("ti-3216")
FIRST, SECOND = datetime(2026, 11, 22, 9, 0), datetime(2026, 11, 23, 9, 0)
ASKED = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LAYERS = tuple(name for name, layer in CATALOGUE.layers.items() if layer.family != "base")


class World:
    """Servers that answer two rows each, but for those that are dead; and one rule for all."""

    def __init__(self):
        self.dead = set()
        self.asked = []
        self.offline = False
        self.broken = set()
        self.empty = set()

    def fetch(self, source, area, client):
        self.asked.append(source.id)
        if source.id in self.dead:
            raise TimedOut("{host} said nothing: try again later.", host=source.publisher)
        here = [territory.id for territory in area.territories]
        frame = pandas.DataFrame({"territory": [here[0], None]})
        if source.id in self.empty:
            frame = frame.iloc[:0]
        return RawTable(source.id, frame, None, "2026", ASKED, source.url, self.offline)

    def recipe(self, layer):
        def made(raw, layer, ground):
            if layer.id in self.broken:
                raise KeyError("a defect")
            tables = no_rows(layer)
            if layer.family == "profile":
                return Made(tables, ())
            rows, accounts = [], []
            for name, table in raw.items():
                if "table" in table.frame.columns or table.frame.empty:
                    continue
                territory = table.frame["territory"][0]
                rows.append((f"{name}-{territory}", name, territory))
                accounts += [
                    Account(name, DRAWN, "", 1, territory),
                    Account(name, REJECTED, "sans territoire", 1),
                ]
            tables[layer.tables[-1].name] = self.rows(layer.tables[-1], rows)
            return Made(tables, tuple(accounts))

        return made

    def rows(self, table, rows):
        shapes = {
            "point": "POINT (650000 7000000)",
            "line": "LINESTRING (650000 7000000, 651000 7000000)",
            "polygon": "POLYGON ((650000 7000000, 651000 7000000, 650000 7001000, 650000 7000000))",
        }
        geometry = from_wkt(shapes[table.geometry])
        index = range(len(rows))
        keys, sources, territories = zip(*rows, strict=True) if rows else ((), (), ())

        def column(values):
            return pandas.Series(values, index=index, dtype="object")

        values = {
            "key": column(keys),
            "source": column(sources),
            "rattachement": column(territories),
            "class": self.legend_class(table),
            "position": "exacte",
            "vintage": "2026",
            "geometry": geometry,
        }
        return atlas_frame(table, values, index)

    @staticmethod
    def legend_class(table):
        legends = CATALOGUE.layer_of(table.name).legends
        return next(
            legend.classes[0].key
            for legend in legends
            if legend.table == table.name and legend.field == "class"
        )


class Client:
    def raise_if_cancelled(self):
        pass


@pytest.fixture
def world(monkeypatch):
    world = World()
    monkeypatch.setattr(gathering.protocols, "fetch", world.fetch)
    monkeypatch.setattr(gathering.protocols, "geocode", lambda frame, _columns, _client: frame)
    monkeypatch.setattr(gathering, "recipe", world.recipe)
    return world


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    return build_embedded(tmp_path_factory.mktemp("embedded"))


@pytest.fixture
def store(tmp_path):
    return tmp_path / "editions"


@pytest.fixture
def run(world, embedded, store):
    def run(now=FIRST, territories=(HERE,), layers=LAYERS, cancelled=lambda: False):
        previous = EditionStore(store).current() or embedded
        order = refresh.RefreshOrder(territories, layers, embedded, previous)
        return refresh.refresh(order, store, CATALOGUE, Client(), now, lambda *_: None, cancelled)

    return run


def keys(edition, table):
    return sorted(edition.frame(table)["key"])


def test_every_source_of_the_catalogue_has_its_line(run):
    edition = run().edition
    assert {entry.source for entry in edition.provenance()} >= set(CATALOGUE.sources)
    wanted = {(name, s) for name, layer in CATALOGUE.layers.items() for s in layer.sources}
    assert {(entry.layer, entry.source) for entry in edition.provenance()} >= wanted


def test_a_fallback_is_asked_only_when_the_preferred_source_fails(run, world):
    edition = run().edition
    assert "bdtopo-troncon-route" not in world.asked
    notes = {entry.source: entry.notes for entry in edition.provenance("roads")}
    assert notes["bdtopo-troncon-route"].startswith("Source de repli")

    world.dead = {"rrn-liaisons"}
    again = run(SECOND)
    assert "bdtopo-troncon-route" in world.asked
    assert again.failures["roads"] == {}
    assert "roads" not in again.kept
    roads = again.edition.frame("roads")
    sources = set(roads["source"])
    assert sources == {"bdtopo-troncon-route", "osm-highways"}
    inside = Area.of([HERE]).bounds_lambert93
    assert (
        not roads[roads["source"] == "osm-highways"]["geometry"]
        .map(lambda wkb: intersects(wkb, buffer(rectangle(*inside), -1)))
        .any()
    )


def test_a_source_is_asked_once_for_all_its_layers(run, world):
    run()
    assert sorted(world.asked) == sorted(set(world.asked))
    assert "georisques-icpe" in world.asked


def test_what_fails_keeps_its_rows_marked(run, world):
    first = run().edition
    before = first.path.read_bytes()
    world.dead = {"fcu"}
    done = run(SECOND)
    assert first.path.read_bytes() == before
    rows = done.edition.frame("heatnetworks_point")
    assert rows["note"].tolist() == ["Repris de l'édition du 22 novembre 2026."]
    entry = next(e for e in done.edition.provenance("heatnetworks") if e.source == "fcu")
    assert entry.rows == 1
    assert entry.notes.startswith("Non actualisé le 23 novembre 2026 : France Chaleur")
    state = done.edition.availability(HERE.id)["heatnetworks"]
    assert state.state == "partial"
    assert "Non actualisé, source en panne le 23 novembre 2026." in state.statement
    (sentence,) = [text for text in warnings(done, CATALOGUE) if "chaleur" in text.lower()]
    assert "said nothing: try again later." in sentence
    assert "garde ses lignes de l'édition du 22 novembre 2026" in sentence
    assert keys(done.edition, "producers") == keys(first, "producers")


def test_a_failure_of_what_never_gave_anything_leaves_the_rest(run, world):
    world.dead = {"enrezo-uve"}
    done = run()
    assert "wasteheat" not in done.kept
    assert "enrezo-industrie-ti-3201" in keys(done.edition, "wasteheat")
    said = done.edition.availability(HERE.id)["wasteheat"].statement
    title = "EnRezo : chaleur des unités d'incinération"
    assert said == f"Sans « {title} » : source en panne le 22 novembre 2026."


def test_a_source_that_is_suddenly_empty_is_not_believed(run, world):
    first = run().edition
    world.empty = {"fcu"}
    done = run(SECOND)
    assert keys(done.edition, "heatnetworks_point") == keys(first, "heatnetworks_point")
    assert isinstance(done.failures["heatnetworks"]["fcu"], refresh.SuddenlyEmpty)


def test_a_defect_in_one_layer_costs_that_layer_alone(run, world):
    first = run().edition
    world.broken = {"producers"}
    done = run(SECOND)
    assert done.edition.frame("producers")["note"].notna().all()
    assert keys(done.edition, "producers") == keys(first, "producers")
    assert "KeyError" in refresh_report(done, CATALOGUE)
    assert done.edition.frame("consumers")["note"].isna().all()


def test_other_territories_and_other_maps_keep_what_they_have(run, embedded):
    first = run(territories=(THERE,)).edition
    done = run(SECOND, territories=(HERE,), layers=("producers", "roads"))
    territories = set(done.edition.frame("producers")["rattachement"])
    assert territories == {HERE.id, THERE.id}
    taken = done.edition.availability(THERE.id)["producers"]
    assert taken.statement == "Repris de l'édition du 22 novembre 2026."
    consumers = done.edition.frame("consumers")
    shipped = embedded.frame("consumers")
    assert set(consumers["key"]) == {*shipped["key"], *keys(first, "consumers")}
    for name, before in embedded.availability(HERE.id).items():
        after = done.edition.availability(HERE.id)[name]
        if name not in ("producers", "roads") and before.state != "absent":
            assert after.statement.startswith(before.statement)
            assert after.statement.endswith("Repris de l'édition du 22 novembre 2026.")


def test_projects_that_nobody_checks_leave_the_page_also_where_rows_are_taken_over(run):
    done = run(layers=("roads",))
    rows = done.edition.frame("producers").set_index("key")
    assert rows.loc["atlas:epr2-gravelines", "class"] == "Centrale nucléaire"
    assert not any("projets non vérifiés" in text for text in warnings(done, CATALOGUE))

    later = run(datetime(2027, 6, 1), layers=("roads",))
    row = later.edition.frame("producers").set_index("key").loc["atlas:epr2-gravelines"]
    assert row["class"] == ""
    assert "Projet non vérifié depuis mars 2026." in row["note"]
    (sentence,) = [text for text in warnings(later, CATALOGUE) if "projets" in text]
    assert sentence.startswith("3 projets non vérifiés depuis douze mois, hors des pages : EPR2")
    assert "projets non vérifiés" in refresh_report(later, CATALOGUE).replace("\u00a0", " ")


def test_every_row_is_accounted_for(run):
    edition = run().edition
    counted = {}
    for entry in edition.accounting():
        if entry.layer == "producers":
            counted[entry.source] = counted.get(entry.source, 0) + entry.rows
    assert counted == {"odre-registre": 2, "odre-biomethane": 2, "georisques-icpe": 2}
    (registre,) = [e for e in edition.provenance("producers") if e.source == "odre-registre"]
    assert (registre.rows, registre.rows_rejected) == (1, 1)


def test_offline_says_how_old_its_copies_are(run, world):
    world.offline = True
    done = run(SECOND)
    (entry,) = [e for e in done.edition.provenance("gasnetwork") if e.source == "natran-trace"]
    assert "Copie locale du 22 novembre 2026" in entry.notes
    assert any("copie locale du 22 novembre 2026" in text for text in warnings(done, CATALOGUE))


def test_the_current_edition_is_the_new_one_and_opens(run, store):
    done = run()
    assert EditionStore(store).current().path == done.edition.path
    assert Edition.open(done.edition.path).is_unchanged()


def test_nothing_answers_nothing_is_written(run, world, store):
    run()
    held = sorted(path.name for path in store.iterdir())
    world.dead = set(CATALOGUE.sources)
    with pytest.raises(refresh.NothingAnswered, match="said nothing"):
        run(SECOND)
    assert sorted(path.name for path in store.iterdir()) == held


def test_cancelled_leaves_the_store_as_it_was(run, store):
    run()
    held = sorted(path.name for path in store.iterdir())
    with pytest.raises(Cancelled):
        run(SECOND, cancelled=lambda: True)
    assert sorted(path.name for path in store.iterdir()) == held


def test_the_report_is_a_page_with_every_remote_source(run):
    done = run()
    html = refresh_report(done, CATALOGUE).replace("\u00a0", " ").replace("\u2019", "'")
    for source in CATALOGUE.sources.values():
        if source.url and source.protocol not in ("registry", "local"):
            assert source.title in html
    assert "Toutes les sources demandées ont répondu." in html
    assert "sans territoire" in html
