"""The analyst's file of corrections: `corrections.csv` beside the editions that it is replayed on.

Lines are only ever added. A correction that no longer holds is followed by one that replaces it or
takes it back, so the file tells who said what, and when. It opens in a spreadsheet; what was saved
there is read again whatever its separator and encoding.
"""

from __future__ import annotations

import csv
import io
import os
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..catalogue import Catalogue
from ..projects import read_date
from ..sources.delimited import Unreadable, decoded, read_delimited
from ..spreadsheets import shielded_for_return, unshielded
from .correction import WITHDRAW, Correction, check
from .values import CorrectionError

FILE_NAME = "corrections.csv"

#: The headings of the file, for people, and the attributes that they hold.
HEADINGS = {
    "numero": "number",
    "table": "table",
    "cle": "key",
    "action": "kind",
    "champ": "field",
    "avant": "before",
    "apres": "after",
    "date_effet": "effective",
    "motif": "reason",
    "auteur": "author",
    "date": "made_on",
    "diffusion": "diffusion",
    "diffusion_motif": "reason_diffusion",
    "remplace": "replaces",
}
_NUMBERS = ("number", "replaces")
_LARGEST_CELL = 2**30  # characters: a shape may have many corners
_LOCK_WAIT, _LOCK_STALE = 5.0, 60.0  # seconds


class StoreError(CorrectionError):
    """The file of corrections cannot be read or written; a whole sentence."""


@dataclass(frozen=True)
class CorrectionStore:
    """The corrections kept in a folder, next to its editions."""

    folder: Path
    catalogue: Catalogue

    @property
    def path(self) -> Path:
        return self.folder / FILE_NAME

    def history(self) -> list[Correction]:
        """Every correction ever kept, in the order of the file; none where there is no file.

        Raises:
            StoreError: the file cannot be read, or a line of it cannot be replayed; it names both.
        """
        if not self.path.is_file():
            return []
        found: list[Correction] = []
        for line, cells in enumerate(_read(self.path), start=2):
            try:
                correction = _correction(cells)
                check(correction, self.catalogue)
                if found and correction.number <= found[-1].number:
                    raise CorrectionError("“numero” does not grow from line to line")
            except CorrectionError as error:
                raise StoreError(
                    "{path}, line {line}: {reason}: put that right, or take the line out.",
                    path=self.path,
                    line=line,
                    reason=error,
                ) from error
            found.append(correction)
        return found

    def standing(self) -> list[Correction]:
        """The corrections to replay: neither replaced nor taken back; see `history`."""
        return standing(self.history(), self.catalogue)

    def add(self, drafts: Iterable[Correction]) -> list[Correction]:
        """Keep corrections behind all others, each with its number and what it replaces.

        Raises:
            StoreError: one of them cannot be replayed, or the file not be written; nothing is kept.
        """
        with self.locked():
            history = self.history()
            slots = {c.slot(self.catalogue): c for c in standing(history, self.catalogue)}
            number = history[-1].number if history else 0
            added: list[Correction] = []
            for draft in drafts:
                number += 1
                try:
                    check(draft, self.catalogue)
                except CorrectionError as error:
                    raise StoreError(
                        "The correction of {key} in {table} cannot be kept: {reason}.",
                        key=draft.key,
                        table=draft.table,
                        reason=error,
                    ) from error
                if draft.kind != WITHDRAW:
                    earlier = slots.get(draft.slot(self.catalogue))
                    draft = replace(draft, replaces=earlier.number if earlier else 0)
                added.append(replace(draft, number=number))
                if draft.kind != WITHDRAW:
                    slots[draft.slot(self.catalogue)] = added[-1]
            if added:
                self._write([*history, *added])
            return added

    def withdraw(
        self, numbers: Collection[int], author: str, reason: str, on: date
    ) -> list[Correction]:
        """Take corrections back: the publisher's word holds again.

        Raises:
            StoreError: a number is not that of a correction that stands.
        """
        known = {each.number: each for each in self.standing()}
        return self.add(
            withdrawal(self._one(known, number), author, reason, on) for number in sorted(numbers)
        )

    def confirm(
        self, found: dict[int, str], author: str, reason: str, on: date
    ) -> list[Correction]:
        """Keep corrections against what the publisher says now (`found`, by number).

        Raises:
            StoreError: a number is not that of a correction that stands.
        """
        known = {each.number: each for each in self.standing()}
        return self.add(
            replace(
                self._one(known, number),
                before=now,
                author=author,
                reason=reason or known[number].reason,
                made_on=on.isoformat(),
            )
            for number, now in sorted(found.items())
        )

    def _one(self, known: dict[int, Correction], number: int) -> Correction:
        if number not in known:
            raise StoreError(
                "No correction {number} stands in {path}: choose among {numbers}.",
                number=number,
                path=self.path,
                numbers=", ".join(map(str, known)) or "–",
            )
        return known[number]

    def _write(self, history: Sequence[Correction]) -> None:
        """The whole file anew, under another name first: a reader sees the old one or the new."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADINGS)
        writer.writerows(
            [shielded_for_return(str(getattr(each, name))) for name in HEADINGS.values()]
            for each in history
        )
        draft = self.path.with_name(f".{FILE_NAME}-{os.getpid()}.partial")
        try:
            # The mark tells spreadsheets that it is UTF-8.
            draft.write_bytes(text.getvalue().encode("utf-8-sig"))
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            os.replace(draft, self.path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink()
            raise self._unwritable(error) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else adds lines meanwhile: two at once would lose those of one."""
        lock = self.path.with_name(f".{FILE_NAME}.lock")
        until = time.monotonic() + _LOCK_WAIT
        while True:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                lock.mkdir()
                break
            except FileExistsError as error:
                with suppress(OSError):  # its owner may be just done
                    if time.time() - lock.stat().st_mtime > _LOCK_STALE:
                        lock.rmdir()
                        continue
                if time.monotonic() > until:
                    raise StoreError(
                        "{path} is being written by another program: try again in a minute.",
                        path=self.path,
                    ) from error
                time.sleep(0.05)
            except OSError as error:
                raise self._unwritable(error) from error
        try:
            yield
        finally:
            with suppress(OSError):
                lock.rmdir()

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(
            "The corrections cannot be kept in {path} ({reason}): close it in other programs, or "
            "check the rights there.",
            path=self.path,
            reason=error,
        )


