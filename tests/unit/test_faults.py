"""Every fault that public services are known for, played by the stand-ins to a whole refresh.

A refresh meets a fault on each of its sources at once. For each of them the analyst gets one
sentence with the source, the cause and a remedy; the layer keeps its rows of the edition before;
the other layers arrive; the edition before is whole; and nothing partial is taken for data later.
"""

from __future__ import annotations

import re
import sys
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.errors import AtlasError
from territoires_industrie.territoires_industrie.net.cache import Cache
from territoires_industrie.territoires_industrie.net.client import Client
from territoires_industrie.territoires_industrie.net.rates import Rates
from territoires_industrie.territoires_industrie.net.waiting import Patience
from territoires_industrie.territoires_industrie.refresh import RefreshOrder, refresh
from territoires_industrie.territoires_industrie.refresh_report import refresh_report, warnings
from territoires_industrie.territoires_industrie.territories import find

SERVICES = Path(__file__).parents[1] / "services"
sys.path.append(str(SERVICES))
from running import Services  # noqa: E402

CATALOGUE = load_catalogue()
HERE = find("ti-3201")
LAYERS = tuple(name for name, layer in CATALOGUE.layers.items() if layer.family != "base")
QUICK = Patience(delays=(0.05, 0.1), most=2)
REMEDY = re.compile(r"try again|check the|see https?://|correct |update the plugin|name another")

#: A source of every service, with a fault for it: three rounds, in each a source once.
ROUNDS = (
    {
        "refuse-connection": "odre-biomethane",
        "hang": "natran-trace",
        "400": "odre-iris",
        "401": "enrezo-uve",
        "403": "georisques-icpe",
        "404": "bdtopo-postes",
        "410": "fcu",
        "500": "enrezo-step",
        "502": "sandre-step",
        "503": "osm-hydrogen",
        "504": "osm-power",
        "html-200": "enedis-adresse",
        "html-503": "odre-postes",
        "429-forever": "melodi-flores",
        "429-an-hour": "odre-lignes",
        "drop-mid-body": "brgm-nappes",
        "short-content-length": "bdtopo-lignes",
        "hang-mid-body": "sdes-gaz-adresse",
        "chunked-cut": "sdes-elec-adresse",
        "truncated-json": "odre-registre",
        "redirect-loop": "enrezo-industrie",
    },
    {
        "redirect-other-scheme": "odre-biomethane",
        "redirect-file": "natran-trace",
        "redirect-http": "odre-iris",
        "redirect-portal": "enrezo-uve",
        "not-a-zip": "georisques-icpe",
        "gzip-garbage": "bdtopo-postes",
        "checksum-mismatch": "fcu",
        "gzip-cut": "enrezo-step",
        "empty-200": "sandre-step",
        "redirect-nowhere": "osm-hydrogen",
        "overpass-remark": "osm-power",
        "renamed-column": "enedis-adresse",
        "wrong-count": "odre-postes",
        "502": "melodi-flores",
        "dropped-column": "odre-lignes",
        "tile-204-all": "brgm-nappes",
        "wfs-exception-200": "bdtopo-lignes",
        "dido-only-announced": "sdes-gaz-adresse",
        "datafile-gone": "sdes-elec-adresse",
        "empty-array": "odre-registre",
        "no-types": "enrezo-industrie",
    },
    {
        "ods-streaming-error-in-200": "odre-biomethane",
        "ods-error-v1": "natran-trace",
        "ods-error-v2": "odre-iris",
        "html-200": "enrezo-uve",
        "corrupt-zip": "georisques-icpe",
        "short-content-length": "bdtopo-postes",
        "zip-missing-member": "fcu",
        "truncated-json": "enrezo-step",
        "504": "sandre-step",
        "hang": "osm-hydrogen",
        "overpass-old-base": "osm-power",
        "wrong-count": "enedis-adresse",
        "renamed-column": "odre-postes",
        "empty-array": "melodi-flores",
        "410": "odre-lignes",
        "tile-garbage": "brgm-nappes",
        "no-geometry": "bdtopo-lignes",
        "404": "sdes-gaz-adresse",
        "truncated-json:": "sdes-elec-adresse",
        "500": "odre-registre",
        "renamed-column:Siret": "enrezo-industrie",
    },
)
CASES = [(number, fault) for number, faults in enumerate(ROUNDS) for fault in faults]


