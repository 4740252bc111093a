"""What is asked for: territories, readers, looks, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..catalogue import MapTheme
from ..errors import AtlasError
from ..layouts.templates import Look
from ..reviewing.statuses import Printed
from ..territories import Territory
from ..words.imprint import Imprint

#: Told what is begun; may raise `Cancelled`.
Step = Callable[[str], None]


@dataclass(frozen=True)
class AtlasOrder:
    """What to print, where, and for whom.

    Attributes:
        territories: a chapter each, in this order.
        themes: the maps of a chapter, in the atlas' order.
        target: the document (PDF); its folder is made where it is missing.
        audience: rows meant for fewer eyes are absent from the document's bytes.
        paper: `a4` or `a3`.
        look: the institution's own templates and logo.
        texts: folder of the analyst's Markdown, before the shipped texts of the same names.
        hide_absent: leave classes without an object out of the legends.
        each: also a document for each territory, beside the target.
        workers: QGIS processes that print chapters side by side; 1 is this one alone.
        dpi: dots per inch of what has to be drawn as pixels.
        replace: write over files of the same names; else they are refused before anything is done.
        imprint: who publishes, stored in the PDF as its author, and where readers write.
        reviews: the status of each territory's fiche, in words, by its id.
    """

    territories: Sequence[Territory]
    themes: Sequence[MapTheme]
    target: Path
    audience: str = "publique"
    paper: str = "a4"
    look: Look = field(default_factory=Look)
    texts: Path | None = None
    hide_absent: bool = False
    each: bool = False
    workers: int = 1
    dpi: int = 300
    replace: bool = False
    imprint: Imprint = field(default_factory=Imprint)
    reviews: Mapping[str, Printed] = field(default_factory=dict)

    def alone(self, territory: Territory) -> Path:
        """The document of one territory."""
        return self.target.with_name(f"{self.target.stem}-{territory.slug}.pdf")

    @property
    def files(self) -> list[Path]:
        """What is written."""
        each = [self.alone(territory) for territory in self.territories] if self.each else []
        return [self.target, *each]


@dataclass
class AtlasFiles:
    """The files written, in order, and what the user should know about them."""

    files: list[Path] = field(default_factory=list)
    warnings: list[AtlasError] = field(default_factory=list)
