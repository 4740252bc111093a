"""Jobs: INSEE's FLORES over the EPCI of the territory (DOMAIN 8).

A value of an EPCI that is not published (OBS_STATUS K: counted elsewhere) is unknown, and so is a
sum that it belongs to. The share of industrial jobs is given twice, each time named: the whole
industry (A5 BE: extraction, energy and water too) and manufacturing (A38 CA to CM).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .figure import (
    NOTHING,
    Figure,
    Origin,
    Total,
    count_figure,
    counted,
    figure,
    text_figure,
    total,
    year_figure,
)
from .holdings import Holdings, as_series, measures
from .lines import SectorLine

LAYER = "jobs"
JOBS = "postes salariés fin {year}, hors intérim détaché"

#: INSEE's A38 sectors of manufacturing (NAF rév. 2), shortened to what an axis can bear.
LABELS: Mapping[str, str] = {
    "CA": "Denrées alimentaires, boissons et tabac",
    "CB": "Textile, habillement, cuir et chaussure",
    "CC": "Bois, papier et imprimerie",
    "CD": "Cokéfaction et raffinage",
    "CE": "Industrie chimique",
    "CF": "Industrie pharmaceutique",
    "CG": "Caoutchouc, plastique et minéraux non métalliques",
    "CH": "Métallurgie et produits métalliques",
    "CI": "Informatique, électronique et optique",
    "CJ": "Équipements électriques",
    "CK": "Machines et équipements n.c.a.",
    "CL": "Matériels de transport",
    "CM": "Autres industries, réparation et installation",
}

#: Sizes of establishments by number of employees, in order; INSEE's E0 has none, so no job either.
BANDS: Mapping[str, str] = {
    "E1T4": "1 à 4",
    "E5T9": "5 à 9",
    "E10T19": "10 à 19",
    "E20T49": "20 à 49",
    "E50T99": "50 à 99",
    "E100T199": "100 à 199",
    "E200T499": "200 à 499",
    "E_GE500": "500 et plus",
}

_POSTS = ("poste", "postes")
_ESTABLISHMENTS = ("établissement", "établissements")


class Jobs:
    """The territory's rows of the table `jobs`, of the newest year in it: `year`, None for none."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.parameters = holdings.catalogue.layers[LAYER].parameters
        rows = holdings.mine(LAYER)
        rows = rows[rows["siren"].isin(holdings.territory.sirens)]
        years = as_series(rows["year"])
        self.year = int(years.max()) if years.notna().any() else None
        newest = rows[years.eq(self.year)] if self.year is not None else rows[years.notna()]
        columns = ["siren", "activity", "size_band"]
        newest = newest.drop_duplicates(columns)
        places = list(zip(*(newest[name] for name in columns), strict=True))
        self._told = {
            name: dict(zip(places, measures(newest[name]), strict=True))
            for name in ("posts", "establishments")
        }

    @property
    def origin(self) -> Origin:
        return self.holdings.origin(LAYER) if self.year is not None else Origin()

    @property
    def note(self) -> str:
        if self.year is None:
            return self.holdings.statement(LAYER)
        said = JOBS.format(year=self.year)
        return f"{said[0].upper()}{said[1:]}, au lieu de travail."

    def values(
        self, measure: str, activities: Sequence[str], band: str | None = None
    ) -> list[float | None]:
        """A measure of each EPCI and activity; None where it is not published."""
        told = self._told[measure]
        size = band or self.parameters["all_sizes"]
        territory = self.holdings.territory
        # Of an EPCI that a user's own perimeter cuts, the jobs in it are not known.
        return [
            told.get((siren, activity, size))
            for siren in (*territory.sirens, *territory.parts)
            for activity in activities
        ]

    def whole(self, measure: str, activity: str, band: str | None = None) -> int | None:
        """A sum over the EPCI that is known in full, else None."""
        found = total(self.values(measure, [activity], band))
        return None if found.value is None or found.minimum else int(found.value)

    def least(self, activity: str) -> int | None:
        """The jobs that are known of an activity of which others are not; None for none."""
        values = self.values("posts", [activity])
        known = [value for value in values if value is not None]
        return int(sum(known)) if known and len(known) < len(values) else None


