"""The map set: pages of chosen territories and themes, from an edition to files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsPrintLayout, QgsProject

from .audience import AUDIENCES, for_audience
from .catalogue import Catalogue, MapTheme
from .edition import Edition
from .errors import AtlasError, Cancelled
from .files import refuse_existing
from .layouts.export import Document, ExportError, export_pdf, export_png, export_svg
from .layouts.page import (
    PageSpec,
    best_orientation,
    build_page,
    fill_page,
    page_in,
    spread,
)
from .layouts.templates import Look
from .maps.layers import (
    PERIMETERS,
    ThemeLayers,
    add_base,
    add_locator_layer,
    add_theme,
    base_in,
    locator_in,
    open_on,
    perimeter_of,
    prepare_project,
    show_only,
    theme_in,
)
from .publish import publish, save_project
from .stored import stored_project
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
        replace: write over files of the same names; else they are refused before anything is done.
        reset: make new pages, also where a publication holds pages that an analyst has worked on.
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
    replace: bool = False
    reset: bool = False

    def files(self, territory: Territory) -> list[Path]:
        """What is written for a territory."""
        slug, names = territory.slug, []
        if "pdf" in self.formats:
            names.append(f"{slug}.pdf")
        for extension in ("png", "svg"):
            if extension in self.formats:
                names += [f"{slug}-{t.number}-{t.slug}.{extension}" for t in self.themes]
        if self.publication:
            names.append(f"{slug}.gpkg")
        return [self.folder / name for name in names]


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

    Nothing is written to disk.

    Args:
        project: empty, or an analyst's own (stored.py), whose pages are filled anew.
        order: territories, themes, paper.
        edition: the data.
        catalogue: themes, legends, words.
        page_begun: told each page's name; may raise `Cancelled`.
    """
    new = not project.mapLayers()
    themes = _themes(project, order, edition, catalogue)
    first = themes[order.themes[0].id]
    if new:
        show_only(project, first.theme, order.themes)
        open_on(project, first, order.territories[0])
    _sign(project, ", ".join(territory.title for territory in order.territories))
    for layers in themes.values():
        spread(project, layers, catalogue, order.territories[0])
    locator = locator_in(project) or add_locator_layer(project, edition, catalogue)
    pages = {}
    for territory in order.territories:
        for layers in themes.values():
            page_begun(f"{territory.title} – {layers.theme.title}")
            spec = _spec(order, layers, territory)
            page = page_in(project, territory, layers.theme)
            if page is None:
                page = build_page(project, layers, locator, edition, catalogue, spec)
            else:
                fill_page(page, layers, locator, edition, catalogue, spec)
            pages[territory, layers.theme.id] = page
    return [pages[territory, theme.id] for territory in order.territories for theme in order.themes]


def _themes(
    project: QgsProject, order: MapSetOrder, edition: Edition, catalogue: Catalogue
) -> dict[str, ThemeLayers]:
    """The layers of every map asked for, and of those whose pages the project holds already.

    These are filled too: a project of two editions would lie.
    """
    prepare_project(project, order.territories[0])
    base = base_in(project, edition) or add_base(project, edition, catalogue)
    found = {
        theme.id: theme_in(project, edition, catalogue, theme)
        for theme in catalogue.themes
        if theme in order.themes or any(page_in(project, t, theme) for t in order.territories)
    }
    return {
        theme.id: found[theme.id] or add_theme(project, edition, catalogue, theme, base)
        for theme in catalogue.themes
        if theme.id in found
    }


def _spec(order: MapSetOrder, layers: ThemeLayers, territory: Territory) -> PageSpec:
    return PageSpec(
        territory,
        number=_number(order, layers.theme),
        count=len(order.themes),
        paper=order.paper,
        orientation=_orientation(order, layers, territory),
        hide_absent=order.hide_absent,
        look=order.look,
    )


def _number(order: MapSetOrder, theme: MapTheme) -> int:
    """The page's number in the set; one that is not in it keeps its number in the atlas."""
    return order.themes.index(theme) + 1 if theme in order.themes else theme.number


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
    publication = order.folder / f"{territory.slug}.gpkg"
    project = _begun(order, publication, edition)
    try:
        layouts = compose(project, order, edition, catalogue, step)
        _print(order, territory, layouts, edition, written, step)
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
