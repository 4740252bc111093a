"""The sources looked at, not fetched: do they answer, and still as the catalogue expects?"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .catalogue import Source
from .errors import AtlasError
from .french import long_date, number
from .net.side_by_side import AT_ONCE, run_side_by_side
from .pace import Progress
from .report import BAD, GOOD, PLAIN, WARN, Column, Line, Section, document
from .sources import protocols
from .sources.area import Area
from .sources.errors import SchemaChanged, nearest
from .sources.raw import Sample

if TYPE_CHECKING:
    from .net.client import Client

REACHED, CHANGED, STRANGE, DEAD, NOT_ASKED = (
    "conforme",
    "schéma changé",
    "nombre de lignes inattendu",
    "en panne",
    "sans serveur",
)
_TONES = {REACHED: GOOD, CHANGED: BAD, STRANGE: WARN, DEAD: BAD, NOT_ASKED: PLAIN}


@dataclass(frozen=True)
class Verdict:
    """What was found of a source.

    Attributes:
        source: which.
        state: `REACHED`, `CHANGED`, `STRANGE`, `DEAD` or `NOT_ASKED`.
        seconds: how long it took to answer; None where nobody was asked.
        sample: what it said, None when it said nothing usable.
        remark: in the user's language, what is wrong or was not checked.
    """

    source: Source
    state: str
    seconds: float | None
    sample: Sample | None
    remark: str


def inspect(
    sources: Sequence[Source],
    area: Area,
    client: Client,
    say: Callable[[AtlasError], str],
    progress: Progress,
    cancelled: Callable[[], bool],
) -> list[Verdict]:
    """Look at every source, side by side, and judge it, in the order given.

    Args:
        sources: those without a server are told to be so.
        area: what is counted, where the service counts by area.
        client: should ask anew: a cache cannot tell that a server is there.
        say: an error's sentence in the user's language.
        progress: told a share from 0 to 1 and a source's title.
        cancelled: asked often; then Cancelled is raised.
    """
    seconds: dict[str, float] = {}

    def job(source: Source) -> Callable[[], Sample]:
        def run() -> Sample:
            began = time.monotonic()
            try:
                return protocols.sample(source, area, client)
            finally:
                seconds[source.id] = time.monotonic() - began

        return run

    remote = {source.id: source for source in sources if protocols.is_remote(source)}
    done: list[str] = []

    def finished(name: str, _result: Sample | Exception) -> None:
        done.append(name)
        progress(len(done) / len(remote), remote[name].title)

    jobs = {name: job(source) for name, source in remote.items()}
    results = run_side_by_side(jobs, AT_ONCE, cancelled, finished)
    return [
        judge(source, results[source.id], seconds.get(source.id), say)
        if source.id in results
        else Verdict(
            source, NOT_ASKED, None, None, "Fournie avec l'extension ou par l'utilisateur."
        )
        for source in sources
    ]


def judge(
    source: Source,
    result: Sample | Exception,
    seconds: float | None,
    say: Callable[[AtlasError], str],
) -> Verdict:
    """What a sample, or the error in its place, says of a source."""
    if isinstance(result, SchemaChanged):
        return Verdict(source, CHANGED, seconds, None, say(result))
    if isinstance(result, AtlasError):
        return Verdict(source, DEAD, seconds, None, say(result))
    if isinstance(result, Exception):
        return Verdict(source, DEAD, seconds, None, f"{type(result).__name__}: {result}")
    renamed = [
        f"« {name} » manque (proche : {', '.join(nearest(name, result.columns)) or 'rien'})"
        for name in source.expected_columns
        if result.columns and name not in result.columns
    ]
    if renamed:
        return Verdict(source, CHANGED, seconds, result, " ; ".join(renamed) + ".")
    least, most = source.expected_rows or (0, None)
    if result.rows is not None and (result.rows < least or (most and result.rows > most)):
        remark = f"{number(result.rows)} lignes, attendu de {number(least)} à {number(most or 0)}."
        return Verdict(source, STRANGE, seconds, result, remark)
    return Verdict(source, REACHED, seconds, result, result.note)


def inspection_report(verdicts: Sequence[Verdict], day: date) -> str:
    """The verdicts as an HTML page in French."""
    columns = (
        Column("Source"),
        Column("Éditeur"),
        Column("Verdict"),
        Column("Lignes", number=True),
        Column("Millésime"),
        Column("Réponse", number=True),
        Column("Remarque"),
    )
    bad = sum(verdict.state in (CHANGED, DEAD) for verdict in verdicts)
    summary = f"{len(verdicts)} sources, dont {bad} à regarder." if bad else "Rien à signaler."
    lines = [Line(_cells(verdict), _TONES[verdict.state]) for verdict in verdicts]
    section = Section("Sources", (summary,), columns, lines)
    return document("État des sources", f"Contrôle du {long_date(day)}.", [section])


def _cells(verdict: Verdict) -> tuple[str, ...]:
    sample = verdict.sample
    return (
        verdict.source.title,
        verdict.source.publisher,
        verdict.state,
        number(sample.rows) if sample and sample.rows is not None else "–",
        sample.vintage if sample else "–",
        f"{number(verdict.seconds, 1)} s" if verdict.seconds is not None else "–",
        verdict.remark,
    )
