"""Corrections in French words: on pages, in warnings, in reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date

from .. import geometry
from ..catalogue import Catalogue, CatalogueError
from ..errors import AtlasError
from ..french import long_date, number
from ..report import BAD, GOOD, PLAIN, WARN, Column, Line, Section
from .correction import ADD, MOVE, NAME, Correction
from .outcome import APPLIED, CONFLICT, MOVED, OPEN, ORPHAN, SETTLED, Outcome
from .values import GEOMETRY, CorrectionError

_COLUMNS = (
    Column("N°", number=True),
    Column("Couche"),
    Column("Objet"),
    Column("Correction"),
    Column("Avant"),
    Column("Après"),
    Column("La source dit"),
    Column("Motif"),
    Column("Auteur, date"),
    Column("Sort"),
)
_REFUSED = (Column("Couche"), Column("Objet"), Column("Champ"), Column("Valeur"), Column("Motif"))
_TONES = {APPLIED: GOOD, SETTLED: PLAIN, MOVED: WARN, CONFLICT: WARN, ORPHAN: BAD}
_NOTHING = "La copie ne dit rien d'autre que l'édition."
_LONGEST = 80
_FAR_KM = 20
_MOST = 5

_MEANINGS = {
    ORPHAN: "l'objet n'est plus dans cette édition (disparu, ou pas encore récupéré)",
    CONFLICT: "la source dit autre chose que lorsque la correction a été faite",
    MOVED: "l'éditeur a déplacé l'objet depuis",
    SETTLED: "la source dit désormais la même chose",
}


def page_note(
    outcomes: Iterable[Outcome],
    layers: Collection[str],
    catalogue: Catalogue,
    territories: Collection[str],
) -> str:
    """What a page says of the analyst's hand: "3 corrections de l'analyste."; empty for none.

    Args:
        outcomes: the edition's.
        layers: ids of the layers that the page shows.
        catalogue: which layer a table belongs to.
        territories: the page's, by their ids.
    """
    objects = {
        (o.correction.table, o.correction.key, o.correction.kind, o.correction.field)
        for o in outcomes
        if o.applied and o.territory in territories and _layer(o.correction, catalogue) in layers
    }
    if not objects:
        return ""
    plural = "s" if len(objects) > 1 else ""
    return f"{number(len(objects))} correction{plural} de l'analyste."


def decisions(outcomes: Sequence[Outcome], catalogue: Catalogue) -> Iterator[str]:
    """The sentences that the analyst has to read: what is to be decided, by its numbers."""
    for state in OPEN:
        found = [o for o in outcomes if o.state == state]
        if not found:
            continue
        told = [f"n° {o.correction.number} ({_object(o, catalogue)})" for o in found[:_MOST]]
        rest = len(found) - len(told)
        more = f" et {number(rest)} autre{'s' if rest > 1 else ''}" if rest else ""
        plural = "s" if len(found) > 1 else ""
        yield (
            f"{number(len(found))} correction{plural} à décider, {_MEANINGS[state]} : "
            f"{', '.join(told)}{more}."
        )


def section(outcomes: Sequence[Outcome], catalogue: Catalogue) -> list[Section]:
    """The corrections of an edition as a part of a report; none where there are none."""
    if not outcomes:
        return []
    counts = Counter(o.state for o in outcomes)
    sentence = ", ".join(_counted(counts[s], s) for s in _TONES if counts[s])
    legend = " ; ".join(f"{state} : {text}" for state, text in _MEANINGS.items() if counts[state])
    sentences = [f"Corrections rejouées après les sources : {sentence}."]
    if legend:
        sentences.append(f"{legend[0].upper()}{legend[1:]}.")
    if any(o.state == CONFLICT and not o.applied for o in outcomes):
        sentences.append(
            "Un chiffre en conflit n'est pas appliqué : celui de la source est plus récent. Un "
            "nom, une classe ou une position le restent tant que rien n'est décidé."
        )
    first_open = sorted(outcomes, key=lambda o: o.state not in OPEN)
    lines = [_line(outcome, catalogue) for outcome in first_open]
    return [Section("Corrections de l'analyste", tuple(sentences), _COLUMNS, lines)]


def drafts_section(
    drafts: Sequence[Correction], catalogue: Catalogue, look: bool = False, nothing: str = _NOTHING
) -> Section:
    """Corrections just captured; of a mere `look`, those that would be, which have no number."""
    title = "Corrections qui seraient enregistrées" if look else "Corrections enregistrées"
    first = 1 if look else 0
    lines = [Line(_told(each, catalogue)[first:]) for each in drafts]
    return Section(title, () if drafts else (nothing,), _COLUMNS[first:6], lines)


def refused_section(
    refused: Iterable[tuple[Correction, CorrectionError]],
    catalogue: Catalogue,
    say: Callable[[AtlasError], str],
) -> Section:
    """Changes that could not be made corrections, each with its reason as `say` tells it."""
    lines = [
        Line(
            (
                layer_title(told.table, catalogue),
                told.key,
                _field_title(told, catalogue),
                _addition(told) if told.kind == ADD else _value(told.after, told),
                say(error),
            ),
            BAD,
        )
        for told, error in refused
    ]
    why = "Ces changements ne peuvent pas être rejoués : à refaire autrement."
    return Section("Non enregistrées", (why,), _REFUSED, lines)


def far_move(correction: Correction) -> str:
    """What is to be said of a point that was moved far: "déplacé de 21 km"; else nothing."""
    km = far_km(correction)
    return f"déplacé de {number(km)} km" if km else ""


def far_km(correction: Correction) -> float:
    """How far a point was moved (km), where that is so far that a slip is likely; else 0."""
    ends = correction.before, correction.after
    if correction.kind != MOVE or not all(each.startswith("POINT (") for each in ends):
        return 0.0
    km = geometry.distance_m(*map(geometry.from_wkt, ends)) / 1000
    return km if km > _FAR_KM else 0.0


def layer_title(table: str, catalogue: Catalogue) -> str:
    """What a page calls the layer of a table; the table's own name where there is none."""
    try:
        return catalogue.layer_of(table).title
    except CatalogueError:
        return table


