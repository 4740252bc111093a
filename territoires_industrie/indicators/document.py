"""Territories side by side as one HTML page: sorted by a click or a key, read offline, printed.

Everything is in the file: it fetches nothing, and says so to the browser. Without scripts the
tables stay as they are, in the atlas' order.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape

from ..catalogue import Catalogue
from ..edition import Edition
from ..french import day_of, long_date, typographic
from ..paths import RESOURCES
from ..profile.figure import UNKNOWN, Figure
from ..territories import perimeter_note
from .choice import Group, Indicator, groups
from .table import INSIDE, MASKED, Table, mark_of, printed, shared_notes, value_of

#: A printed table of more columns than this has no room for bars.
_MOST_WITH_BARS = 9
#: Nothing is fetched, whatever the page holds, and no script runs but ours.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
_STYLE, _SCRIPT = "page.css", "page.js"
_AUDIENCES = {
    "publique": "Diffusion publique.",
    "partenaires": "Diffusion aux partenaires : ne pas transmettre au-delà.",
    "interne": "Usage interne : rien n’est masqué, ne pas diffuser.",
}
_MARKS = (
    ("au moins", "des parts ne sont pas publiées : la valeur est un minimum."),
    (
        MASKED,
        "la valeur dirait celle d’un site (moins de 3 sites, un site à 85 % ou plus), ou "
        "permettrait de la déduire. La dernière ligne n’additionne que ce que le tableau montre ; "
        "« Toutes les adresses » compte aussi ce qui est masqué, qui ensemble ne dit aucun site.",
    ),
    (INSIDE, "valeur masquée dans toute diffusion."),
    (
        UNKNOWN,
        "personne ne publie la valeur, ou cette édition ne l’a pas ; d’un total, trop de parts "
        "manquent. Ce n’est pas zéro.",
    ),
)


def _perimeters(table: Table) -> str:
    return perimeter_note(row.territory for row in table.rows)


def comparison_page(
    table: Table, edition: Edition, catalogue: Catalogue, changes: Sequence[str] = ()
) -> str:
    """The whole page; `changes` says in French what is new since an earlier edition."""
    count = len(table.rows)
    title = f"{count} territoires d'industrie côte à côte" if count > 1 else _only(table)
    subtitle = (
        f"Édition du {long_date(day_of(table.created))}, {_perimeters(table)}. "
        f"{_AUDIENCES.get(table.audience, '')}"
    )
    tables = [group for group in groups() if _is_told(group, table)]
    body = "\n".join(
        (
            f"<header><h1>{_text(title)}</h1><p>{_text(subtitle)}</p></header>",
            _contents(tables),
            _marks(table),
            _changes(changes),
            "<main>",
            *(_group(group, table) for group in tables),
            "</main>",
            _foot(edition, catalogue),
        )
    )
    style, script = _part(_STYLE), _part(_SCRIPT)
    digest = base64.b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest=digest)}">\n'
        f"<title>{_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )


@lru_cache(maxsize=2)
def _part(name: str) -> str:
    return (RESOURCES / "comparison" / name).read_text(encoding="utf-8")


def _only(table: Table) -> str:
    return f"{table.rows[0].territory.title} en chiffres" if table.rows else "Aucun territoire"


def _is_told(group: Group, table: Table) -> bool:
    """Whether anything but "non disponible" stands in a group's table."""
    return any(
        mark_of(figure) != UNKNOWN
        for indicator in group.indicators
        for figure in table.column(indicator.name)
    )


# ---------------------------------------------------------------- before the tables


def _contents(tables: Sequence[Group]) -> str:
    links = "".join(
        f'<li><a href="#{_anchor(group)}">{_text(group.title)}</a></li>' for group in tables
    )
    return f'<nav aria-label="Tableaux"><ul>{links}</ul></nav>'


def _anchor(group: Group) -> str:
    return f"t{groups().index(group) + 1}"


def _marks(table: Table) -> str:
    there = {mark_of(figure) for row in table.rows for figure in row.figures.values()}
    told = "".join(
        f"<p><strong>{_text(mark)}</strong> : {_text(meaning)}</p>"
        for mark, meaning in _MARKS
        if mark in there
    )
    how = (
        "<p>Chaque en-tête de colonne trie le tableau : du plus grand au plus petit, puis "
        "l’inverse, puis l’ordre de l’atlas.</p>"
    )
    return f'<div class="marks">{told}{how}</div>'


def _changes(changes: Sequence[str]) -> str:
    if not changes:
        return ""
    first, *rest = changes
    told = "".join(f"<p>{_text(sentence)}</p>" for sentence in rest)
    return f'<section class="changes"><h2>{_text(first)}</h2>{told}</section>'


