"""What is asked for: territories, maps, formats, readers, looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..catalogue import MapTheme
from ..errors import AtlasError
from ..layouts.symbols import Numbering
from ..layouts.templates import Look
from ..territories import Territory

#: Stored in what is written: whoever prints signs with the tool's name, never with a login.
AUTHOR = "Territoires d'industrie"
#: Formats of one file a page.
PICTURES = ("png", "svg")
#: The orientation that suits the territory.
AUTO = "auto"


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
        workers: QGIS processes that print territories side by side; 1 is this one alone.
        numbering: numbers for all sites of a territory, whose maps then name none.
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
    workers: int = 1
    numbering: Numbering | None = None

    def publication_of(self, territory: Territory) -> Path:
        """The territory's GeoPackage with its project, whether it is written or was there."""
        return self.folder / f"{territory.slug}.gpkg"

    def document_of(self, territory: Territory) -> Path:
        """The territory's pages in one file."""
        return self.folder / f"{territory.slug}.pdf"

    def picture_of(
        self, territory: Territory, theme: MapTheme, extension: str, part: int = 0
    ) -> Path:
        """A map as a picture; with a part, a page of its list of sites."""
        name = f"{territory.slug}-{theme.number}-{theme.slug}"
        if part:
            name += "-liste" if part == 1 else f"-liste-{part}"
        return self.folder / f"{name}.{extension}"

    def files(self, territory: Territory) -> list[Path]:
        """What is written for a territory, in order; lists of sites may come on top."""
        documents = [self.document_of(territory)] if "pdf" in self.formats else []
        pictures = [
            self.picture_of(territory, theme, extension)
            for extension in PICTURES
            if extension in self.formats
            for theme in self.themes
        ]
        publications = [self.publication_of(territory)] if self.publication else []
        return [*documents, *pictures, *publications]

    def lists(self, territory: Territory) -> list[Path]:
        """Pictures of lists of sites that are in the folder, of the formats asked for."""
        return sorted(
            path
            for theme in self.themes
            for extension in PICTURES
            if extension in self.formats
            for path in self.folder.glob(
                f"{territory.slug}-{theme.number}-{theme.slug}-liste*.{extension}"
            )
        )


@dataclass
class MapSetFiles:
    """The files written, in order, and what the user should know about them."""

    files: list[Path] = field(default_factory=list)
    warnings: list[AtlasError] = field(default_factory=list)

    def add_warnings(self, warnings: Sequence[AtlasError]) -> None:
        """Those that were not told yet: the same sentence is told once."""
        for warning in warnings:
            if str(warning) not in map(str, self.warnings):
                self.warnings.append(warning)