def _line(outcome: Outcome, catalogue: Catalogue) -> Line:
    told = outcome.correction
    state = outcome.state if outcome.applied or outcome.state != CONFLICT else "en conflit, écartée"
    cells = (
        *_told(told, catalogue),
        _value(outcome.found, told),
        told.reason,
        f"{told.author}, {_day(told.made_on)}",
        state,
    )
    return Line(cells, _TONES.get(outcome.state, PLAIN))


def _told(told: Correction, catalogue: Catalogue) -> tuple[str, ...]:
    after = _day(told.effective) if told.effective else _value(told.after, told)
    if told.kind == ADD:
        row = told.row()
        after = row.get(NAME) or row.get("class") or "objet"
    return (
        str(told.number),
        layer_title(told.table, catalogue),
        told.key,
        f"{told.kind} {_column(told, catalogue)}".strip(),
        _value(told.before, told),
        after,
    )


def _addition(told: Correction) -> str:
    """Name and place of a row to add."""
    row = told.row()
    found = (row.get(NAME, ""), row.get("commune", ""), _place(row.get(GEOMETRY, "")))
    return ", ".join(text for text in found if text)


def _layer(told: Correction, catalogue: Catalogue) -> str:
    try:
        return catalogue.layer_of(told.table).id
    except CatalogueError:
        return ""


def _column(told: Correction, catalogue: Catalogue) -> str:
    return f"({_field_title(told, catalogue)})" if told.field and told.kind != MOVE else ""


def _field_title(told: Correction, catalogue: Catalogue) -> str:
    fields = {each.name: each.title for each in catalogue.table(told.table).fields}
    return {**fields, GEOMETRY: "Position"}.get(told.field, told.field)


def _object(outcome: Outcome, catalogue: Catalogue) -> str:
    told = outcome.correction
    return f"{layer_title(told.table, catalogue)}, {told.key}"


def _day(text: str) -> str:
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text


def _counted(count: int, state: str) -> str:
    """`2 appliquées`, `2 déjà publiées`, `2 en conflit`, `2 déplacées par l'éditeur`."""
    if count > 1:
        state = state.replace("ée", "ées").replace("pheline", "phelines")
    return f"{number(count)} {state}"


def _value(text: str, told: Correction) -> str:
    """A value as people read it: a point by its rounded coordinates, a shape by its kind."""
    if told.kind != MOVE or not text:
        return _short(text)
    if text.partition(" ")[0] != "POINT":
        return "autre tracé" if text == told.after else "tracé"
    return _place(text)


def _place(text: str) -> str:
    """A point by its rounded coordinates; of another shape nothing."""
    kind, _, rest = text.partition(" ")
    found = rest.strip("() ").split()[:2]
    if kind != "POINT" or len(found) < 2:
        return ""
    x, y = map(float, found)
    return f"x {number(x)}, y {number(y)} (Lambert-93)"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
