"""The status of each territory's fiche: `fiches.csv` beside the editions; lines are only added.

A fiche is a draft until a référent has reviewed it. What was reviewed are the rows of an edition:
their sum is kept, so that a later refresh that changes them is told wherever the status is printed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..catalogue import Catalogue
from ..corrections.correction import INTERNAL
from ..corrections.values import cell_text
from ..edition import Edition
from ..errors import AtlasError
from ..french import day_of, long_date
from ..sources.delimited import Unreadable, decoded, read_delimited
from ..territories import Territory
from .form import READ, VALID

if TYPE_CHECKING:
    from pandas import DataFrame

FILE_NAME = "fiches.csv"
_FEMININE = {READ: "relue", VALID: "validée"}
_SINCE = "données modifiées depuis"
_SOMEBODY = "le référent local"
#: What may change without the reader of a fiche seeing anything.
_UNSEEN = {"source", "vintage", "note", "source_atlas", "verifie_par", "verifie_le", "diffusion"}
_LENGTH = 16


class StatusError(AtlasError):
    """The statuses of the fiches cannot be read or written."""


@dataclass(frozen=True)
class Status:
    """One review of one territory.

    Attributes:
        territoire: its id.
        statut: `relu` or `validé`.
        organisme: the référent's institution and function: what pages print.
        personne: the référent's name, for the analyst alone (DOMAIN 1).
        le: the day of the review (ISO), "" where it is not told.
        edition: when the edition that was reviewed was made (ISO).
        lignes: the sum over the territory's rows as they were reviewed and corrected; "" for
            rows that are no longer known.
        fichier: the name of the workbook that said so.
    """

    territoire: str
    statut: str
    organisme: str
    personne: str
    le: str
    edition: str
    lignes: str
    fichier: str

    @property
    def said(self) -> tuple[str, ...]:
        """What the référent has said, by which a review that comes back twice is known."""
        return astuple(replace(self, lignes="", fichier=""))


_HEADINGS = tuple(each.name for each in fields(Status))


@dataclass(frozen=True)
class StatusStore:
    """The statuses kept in a folder of editions."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / FILE_NAME

    def history(self) -> list[Status]:
        """Every review, in the order of the file; none where there is no file.

        Raises:
            StatusError: the file cannot be read.
        """
        if not self.path.is_file():
            return []
        try:
            text = decoded(self.path.read_bytes()).lstrip("\ufeff")
            separator = text.removeprefix('"').removeprefix(_HEADINGS[0]).lstrip('"')[:1]
            frame = read_delimited(text.encode(), separator or ";", ragged=True)
            if missing := [name for name in _HEADINGS if name not in frame.columns]:
                raise Unreadable("it lacks the column {names}", names=", ".join(missing))
        except (OSError, Unreadable) as error:
            raise StatusError(
                "The statuses of the fiches in {path} cannot be read ({reason}): take back a copy "
                "of that file, or take it away.",
                path=self.path,
                reason=error,
            ) from error
        rows = frame[list(_HEADINGS)].to_dict("records")
        return [Status(**{name: row[name] or "" for name in _HEADINGS}) for row in rows]

    def latest(self) -> dict[str, Status]:
        """The last review of each territory."""
        return {each.territoire: each for each in self.history()}

    def new(self, statuses: Iterable[Status]) -> list[Status]:
        """Those of the statuses that are not kept yet."""
        known = {each.said for each in self.history()}
        return [each for each in statuses if each.said not in known]

    def add(self, statuses: Sequence[Status]) -> None:
        """Keep statuses behind all others; the folder is held by the caller.

        Raises:
            StatusError: the file cannot be read or written; it is as it was.
        """
        if not statuses:
            return
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(_HEADINGS)
        writer.writerows(astuple(each) for each in [*self.history(), *statuses])
        draft = self.path.with_name(f".{FILE_NAME}-{os.getpid()}.partial")
        try:
            # The mark tells spreadsheets that it is UTF-8.
            draft.write_bytes(text.getvalue().encode("utf-8-sig"))
            os.replace(draft, self.path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink()
            raise StatusError(
                "The statuses of the fiches cannot be kept in {path} ({reason}): close it in other "
                "programs, or check the rights there.",
                path=self.path,
                reason=error,
            ) from error


# ---------------------------------------------------------------- rows reviewed


def sums_of(edition: Edition, territories: Iterable[str], catalogue: Catalogue) -> dict[str, str]:
    """A sum over what readers see of each territory's own rows: the same rows, the same sum.

    Args:
        edition: whole, not an audience's: what is withheld may change too.
        territories: their ids.
        catalogue: the layers.
    """
    wanted = list(territories)
    sums = {name: hashlib.sha256() for name in wanted}
    there = edition.tables()
    for layer in catalogue.layers.values():
        for table in layer.tables if wanted and layer.family == "atlas" else ():
            if table.name in there:
                frame = edition.frame(table.name)
                for name in wanted:
                    lines = _lines(frame[frame["rattachement"] == name])
                    sums[name].update("\n".join([table.name, *lines]).encode())
    return {name: found.hexdigest()[:_LENGTH] for name, found in sums.items()}


def _lines(rows: DataFrame) -> list[str]:
    names = sorted(set(rows.columns) - _UNSEEN)
    texts = [[cell_text(cell) for cell in rows[name]] for name in names]
    return sorted("\x1f".join(cells) for cells in zip(*texts, strict=True))


# ---------------------------------------------------------------- on paper


class Printed(NamedTuple):
    """A fiche's status in words: a few for its head, and the whole sentence for its foot."""

    head: str
    sentence: str


#: Of one that nobody has reviewed.
DRAFT = Printed("fiche brouillon", "Fiche brouillon, pas encore relue par un référent.")


def printed(
    edition: Edition,
    territories: Sequence[Territory],
    catalogue: Catalogue,
    folder: Path,
    audience: str,
) -> dict[str, Printed]:
    """What each fiche says of its status, by territory.

    Args:
        edition: the one that is printed, whole.
        territories: whose fiches.
        catalogue: the layers.
        folder: where the statuses are kept.
        audience: a référent's own name is told inside only (DOMAIN 1); others read the institution.

    Raises:
        StatusError: the statuses cannot be read.
    """
    latest = StatusStore(folder).latest()
    reviewed = [each.id for each in territories if each.id in latest]
    sums = sums_of(edition, reviewed, catalogue)
    return {
        each.id: _printed(latest[each.id], sums[each.id], audience == INTERNAL)
        if each.id in latest
        else DRAFT
        for each in territories
    }


def _printed(status: Status, now: str, inside: bool) -> Printed:
    who = status.organisme or _SOMEBODY
    if inside and status.personne:
        who = f"{status.personne} ({status.organisme})" if status.organisme else status.personne
    day = f" le {long_date(date.fromisoformat(status.le))}" if _is_day(status.le) else ""
    what = f"fiche {_FEMININE.get(status.statut, status.statut)}"
    since = "" if status.lignes == now else _SINCE
    told = " ; ".join(text for text in (_edition_day(status.edition), since) if text)
    rest = f" ({told})" if told else ""
    head = f"{what}{day}, {since}" if since else f"{what}{day}"
    return Printed(head, f"{what[0].upper()}{what[1:]} par {who}{day}{rest}.")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _edition_day(text: str) -> str:
    try:
        return f"édition du {long_date(day_of(datetime.fromisoformat(text)))}"
    except ValueError:
        return ""
