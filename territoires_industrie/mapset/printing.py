"""Map sets to files: each territory from a project of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..audience import AUDIENCES, for_audience, select
from ..catalogue import Catalogue
from ..edition import Edition
from ..errors import AtlasError
from ..files import make_folder, refuse_existing
from ..layouts.export import (
    Document,
    export_pdf,
    export_png,
    export_svg,
    without_bookmarks,
)
from ..layouts.templates import check_look
from ..maps.basemap import BasemapError
from ..pace import Pace, Progress
from ..publish import publish, refuse_secrets, release, save_project
from ..territories import Territory
from ..workers.running import WorkersMissing
from .background import background
from .composing import MapPages, compose
from .order import AUTHOR, PICTURES, MapSetFiles, MapSetOrder
from .placing import put_in_place, workshop
from .resuming import refuse_lost_maps, resumed
from .side_by_side import print_side_by_side

if TYPE_CHECKING:
    from ..net.client import Client

_KEPT = (
    "{territory}: the pages stored in the folder keep their paper and template; ask for new pages "
    "to change these."
)


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
        Cancelled: the user stopped; the files of territories already finished stay.
        FileIsThere: a file is there already, and none may be replaced.
        FolderRefused: the folder cannot be made, or takes no file.
        MapError, TemplateError, ExportError, EditionError: with one sentence for the user.
    """
    order = replace(order, folder=Path(os.path.abspath(order.folder)))
    check_look(order.look)
    if not order.replace:
        refuse_existing(path for each in order.territories for path in _in_the_way(order, each))
    refuse_lost_maps(order, catalogue)
    make_folder(order.folder)
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
    pace = Pace(progress, cancelled)
    # A guess: lists of sites that go on elsewhere are pages that nobody could count beforehand.
    pace.phase(1.0, steps)
    selection = select(edition, order.audience, catalogue)
    secrets = set(selection.secrets())
    with TemporaryDirectory(prefix="territoires-", ignore_cleanup_errors=True) as folder:
        seen = for_audience(
            edition, order.audience, folder, catalogue, cancelled=cancelled, selection=selection
        )
        for territory in order.territories:
            alone = replace(order, territories=(territory,))
            found = _print_one(alone, seen, catalogue, secrets, pace.step, cancelled, client)
            written.files += found.files
            written.add_warnings(found.warnings)
            if any(isinstance(warning, BasemapError) for warning in found.warnings):
                client = None  # one answer is enough: the next territory would wait for it again
    progress(1.0, "")
    return written


def _print_one(
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    secrets: Collection[str],
    step: Callable[[str], None],
    cancelled: Callable[[], bool],
    client: Client | None,
) -> MapSetFiles:
    """One territory: a project, its publication, its pages in every format, all put in place.

    Nothing is in place before all is made: a page that must not be published is not printed either.
    """
    (territory,) = order.territories
    publication = order.publication_of(territory)
    written = MapSetFiles()
    release(publication)  # told now when another program holds it, not after the printing
    project = resumed(order, publication, edition)
    try:
        pages = compose(project, order, edition, catalogue, step)
        if any(each.kept and each.asked for each in pages):
            written.warnings.append(AtlasError(_KEPT, territory=territory.title))
        with workshop(order.folder) as folder:
            draft = replace(order, folder=folder)
            if order.publication:
                step(publication.name)
                target = draft.publication_of(territory)
                ids = [territory.id]
                publish(edition, project, ids, order.audience, target, cancelled, secrets)
            else:
                refuse_secrets(project, folder, secrets)
            maps = [each.page for each in pages if each.asked or "pdf" in order.formats]
            with background(project, maps, client, cancelled) as warnings:
                written.warnings += warnings
                _print(draft, territory, pages, edition, written, step)
            if order.publication:
                written.files.append(target)
            written.files = put_in_place(order, territory, written.files)
    finally:
        # Some systems do not delete a file that a layer still holds.
        project.clear()
    return written


def _in_the_way(order: MapSetOrder, territory: Territory) -> list[Path]:
    return [*order.files(territory), *order.lists(territory)]


def write_project(
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    target: Path,
    cancelled: Callable[[], bool],
    progress: Progress = lambda _share, _text: None,
) -> Path:
    """Write all pages of the order into one QGIS project file, for the analyst's hand.

    It shows every row of the edition, whatever the order's audience: a project is one's own. One
    that is there already keeps what was changed in it by hand.

    `progress` is told each page.

    Raises:
        Cancelled: the user stopped; no project is written.
        FolderRefused: its folder cannot be made, or takes no file.
        PublicationError: the file cannot be written.
    """
    make_folder(target.parent)
    pace = Pace(progress, cancelled)
    pace.phase(1.0, len(order.territories) * len(order.themes) + 1)
    project = resumed(replace(order, audience=AUDIENCES[-1]), target, edition)
    compose(project, order, edition, catalogue, pace.step)
    pace.step(target.name)
    saved = save_project(project, target)
    progress(1.0, "")
    return saved


def _print(
    order: MapSetOrder,
    territory: Territory,
    pages: Sequence[MapPages],
    edition: Edition,
    written: MapSetFiles,
    step: Callable[[str], None],
) -> None:
    """Write one territory's pages in every format asked for.

    Its document has all the maps that its publication holds; pictures are of the maps asked for.
    """
    if "pdf" in order.formats:
        target = order.document_of(territory)
        layouts = [layout for map_pages in pages for layout in map_pages.layouts]
        document = Document(f"{territory.title} – jeu de cartes", AUTHOR, edition.created)
        bookmarked = export_pdf(
            layouts, target, order.dpi, document, lambda page: step(f"{target.name} ({page})")
        )
        written.files.append(target)
        if not bookmarked:
            written.warnings.append(without_bookmarks(target))
    for extension, export in zip(PICTURES, (export_png, export_svg), strict=True):
        if extension in order.formats:
            for map_pages in (each for each in pages if each.asked):
                for number, layout in enumerate(map_pages.layouts):
                    target = order.picture_of(territory, map_pages.theme, extension, number)
                    step(target.name)
                    export(layout, target, order.dpi)
                    written.files.append(target)
