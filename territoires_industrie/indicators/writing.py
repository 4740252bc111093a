"""Chosen territories compared for an audience: a workbook, an HTML page, a map."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..audience import for_audience
from ..catalogue import Catalogue
from ..edition import Edition
from ..errors import Cancelled
from ..files import make_folder, refuse_existing
from ..pace import Progress
from ..report import write
from ..tables.workbook import excel
from ..territories import Territory
from .choice import Indicator
from .classes import QUANTILES
from .document import comparison_page
from .mapping import IndicatorMap, indicator_map
from .since import changes_since
from .table import table_of
from .workbook import write_comparison

XLSX, HTML, PDF = "xlsx", "html", "pdf"
FORMATS = (XLSX, HTML, PDF)

#: Prints the map of an indicator from an audience's edition to a PDF.
Printer = Callable[[Edition, IndicatorMap, Path], None]


@dataclass(frozen=True)
class CompareOrder:
    """What to compare, by what, where to, and for whom.

    Attributes:
        territories: a row each.
        formats: of `FORMATS`.
        folder: made where it is missing.
        indicator: of the map.
        classes: of the map, at most.
        method: of `classes.METHODS`.
        audience: rows meant for fewer eyes are absent from the files.
        replace: write over files of the same names; else they are refused before anything is done.
        earlier: an edition since which changes are told; None for no such mention.
    """

    territories: Sequence[Territory]
    formats: Sequence[str]
    folder: Path
    indicator: Indicator
    classes: int = 5
    method: str = QUANTILES
    audience: str = "publique"
    replace: bool = False
    earlier: Edition | None = None

    def files(self) -> dict[str, Path]:
        """The file of each format."""
        names = {
            XLSX: "comparaison-territoires.xlsx",
            HTML: "comparaison-territoires.html",
            PDF: f"carte-{self.indicator.name.replace('_', '-')}.pdf",
        }
        return {name: self.folder / names[name] for name in self.formats}


def write_comparisons(
    order: CompareOrder,
    edition: Edition,
    catalogue: Catalogue,
    printer: Printer,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> list[Path]:
    """Write the comparison in each format; the files written, in order.

    Args:
        order: what to write.
        edition: the data, whole: what the audience may not see is left out here.
        catalogue: what tables and classes mean.
        printer: prints the map; not called for other formats.
        progress: told (share done, what is begun).
        cancelled: asked between territories and files.

    Raises:
        Cancelled: the user stopped; finished files stay, none is half written.
        FileIsThere: a file is there already, and none may be replaced.
        LibraryMissing: openpyxl is wanted and not installed; nothing was written.
        AtlasError: a file or a folder cannot be written, or an edition not be read.
    """
    files = order.files()
    if XLSX in files:
        excel()
    if not order.replace:
        refuse_existing(files.values())
    make_folder(order.folder)
    with tempfile.TemporaryDirectory(prefix="territoires-", ignore_cleanup_errors=True) as name:
        workshop = Path(name)
        seen = for_audience(edition, order.audience, workshop, catalogue, cancelled=cancelled)
        table = table_of(
            seen,
            order.territories,
            catalogue,
            lambda share, text: progress(0.7 * share, text),
            cancelled,
        )
        changes: list[str] = []
        if HTML in files and order.earlier is not None:
            changes = changes_since(
                order.earlier, seen, order.audience, order.territories, catalogue, workshop,
                cancelled,
            )  # fmt: skip
        for number, (kind, path) in enumerate(files.items()):
            if cancelled():
                raise Cancelled
            progress(0.7 + 0.3 * number / len(files), path.name)
            if kind == XLSX:
                write_comparison(path, table, seen, catalogue)
            elif kind == HTML:
                write(comparison_page(table, seen, catalogue, changes), path)
            else:
                shown = indicator_map(table, order.indicator, order.classes, order.method)
                printer(seen, shown, path)
    progress(1.0, "")
    return list(files.values())