class Hasty(Client):
    """A client that waits three seconds at most for a sign of life: hanging servers are played."""

    def get(self, url, *, timeout=60.0, **options):
        return super().get(url, timeout=min(timeout, 3.0), **options)


class Trial:
    """The services, an edition that they gave while whole, and refreshes that meet faults."""

    def __init__(self, services, folder):
        self.services = services
        self.folder = folder
        self.embedded = build_embedded(folder / "embedded")
        self.whole = self.refresh("whole", self.embedded, Client)
        self.bytes = self.whole.edition.path.read_bytes()
        self.broken = cache(self._broken)
        self.mended = cache(self._mended)

    def refresh(self, name, previous, client=Hasty, **options):
        made = client(
            Cache(self.folder / name / "cache"),
            mirror=self.services.mirror,
            patience=QUICK,
            rates=Rates(),
            **options,
        )
        order = RefreshOrder((HERE,), LAYERS, self.embedded, previous)
        now = datetime(2026, 11, 23, 9, 0)
        store = self.folder / name / "store"
        return refresh(order, store, CATALOGUE, made, now, lambda *_: None, lambda: False)

    def _broken(self, number):
        self.services.clear()
        for fault, source in ROUNDS[number].items():
            name, _, argument = fault.partition(":")
            self.services.fault(source, f"{name}:{argument}" if argument else name)
        return self.refresh(f"round-{number}", self.whole.edition)

    def _mended(self, number):
        """The same again with the cache that the faults left, and servers that are whole."""
        self.broken(number)
        self.services.clear()
        return self.refresh(f"round-{number}", self.whole.edition, Client)


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    with Services.start() as services:
        yield Trial(services, tmp_path_factory.mktemp("faults"))


@pytest.fixture
def met(trial, request):
    number, fault = request.param
    return trial, number, CATALOGUE.sources[ROUNDS[number][fault]]


every_fault = pytest.mark.parametrize(
    "met", CASES, indirect=True, ids=[f"{fault}-{ROUNDS[n][fault]}" for n, fault in CASES]
)


def layers_of(source):
    return [name for name in LAYERS if source.id in CATALOGUE.layers[name].sources]


@every_fault
def test_the_analyst_is_told_the_source_the_cause_and_a_remedy(met):
    trial, number, source = met
    done = trial.broken(number)
    outcome = done.outcomes[source.id]
    assert outcome.raw is None
    assert isinstance(outcome.error, AtlasError)
    sentence = str(outcome.error)
    host = urlsplit(source.url).hostname
    assert any(name in sentence for name in (source.id, source.title, source.publisher, host))
    assert REMEDY.search(sentence), sentence
    assert sentence.count(". ") == 0, "one sentence"
    told = [text for text in warnings(done, CATALOGUE) if f"« {source.title} »" in text]
    assert [sentence in text for text in told] == [True] * len(layers_of(source))


@every_fault
def test_the_layer_keeps_what_the_source_had_given(met):
    trial, number, source = met
    done = trial.broken(number)
    for name in layers_of(source):
        table = CATALOGUE.layers[name].tables[0].name
        before, after = (run.edition.frame(table) for run in (trial.whole, done))
        if "source" in before.columns:
            held = set(before[before["source"] == source.id]["key"])
            assert held <= set(after["key"])


@every_fault
def test_nothing_partial_is_taken_for_data(met):
    trial, number, source = met
    rows = trial.mended(number).outcomes[source.id].raw.frame
    whole = trial.whole.outcomes[source.id].raw.frame
    assert len(rows) == len(whole)
    assert list(rows.columns) == list(whole.columns)


