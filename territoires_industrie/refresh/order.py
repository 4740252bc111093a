"""What a refresh is asked for, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..corrections.correction import Correction
from ..corrections.outcome import Outcome as Replayed
from ..edition import Edition
from ..errors import AtlasError
from ..gathering import Outcome
from ..layers.made import Made
from ..territories import Territory


@dataclass(frozen=True)
class RefreshOrder:
    """What to fetch, and what to fall back on.

    Attributes:
        territories: the edition's territories.
        layers: ids of the atlas' and the portrait's layers to fetch; others keep their rows.
        embedded: the edition that the plugin ships (base map, registers, typed facts).
        previous: the edition to take rows over from; `embedded` where there is no other.
        local_data: the user's own file, or folder of files, or None.
        imports: the folder of the user's imports, or None.
        say: an error's sentence in the user's language, for notes that people read.
        corrections: the analyst's, to be replayed on the rows once they are made.
    """

    territories: Sequence[Territory]
    layers: Sequence[str]
    embedded: Edition
    previous: Edition
    local_data: Path | None = None
    imports: Path | None = None
    say: Callable[[AtlasError], str] = str
    corrections: Sequence[Correction] = ()


@dataclass(frozen=True)
class Refreshed:
    """The edition written, and the story of it for the report."""

    edition: Edition
    outcomes: Mapping[str, Outcome]
    made: Mapping[str, Made]
    kept: Mapping[str, str]
    failures: Mapping[str, Mapping[str, AtlasError]]
    order: RefreshOrder
    corrections: Sequence[Replayed] = ()
