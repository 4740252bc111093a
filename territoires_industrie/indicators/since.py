"""What has changed since an earlier edition, in a few sentences, as its audience may know it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..audience import for_audience
from ..catalogue import Catalogue
from ..comparison import compare
from ..comparison_report import summary
from ..edition import Edition
from ..errors import Cancelled
from ..french import day_of, long_date, number
from ..territories import Territory

#: From here on a site has moved (metres): publishers round.
_MOVED_FROM = 50.0
_NOTHING = "Aucune différence entre les objets."
_DETAIL = "Le détail, objet par objet, est donné par l’algorithme « compareeditions »."


def changes_since(
    earlier: Edition,
    seen: Edition,
    audience: str,
    territories: Sequence[Territory],
    catalogue: Catalogue,
    workshop: Path,
    cancelled: Callable[[], bool],
) -> list[str]:
    """A heading and sentences; the earlier edition is parted for the audience before it is read.

    Raises:
        Cancelled: `cancelled()` said so.
        EditionError: an edition is damaged.
    """
    folder = workshop / "earlier"
    before = for_audience(earlier, audience, folder, catalogue, cancelled=cancelled)
    if cancelled():
        raise Cancelled
    found = compare(before, seen, catalogue, territories, _MOVED_FROM, cancelled=cancelled)
    layers = [
        f"{layer.layer.title} : {number(len(layer.changes))}"
        for layer in found.layers
        if len(layer.changes)
    ]
    heading = f"Depuis l’édition du {long_date(day_of(earlier.created))}"
    if not layers:
        return [heading, _NOTHING, _DETAIL]
    return [heading, summary(found), f"Changements par couche : {' ; '.join(layers)}.", _DETAIL]
