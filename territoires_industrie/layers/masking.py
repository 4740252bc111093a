"""Energy by territory, sector and energy, with the cells masked that would give a site away.

DOMAIN 1: a published cell is masked under 3 sites, or when one site makes 85 % of it, and other
cells with it, so that no masked cell can be worked out again from the totals of its row and column.
What a total less its visible parts leaves over is the sum of its masked parts: that union is held
to the same two rules, for a large site hidden beside a small sector would not be hidden at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..libraries import require

if TYPE_CHECKING:
    from pandas import DataFrame, Series

#: The territory of a total over territories, the sector of a total over sectors.
ALL = "ensemble"

FEW = "moins de {} sites"
DOMINATED = "un site fait {} % ou plus"
COMPLEMENT = "masquage complémentaire"

_ENERGIES = {"électricité": "electricity_mwh", "gaz": "gas_mwh"}

Cell = tuple[str, str]


def masked_totals(consumers: DataFrame, parameters: Mapping[str, Any]) -> DataFrame:
    """What the table's sites consume by energy, territory and sector, as it may be published.

    Args:
        consumers: rows of the table `consumers`; those of no territory are left out.
        parameters: the layer's; `masking` holds `min_sites` and `max_share`.

    Returns:
        One row a cell: energy, territory and sector (`ALL` in the totals; "" is off the legend),
        sites (those whose consumption is known), mwh (null where masked), masked (why, or "").
        Energies are never added to each other here: their sum would be one more way back.
    """
    pandas = require("pandas")
    rules = parameters["masking"]
    rows = consumers[consumers["rattachement"].fillna("") != ""]
    cells = [_cells(rows, energy, name, rules) for energy, name in _ENERGIES.items()]
    return pandas.concat(cells, ignore_index=True)


def _cells(rows: DataFrame, energy: str, name: str, rules: Mapping[str, Any]) -> DataFrame:
    pandas = require("pandas")
    sites = pandas.DataFrame(
        {
            "territory": rows["rattachement"],
            "sector": rows["class"].fillna(""),
            "mwh": rows[name].astype("float64"),
        }
    ).dropna(subset=["mwh"])
    views = [
        sites,
        sites.assign(sector=ALL),
        sites.assign(territory=ALL),
        sites.assign(territory=ALL, sector=ALL),
    ]
    grouped = pandas.concat(views, ignore_index=True).groupby(["territory", "sector"])["mwh"]
    cells = pandas.DataFrame(
        {"sites": grouped.size(), "mwh": grouped.sum(), "largest": grouped.max()}
    )
    few, dominated = _few(cells, rules), _dominated(cells, rules)
    percent = f"{100 * rules['max_share']:g}".replace(".", ",")
    cells["masked"] = ""
    cells.loc[dominated, "masked"] = DOMINATED.format(percent)
    cells.loc[few, "masked"] = FEW.format(rules["min_sites"])
    hidden = set(cells.index[cells["masked"] != ""])
    for place in sorted(_hidden_with(hidden, cells, rules) - hidden):
        cells.loc[place, "masked"] = COMPLEMENT
    cells["mwh"] = cells["mwh"].where(cells["masked"] == "")
    told = cells.drop(columns="largest").reset_index()
    told.insert(0, "energy", energy)
    return told


def _few(cells: DataFrame, rules: Mapping[str, Any]) -> Series:
    return cells["sites"] < rules["min_sites"]


def _dominated(cells: DataFrame, rules: Mapping[str, Any]) -> Series:
    share = cells["largest"] / cells["mwh"].where(cells["mwh"] > 0)
    # a millionth: shares are worked out in binary
    return share >= rules["max_share"] - 1e-6


def _hidden_with(hidden: set[Cell], cells: DataFrame, rules: Mapping[str, Any]) -> set[Cell]:
    """The hidden cells and all to hide with them, until neither cells nor unions tell a site."""
    sizes = {place: float(mwh) for place, mwh in cells["mwh"].items()}
    found = hidden
    while True:
        more = set(found)
        for axis, name in _unions(more):
            more |= _to_cover(axis, name, more, cells, rules)
        more = _complements(more, sizes)
        if more == found:
            return found
        found = more


def _unions(hidden: set[Cell]) -> list[tuple[int, str]]:
    """Rows (0) and columns (1) whose published total tells the sum of their hidden cells."""
    lines = {(axis, cell[axis]) for cell in hidden for axis in (0, 1)}
    return sorted((axis, name) for axis, name in lines if _total_of(axis, name) not in hidden)


def _total_of(axis: int, name: str) -> Cell:
    return (name, ALL) if axis == 0 else (ALL, name)


def _to_cover(
    axis: int, name: str, hidden: set[Cell], cells: DataFrame, rules: Mapping[str, Any]
) -> set[Cell]:
    """The cells to hide so that the union of a row's or column's hidden ones tells no site.

    The smallest that does; where none alone does, the largest and then others. With every part
    hidden the union is the total, which follows both rules, for otherwise it would not be shown.
    """
    parts = cells[cells.index.get_level_values(axis) == name].drop(_total_of(axis, name))
    parts = parts.sort_values("mwh", kind="stable")
    added: set[Cell] = set()
    while True:
        gone = parts.index.isin(hidden | added)
        union, shown = parts[gone], parts[~gone]
        if shown.empty or not _tells(union, rules):
            return added
        fit = (place for place in shown.index if not _tells(_with(union, shown, place), rules))
        added.add(next(fit, shown.index[-1]))


def _with(union: DataFrame, shown: DataFrame, place: Cell) -> DataFrame:
    return require("pandas").concat([union, shown.loc[[place]]])


def _tells(union: DataFrame, rules: Mapping[str, Any]) -> bool:
    """Whether cells taken together have too few sites, or one that makes most of them."""
    both = union[["sites", "mwh"]].sum().to_frame().T.assign(largest=union["largest"].max())
    return bool((_few(both, rules) | _dominated(both, rules)).any())


def _complements(hidden: set[Cell], sizes: Mapping[Cell, float]) -> set[Cell]:
    """The hidden cells and those to hide with them, small ones first.

    Rows and columns (totals among them) are the knots of a graph, hidden cells its edges: every
    total says that the edges at a knot add up to something known, so an edge can be worked out just
    when it lies on no circle of edges. Each one is therefore put on a circle.
    """
    found = set(hidden)
    for cell in sorted(hidden, key=lambda each: (sizes[each], each)):
        if not _on_circle(cell, found):
            found |= _smallest_circle(cell, found, sizes)
    return found


def _on_circle(cell: Cell, hidden: set[Cell]) -> bool:
    """Whether the cell's row and column are joined by other hidden cells."""
    rows: dict[str, set[str]] = {}
    columns: dict[str, set[str]] = {}
    for row, column in hidden - {cell}:
        rows.setdefault(row, set()).add(column)
        columns.setdefault(column, set()).add(row)
    start, goal = cell
    seen_rows, front = {start}, [start]
    while front:
        reached = {column for row in front for column in rows.get(row, ())}
        if goal in reached:
            return True
        front = [row for column in reached for row in columns[column] if row not in seen_rows]
        seen_rows.update(front)
    return False


def _smallest_circle(cell: Cell, hidden: set[Cell], sizes: Mapping[Cell, float]) -> set[Cell]:
    """The corners to hide so that the cell is one of four: the least energy that is not hidden yet.

    Empty cells hide nothing, since everybody sees that no site is there. There always is such a
    rectangle: that of the totals.
    """
    choices = list(_rectangles(cell, sizes))
    return min(
        choices,
        key=lambda corners: (
            sum(sizes[corner] for corner in corners - hidden),
            sorted(corners),
        ),
        default=set(),
    )


def _rectangles(cell: Cell, sizes: Mapping[Cell, float]) -> Iterator[set[Cell]]:
    row, column = cell
    beside = [other for place, other in sizes if place == row and other != column]
    below = [place for place, other in sizes if other == column and place != row]
    for other in beside:
        for place in below:
            if (place, other) in sizes:
                yield {(row, other), (place, column), (place, other)}
