"""What corrections change in the records of an edition: accounts, coverage, provenance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from ..catalogue import AtlasLayer, Catalogue
from ..edition import Accounting, Availability, Provenance
from ..layers.made import DRAWN, KEPT_OFF, OFF_LEGEND
from ..sources.local import SOURCE
from .applying import said_on
from .correction import ADD, CLOSE, HIDE, RECLASS
from .outcome import Outcome

if TYPE_CHECKING:
    from pandas import DataFrame

#: Why an object is off the map, or on it, by the analyst's hand.
REASONS = {
    RECLASS: "classe corrigée",
    HIDE: "masquée à l'impression (correction)",
    CLOSE: "site fermé (correction)",
    ADD: "ajoutée (correction)",
}

#: (layer, source, territory)
_Place: TypeAlias = "tuple[str, str, str]"
#: Key -> place and whether the legend shows it.
_Objects: TypeAlias = "dict[str, tuple[_Place, bool]]"


def accounted(
    entries: Iterable[Accounting],
    outcomes: Sequence[Outcome],
    before: Mapping[str, DataFrame],
    after: Mapping[str, DataFrame],
    catalogue: Catalogue,
) -> list[Accounting]:
    """The accounts of an edition once its rows are corrected.

    What a publisher gave still adds up: an object taken off the map moves from the rows drawn to
    those kept off, with the reason; one put back moves the other way; one added is counted apart.

    Args:
        entries: the accounts of the rows before.
        outcomes: what was replayed.
        before: the tables that the accounts speak of.
        after: the tables as they are now.
        catalogue: the layers.
    """
    reasons = {
        (catalogue.layer_of(o.correction.table).id, o.correction.key): reason
        for kind, reason in REASONS.items()  # what takes off the map is told before the class
        for o in outcomes
        if o.applied and o.correction.kind == kind
    }
    found = Counter({replace(each, rows=0): 0 for each in entries})
    for entry in entries:
        found[replace(entry, rows=0)] += entry.rows
    put: list[Accounting] = []  # afterwards, so that nothing is taken of what was just put there
    for layer in catalogue.layers.values():
        if layer.family == "atlas":
            old, new = _objects(before, layer), _objects(after, layer)
            put += _shifted(found, layer, old, new, reasons)
    found.update(put)
    return [replace(each, rows=rows) for each, rows in found.items() if rows]


def _objects(tables: Mapping[str, DataFrame], layer: AtlasLayer) -> _Objects:
    found: _Objects = {}
    for name in (table.name for table in layer.tables):
        frame = tables.get(name)
        if frame is None or "key" not in frame.columns or frame.empty:
            continue
        territories = frame["rattachement"].fillna("")
        shown = frame["class"].fillna("") != ""
        cells = zip(frame["key"], frame["source"], territories, shown, strict=True)
        for key, source, territory, drawn in cells:
            found.setdefault(key, ((layer.id, source, territory), bool(drawn)))
    return found


def _shifted(
    found: Counter[Accounting],
    layer: AtlasLayer,
    old: _Objects,
    new: _Objects,
    reasons: Mapping[tuple[str, str], str],
) -> Iterator[Accounting]:
    """Take objects whose fate has changed out of the accounts; the accounts they belong to now."""
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        if was == now or (was is not None and not _take(found, *was)) or now is None:
            continue
        yield _entry(*now, reasons.get((layer.id, key), ""))


def _entry(place: _Place, drawn: bool, reason: str) -> Accounting:
    layer, source, territory = place
    outcome = DRAWN if drawn else KEPT_OFF
    return Accounting(layer, source, outcome, reason or ("" if drawn else OFF_LEGEND), 0, territory)


def _take(found: Counter[Accounting], place: _Place, drawn: bool) -> bool:
    """Take one object out of the accounts of its place; those by our own hand first."""
    layer, source, territory = place
    outcome = DRAWN if drawn else KEPT_OFF
    wanted = [
        entry
        for entry, rows in found.items()
        if rows > 0
        and (entry.layer, entry.source, entry.territory) == (layer, source, territory)
        and entry.outcome == outcome
    ]
    ours = tuple(REASONS.values())
    wanted.sort(key=lambda entry: entry.reason not in ours)
    if not wanted:
        return False
    found[wanted[0]] -= 1
    return True


# ---------------------------------------------------------------- coverage and provenance

_HIDDEN = "Rien n'est dessiné : l'analyste a retiré de la carte ce que les sources recensent."
_ADDED = "Seuls les objets ajoutés par l'analyste y figurent."
_UNCOUNTED = "Les corrections de l'analyste ne sont pas comptées dans ces totaux."
#: Totals are made where sources are read, of the objects of these layers.
_TOTALS, _TOTALLED = "energy", ("consumers", "producers")


def covered(
    entries: Iterable[Availability], outcomes: Sequence[Outcome], catalogue: Catalogue
) -> Iterator[Availability]:
    """What is known of each layer, once the analyst's hand is counted.

    A layer whose only objects were taken off the map is not one that nothing is known of, and one
    that was empty has what was added to it.
    """
    hidden, added = (
        _places(outcomes, (HIDE, CLOSE), catalogue),
        _places(outcomes, (ADD,), catalogue),
    )
    uncounted = {
        o.territory
        for o in outcomes
        if o.applied and catalogue.layer_of(o.correction.table).id in _TOTALLED
    }
    for entry in uncovered(entries, catalogue):
        place = (entry.layer, entry.territory)
        if entry.state in ("empty", "absent") and place in added:
            yield replace(entry, state="partial", statement=_ADDED)
        elif entry.state == "empty" and place in hidden:
            yield replace(entry, state="partial", statement=_HIDDEN)
        elif entry.layer == _TOTALS and entry.territory in uncounted:
            yield replace(entry, statement=f"{entry.statement} {_UNCOUNTED}".strip())
        else:
            yield entry


def uncovered(entries: Iterable[Availability], catalogue: Catalogue) -> Iterator[Availability]:
    """What was known before the analyst's hand was counted."""
    for entry in entries:
        if entry.statement == _HIDDEN:
            yield replace(entry, state="complete", statement="")
        elif entry.statement == _ADDED:
            nothing = f"{catalogue.layers[entry.layer].empty}."
            yield replace(entry, state="empty", statement=nothing)
        elif entry.statement.endswith(_UNCOUNTED):
            yield replace(entry, statement=entry.statement.removesuffix(_UNCOUNTED).strip())
        else:
            yield entry


