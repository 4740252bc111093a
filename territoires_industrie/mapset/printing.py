"""Map sets to files: each territory from a project of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qgis.core import QgsProject

from ..audience import AUDIENCES, for_audience
from ..catalogue import Catalogue
from ..edition import Edition
from ..errors import AtlasError, Cancelled
from ..files import refuse_existing
from ..layouts.export import Document, ExportError, export_pdf, export_png, export_svg
from ..publish import publish, save_project
from ..stored import stored_project
from ..territories import Territory
from ..workers.running import WorkersMissing
from .background import background
from .composing import MapPages, compose
from .order import AUTHOR, PICTURES, MapSetFiles, MapSetOrder, Progress
from .side_by_side import print_side_by_side

if TYPE_CHECKING:
    from ..net.client import Client


def print_map_set(
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    progress: Progress,
    cancelled: Callable[[], bool],
    client: Client | None = None,
) -> MapSetFiles:
    """Print the map set of each territory, each from a project of its own.

    Everything is made from the rows that the audience may see: what is kept from it is neither
    drawn, nor listed, nor in any file's bytes (DOMAIN 1).

    Args:
        order: what to print.
        edition: the data.
        catalogue: themes, legends, words.
        progress: told before each page is composed and after it is printed.
        cancelled: asked between pages.
        client: fetches Plan IGN, which is laid under the printed maps; None lays nothing.

    Raises:
        Cancelled: the user stopped; files already finished stay, none is half written.
        FileIsThere: a file is there already, and none may be replaced.
        MapError, TemplateError, ExportError, EditionError: with one sentence for the user.
    """
    if not order.replace:
        refuse_existing(path for territory in order.territories for path in order.files(territory))
    try:
        order.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            "The folder {path} cannot be made ({reason}): choose another.",
            path=order.folder,
            reason=error,
        ) from error
    if order.workers > 1 and len(order.territories) > 1:
        try:
            return print_side_by_side(
                order, edition, catalogue, progress, cancelled, basemap=client is not None
            )
        except WorkersMissing as missing:
            alone = _print_here(order, edition, catalogue, progress, cancelled, client)
            alone.warnings.append(missing)
            return alone
    return _print_here(order, edition, catalogue, progress, cancelled, client)


def _print_here(
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    progress: Progress,
    cancelled: Callable[[], bool],
    client: Client | None,
) -> MapSetFiles:
    """All territories in this process, one after the other."""
    written = MapSetFiles()
    pages = len(order.themes) * (1 + len(order.formats))
    steps = len(order.territories) * (pages + order.publication)
    done = 0

    def step(text: str) -> None:
        nonlocal done
        if cancelled():
            raise Cancelled
        # Lists of sites that go on elsewhere are pages that nobody could count beforehand.
        progress(min(done / steps, 1.0), text)
        done += 1

    with TemporaryDirectory(prefix="territoires-", ignore_cleanup_errors=True) as folder:
        seen = for_audience(edition, order.audience, folder, catalogue, cancelled=cancelled)
        for territory in order.territories:
            alone = replace(order, territories=(territory,))
            _print_one(alone, seen, catalogue, written, step, cancelled, client)
    progress(1.0, "")
    return written


def _print_one(
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    written: MapSetFiles,
    step: Callable[[str], None],
    cancelled: Callable[[], bool],
    client: Client | None,
) -> None:
    """One territory: a project, its pages in every format, its publication."""
    (territory,) = order.territories
    publication = order.publication_of(territory)
    project = _begun(order, publication, edition)
    try:
        pages = compose(project, order, edition, catalogue, step)
        maps = [map_pages.page for map_pages in pages]
        with background(project, maps, client, cancelled) as warnings:
            written.warnings += [w for w in warnings if w not in written.warnings]
            _print(order, territory, pages, edition, written, step)
        if order.publication:
            step(publication.name)
            publish(
                edition, project, [territory.id], order.audience, publication, cancelled=cancelled
            )
            written.files.append(publication)
    finally:
        # Some systems do not delete a file that a layer still holds.
        project.clear()


def _begun(order: MapSetOrder, stored: Path, edition: Edition) -> QgsProject:
    """The project to compose in: the analyst's own where one is stored, else an empty one."""
    if order.reset or not stored.exists():
        return QgsProject()
    return stored_project(stored, edition, order.audience)


def write_project(
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    target: Path,
    cancelled: Callable[[], bool],
) -> Path:
    """Write all pages of the order into one QGIS project file, for the analyst's hand.

    It shows every row of the edition, whatever the order's audience: a project is one's own. One
    that is there already keeps what was changed in it by hand.

    Raises:
        Cancelled: the user stopped; no project is written.
        PublicationError: the file cannot be written.
    """

    def page_begun(_name: str) -> None:
        if cancelled():
            raise Cancelled

    if target.exists() and not order.replace:
        refuse_existing([target])
    project = _begun(replace(order, audience=AUDIENCES[-1]), target, edition)
    compose(project, order, edition, catalogue, page_begun)
    return save_project(project, target)


def _print(
    order: MapSetOrder,
    territory: Territory,
    pages: Sequence[MapPages],
    edition: Edition,
    written: MapSetFiles,
    step: Callable[[str], None],
) -> None:
    """Write one territory's pages in every format asked for."""
    if "pdf" in order.formats:
        target = order.document_of(territory)
        layouts = [layout for map_pages in pages for layout in map_pages.layouts]
        document = Document(f"{territory.title} – jeu de cartes", AUTHOR, edition.created)
        bookmarked = export_pdf(
            layouts, target, order.dpi, document, lambda page: step(f"{target.name} ({page})")
        )
        written.files.append(target)
        if not bookmarked:
            written.warnings.append(
                AtlasError(
                    "{file} has no bookmarks: this QGIS writes PDF files in a way unknown to us.",
                    file=target.name,
                )
            )
    for extension, export in zip(PICTURES, (export_png, export_svg), strict=True):
        if extension in order.formats:
            for map_pages in pages:
                for number, layout in enumerate(map_pages.layouts):
                    target = order.picture_of(territory, map_pages.theme, extension, number)
                    step(target.name)
                    export(layout, target, order.dpi)
                    written.files.append(target)
