"""Territories side by side as a workbook: a table with marks, and every value with its source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..catalogue import Catalogue
from ..edition import Edition
from ..french import day_of, long_date
from ..profile.figure import UNKNOWN, Figure
from ..tables.cells import (
    HEADING,
    HEADS,
    NUMBER,
    PARAGRAPH,
    ROW,
    AtLeast,
    Cell,
    Column,
    Grid,
    WordLine,
    Words,
)
from ..tables.profiles import AT_LEAST_MARK
from ..tables.readme import audience_line, sources_lines
from ..tables.workbook import About, write_workbook
from ..territories import perimeter_note
from .choice import Indicator, groups, indicators
from .table import INSIDE, MASKED, Table, mark_of, value_of

_TITLE = "Territoires d’industrie côte à côte"
_WIDTHS = (30, 44, 20, 14, 24, 34, 60)
_MARKS = (
    ("au moins", "le nombre est un minimum : des parts ne sont pas publiées."),
    (MASKED, "la valeur dirait celle d’un site, ou permettrait de la déduire."),
    (INSIDE, "valeur masquée dans toute diffusion (feuille « Valeurs »)."),
    (UNKNOWN, "personne ne publie la valeur, ou cette édition ne l’a pas ; d’un total, trop de "
     "parts manquent. Ce n’est pas zéro."),
    ("totaux", "la dernière ligne n’additionne que ce que la feuille montre ; « Toutes les "
     "adresses » compte aussi ce qui est masqué, qui ensemble ne dit la valeur d’aucun site."),
)  # fmt: skip
_COLUMNS = (
    Column("Territoire"),
    Column("Groupe"),
    Column("Indicateur"),
    Column("Valeur", NUMBER, None),
    Column("Unité"),
    Column("Mention"),
    Column("Source"),
    Column("Millésime"),
    Column("Note"),
    Column("Nom technique"),
)
_INSIDE_MARK = "interne : masquée dans toute diffusion"


def write_comparison(path: Path, table: Table, edition: Edition, catalogue: Catalogue) -> None:
    """Write the workbook; raises as `tables.workbook.write_workbook` does."""
    about = About(
        title=_TITLE,
        subject="Territoires d’industrie",
        footer=f"Édition du {long_date(day_of(table.created))}. {audience_line(edition)}",
        created=table.created,
    )
    pages: list[Words | Grid] = [
        _readme(table, edition, catalogue),
        _side_by_side(table),
        _values(table),
    ]
    write_workbook(path, pages, about)


def _side_by_side(table: Table) -> Grid:
    """A row a territory, a column an indicator, marks as words, minima as numbers that say so."""
    columns = [Column("Identifiant"), Column("Territoire")]
    columns += [Column(f"{each.group} – {each.title}", NUMBER, _decimals(each))
                for each in indicators()]  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            row.territory.id,
            row.territory.title,
            *(_cell(row.figures[each.name]) for each in indicators()),
        )
        for row in table.rows
    ]
    totals: list[tuple[Cell, ...]] = []
    if len(rows) > 1:
        sums = (table.totals.get(each.name) for each in indicators())
        cells = (None if figure is None else _cell(figure) for figure in sums)
        totals.append((None, f"Ensemble des {len(rows)} territoires", *cells))
    return Grid("Comparaison", _TITLE, tuple(columns), rows, fixed=2, footer=totals)


def _decimals(indicator: Indicator) -> int | None:
    return 0 if indicator.counts or indicator.unit in ("habitants", "postes") else 1


def _cell(figure: Figure) -> Cell:
    value = value_of(figure)
    if value is None:
        return mark_of(figure)
    return AtLeast(value) if figure.minimum else value


def _values(table: Table) -> Grid:
    return Grid("Valeurs", _TITLE, _COLUMNS, list(_lines(table)))


def _lines(table: Table) -> Iterator[tuple[Cell, ...]]:
    for row in table.rows:
        for each in indicators():
            figure = row.figures[each.name]
            yield (
                row.territory.title,
                each.group,
                each.label,
                value_of(figure),
                each.unit,
                _mention(figure),
                figure.source,
                figure.vintage,
                figure.note,
                each.name,
            )


def _mention(figure: Figure) -> str | None:
    """All that has to be said of a value, None for nothing."""
    if value_of(figure) is None:
        return mark_of(figure)
    told = [AT_LEAST_MARK] * figure.minimum + [_INSIDE_MARK] * figure.masked
    return " ; ".join(told) or None


def _readme(table: Table, edition: Edition, catalogue: Catalogue) -> Words:
    names = ", ".join(row.territory.title for row in table.rows)
    perimeters = perimeter_note(row.territory for row in table.rows)
    lines = [
        WordLine(PARAGRAPH, (f"{names} ({perimeters}).",)),
        WordLine(
            PARAGRAPH,
            (f"Édition du {long_date(day_of(table.created))}. {audience_line(edition)}",),
        ),
        WordLine(
            PARAGRAPH,
            (
                "Feuille « Comparaison » : une ligne par territoire, une colonne par indicateur ; "
                "feuille « Valeurs » : une ligne par valeur, avec sa source, son millésime et ce "
                "qu’elle laisse de côté.",
            ),
        ),
        WordLine(ROW, ()),
        WordLine(HEADING, ("Mentions",)),
        *(WordLine(ROW, (mark, meaning)) for mark, meaning in _MARKS),
        WordLine(ROW, ()),
        WordLine(HEADING, ("Avant de comparer",)),
        WordLine(HEADS, ("Groupe", "Remarque")),
        *(WordLine(ROW, (group.title, note)) for group in groups() for note in group.notes),
        *sources_lines(edition, catalogue, list(catalogue.layers)),
    ]
    return Words("À lire", _TITLE, _WIDTHS, lines)