def _places(
    outcomes: Sequence[Outcome], kinds: Sequence[str], catalogue: Catalogue
) -> set[tuple[str, str]]:
    return {
        (catalogue.layer_of(o.correction.table).id, o.territory)
        for o in outcomes
        if o.applied and o.correction.kind in kinds
    }


def sourced(
    entries: Iterable[Provenance], outcomes: Sequence[Outcome], catalogue: Catalogue
) -> Iterator[Provenance]:
    """The provenance of an edition, with a line for the rows that the analyst has added."""
    added = Counter(
        catalogue.layer_of(o.correction.table).id
        for o in outcomes
        if o.applied and o.correction.kind == ADD
    )
    made = sorted(
        (o.correction for o in outcomes if o.applied and o.correction.kind == ADD),
        key=lambda each: each.made_on,
    )
    latest = {catalogue.layer_of(each.table).id: said_on(each) for each in made}
    own = catalogue.sources[SOURCE]
    for entry in entries:
        if entry.source != SOURCE or entry.layer not in added:
            if not _is_only_ours(entry):
                yield entry
            continue
        note = _note(added.pop(entry.layer))
        if entry.retrieved_at:  # there is a file of the user's too
            yield replace(entry, notes=f"{_OURS.sub('', entry.notes).strip()} {note}".strip())
        else:
            yield replace(entry, notes=note, vintage=latest[entry.layer])
    for layer, count in added.items():
        yield Provenance(
            layer=layer,
            source=SOURCE,
            publisher=own.publisher,
            dataset=own.title,
            vintage=latest[layer],
            licence=own.licence,
            notes=_note(count),
        )


_OURS = re.compile(r"\d+ objets? ajoutés? par correction\.")


def _is_only_ours(entry: Provenance) -> bool:
    """Whether a line tells of nothing but additions."""
    return entry.source == SOURCE and bool(_OURS.fullmatch(entry.notes))


def _note(count: int) -> str:
    return (
        "1 objet ajouté par correction."
        if count == 1
        else f"{count} objets ajoutés par correction."
    )