@pytest.mark.parametrize("number", range(len(ROUNDS)))
def test_what_no_fault_met_is_new(trial, number):
    done = trial.broken(number)
    met = set(ROUNDS[number].values())
    whole, arrived = (
        {name for name, outcome in run.outcomes.items() if outcome.raw is not None}
        for run in (trial.whole, done)
    )
    assert arrived >= whole - met
    roads = done.edition.frame("roads")
    new = roads[roads["source"] == "rrn-liaisons"]
    assert len(new)
    assert not new["note"].fillna("").str.contains("Repris").any()


@pytest.mark.parametrize("number", range(len(ROUNDS)))
def test_the_edition_before_is_whole(trial, number):
    trial.broken(number)
    assert trial.whole.edition.path.read_bytes() == trial.bytes
    assert trial.whole.edition.is_unchanged()


@pytest.mark.parametrize("number", range(len(ROUNDS)))
def test_the_report_names_each_failure(trial, number):
    html = refresh_report(trial.broken(number), CATALOGUE)
    assert html.count("en panne</td>") >= len(ROUNDS[number])


def test_there_are_at_least_forty_faults():
    assert len({fault.partition(":")[0] for _, fault in CASES}) >= 40


HARMLESS = {
    "drop-then-ok": "odre-biomethane",
    "503-then-ok": "natran-trace",
    "429-retry-after-seconds": "odre-iris",
    "429-no-header": "enrezo-uve",
    "wrong-encoding": "georisques-icpe",
    "relative-redirect": "bdtopo-postes",
    "checksum-null": "fcu",
    "chunked": "enrezo-step",
    "gzip": "sandre-step",
    "bom": "osm-hydrogen",
    "304-always": "osm-power",
    "http-next": "cartofriches",
    "added-column": "odre-postes",
    "no-validators": "melodi-flores",
    "502-then-ok": "odre-lignes",
    "etag-ignored": "brgm-nappes",
    "swapped-axes": "bdtopo-lignes",
    "latency:300": "sdes-gaz-adresse",
    "slow-trickle:20": "sdes-elec-adresse",
    "numbers-as-text": "odre-registre",
    "bare-nan": "enrezo-industrie",
    "silent-cap": "bdtopo-hydro",
}


def test_what_is_odd_but_not_wrong_gives_the_same_rows(trial):
    trial.services.clear()
    for fault, source in HARMLESS.items():
        trial.services.fault(source, fault)
    done = trial.refresh("harmless", trial.whole.edition, Client)
    trial.services.clear()
    rows = {name: len(done.outcomes[name].raw.frame) for name in HARMLESS.values()}
    assert rows == {name: len(trial.whole.outcomes[name].raw.frame) for name in rows}


def test_unplugged_the_same_edition_comes_from_the_cache(trial):
    trial.services.clear_log()
    done = trial.refresh("whole", trial.whole.edition, Client, offline=True)
    assert trial.services.log() == []
    for table in done.edition.tables():
        before, after = (run.edition.frame(table) for run in (trial.whole, done))
        assert after.equals(before), table
    assert any("copie locale" in text for text in warnings(done, CATALOGUE))


def test_an_unchanged_refresh_asks_once_for_each_file_and_conditionally(trial):
    trial.services.clear()
    trial.services.fault("*", "validators")
    trial.refresh("twice", trial.whole.edition, Client)
    trial.services.clear_log()
    trial.refresh("twice", trial.whole.edition, Client)
    trial.services.clear()
    log = [entry for entry in trial.services.log() if entry["method"] == "GET"]
    asked = [entry for entry in log if entry["status"] != 302]
    addresses = [(entry["host"], entry["path"], entry["query"]) for entry in asked]
    assert len(addresses) == len(set(addresses))
    # A tile without anything in it (204) has no body that could have stayed the same.
    assert {entry["status"] for entry in asked} == {204, 304}
