"""The map set: pages of chosen territories and themes, from an edition to files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsPrintLayout, QgsProject

from .audience import for_audience
from .catalogue import Catalogue, MapTheme
from .edition import Edition
from .errors import AtlasError, Cancelled
from .layouts.export import Document, ExportError, export_pdf, export_png, export_svg
from .layouts.page import PageSpec, best_orientation, build_page, spread
from .layouts.templates import Look
from .maps.layers import (
    PERIMETERS,
    ThemeLayers,
    add_base,
    add_locator_layer,
    add_theme,
    open_on,
    perimeter_of,
    prepare_project,
    show_only,
)
from .publish import publish, save_project
from .territories import Territory

#: Stored in the PDF: whoever prints signs with the tool's name, never with a login.
_AUTHOR = "Territoires d'industrie"

#: The orientation that suits the territory.
AUTO = "auto"

#: Told (share done from 0 to 1, what is being done).
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class MapSetOrder:
    """What to print, where, and for whom.

    Attributes:
        territories: one set of pages each.
        themes: the pages, in the atlas' order.
        formats: among `pdf` (one file a territory), `png` and `svg` (one file a page).
        folder: where the files go; made where it is missing.
        dpi: dots per inch of pictures.
        paper: `a4` or `a3`.
        orientation: `landscape`, `portrait`, or `auto`: what suits each territory's shape.
        look: the institution's own templates and logo.
        publication: also write the territory's GeoPackage with its project and layouts.
        audience: rows meant for fewer eyes are absent from the publication.
    """

    territories: Sequence[Territory]
    themes: Sequence[MapTheme]
    formats: Sequence[str]
    folder: Path
    dpi: int = 300
    paper: str = "a4"
    orientation: str = AUTO
    look: Look = field(default_factory=Look)
    hide_absent: bool = False
    publication: bool = True
    audience: str = "publique"


@dataclass
class MapSetFiles:
    """The files written, in order, and what the user should know about them."""

    files: list[Path] = field(default_factory=list)
    warnings: list[AtlasError] = field(default_factory=list)


def compose(
    project: QgsProject,
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    page_begun: Callable[[str], None],
) -> list[QgsPrintLayout]:
    """Put the layers of the themes and the pages of the territories into a project.

    Args:
        project: empty; nothing is written to disk.
        order: territories, themes, paper.
        edition: the data.
        catalogue: themes, legends, words.
        page_begun: told each page's name; may raise `Cancelled`.
    """
    prepare_project(project, order.territories[0])
    base = add_base(project, edition, catalogue)
    themes = {
        theme.id: add_theme(project, edition, catalogue, theme, base) for theme in order.themes
    }
    first = order.themes[0]
    show_only(project, first, order.themes)
    open_on(project, themes[first.id], order.territories[0])
    _sign(project, ", ".join(territory.title for territory in order.territories))
    for theme in order.themes:
        spread(project, themes[theme.id], catalogue, order.territories[0])
    locator = add_locator_layer(project, edition, catalogue)
    layouts = []
    for territory in order.territories:
        for number, theme in enumerate(order.themes, start=1):
            page_begun(f"{territory.title} – {theme.title}")
            spec = PageSpec(
                territory,
                number,
                len(order.themes),
                order.paper,
                _orientation(order, themes[theme.id], territory),
                order.hide_absent,
                order.look,
            )
            layouts.append(build_page(project, themes[theme.id], locator, edition, catalogue, spec))
    return layouts


def _orientation(order: MapSetOrder, layers: ThemeLayers, territory: Territory) -> str:
    """As ordered; else the one that suits the territory's shape, the same for all its maps."""
    if order.orientation != AUTO:
        return order.orientation
    outline = perimeter_of(layers.own[PERIMETERS], territory)
    return best_orientation(outline.boundingBox(), order.paper)


def _sign(project: QgsProject, title: str) -> None:
    """Title and author of the project, which QGIS writes into pictures too: never a login."""
    project.setTitle(title)
    metadata = project.metadata()
    metadata.setTitle(title)
    metadata.setAuthor(_AUTHOR)
    project.setMetadata(metadata)


def print_map_set(
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    progress: Progress,
    cancelled: Callable[[], bool],
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

    Raises:
        Cancelled: the user stopped; files already finished stay, none is half written.
        MapError, ExportError, EditionError: with one sentence for the user.
    """
    try:
        order.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            "The folder {path} cannot be made ({reason}): choose another.",
            path=order.folder,
            reason=error,
        ) from error
    written = MapSetFiles()
    pages = len(order.themes) * (1 + len(order.formats))
    steps = len(order.territories) * (pages + order.publication)
    done = 0

    def step(text: str) -> None:
        nonlocal done
        if cancelled():
            raise Cancelled
        progress(done / steps, text)
        done += 1

    with TemporaryDirectory(prefix="territoires-", ignore_cleanup_errors=True) as folder:
        seen = for_audience(edition, order.audience, folder, catalogue, cancelled=cancelled)
        for territory in order.territories:
            alone = replace(order, territories=(territory,))
            _print_one(alone, seen, catalogue, written, step, cancelled)
    progress(1.0, "")
    return written


def _print_one(
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    written: MapSetFiles,
    step: Callable[[str], None],
    cancelled: Callable[[], bool],
) -> None:
    """One territory: a project, its pages in every format, its publication."""
    (territory,) = order.territories
    project = QgsProject()
    try:
        layouts = compose(project, order, edition, catalogue, step)
        _print(order, territory, layouts, edition, written, step)
        if order.publication:
            target = order.folder / f"{territory.slug}.gpkg"
            step(target.name)
            publish(edition, project, [territory.id], order.audience, target, cancelled=cancelled)
            written.files.append(target)
    finally:
        # Some systems do not delete a file that a layer still holds.
        project.clear()


def write_project(
    order: MapSetOrder,
    edition: Edition,
    catalogue: Catalogue,
    target: Path,
    cancelled: Callable[[], bool],
) -> Path:
    """Write all pages of the order into one QGIS project file, for the analyst's hand.

    It shows every row of the edition, whatever the order's audience: a project is one's own.

    Raises:
        Cancelled: the user stopped; no project is written.
        PublicationError: the file cannot be written.
    """

    def page_begun(_name: str) -> None:
        if cancelled():
            raise Cancelled

    project = QgsProject()
    compose(project, order, edition, catalogue, page_begun)
    return save_project(project, target)


def _print(
    order: MapSetOrder,
    territory: Territory,
    layouts: Sequence[QgsPrintLayout],
    edition: Edition,
    written: MapSetFiles,
    step: Callable[[str], None],
) -> None:
    """Write one territory's pages in every format asked for."""
    if "pdf" in order.formats:
        target = order.folder / f"{territory.slug}.pdf"
        document = Document(f"{territory.title} – jeu de cartes", _AUTHOR, edition.created)
        bookmarked = export_pdf(
            layouts, target, order.dpi, document, lambda page: step(f"{target.name} ({page})")
        )
        written.files.append(target)
        if not bookmarked:
            written.warnings.append(
                AtlasError(
                    "{file} has no bookmarks: this GDAL cannot read PDF pages.", file=target.name
                )
            )
    for extension, export in (("png", export_png), ("svg", export_svg)):
        if extension in order.formats:
            for theme, layout in zip(order.themes, layouts, strict=True):
                target = order.folder / f"{territory.slug}-{theme.number}-{theme.slug}.{extension}"
                step(target.name)
                export(layout, target, order.dpi)
                written.files.append(target)
