"""Territories side by side as one HTML page: sorted by a click or a key, read offline, printed.

Everything is in the file: it fetches nothing, and says so to the browser. Without scripts the
tables stay as they are, in the atlas' order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ..catalogue import Catalogue
from ..edition import Edition
from ..french import day_of, long_date, typographic
from ..profile.figure import UNKNOWN, Figure
from ..territories import perimeter_note
from .choice import Group, Indicator, groups
from .table import INSIDE, MASKED, Table, mark_of, printed, shared_notes, value_of

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 15px/1.5 "Open Sans", "Segoe UI", Arial, sans-serif; color: #1d2b36;
  margin: 0 auto; max-width: 90rem; padding: 1rem 1.25rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0 .2rem; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem; border-bottom: 1px solid #c8d2da; }
p { margin: .3rem 0; max-width: 60rem; }
a { color: #00558a; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; list-style: none; padding: 0;
  margin: .8rem 0; }
nav a { display: inline-block; padding: .25rem 0; }
.marks { background: #eef2f5; padding: .6rem .9rem; margin: .9rem 0; max-width: 60rem; }
.scroll { overflow-x: auto; margin: .6rem 0; }
table { border-collapse: separate; border-spacing: 0; font-size: .86rem; min-width: 100%; }
th, td { padding: .3rem .55rem; border-bottom: 1px solid #dde4e9; vertical-align: top; }
thead th { background: #eef2f5; vertical-align: bottom; padding: 0; }
th[scope=row], thead th:first-child { position: sticky; left: 0; z-index: 1; background: #fff;
  text-align: left; font-weight: 600; min-width: 9rem; max-width: 15rem;
  border-right: 1px solid #c8d2da; }
thead th:first-child { background: #eef2f5; }
thead button { all: unset; box-sizing: border-box; display: block; width: 100%;
  min-width: 5.2rem; padding: .35rem .55rem; cursor: pointer; text-align: right;
  font-weight: 600; line-height: 1.3; }
thead th:first-child button { text-align: left; }
thead button:focus-visible, a:focus-visible, .scroll:focus-visible, summary:focus-visible {
  outline: 3px solid #0072b2; outline-offset: -3px; }
thead button::after { content: "\\00a0\\2195"; color: #6b7278; }
th[aria-sort=ascending] button::after { content: "\\00a0\\2191"; color: #1d2b36; }
th[aria-sort=descending] button::after { content: "\\00a0\\2193"; color: #1d2b36; }
td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td i { display: block; height: 3px; margin: .15rem 0 0 auto; background: #5b9bc4; }
td .mark { color: #6b7278; font-style: italic; font-size: .92em; }
td .least { color: #4c5961; font-size: .9em; }
tfoot th, tfoot td { border-top: 2px solid #8a9299; font-weight: 600; }
details { font-size: .86rem; margin: .4rem 0; }
summary { cursor: pointer; padding: .2rem 0; }
dt { font-weight: 600; margin-top: .35rem; }
dd { margin: 0 0 0 1rem; }
@media (max-width: 40rem) {
  body { padding: .6rem .7rem 2rem; font-size: 16px; }
  th[scope=row], thead th:first-child { min-width: 6.5rem; max-width: 8rem; font-size: .95em; }
  thead button, nav a { padding-top: .6rem; padding-bottom: .6rem; }
}
@media print {
  @page { size: A4 landscape; margin: 10mm; }
  body { max-width: none; padding: 0; font-size: 11.5px; }
  nav, details, thead button::after { display: none; }
  .scroll { overflow: visible; }
  h1 { font-size: 19px; }
  h2 { font-size: 15px; margin-top: 0; }
  section.group + section.group { break-before: page; }
  section.group table { font-size: 9.5px; line-height: 1.3; }
  td i { height: 2px; margin: 0 0 0 auto; }
  thead button { white-space: normal; }
  .marks { margin: 6px 0; padding: 4px 9px; max-width: none; }
  .wide td i { display: none; }
  td .least { font-size: .8em; }
  tfoot { display: table-row-group; }
  tr { break-inside: avoid; }
  th, td, thead button { padding: 2px 4px; min-width: 0; }
  th[scope=row], thead th:first-child { position: static; min-width: 0; }
  td { white-space: normal; }
  td i, thead th, .marks { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""

# Sorts a table by the column of a button: rising, falling, then the atlas' order again. Marks stay
# last, whichever way. Written for QGIS' own viewer too, which knows no newer JavaScript.
_SCRIPT = """
(function () {
  function sorted(rows, column, way) {
    return rows.slice().sort(function (a, b) {
      if (way === "none") { return a.atlasOrder - b.atlasOrder; }
      var sign = way === "ascending" ? 1 : -1;
      if (column === 0) {
        return sign * a.cells[0].textContent.localeCompare(b.cells[0].textContent, "fr");
      }
      var x = a.cells[column].getAttribute("data-value");
      var y = b.cells[column].getAttribute("data-value");
      if (x === null || y === null) {
        return (x === null) - (y === null) || a.atlasOrder - b.atlasOrder;
      }
      return sign * (parseFloat(x) - parseFloat(y)) || a.atlasOrder - b.atlasOrder;
    });
  }
  function next(way, column) {
    var ways = column === 0 ? ["ascending", "descending", "none"]
      : ["descending", "ascending", "none"];
    return ways[(ways.indexOf(way) + 1) % 3];
  }
  function prepare(table) {
    var body = table.tBodies[0], heads = table.tHead.rows[0].cells;
    var rows = Array.prototype.slice.call(body.rows);
    rows.forEach(function (row, index) { row.atlasOrder = index; });
    Array.prototype.forEach.call(heads, function (head, column) {
      head.querySelector("button").addEventListener("click", function () {
        var way = next(head.getAttribute("aria-sort") || "none", column);
        Array.prototype.forEach.call(heads, function (one) {
          one.setAttribute("aria-sort", one === head ? way : "none");
        });
        sorted(rows, column, way).forEach(function (row) { body.appendChild(row); });
      });
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll("table"), prepare);
}());
"""

#: A printed table of more columns than this has no room for bars.
_MOST_WITH_BARS = 9
#: Nothing is fetched, whatever the page holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
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
        "permettrait de la déduire. Les totaux n’additionnent que ce que le tableau montre.",
    ),
    (INSIDE, "valeur masquée dans toute diffusion."),
    (UNKNOWN, "personne ne publie la valeur, ou cette édition ne l’a pas. Ce n’est pas zéro."),
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
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{body}\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


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