# ---------------------------------------------------------------- tables


def _group(group: Group, table: Table) -> str:
    heads = "".join(map(_head, ("Territoire", *(each.title for each in group.indicators))))
    rows = "\n".join(
        f'<tr><th scope="row">{_text(row.territory.title)}</th>'
        + "".join(_cell(row.figures[each.name], each, table) for each in group.indicators)
        + "</tr>"
        for row in table.rows
    )
    notes = "".join(f"<p>{_text(note)}</p>" for note in group.notes)
    title = _text(group.title)
    wide = " wide" if len(group.indicators) > _MOST_WITH_BARS else ""
    return (
        f'<section class="group{wide}" id="{_anchor(group)}"><h2>{title}</h2>\n{notes}\n'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{_attribute(group.title)}">'
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n"
        f"{_totals(group, table)}</table></div>\n{_sources(group, table)}</section>"
    )


def _head(title: str) -> str:
    return f'<th scope="col"><button type="button">{_breakable(title)}</button></th>'


def _cell(figure: Figure, indicator: Indicator, table: Table) -> str:
    value, mark = value_of(figure), mark_of(figure)
    why = f' title="{_attribute(figure.note)}"' if figure.note and mark else ""
    if value is None:
        return f'<td{why}><span class="mark">{_text(mark)}</span></td>'
    beside = ' <span class="mark">interne</span>' if figure.masked else ""
    bar = _bar(value, indicator, table)
    return f'<td data-value="{value!r}"{why}>{_told(figure, indicator)}{beside}{bar}</td>'


def _told(figure: Figure, indicator: Indicator) -> str:
    told = _text(printed(figure, indicator))
    if not figure.minimum:
        return told
    return told.replace("au moins", '<span class="least">au moins</span>', 1)


def _bar(value: float, indicator: Indicator, table: Table) -> str:
    """How much it is of the largest: seen before it is read."""
    known = [value_of(figure) for figure in table.column(indicator.name)]
    most = max((one for one in known if one is not None), default=0.0)
    if most <= 0 or value <= 0:
        return ""
    return f'<i style="width:{max(100 * value / most, 1):.0f}%"></i>'


def _totals(group: Group, table: Table) -> str:
    if len(table.rows) < 2:
        return ""
    cells = "".join(_total(table.totals.get(each.name), each) for each in group.indicators)
    return (
        f'<tfoot><tr><th scope="row">Ensemble des {len(table.rows)} territoires</th>'
        f"{cells}</tr></tfoot>\n"
    )


def _total(figure: Figure | None, indicator: Indicator) -> str:
    """A total, nothing where a sum means nothing."""
    if figure is None:
        return "<td></td>"
    value = value_of(figure)
    if value is None:
        return f'<td><span class="mark">{UNKNOWN}</span></td>'
    return f"<td>{_told(figure, indicator)}</td>"


def _sources(group: Group, table: Table) -> str:
    """Source, vintage and the notes that hold for all territories, indicator by indicator."""
    entries: dict[str, list[str]] = {}
    for each in group.indicators:
        told = " ".join(_said(table.column(each.name)))
        if told:
            entries.setdefault(told, []).append(each.label)
    terms = "".join(
        f"<dt>{_text(', '.join(labels))}</dt><dd>{_text(told)}</dd>"
        for told, labels in entries.items()
    )
    return f"<details><summary>Sources et millésimes</summary><dl>{terms}</dl></details>"


def _said(figures: Sequence[Figure]) -> Iterator[str]:
    known = [figure for figure in figures if figure.value is not None]
    for source, vintage in dict.fromkeys((one.source, one.vintage) for one in known):
        yield f"{source} ({vintage})." if vintage else f"{source}."
    yield from shared_notes(known)


def _foot(edition: Edition, catalogue: Catalogue) -> str:
    """Attributions of all sources, each once."""
    told: dict[str, None] = {}
    for entry in edition.provenance():
        known = catalogue.sources.get(entry.source)
        if entry.rows:
            name = known.attribution if known else entry.publisher
            told[f"{name} ({entry.licence or 'licence non établie'})"] = None
    words = " ; ".join(told)
    return (
        f"<footer><h2>Attributions et licences</h2><p>{_text(words)}.</p>"
        "<p>Document établi avec l’extension QGIS « Territoires d’industrie » ; sans lien avec le "
        "programme national du même nom.</p></footer>"
    )


def _text(text: str) -> str:
    return escape(typographic(text), quote=False)


def _breakable(title: str) -> str:
    """A heading that may go on in a second line after a slash."""
    return _text(title).replace("/", "/<wbr>")


def _attribute(text: str) -> str:
    return escape(typographic(text), quote=True)
