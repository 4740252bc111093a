"""A territory's fiche by itself: portrait, jobs, tables, limits, sources, as in the atlas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsProject

from ..catalogue import Catalogue
from ..edition import Edition
from ..files import make_folder
from ..layouts.export import Document, export_document
from ..layouts.sheets.jobs import jobs_sheet
from ..layouts.sheets.portrait import portrait_sheets
from ..layouts.sheets.sheet import Desk
from ..layouts.sheets.sources import limits_sheets, sources_sheets
from ..layouts.sheets.tables import tables_sheets
from ..layouts.templates import Look
from ..pace import Pace, Progress
from ..profile.profile import profile_of
from ..reviewing.statuses import Printed
from ..territories import Territory
from ..words.imprint import Imprint
from ..words.words import territory_words
from .matter import reserve_sheets
from .printing import Unprinted, numbered, print_leaves

_DPI = 300
_STEPS = 20


def print_profile(
    edition: Edition,
    territory: Territory,
    catalogue: Catalogue,
    target: Path,
    look: Look,
    words_folder: Path | None,
    cancelled: Callable[[], bool],
    progress: Progress,
    imprint: Imprint | None = None,
    review: Printed | None = None,
) -> None:
    """Print a territory's fiche into a PDF with bookmarks and page numbers.

    Args:
        edition: the audience's own.
        territory: whose fiche.
        catalogue: words, attributions.
        target: the PDF, replaced once the new one is whole; its folder is made where it is missing.
        look: the institution's own templates and logo.
        words_folder: of the analyst's Markdown, before the shipped texts.
        cancelled: asked between pages.
        progress: told before each page.
        imprint: who publishes, and where readers write.
        review: the fiche's status in words; None prints none.

    Raises:
        Cancelled: the user stopped; an older file stays as it was.
        AtlasError: with one sentence for the user.
    """
    signed = imprint or Imprint()
    make_folder(target.parent)
    pace = Pace(progress, cancelled)
    pace.phase(1.0, _STEPS)
    pace.step(territory.title)
    profile = profile_of(edition, territory, catalogue)
    words = territory_words(territory, profile.figures, words_folder)
    project = QgsProject()
    reviews = {territory.id: review} if review else {}
    desk = Desk(project, look, edition, catalogue, reviews=reviews)
    try:
        with TemporaryDirectory(prefix="territoires-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            sheets = [
                *portrait_sheets(desk, profile, words),
                *jobs_sheet(desk, profile),
                *tables_sheets(desk, profile),
                *limits_sheets(desk, (territory,)),
                *sources_sheets(desk),
                *reserve_sheets(desk, words_folder, signed),
            ]
            leaves = print_leaves(map(Unprinted, sheets), folder, "page", _DPI, pace.step)
            title = f"{territory.title} – fiche"
            document = Document(title, signed.publisher, edition.created)
            export_document(
                numbered(leaves, folder, _DPI, pace.step),
                target,
                _DPI,
                document,
                lambda _page: pace.step(""),
            )
    finally:
        project.clear()
    progress(1.0, "")
