"""Wishes that wait to be kept, on the disk meanwhile: what is not applied today is not lost."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from ..catalogue import Catalogue
from .correction import Correction, check
from .drafting import Wish
from .values import CorrectionError


class WishesUnreadable(CorrectionError):
    """The wishes that wait cannot be read or written; a whole sentence."""


def save(path: Path, wishes: Sequence[Wish]) -> None:
    """Put wishes that wait on the disk, whole or not at all; without any, take the file away.

    Raises:
        WishesUnreadable: the file cannot be written.
    """
    draft = path.with_name(f".{path.name}-{os.getpid()}.partial")
    try:
        if not wishes:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps([asdict(each) for each in wishes], ensure_ascii=False, indent=1)
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise WishesUnreadable(
            "The corrections that wait cannot be kept in {path} ({reason}): apply them before you "
            "close QGIS.",
            path=path,
            reason=error,
        ) from error


def load(path: Path, catalogue: Catalogue) -> list[Wish]:
    """The wishes that wait; none where there is no file.

    Raises:
        WishesUnreadable: the file is not of this program, or of another version of it. It is set
            aside under another name, so that nothing of it is written over.
    """
    if not path.is_file():
        return []
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        found = [Wish(Correction(**each.pop("draft")), **each) for each in told]
        for each in found:
            check(each.draft, catalogue)
    except (OSError, ValueError, TypeError, AttributeError, KeyError, CorrectionError) as error:
        aside = path.with_suffix(".illisible.json")
        with suppress(OSError):
            os.replace(path, aside)
        raise WishesUnreadable(
            "The corrections that waited cannot be read ({reason}): they are in {path}.",
            reason=error,
            path=aside,
        ) from error
    return found
