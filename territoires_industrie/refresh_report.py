"""What a refresh did, for the analyst: sources, layers, what was kept, what became of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from .catalogue import AtlasLayer, Catalogue
from .corrections.wording import decisions
from .corrections.wording import section as corrections_section
from .edition import Edition
from .energy_report import energy_sections
from .errors import AtlasError
from .french import day_of, long_date, number
from .gathering import Outcome
from .layers.lengths import lengths_by_territory
from .projects import unchecked
from .refresh import Refreshed
from .report import BAD, GOOD, PLAIN, WARN, Column, Line, Section, document
from .sources.protocols import is_remote

_SOURCES = (
    Column("Source"),
    Column("Éditeur"),
    Column("État"),
    Column("Lignes lues", number=True),
    Column("Millésime"),
    Column("Obtenu le"),
    Column("Durée", number=True),
    Column("Licence"),
)
_ACCOUNTS = (
    Column("Couche"),
    Column("Source"),
    Column("Sort"),
    Column("Motif"),
    Column("Lignes", number=True),
)
_MOST_PROJECTS = 10


def refresh_report(refreshed: Refreshed, catalogue: Catalogue) -> str:
    """The report as an HTML page in French."""
    edition = refreshed.edition
    names = ", ".join(territory.title for territory in refreshed.order.territories)
    subtitle = (
        f"{names}. Fichier {edition.path.name}, écrit le {long_date(edition.created.date())}."
    )
    sections = [
        Section("À savoir", tuple(warnings(refreshed, catalogue))),
        Section("Sources", (), _SOURCES, tuple(_source_lines(refreshed, catalogue))),
        _territories_section(refreshed, catalogue),
        _lengths_section(refreshed, catalogue),
        *energy_sections(refreshed, catalogue),
        *corrections_section(refreshed.corrections, catalogue),
        Section(
            "Ce que sont devenues les lignes",
            ("Lignes lues = lignes dessinées + hors carte + écartées, pour chaque source.",),
            _ACCOUNTS,
            tuple(_account_lines(edition, catalogue)),
        ),
    ]
    return document(edition.title, subtitle, sections)


def warnings(refreshed: Refreshed, catalogue: Catalogue) -> Iterator[str]:
    """The sentences that the analyst has to read, in French."""
    said = False
    for layer_id, errors in refreshed.failures.items():
        layer = catalogue.layers[layer_id]
        for source, error in errors.items():
            said = True
            yield _failure(refreshed, catalogue, layer, source, error)
    for outcome in refreshed.outcomes.values():
        if outcome.raw is not None and outcome.raw.offline:
            said = True
            day = long_date(day_of(outcome.raw.retrieved_at))
            yield f"« {outcome.source.title} » : copie locale du {day}."
    if not said:
        yield "Toutes les sources demandées ont répondu."
    yield from decisions(refreshed.corrections, catalogue)
    yield from _projects(refreshed.edition, catalogue)


def _projects(edition: Edition, catalogue: Catalogue) -> Iterator[str]:
    """The projects to come that are on no page any more until somebody checks them."""
    told: list[str] = []
    for layer in catalogue.layers.values():
        for table in layer.tables if layer.family == "atlas" else ():
            rows = edition.frame(table.name)
            rows = rows[unchecked(rows)]
            told += rows["name"].fillna(layer.title + ", " + rows["commune"].fillna("")).tolist()
    if told:
        names = _listed(sorted(told), _MOST_PROJECTS)
        words = "projet non vérifié" if len(told) == 1 else "projets non vérifiés"
        yield (
            f"{number(len(told))} {words} depuis douze mois, hors des pages : {names}. "
            "Vérifier leur statut et le dater (verifie_le) les y remet."
        )


def _listed(words: Sequence[str], most: int) -> str:
    """The first words, and how many others there are: `a, b et 3 autres`."""
    rest = len(words) - most
    told = ", ".join(words[:most])
    return told if rest <= 0 else f"{told} et {number(rest)} {'autre' if rest == 1 else 'autres'}"


def _failure(
    refreshed: Refreshed,
    catalogue: Catalogue,
    layer: AtlasLayer,
    source: str,
    error: AtlasError,
) -> str:
    title = catalogue.sources[source].title if source else layer.title
    before = long_date(refreshed.order.previous.created.date())
    what = (
        f"la couche garde ses lignes de l'édition du {before}"
        if layer.id in refreshed.kept
        else "la couche est faite des autres sources"
    )
    return f"{layer.title} – « {title} » : {refreshed.order.say(error)} En attendant, {what}."


def _source_lines(refreshed: Refreshed, catalogue: Catalogue) -> Iterator[Line]:
    for source in catalogue.sources.values():
        if not is_remote(source):
            continue
        outcome = refreshed.outcomes.get(source.id)
        state, tone = _state(outcome)
        raw = outcome.raw if outcome else None
        yield Line(
            (
                source.title,
                source.publisher,
                state,
                number(len(raw.frame)) if raw else "–",
                raw.vintage if raw else "–",
                long_date(day_of(raw.retrieved_at)) if raw else "–",
                f"{number(outcome.seconds, 1)} s" if outcome else "–",
                source.licence,
            ),
            tone,
        )


def _state(outcome: Outcome | None) -> tuple[str, str]:
    if outcome is None:
        return "non demandée", PLAIN
    if outcome.raw is None:
        return "en panne", BAD
    return ("copie locale", WARN) if outcome.raw.offline else ("à jour", GOOD)


def _territories_section(refreshed: Refreshed, catalogue: Catalogue) -> Section:
    """How many objects on the legend each territory has, by layer."""
    layers = [
        layer
        for layer in catalogue.layers.values()
        if layer.family == "atlas" and _is_counted(layer)
    ]
    counts = {layer.id: _drawn(refreshed.edition, layer) for layer in layers}
    columns = [Column("Territoire"), *(Column(layer.title, number=True) for layer in layers)]
    lines = [
        Line(
            (
                territory.title,
                *(number(counts[layer.id][territory.id]) for layer in layers),
            )
        )
        for territory in refreshed.order.territories
    ]
    sentence = "Objets de la légende rattachés au territoire, lignes et surfaces exceptées."
    return Section("Territoires", (sentence,), columns, lines)


def _lengths_section(refreshed: Refreshed, catalogue: Catalogue) -> Section:
    """How long the lines of each layer are within each territory."""
    layers = [
        layer
        for layer in catalogue.layers.values()
        if layer.family == "atlas" and any(table.geometry == "line" for table in layer.tables)
    ]
    territories = refreshed.order.territories
    measured = [
        lengths_by_territory(
            [refreshed.edition.frame(t.name) for t in layer.tables if t.geometry == "line"],
            territories,
        )
        for layer in layers
    ]
    columns = [Column("Territoire"), *(Column(layer.title, number=True) for layer in layers)]
    lines = [
        Line((territory.title, *(number(km[territory.id]) for km in measured)))
        for territory in territories
    ]
    sentence = (
        "Kilomètres à l'intérieur du territoire : ce qui passe sa limite y est dessiné entier et "
        "compté jusqu'à elle ; projets exceptés."
    )
    return Section("Longueurs", (sentence,), columns, lines)


def _is_counted(layer: AtlasLayer) -> bool:
    return any(table.geometry == "point" for table in layer.tables)


def _drawn(edition: Edition, layer: AtlasLayer) -> Counter[str]:
    """Objects by territory, each once although it may stand in two tables."""
    found: dict[str, str] = {}
    for table in layer.tables:
        rows = edition.frame(table.name)
        rows = rows[rows["class"].fillna("") != ""]
        found |= dict(zip(rows["key"], rows["rattachement"].fillna(""), strict=True))
    return Counter(found.values())


def _account_lines(edition: Edition, catalogue: Catalogue) -> Iterator[Line]:
    totals: Counter[tuple[str, str, str, str]] = Counter()
    for entry in edition.accounting():
        totals[entry.layer, entry.source, entry.outcome, entry.reason] += entry.rows
    for (layer, source, outcome, reason), rows in totals.items():
        titles: Mapping[str, str] = {name: s.title for name, s in catalogue.sources.items()}
        yield Line(
            (
                catalogue.layers[layer].title,
                titles.get(source, source),
                outcome,
                reason or "–",
                number(rows),
            )
        )
