"""What is given, to whom, where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..catalogue import MapTheme
from ..errors import AtlasError
from ..layouts.templates import Look
from ..reviewing.statuses import Printed
from ..territories import Territory

#: Which PDF a territory gets: its map set, or its chapter of the atlas, or none.
DOCUMENTS = ("maps", "atlas", "none")


@dataclass(frozen=True)
class ShareOrder:
    """What to put into the folder.

    Attributes:
        territories: those of the page, in this order; a PDF each.
        themes: the maps, in the atlas' order.
        folder: where the audience's own folder goes; made where it is missing.
        audience: rows meant for fewer eyes are absent from the bytes of every file.
        documents: one of `DOCUMENTS`.
        page: the web page.
        edition: the audience's edition as a GeoPackage.
        tables: a workbook a territory.
        publications: a GeoPackage a territory with its QGIS project and pages.
        paper: `a4` or `a3`.
        look: the institution's own templates and logo, for the PDF.
        texts: folder of the analyst's Markdown, for the chapters of the atlas.
        dpi: dots per inch of what a PDF has to draw as pixels.
        replace: write over files of the same names; else they are refused before anything is done.
        workers: QGIS processes that print territories side by side; 1 is this one alone.
        reviews: the status of each territory's fiche, in words, by its id.
    """

    territories: Sequence[Territory]
    themes: Sequence[MapTheme]
    folder: Path
    audience: str = "publique"
    documents: str = DOCUMENTS[0]
    page: bool = True
    edition: bool = True
    tables: bool = True
    publications: bool = False
    paper: str = "a4"
    look: Look = field(default_factory=Look)
    texts: Path | None = None
    dpi: int = 300
    replace: bool = False
    workers: int = 1
    reviews: Mapping[str, Printed] = field(default_factory=dict)

    @property
    def place(self) -> Path:
        """The audience's own folder: what is meant for fewer eyes never lies beside it."""
        return self.folder / self.audience

    @property
    def page_file(self) -> Path:
        """The web page: named as the territory where there is but one."""
        if len(self.territories) == 1:
            return self.place / f"{self.territories[0].slug}.html"
        return self.place / "territoires-d-industrie.html"

    @property
    def edition_file(self) -> Path:
        """The audience's edition: its name says whose it is."""
        return self.place / f"edition-{self.audience}.gpkg"

    def book_of(self, territory: Territory) -> Path:
        """A territory's workbook."""
        return self.place / f"{territory.slug}.xlsx"

    def document_of(self, territory: Territory) -> Path:
        """A territory's PDF."""
        return self.place / f"{territory.slug}.pdf"

    def publication_of(self, territory: Territory) -> Path:
        """A territory's GeoPackage with its project."""
        return self.place / f"{territory.slug}.gpkg"


@dataclass
class ShareFiles:
    """The files written, in order, and what the user should know about them."""

    files: list[Path] = field(default_factory=list)
    warnings: list[AtlasError] = field(default_factory=list)