def withdrawal(correction: Correction, author: str, reason: str, on: date) -> Correction:
    """What takes a correction back."""
    return replace(
        correction,
        kind=WITHDRAW,
        field="",
        before=correction.after,
        after=str(correction.number),
        effective="",
        author=author,
        reason=reason,
        made_on=on.isoformat(),
    )


def standing(history: Iterable[Correction], catalogue: Catalogue) -> list[Correction]:
    """Those of the corrections that hold, in their order: of one slot, the last one."""
    slots: dict[tuple[str, str, str], Correction] = {}
    for correction in history:
        if correction.kind == WITHDRAW:
            back = int(correction.after)
            slots = {slot: each for slot, each in slots.items() if each.number != back}
        else:
            slots[correction.slot(catalogue)] = correction
    return sorted(slots.values(), key=lambda each: each.number)


# ---------------------------------------------------------------- reading


@contextmanager
def _large_cells() -> Iterator[None]:
    limit = csv.field_size_limit(_LARGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def _read(path: Path) -> list[dict[str, str]]:
    try:
        content = path.read_bytes()
        # The separator is what stands behind the first heading; cells may hold any character.
        first, _, rest = decoded(content).lstrip("\ufeff").partition("numero")
        separator = rest.lstrip('"')[:1]
        if first.strip('"') or not separator:
            raise Unreadable("its first heading is not “numero”")
        with _large_cells():
            frame = read_delimited(content, separator, ragged=True)
        if missing := [name for name in HEADINGS if name not in frame.columns]:
            raise Unreadable("it lacks the column {names}", names=", ".join(missing))
    except (OSError, Unreadable) as error:
        raise StoreError(
            "The corrections in {path} cannot be read ({reason}): take back a copy of that file.",
            path=path,
            reason=error,
        ) from error
    return [
        {name: unshielded(text or "") for name, text in cells.items()}
        for cells in frame.to_dict("records")
    ]


def _correction(cells: dict[str, str]) -> Correction:
    values: dict[str, Any] = {attribute: cells[heading] for heading, attribute in HEADINGS.items()}
    for name in _NUMBERS:
        text = values[name] or "0"
        if not text.isdecimal():
            raise CorrectionError("“{text}” is no number of a correction", text=text)
        values[name] = int(text)
    for name in ("made_on", "effective"):  # a spreadsheet writes 01/03/2026
        day = read_date(values[name])
        values[name] = day[0].isoformat() if day else values[name]
    for each in fields(Correction):  # a cell that somebody emptied says what was usual
        if values[each.name] == "" and each.name in ("diffusion", "reason_diffusion"):
            values[each.name] = each.default
    return Correction(**values)
