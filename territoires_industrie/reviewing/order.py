"""What is to be imported, on whose word, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ..corrections.correction import INTERNAL, PARTNERS, Correction
from ..corrections.outcome import Outcome
from ..corrections.store import CorrectionStore
from ..edition import Edition
from ..errors import AtlasError
from .notices import Notice
from .reading import Returned
from .statuses import Status


@dataclass(frozen=True)
class ImportOrder:
    """What to import, and on whose word.

    Attributes:
        files: the workbooks that came back.
        edition: whose objects they speak of.
        store: where the corrections are kept.
        author: who answers for the corrections; "" for whom each workbook names.
        now: the moment of the import.
        diffusion: the widest audience of the corrected values.
        reason_diffusion: the widest audience of author and reason.
        look: tell what would be done, and do nothing.
        say: an error's sentence in the language of whoever reads the report.
    """

    files: Sequence[Path]
    edition: Edition
    store: CorrectionStore
    now: datetime
    author: str = ""
    diffusion: str = PARTNERS
    reason_diffusion: str = INTERNAL
    look: bool = False
    say: Callable[[AtlasError], str] = str


@dataclass(frozen=True)
class FileRead:
    """One workbook, as the report tells it."""

    returned: Returned
    author: str
    confirmed: int
    answered: int
    corrections: int
    status: Status | None


@dataclass
class Imported:
    """What became of the answers.

    Attributes:
        base: the edition that the answers were held against.
        edition: the new one; the base where nothing had to change.
        corrections: those kept; of a look, those that would be.
        notices: answers that became none.
        files: a summary of each.
        statuses: of fiches, newly kept.
        written: a new edition was written.
        outcomes: what became of all corrections in it.
    """

    base: Edition
    edition: Edition
    corrections: list[Correction] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    written: bool = False
    outcomes: Sequence[Outcome] = ()