def job_figures(jobs: Jobs) -> list[Figure]:
    """Jobs and establishments, with both shares of industry in them."""
    parameters, origin, note = jobs.parameters, jobs.origin, jobs.note
    manufacturing = list(parameters["manufacturing"])
    everything = total(jobs.values("posts", [parameters["all_sectors"]]))
    industry = total(jobs.values("posts", [parameters["industry_a5"]]))
    posts = total(jobs.values("posts", manufacturing))
    establishments = total(jobs.values("establishments", manufacturing))
    made = f"{note} Industrie manufacturière (A38, CA à CM).{_lacking(jobs, manufacturing)}"
    whole = f"{note} Industrie au sens de l'INSEE (A5, BE) : extraction, énergie, eau et déchets "
    whole += "compris."
    if jobs.year is None:
        made = whole = note
    first = first_sector(jobs)
    share = _share(posts_of(jobs, first), posts) if first else NOTHING
    return [
        year_figure("annee_emplois", "Année des emplois (fin décembre)", jobs.year, origin),
        figure("emplois_salaries", "Postes salariés", everything, "postes", origin, note),
        figure("emplois_industrie", "Postes de l'industrie", industry, "postes", origin, whole),
        figure(
            "part_emplois_industrie",
            "Part de l'industrie dans l'emploi salarié",
            _share(industry, everything),
            "%",
            origin,
            whole,
            1,
        ),
        figure(
            "postes_manufacturiers",
            "Postes de l'industrie manufacturière",
            posts,
            "postes",
            origin,
            made,
        ),
        figure(
            "part_emplois_manufacturiers",
            "Part de l'industrie manufacturière dans l'emploi salarié",
            _share(posts, everything),
            "%",
            origin,
            made,
            1,
        ),
        count_figure(
            "etablissements_manufacturiers",
            "Établissements employeurs de l'industrie manufacturière",
            establishments,
            _ESTABLISHMENTS,
            origin,
            f"Établissements employeurs (A38, CA à CM), fin {jobs.year}." if jobs.year else note,
        ),
        text_figure(
            "premier_secteur",
            "Premier employeur manufacturier",
            LABELS.get(first) if first else None,
            origin,
            note,
        ),
        figure(
            "part_premier_secteur",
            "Part du premier secteur dans les postes manufacturiers",
            share,
            "%",
            origin,
            note,
            1,
        ),
    ]


def sector_lines(jobs: Jobs) -> tuple[SectorLine, ...]:
    """The manufacturing sectors, the one with most jobs first, unknown ones last."""
    if jobs.year is None:
        return ()
    lines = [
        SectorLine(
            code,
            LABELS.get(code, code),
            jobs.whole("posts", code),
            jobs.whole("establishments", code),
            {label: jobs.whole("posts", code, band) for band, label in BANDS.items()},
            jobs.least(code),
        )
        for code in jobs.parameters["manufacturing"]
    ]
    return tuple(sorted(lines, key=lambda line: (line.posts is None, -(line.posts or 0))))


def first_sector(jobs: Jobs) -> str | None:
    """The sector with most jobs, where what is unknown of the others cannot exceed it.

    The unknown jobs of an EPCI are at most those of its industry (BE) less the known ones, for
    BE adds up its A38 sectors.
    """
    codes = list(jobs.parameters["manufacturing"])
    lines = {code: jobs.whole("posts", code) for code in codes}
    known = {code: posts for code, posts in lines.items() if posts}
    if not known:
        return None
    first = max(known, key=lambda code: known[code])
    others = [posts for code, posts in known.items() if code != first]
    if others and max(others) == known[first]:
        return None
    for code in (code for code, posts in lines.items() if posts is None):
        most = _most(jobs, code, codes)
        if most is None or most >= known[first]:
            return None
    return first


def posts_of(jobs: Jobs, code: str) -> Total:
    """The jobs of a sector over the EPCI."""
    return total(jobs.values("posts", [code]))


def _most(jobs: Jobs, code: str, codes: Sequence[str]) -> float | None:
    """The most jobs that a sector can have where some are unknown; None where nothing bounds it."""
    industry = jobs.values("posts", [jobs.parameters["industry_a5"]])
    most = 0.0
    for number, value in enumerate(jobs.values("posts", [code])):
        if value is not None:
            most += value
            continue
        whole = industry[number]
        if whole is None:
            return None
        beside = [jobs.values("posts", [other])[number] for other in codes]
        most += max(whole - sum(part for part in beside if part is not None), 0)
    return most


def _share(part: Total, whole: Total) -> Total:
    """A share in %, a minimum where its part is; unknown unless the whole is known in full."""
    if part.value is None or not whole.value or whole.minimum or part.value > whole.value:
        return NOTHING
    return Total(100 * part.value / whole.value, part.minimum)


def _lacking(jobs: Jobs, codes: Sequence[str]) -> str:
    """How many values of the sum are not published."""
    values = jobs.values("posts", codes)
    hidden = sum(value is None for value in values)
    if not hidden or jobs.year is None:
        return ""
    words = counted(hidden, "valeur", "valeurs")
    return f" Sans {words} sur {len(values)} (EPCI et secteur), non publiées."
