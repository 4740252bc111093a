"""The profiles' figures and tables as sheets: those of several territories stand in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..profile.figure import UNKNOWN, Figure
from ..profile.lines import Profile
from ..profile.lines import Table as ProfileTable
from .cells import NUMBER, TEXT, AtLeast, Cell, Column, Grid

_OWNER = Column("Territoire")
#: Tabs of the profile's tables; a table that is new there is named by its own title.
_NAMES = {
    "consommateurs": "Fiche – consommateurs",
    "energie": "Fiche – énergie",
    "centrales": "Fiche – centrales",
    "postes_400kv": "Fiche – postes 400 kV",
    "entrees_gaz": "Fiche – entrées de gaz",
    "reseaux_chaleur": "Fiche – réseaux de chaleur",
    "friches": "Fiche – friches",
    "infrastructures": "Fiche – infrastructures",
}
_FIGURES = (
    _OWNER,
    Column("Indicateur"),
    Column("Valeur", NUMBER, None),
    Column("Unité"),
    Column("Mention"),
    Column("Texte imprimé"),
    Column("Source"),
    Column("Millésime"),
    Column("Note"),
    Column("Nom technique"),
)
AT_LEAST_MARK = "minimum : des parts ne sont pas publiées"


def profile_grids(profiles: Sequence[Profile]) -> Iterator[Grid]:
    """Figures, EPCI, communes, sectors, then each table of the profiles."""
    yield Grid("Fiche – indicateurs", "Indicateurs", _FIGURES, list(_figures(profiles)), fixed=2)
    yield _of(
        "Fiche – EPCI",
        "EPCI du territoire",
        (Column("SIREN"), Column("EPCI"), _count("Population (habitants)"), _count("Communes")),
        ((p, (e.siren, e.name, e.population, e.communes)) for p in profiles for e in p.epci),
    )
    yield _of(
        "Fiche – communes",
        "Communes les plus peuplées",
        (Column("Code INSEE"), Column("Commune"), _count("Population (habitants)")),
        ((p, (t.insee, t.name, t.population)) for p in profiles for t in p.towns),
    )
    yield _sectors(profiles)
    for name in dict.fromkeys(name for profile in profiles for name in profile.tables):
        yield _table(name, profiles)


def figure_cell(figure: Figure) -> Cell:
    """A figure as a cell: a number, a minimum, words, or nothing at all."""
    if isinstance(figure.value, (int, float)) and figure.minimum:
        return AtLeast(figure.value)
    return figure.value


def mention(figure: Figure) -> str | None:
    """What has to be said of a figure beside its number."""
    if figure.value is None:
        return UNKNOWN
    return AT_LEAST_MARK if figure.minimum else None


def _figures(profiles: Sequence[Profile]) -> Iterator[tuple[Cell, ...]]:
    for profile in profiles:
        for figure in profile.figures.values():
            yield (
                profile.territory.title,
                figure.label,
                figure_cell(figure),
                figure.unit,
                mention(figure),
                figure.text,
                figure.source,
                figure.vintage,
                figure.note,
                figure.name,
            )


def _sectors(profiles: Sequence[Profile]) -> Grid:
    bands = tuple(dict.fromkeys(b for p in profiles for s in p.sectors for b in s.bands))
    columns = (
        Column("Code A38"),
        Column("Secteur"),
        _count("Postes"),
        _count("Établissements"),
        *(_count(f"Postes, {band}") for band in bands),
        Column("Année (fin décembre)", NUMBER, grouped=False),
    )
    lines = (
        (
            profile,
            (
                line.code,
                line.label,
                line.posts,
                line.establishments,
                *(line.bands.get(band) for band in bands),
                profile.jobs_year,
            ),
        )
        for profile in profiles
        for line in profile.sectors
    )
    return _of(
        "Fiche – emplois par secteur", "Industrie manufacturière par secteur", columns, lines
    )


def _table(name: str, profiles: Sequence[Profile]) -> Grid:
    tables = [(profile, profile.tables[name]) for profile in profiles if name in profile.tables]
    first = tables[0][1]
    columns = tuple(_column(first, index) for index in range(len(first.columns)))
    lines = ((profile, row) for profile, table in tables for row in table.rows)
    return _of(_NAMES.get(name, f"Fiche – {first.title}"), first.title, columns, lines)


def _column(table: ProfileTable, index: int) -> Column:
    title, unit, decimals = table.columns[index], table.units[index], table.decimals[index]
    heading = f"{title} ({unit})" if unit else title
    if decimals is None:
        return Column(heading, TEXT)
    return Column(heading, NUMBER, decimals, grouped=bool(unit) or title != "Année")


def _of(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    lines: Iterator[tuple[Profile, tuple[Cell, ...]]],
) -> Grid:
    rows = [(profile.territory.title, *cells) for profile, cells in lines]
    return Grid(name, title, (_OWNER, *columns), rows, fixed=2)


def _count(title: str) -> Column:
    return Column(title, NUMBER)
