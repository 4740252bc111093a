"""What a fetch costs beside its slowest source, against the played services.

    make bench

Only ratios and counts are judged: seconds differ between machines. Four questions:

- a cold fetch of one territory, every host 100 ms away: how long until the last source is there,
  beside the slowest source alone? (Making layers and edition comes after; its share is printed.)
- the same to the edition's end, with Cartofriches as slow as it is known to be;
- nothing has changed: how many requests for each file?
- eight sources half a second late each: do they wait for each other?
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

from ...territoires_industrie.catalogue import Source, load_catalogue
from ...territoires_industrie.edition import Edition
from ...territoires_industrie.embedded import build_embedded
from ...territoires_industrie.gathering import first_asked
from ...territoires_industrie.net.cache import Cache
from ...territoires_industrie.net.client import Client
from ...territoires_industrie.net.rates import Rates
from ...territoires_industrie.refresh import RefreshOrder, refresh
from ...territoires_industrie.sources import protocols
from ...territoires_industrie.sources.area import Area
from ...territoires_industrie.territories import find
from ..services.running import Services

HERE = find("ti-3201")
CATALOGUE = load_catalogue()
LAYERS = tuple(name for name, layer in CATALOGUE.layers.items() if layer.family != "base")
REPEATS = 3

#: What is promised: a fetch beside its slowest source, at 100 ms from every host.
MOST_OF_SLOWEST = 1.3
#: Cartofriches takes 15 to 60 s to answer (see `latency` in tests/services/README.md).
SLOW, SLOW_MS = "cartofriches", 15_000
#: Eight slow sources beside one: side by side, the others' half seconds cost nothing.
MOST_OF_ONE_LATE = 1.3
LATE = (
    *("odre-biomethane", "odre-postes", "natran-trace", "enrezo-uve"),
    *("bdtopo-postes", "sandre-step", "sdes-gaz-adresse", "georisques-icpe"),
)


@dataclass(frozen=True)
class Times:
    """Seconds until the last source had answered, and until the edition was written."""

    asked: float
    whole: float


@dataclass
class Bench:
    """The played services, and a folder for caches and editions."""

    services: Services
    folder: Path
    embedded: Edition
    runs: int = 0

    def client(self, cache: Path) -> Client:
        return Client(Cache(cache), mirror=self.services.mirror, rates=Rates())

    def new_cache(self) -> Path:
        self.runs += 1
        return self.folder / f"cache-{self.runs}"

    def fetch(self, cache: Path) -> Times:
        """A whole refresh with that cache."""
        order = RefreshOrder((HERE,), LAYERS, self.embedded, self.embedded)
        now = datetime(2026, 11, 23, 9, 0)
        client = self.client(cache)
        told: list[tuple[str, float]] = []
        began = time.perf_counter()

        def progress(_share: float, text: str) -> None:
            told.append((text, time.perf_counter() - began))

        store = self.folder / "editions"
        done = refresh(order, store, CATALOGUE, client, now, progress, lambda: False)
        titles = {outcome.source.title for outcome in done.outcomes.values()}
        return Times(max(at for text, at in told if text in titles), told[-1][1])

    def alone(self, source: Source) -> float:
        """Seconds of one source by itself, with an empty cache."""
        client = self.client(self.new_cache())
        began = time.perf_counter()
        raw = protocols.fetch(source, Area.of([HERE]), client)
        if source.geocode:
            protocols.geocode(raw.frame, source.geocode, client)
        return time.perf_counter() - began


@contextmanager
def bench() -> Iterator[Bench]:
    with Services.start() as services, tempfile.TemporaryDirectory() as folder:
        yield Bench(services, Path(folder), build_embedded(Path(folder) / "embedded"))


def asked_at_once() -> list[Source]:
    names = dict.fromkeys(name for layer in LAYERS for name in first_asked(CATALOGUE.layers[layer]))
    return [
        CATALOGUE.sources[name] for name in names if protocols.is_remote(CATALOGUE.sources[name])
    ]


def slowest_alone(on: Bench) -> tuple[Source, float]:
    """The slowest source and its seconds; only those that may be it are asked more than once."""
    first = {source: on.alone(source) for source in asked_at_once()}
    candidates = sorted(first, key=lambda source: first[source])[-3:]
    again = {source: [on.alone(source) for _ in range(REPEATS - 1)] for source in candidates}
    seconds = {source: median([first[source], *again[source]]) for source in candidates}
    slowest = max(seconds, key=lambda source: seconds[source])
    return slowest, seconds[slowest]


def cold(on: Bench) -> bool:
    on.services.fault("*", "latency:100")
    on.fetch(on.new_cache())  # libraries are loaded and compiled once
    times = [on.fetch(on.new_cache()) for _ in range(REPEATS)]
    source, seconds = slowest_alone(on)
    on.services.clear()
    ratio = median(t.asked for t in times) / seconds
    whole = median(t.whole for t in times) / seconds
    print(f"cold fetch / {source.id} alone, 100 ms away: {ratio:.2f} (most {MOST_OF_SLOWEST})")
    print(f"  to the edition's end: {whole:.2f}")
    return ratio <= MOST_OF_SLOWEST


def slow(on: Bench) -> bool:
    on.services.fault("*", "latency:100")
    on.services.fault(SLOW, f"latency:{SLOW_MS}")
    whole = on.fetch(on.new_cache()).whole
    ratio = whole / on.alone(CATALOGUE.sources[SLOW])
    on.services.clear()
    print(f"to the edition's end / {SLOW} at 15 s: {ratio:.2f} (most {MOST_OF_SLOWEST})")
    return ratio <= MOST_OF_SLOWEST


def unchanged(on: Bench) -> bool:
    cache = on.new_cache()
    on.services.fault("*", "validators")
    on.fetch(cache)
    on.services.clear_log()
    on.fetch(cache)
    on.services.clear()
    asked = Counter(
        (entry["host"], entry["path"], entry["query"])
        for entry in on.services.log()
        if entry["method"] == "GET"
    )
    most = max(asked.values())
    print(f"unchanged refresh: {most} request a file at most, {len(asked)} files")
    return most == 1


def late(on: Bench) -> bool:
    def seconds(*sources: str) -> float:
        for source in sources:
            on.services.fault(source, "latency:500")
        taken = median(on.fetch(on.new_cache()).asked for _ in range(REPEATS))
        on.services.clear()
        return taken

    ratio = seconds(*LATE) / seconds(LATE[0])
    print(f"{len(LATE)} sources 0.5 s late / one: {ratio:.2f} (most {MOST_OF_ONE_LATE})")
    return ratio <= MOST_OF_ONE_LATE


def main() -> int:
    with bench() as on:
        kept = [question(on) for question in (cold, slow, unchanged, late)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
