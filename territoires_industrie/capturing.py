"""What somebody changed in QGIS, in a copy or object by object, read as corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .audience import AUDIENCES, select
from .catalogue import AtlasLayer, Catalogue
from .corrections.capture import Captured, Copy, Hand, capture
from .corrections.correction import ADD, Correction
from .corrections.drafting import Wish, drafted
from .corrections.rekeyed import uncorrectable
from .corrections.store import CorrectionStore
from .corrections.wording import drafts_section, far_move, layer_title, refused_section
from .edition import Edition, EditionStore
from .errors import AtlasError, Cancelled
from .french import long_date, number, typographic
from .report import Section, document

if TYPE_CHECKING:
    from pandas import DataFrame

#: Whose outlines tell the territory of a place.
_EPCI = "epci"
_LACKING = {
    "class": "Sans classe, un objet ajouté reste hors légende",
    "commune": "Sans commune, un objet ajouté est en liste sous « Sans commune »",
    "verifie_par": "Sans « Vérifié par », un nom n'est pas imprimé sur les pages",
}


class NotACopy(AtlasError):
    """What was edited does not come from the edition named, or from none that is known."""


@dataclass(frozen=True)
class Kept:
    """The corrections that were kept, and all that the copy said.

    `uncorrectable` are the edited tables that take no corrections, with how many rows of each.
    """

    edition: Edition
    corrections: list[Correction]
    captured: Captured
    uncorrectable: list[tuple[AtlasLayer, str, int]] = field(default_factory=list)


def keep(
    edited: Path,
    edition: Edition | None,
    store: CorrectionStore,
    hand: Hand,
    cancelled: Callable[[], bool] = lambda: False,
) -> Kept:
    """Keep what a copy says otherwise than its edition as corrections.

    Args:
        edited: an edition's copy, or a publication, for whatever audience.
        edition: what it was made from; looked for among the editions of the store when None.
        store: where the corrections are kept.
        hand: who edited it, when and why.
        cancelled: asked between tables.

    Raises:
        Cancelled: the user stopped; nothing is kept.
        NotACopy: it was not made from the edition.
        EditionError: one of the two cannot be read.
        CorrectionError: the corrections cannot be kept; then none is.
    """
    catalogue = store.catalogue
    copy = Edition.open(edited)
    origin = edition or _origin(copy, store.folder)
    if origin is None or not _is_made_from(copy, origin):
        raise NotACopy(
            "{path} is no copy of {edition}: choose the edition of {day} that it was made from.",
            path=edited,
            edition=origin.path if origin else store.folder,
            day=copy.created.isoformat(sep=" "),
        )
    whole = _frames(origin, origin.tables(), cancelled)
    outcomes = origin.corrections()
    audience = copy.record.get("audience", "")
    given = select(origin, audience, catalogue).tables if audience in AUDIENCES else whole
    tables = copy.tables() & origin.tables()
    history = store.history()
    said = Copy(_frames(copy, tables, cancelled), given, whole, outcomes, history)
    found = capture(said, hand, catalogue)
    others = list(uncorrectable(given, said.edited, catalogue))
    return Kept(origin, store.add(found.drafts), found, others)


def keep_wishes(
    wishes: Sequence[Wish],
    edition: Edition,
    store: CorrectionStore,
    cancelled: Callable[[], bool] = lambda: False,
) -> Kept:
    """Keep what somebody wishes of single objects as corrections, all at once.

    Args:
        wishes: in the order in which they were made.
        edition: what is to be corrected.
        store: where the corrections are kept.
        cancelled: asked between tables.

    Raises:
        Cancelled: the user stopped; nothing is kept.
        EditionError: the edition cannot be read.
        CorrectionError: the corrections cannot be kept; then none is.
    """
    catalogue = store.catalogue
    layers = {catalogue.layer_of(each.draft.table).id for each in wishes}
    names = {table.name for each in layers for table in catalogue.layers[each].tables}
    whole = _frames(edition, (names | {_EPCI}) & edition.tables(), cancelled)
    found = drafted(wishes, whole, edition.corrections(), store.history(), catalogue)
    return Kept(edition, store.add(found.drafts), found)


def _frames(
    edition: Edition, names: set[str], cancelled: Callable[[], bool]
) -> dict[str, DataFrame]:
    found = {}
    for name in sorted(names):
        if cancelled():
            raise Cancelled
        found[name] = edition.frame(name)
    return found


def _origin(copy: Edition, folder: Path) -> Edition | None:
    """The edition of the store that a copy was made from; the newest of two of one second."""
    found = [each for each in EditionStore(folder).editions() if _is_made_from(copy, each)]
    return found[0] if found else None


def _is_made_from(copy: Edition, origin: Edition) -> bool:
    """Whether two say the same of their making; the sum over the rows is that of before."""
    sums = {copy.record.get("checksum"), origin.record.get("checksum")}
    same_rows = "audience" in copy.record or len(sums) == 1
    return copy.created == origin.created and same_rows


def capture_report(
    kept: Kept,
    edited: Path,
    hand: Hand,
    catalogue: Catalogue,
    say: Callable[[AtlasError], str] = str,
) -> str:
    """What was kept, and what could not be, as an HTML page in French.

    `say` tells an error in the language of whoever reads the page.
    """
    found = kept.captured
    sections = [drafts_section(kept.corrections, catalogue)]
    if found.refused:
        sections.append(refused_section(found.refused, catalogue, say))
    if others := tuple(uncorrected(kept)):
        sections.append(Section("Tables qui ne se corrigent pas", others))
    if found.ignored:
        told = (each.partition(".") for each in found.ignored)
        names = ", ".join(f"{layer_title(table, catalogue)} – {name}" for table, _, name in told)
        why = f"Colonnes que l'atlas ne connaît pas, ignorées : {names}."
        sections.append(Section("Colonnes ignorées", (why,)))
    if far := tuple(_far(kept.corrections, catalogue)):
        sections.append(Section("À vérifier", far))
    if known := tuple(_to_know(kept.corrections)):
        sections.append(Section("À savoir", known))
    subtitle = f"{edited.name}, {hand.author}, {long_date(hand.on)}."
    return document("Corrections relevées", typographic(subtitle), sections)


def uncorrected(kept: Kept) -> Iterator[str]:
    """What was edited in vain, in French: the map under the atlas, the figures of portraits."""
    for layer, table, rows in kept.uncorrectable:
        plural = "s" if rows > 1 else ""
        what = "fond de carte" if layer.family == "base" else "chiffres des portraits"
        yield (
            f"{layer.title} ({table}), {number(rows)} ligne{plural} modifiée{plural} – {what} : "
            "ne se corrige pas."
        )


def _far(corrections: list[Correction], catalogue: Catalogue) -> Iterator[str]:
    for each in corrections:
        if told := far_move(each):
            yield f"{layer_title(each.table, catalogue)}, {each.key} – à vérifier : {told}."


def _to_know(corrections: list[Correction]) -> Iterator[str]:
    """What objects added lack to be printed as their author may expect."""
    rows = {each.key: each.row() for each in corrections if each.kind == ADD}
    for lacking, sentence in _LACKING.items():
        found = [row.get("name") or key for key, row in rows.items() if not row.get(lacking)]
        if found:
            yield f"{sentence} : {', '.join(found)}."
