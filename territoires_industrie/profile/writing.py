"""Profiles of chosen territories, written as files for an audience."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..audience import for_audience
from ..catalogue import Catalogue
from ..edition import Edition
from ..errors import AtlasError, Cancelled
from ..files import make_folder, refuse_existing
from ..pace import Progress
from ..territories import Territory
from .documents import as_csv, as_json
from .lines import Profile
from .profile import profile_of

#: Prints a territory's pages from an audience's edition to a PDF.
Printer = Callable[[Edition, Territory, Path], None]

_DOCUMENTS: dict[str, Callable[[Profile], str]] = {"json": as_json, "csv": as_csv}
PDF = "pdf"
FORMATS = (*_DOCUMENTS, PDF)


class ProfileError(AtlasError):
    """A profile that cannot be written."""


@dataclass(frozen=True)
class ProfileOrder:
    """What to write, where, and for whom.

    Attributes:
        territories: a profile each.
        formats: of `FORMATS`.
        folder: made where it is missing.
        audience: rows meant for fewer eyes are absent from the figures and from the files.
        replace: write over files of the same names; else they are refused before anything is done.
    """

    territories: Sequence[Territory]
    formats: Sequence[str]
    folder: Path
    audience: str = "publique"
    replace: bool = False

    def files(self, territory: Territory) -> list[Path]:
        """The files of a territory, in the order of `formats`."""
        return [self.folder / f"{territory.slug}-fiche.{name}" for name in self.formats]


def write_profiles(
    order: ProfileOrder,
    edition: Edition,
    catalogue: Catalogue,
    printer: Printer,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> list[Path]:
    """Write the profile of each territory in each format; the files written, in order.

    Args:
        order: what to write.
        edition: the data, whole: what the audience may not see is left out here.
        catalogue: says what tables and classes mean.
        printer: prints the pages of the PDF; not called for other formats.
        progress: told (share done, what is begun).
        cancelled: asked between territories and files.

    Raises:
        Cancelled: the user stopped; finished files stay, none is half written.
        FileIsThere: a file is there already, and none may be replaced.
        ProfileError: a file or the folder cannot be written.
        EditionError: the edition is damaged.
    """
    if not order.replace:
        refuse_existing(path for territory in order.territories for path in order.files(territory))
    make_folder(order.folder)
    written: list[Path] = []
    steps = max(len(order.territories) * len(order.formats), 1)
    with tempfile.TemporaryDirectory(prefix="territoires-", ignore_cleanup_errors=True) as workshop:
        seen = for_audience(edition, order.audience, workshop, catalogue, cancelled=cancelled)
        for territory in order.territories:
            profile: Profile | None = None
            for name, path in zip(order.formats, order.files(territory), strict=True):
                if cancelled():
                    raise Cancelled
                progress(len(written) / steps, path.name)
                if name == PDF:
                    printer(seen, territory, path)
                else:
                    profile = profile or profile_of(seen, territory, catalogue)
                    _write(path, _DOCUMENTS[name](profile))
                written.append(path)
    progress(1.0, "")
    return written


def _write(path: Path, text: str) -> None:
    """Write a file under a temporary name beside its place, then put it there at once."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".fiche-") as workshop:
            draft = Path(workshop) / path.name
            draft.write_bytes(text.encode("utf-8"))
            os.replace(draft, path)
    except OSError as error:
        raise ProfileError(
            "{path} cannot be written ({reason}): close it in other programs, check the free "
            "space and the rights there, or choose another folder.",
            path=path,
            reason=error,
        ) from error
