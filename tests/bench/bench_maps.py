"""What printing costs: our PDF beside QGIS' bare export, two processes beside one.

    make bench
    .ci/with-qgis /usr/bin/python3 -P -m territoires_industrie.tests.bench.bench_maps regional.gpkg

Judged are ratios, each the median of repeats that alternate what is compared. The first is of the
processor's time, which others at work hardly change; the second is of the clock, and needs two free
cores: on a machine that is busy, or has one core, it is printed and not judged. Without an edition
the embedded one is printed: Dunkerque whole, the other territories with what it has of them.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import Qgis, QgsApplication, QgsLayoutExporter, QgsPrintLayout, QgsProject

from ...territoires_industrie.catalogue import Catalogue, load_catalogue
from ...territoires_industrie.edition import Edition
from ...territoires_industrie.embedded import build_embedded
from ...territoires_industrie.layouts.export import Document, export_pdf
from ...territoires_industrie.mapset import MapSetOrder, compose, print_map_set
from ...territoires_industrie.territories import find, resolve

DPI = 300
#: Our PDF, joined, with bookmarks and texts that read as written, beside pages as QGIS leaves them.
MOST_OVERHEAD = 1.15
#: One process beside two, all with their start and their end.
LEAST_GAIN = 1.8
#: More than this of other work (processes that want to run, on average) spoils the clock.
IDLE = 0.3
TIMES = 5
GAIN_TIMES = 3

Timer = Callable[[], float]


def taken(work: Callable[[], object], timer: Timer) -> float:
    begun = timer()
    work()
    return timer() - begun


def ratio(
    above: Callable[[], object], below: Callable[[], object], timer: Timer, times: int
) -> float:
    """The median of so many ratios; each pair runs one right after the other."""
    return statistics.median(taken(above, timer) / taken(below, timer) for _ in range(times))


def export_bare(layouts: Sequence[QgsPrintLayout], folder: Path) -> None:
    """As an analyst would: each page by QGIS' own exporter, with vectors and texts."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = DPI
    settings.forceVectorOutput = True
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    for number, layout in enumerate(layouts):
        QgsLayoutExporter(layout).exportToPdf(str(folder / f"bare-{number}.pdf"), settings)


def overhead(edition: Edition, catalogue: Catalogue, folder: Path) -> bool:
    territory = find("ti-3201")
    order = MapSetOrder([territory], list(catalogue.themes), ["pdf"], folder)
    project = QgsProject()
    layouts: list[QgsPrintLayout] = []

    def composed() -> None:
        pages = compose(project, order, edition, catalogue, lambda _name: None)
        layouts[:] = [layout for map_pages in pages for layout in map_pages.layouts]

    composing = taken(composed, time.process_time)
    document = Document(territory.title, "Territoires d'industrie", edition.created)

    def export_ours() -> None:
        export_pdf(layouts, folder / "ours.pdf", DPI, document, lambda _page: None)

    export_ours()  # fonts and symbols are read once
    bare = taken(lambda: export_bare(layouts, folder), time.process_time)
    ours = ratio(export_ours, lambda: export_bare(layouts, folder), time.process_time, TIMES)
    layouts.clear()
    project.clear()
    print(
        f"a map set as one PDF / QGIS' bare export of its {len(order.themes)} pages: {ours:.2f} "
        f"(most {MOST_OVERHEAD}); composing the pages takes {composing / bare:.1f} bare exports"
    )
    return ours <= MOST_OVERHEAD


def gain(edition: Edition, catalogue: Catalogue, folder: Path, busy: bool) -> bool:
    order = MapSetOrder(
        resolve(["hauts-de-france"]),
        list(catalogue.themes),
        ["pdf"],
        folder / "sets",
        dpi=DPI,
        publication=False,
        replace=True,
    )

    def printed(workers: int) -> None:
        shutil.rmtree(order.folder, ignore_errors=True)
        asked = replace(order, workers=workers)
        written = print_map_set(asked, edition, catalogue, lambda *_: None, lambda: False)
        if written.warnings:
            raise RuntimeError(str(written.warnings[0]))

    found = ratio(lambda: printed(1), lambda: printed(2), time.perf_counter, GAIN_TIMES)
    said = "; not judged, for this machine has no two free cores" if busy else ""
    sets = len(order.territories)
    print(f"{sets} map sets by one process / by two: {found:.2f} (least {LEAST_GAIN}{said})")
    return busy or found >= LEAST_GAIN


def main() -> int:
    # Before anything of ours adds to it.
    busy = (os.cpu_count() or 1) < 2 or os.getloadavg()[0] > IDLE
    application = QgsApplication([], False)
    application.initQgis()
    catalogue = load_catalogue()
    with TemporaryDirectory(prefix="bench-maps-") as name:
        folder = Path(name)
        given = sys.argv[1:]
        edition = Edition.open(Path(given[0])) if given else build_embedded(folder / "editions")
        kept = [
            overhead(edition, catalogue, folder),
            gain(edition, catalogue, folder, busy),
        ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
