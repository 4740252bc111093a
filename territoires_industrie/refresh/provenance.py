"""A new edition's records of its rows: where they come from, and what became of each.

Every source of the catalogue gets its line: what it gave, or why it gave nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from .. import carryover
from ..catalogue import AtlasLayer, Source
from ..edition import Accounting, Provenance
from ..french import day_of, long_date
from ..gathering import LOCAL, Outcome
from ..layers.made import REJECTED
from ..net.addresses import masked
from ..sources.protocols import is_remote
from .answers import SILENT, Answers

if TYPE_CHECKING:
    from pandas import DataFrame

_UNASKED = "Source de repli, non demandée : la source préférée a répondu."
_NO_FILE = "Aucun fichier de l'utilisateur."
_SILENT_BEGINS = SILENT.partition("{")[0]
#: Before it, of a source that answered well, in a layer that keeps its rows for another's sake.
KEPT_ALONG = "Gardé avec sa couche, dont une source est en panne."


def provenance_of(
    answers: Answers, kept: Mapping[str, str], tables: Mapping[str, DataFrame]
) -> Iterator[Provenance]:
    """A line for every source of every layer, and for every source that rows name."""
    order, gathered, catalogue = answers.order, answers.gathered, answers.catalogue
    for layer in catalogue.layers.values():
        before = {entry.source: entry for entry in order.previous.provenance(layer.id)}
        shipped = {entry.source: entry for entry in order.embedded.provenance(layer.id)}
        own = [LOCAL] if layer.id in gathered.local else []
        failed = answers.failures(layer) if layer.id in kept else {}
        for name in dict.fromkeys([*layer.sources, *own, *before, *shipped]):
            source = catalogue.sources[name]
            if layer.family == "base" or not (is_remote(source) or name == LOCAL):
                yield shipped.get(name) or _line(layer, source)
            elif layer.id in kept and not (name == LOCAL and layer.id in gathered.own):
                reason = kept[layer.id]
                if reason.startswith(_SILENT_BEGINS) and name not in failed:
                    reason = f"{KEPT_ALONG} {reason}"
                yield replace(before.get(name) or _line(layer, source), notes=reason)
            else:
                taken = name in carryover.taken_over(tables, layer)
                yield _new_line(answers, layer, source, before.get(name), taken)


def accounting_of(answers: Answers, kept: Mapping[str, str]) -> Iterator[Accounting]:
    """The accounts of the layers made now, and those of the layers that keep their rows."""
    for entry in answers.order.previous.accounting():
        if entry.layer in kept:
            yield entry
    for name, made in answers.gathered.made.items():
        # Of a layer that keeps its rows, the user's own are new all the same.
        told = made if name not in kept else answers.gathered.own.get(name)
        for a in told.accounts if told else ():
            yield Accounting(name, a.source, a.outcome, a.reason, a.rows, a.territory)


def _new_line(
    answers: Answers,
    layer: AtlasLayer,
    source: Source,
    before: Provenance | None,
    taken_over: bool,
) -> Provenance:
    """What a source gave now; `taken_over` says that rows of the edition before stay beside it."""
    gathered = answers.gathered
    outcome = gathered.outcomes.get(source.id)
    made = (gathered.own if source.id == LOCAL else gathered.made).get(layer.id)
    given = outcome.raw if outcome else None
    raw = gathered.local.get(layer.id) if source.id == LOCAL else given
    if raw is None or made is None:
        # What stays of other territories keeps the vintage that it has.
        line = before or _line(layer, source)
        return replace(line, notes=_why_nothing(answers, outcome, source))
    notes = [*raw.notes, made.notes.get(source.id, "")]
    if raw.offline:
        notes.append(f"Copie locale du {long_date(day_of(raw.retrieved_at))}, sans la redemander.")
    if taken_over and before is not None:
        notes.append(
            f"Des lignes d'autres territoires ont un millésime antérieur : {before.vintage}."
        )
    rejected = sum(
        account.rows
        for account in made.accounts
        if account.source == source.id and account.outcome == REJECTED
    )
    return replace(
        _line(layer, source, " ".join(note for note in notes if note)),
        vintage=raw.vintage,
        retrieved_at=raw.retrieved_at.isoformat(timespec="seconds"),
        rows_rejected=rejected,
    )


def _why_nothing(answers: Answers, outcome: Outcome | None, source: Source) -> str:
    if outcome is not None and outcome.error is not None:
        return answers.silent(outcome.error)
    return _NO_FILE if source.id == LOCAL else _UNASKED


def _line(layer: AtlasLayer, source: Source, notes: str = "") -> Provenance:
    return Provenance(
        layer=layer.id,
        source=source.id,
        publisher=source.publisher,
        dataset=source.title,
        url=source.page or masked(source.url),
        licence=source.licence,
        notes=notes,
    )
