"""A comparison of two editions, for the analyst: what changed, which sources, which figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .catalogue import Catalogue, Field
from .comparison import Comparison, SourceComparison
from .differences import (
    APPEARED,
    CLASS,
    GONE,
    KINDS,
    MOVED,
    NOT_RENEWED,
    PLACE,
    LayerComparison,
)
from .edition import Edition, Provenance
from .french import long_date, number
from .report import BAD, GOOD, PLAIN, WARN, Column, Line, Section, document
from .territories import all_territories

if TYPE_CHECKING:
    from pandas import DataFrame

NO_DIFFERENCE = "Aucune différence."
#: The most lines that the page shows of a layer; the table of changes has them all.
MOST_LINES = 60

_LAYERS = (
    Column("Couche"),
    Column("Avant", number=True),
    Column("Apparus", number=True),
    Column("Disparus", number=True),
    Column("Après", number=True),
    Column("Déplacés", number=True),
    Column("Changements de classe", number=True),
    Column("Autres changements", number=True),
)
_SOURCES = (
    Column("Couche"),
    Column("Source"),
    Column("Millésime avant"),
    Column("Millésime après"),
    Column("Objets avant", number=True),
    Column("Objets après", number=True),
    Column("État"),
)
_FIGURES = (
    Column("Couche"),
    Column("Territoire"),
    Column("Objets avant", number=True),
    Column("Objets après", number=True),
    Column("Grandeur"),
    Column("Total avant", number=True),
    Column("Total après", number=True),
)
_CHANGES = (
    Column("Changement"),
    Column("Nom"),
    Column("Commune"),
    Column("Territoire"),
    Column("Champ"),
    Column("Avant"),
    Column("Après"),
    Column("Source"),
)
_TONES = {APPEARED: GOOD, GONE: WARN}
_UNATTACHED = "sans territoire"
_UNKNOWN = "–"
_OFF_LEGEND = "hors légende"


def comparison_report(comparison: Comparison, catalogue: Catalogue) -> str:
    """The comparison as an HTML page in French."""
    names = ", ".join(territory.title for territory in comparison.territories)
    subtitle = (
        f"{_named(comparison.before)}, puis {_named(comparison.after)}. "
        f"{names or 'Tous les territoires'}."
    )
    sentences = [summary(comparison), *warnings(comparison, catalogue)]
    sections = [
        Section("En bref", sentences, _LAYERS, [_layer_line(x) for x in comparison.layers]),
        _sources_section(comparison, catalogue),
        _figures_section(comparison),
        *(_changes_section(x, catalogue) for x in comparison.layers if len(x.changes)),
    ]
    return document("Comparaison de deux éditions", subtitle, sections)


def summary(comparison: Comparison) -> str:
    """One sentence on the whole, in French."""
    if not any(len(layer.changes) for layer in comparison.layers):
        if any(map(_is_told, comparison.sources)):
            return "Aucune différence entre les objets ; des sources ont changé (voir plus bas)."
        return NO_DIFFERENCE
    appeared, gone, moved, reclassed = (
        comparison.count(kind) for kind in (APPEARED, GONE, MOVED, CLASS)
    )
    others = comparison.count(*KINDS) - appeared - gone - moved - reclassed
    return (
        f"{_counted(appeared, 'apparu')}, {_counted(gone, 'disparu')}, "
        f"{_counted(moved, 'déplacé')}, {_counted(reclassed, 'changement')} de classe et "
        f"{_counted(others, 'autre')} {'changements' if others > 1 else 'changement'}."
    )


def warnings(comparison: Comparison, catalogue: Catalogue) -> Iterator[str]:
    """What has to be known so that the figures are not misread, in French."""
    before, after = comparison.before, comparison.after
    if before.created > after.created:
        yield (
            f"L'édition comparée à l'autre comme ancienne ({_day(before)}) est la plus récente : "
            "les apparitions sont des disparitions, et inversement."
        )
    for layer in comparison.layers:
        silent = [x for x in comparison.sources if x.is_silent and x.layer == layer.layer.id]
        if silent:
            yield _silence(layer, silent, catalogue)
    tables_after = after.tables()
    for layer in comparison.layers:
        for table in layer.missing:
            gone = table not in tables_after
            edition, what = (after, "disparus") if gone else (before, "apparus")
            yield (
                f"« {layer.layer.title} » : la table {table} manque dans l'édition du "
                f"{_day(edition)}, ses objets paraissent donc {what}."
            )
    for table in comparison.unknown:
        yield f"La table {table} n'est plus au catalogue : elle n'est pas comparée."


def _silence(
    layer: LayerComparison, silent: Sequence[SourceComparison], catalogue: Catalogue
) -> str:
    changes = layer.changes
    unsure = int(((changes["change"] == GONE) & (changes["after"] == NOT_RENEWED)).sum())
    titles = ", ".join(f"« {_title(source, catalogue)} »" for source in silent)
    said = f"{layer.layer.title} : source non actualisée, {titles}"
    if len(silent) > 1:
        said = f"{layer.layer.title} : sources non actualisées, {titles}"
    if not unsure:
        return f"{said}."
    return f"{said} ; {_counted(unsure, 'objet')} en moins, sans qu'aucune source l'ait dit."


# ---------------------------------------------------------------- sections


def _layer_line(layer: LayerComparison) -> Line:
    shown = [layer.count(kind) for kind in (APPEARED, GONE, MOVED, CLASS)]
    appeared, gone, moved, reclassed = shown
    figures = layer.figures
    values = (
        *(int(figures["before"].sum()), appeared, gone, int(figures["after"].sum())),
        *(moved, reclassed, len(layer.changes) - sum(shown)),
    )
    tone = WARN if gone else GOOD if appeared else PLAIN
    return Line((layer.layer.title, *map(number, values)), tone)


def _sources_section(comparison: Comparison, catalogue: Catalogue) -> Section:
    told = [source for source in comparison.sources if _is_told(source)]
    unchanged = len(comparison.sources) - len(told)
    sentence = (
        f"{_counted(unchanged, 'source')} de couche {'gardent' if unchanged > 1 else 'garde'} "
        "millésime et nombre d'objets. Millésimes et nombres sont ceux de l'édition entière."
    )
    lines = [_source_line(source, catalogue) for source in told]
    return Section("Sources", (sentence,), _SOURCES, lines)


def _is_told(source: SourceComparison) -> bool:
    return source.is_silent or source.is_new_vintage or _rows(source.before) != _rows(source.after)


def _source_line(source: SourceComparison, catalogue: Catalogue) -> Line:
    if source.is_silent:
        state, tone = "non actualisée", BAD
    elif not _rows(source.after):
        state, tone = "plus d'objet", WARN
    elif not _rows(source.before):
        state, tone = "nouvelle", GOOD
    elif source.is_new_vintage:
        state, tone = "autre millésime", GOOD
    else:
        state, tone = "même millésime", PLAIN
    vintages = (x.vintage if x is not None else "" for x in (source.before, source.after))
    cells = (
        catalogue.layers[source.layer].title,
        _title(source, catalogue),
        *(vintage or _UNKNOWN for vintage in vintages),
        *(number(_rows(entry)) for entry in (source.before, source.after)),
        state,
    )
    return Line(cells, tone)


def _figures_section(comparison: Comparison) -> Section:
    """Layers and territories whose figures differ; the others are counted."""
    titles = {territory.id: territory.title for territory in all_territories()}
    lines = []
    same = 0
    for layer in comparison.layers:
        figures = layer.figures
        differs = _differ(figures)
        same += int((~differs).sum())
        shown = figures[differs]
        lines += [
            _figure_line(layer, titles.get(territory, territory or _UNATTACHED), *values)
            for territory, *values in zip(*(shown[name] for name in shown.columns), strict=True)
        ]
    sentence = f"{_counted(same, 'autre')} {'comptes' if same > 1 else 'compte'} sans changement."
    return Section("Comptes par couche et par territoire", (sentence,), _FIGURES, lines)


def _differ(figures: DataFrame) -> DataFrame:
    """Whether numbers of objects or sums differ, by territory; sums by more than rounding."""
    before, after = figures["sum_before"].fillna(0), figures["sum_after"].fillna(0)
    sums = (before - after).astype("float64").abs() > 1e-9 * before.astype("float64").abs()
    return (figures["before"] != figures["after"]) | sums


def _figure_line(
    layer: LayerComparison,
    territory: str,
    before: int,
    after: int,
    sum_before: float,
    sum_after: float,
) -> Line:
    quantity = layer.quantity.alias if layer.quantity else _UNKNOWN
    sums = (_UNKNOWN if total != total else number(total, 1) for total in (sum_before, sum_after))
    tone = WARN if after < before else GOOD if after > before else PLAIN
    cells = (layer.layer.title, territory, number(before), number(after), quantity, *sums)
    return Line(cells, tone)


def _changes_section(layer: LayerComparison, catalogue: Catalogue) -> Section:
    kinds = {kind: layer.count(kind) for kind in KINDS}
    told = " ; ".join(f"{kind} : {number(count)}" for kind, count in kinds.items() if count)
    sentences = [f"{told}."]
    if (rest := len(layer.changes) - MOST_LINES) > 0:
        sentences.append(
            f"Les {MOST_LINES} premiers ; {_counted(rest, 'autre')} dans la table des changements."
        )
    shown = layer.changes.head(MOST_LINES)
    titles = {territory.id: territory.title for territory in all_territories()}
    fields = {field.name: field for table in layer.layer.tables for field in table.fields}
    if layer.quantity is not None:
        fields.setdefault(layer.quantity.name, layer.quantity)
    lines = [
        _change_line(change, fields, titles, catalogue)
        for change in shown.to_dict(orient="records")
    ]
    return Section(layer.layer.title, sentences, _CHANGES, lines)


def _change_line(
    change: dict[str, str],
    fields: dict[str, Field],
    titles: dict[str, str],
    catalogue: Catalogue,
) -> Line:
    field = fields.get(change["field"])
    values = [_shown(change[side], change["field"], field) for side in ("before", "after")]
    what, tone = change["change"], _TONES.get(change["change"], PLAIN)
    if what == MOVED:
        what = f"{what} de {number(float(change['difference']))} m"
    if what in (APPEARED, GONE):
        values = [change["before"], change["after"]]
        tone = BAD if NOT_RENEWED in values else tone
    known = catalogue.sources.get(change["source"])
    cells = (
        what,
        change["name"] or change["key"],
        change["commune"] or _UNKNOWN,
        titles.get(change["territory"], change["territory"] or _UNKNOWN),
        field.alias if field else "Position (EPSG:2154)" if change["field"] == PLACE else "",
        *values,
        known.title if known else change["source"],
    )
    return Line(cells, tone)


def _shown(text: str, name: str, field: Field | None) -> str:
    """A value as people read it; one of the legend's that is empty is off the legend."""
    if not text:
        return _OFF_LEGEND if name == "class" else _UNKNOWN
    if field is None or field.type != "real":
        return text
    return number(float(text), 0 if float(text).is_integer() else 2)


# ---------------------------------------------------------------- words


def _named(edition: Edition) -> str:
    return f"{edition.title} (fichier {edition.path.name}, écrit le {_day(edition)})"


def _day(edition: Edition) -> str:
    return long_date(edition.created.date())


def _title(source: SourceComparison, catalogue: Catalogue) -> str:
    known = catalogue.sources.get(source.source)
    return known.title if known else source.source


def _rows(entry: Provenance | None) -> int:
    return entry.rows if entry is not None else 0


def _counted(count: int, word: str) -> str:
    """`1 apparu`, `2 apparus`, `0 apparu`."""
    return f"{number(count)} {word}{'s' if count > 1 else ''}"
