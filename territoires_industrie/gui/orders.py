"""What the dock's buttons ask for, as jobs: each is an algorithm of the toolbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas

from ..catalogue import MapTheme, load_catalogue
from ..i18n import spoken, tr
from ..paths import own_folder
from ..shelf import title_of
from ..territories import Territory
from ..workers.running import WorkersMissing
from .jobs import Job, Results, Talk
from .maporders import keep_up
from .running import run_apart, run_here

_EDITION = "EDITION"
#: Under which an algorithm tells the edition that it has written.
WRITTEN = "OUTPUT"
#: Set by work that could not be done in another process.
_HERE = "here"


@dataclass(frozen=True)
class Pages:
    """How what is printed shall be: where, in which formats, for whom, over old files or not.

    `edition` is another than the one in use.
    """

    folder: Path
    formats: Sequence[str] = ("pdf",)
    audience: str = "publique"
    replace: bool = False
    edition: Path | None = None


def reports_folder() -> Path:
    """Where the stories of jobs go: in the profile, the newest of each kind."""
    return own_folder() / "reports"


def fetch(
    territories: Sequence[Territory],
    themes: Sequence[MapTheme],
    project: QgsProject,
    canvas: QgsMapCanvas | None,
) -> Job:
    """A new edition from the public sources, which the maps of the project then follow."""
    report = reports_folder() / "edition.html"
    parameters = {
        "TERRITORIES": ",".join(territory.id for territory in territories),
        "THEMES": _numbers(themes),
        "OUTPUT_HTML": str(report),
    }

    def work(talk: Talk) -> Results:
        results = run_here("fetchedition", parameters, talk)
        if results.get("FAILED"):
            # First, for it is what the rest explains.
            said = tr("{count} sources failed: what they gave before is kept.")
            talk.warnings.insert(0, said.format(count=results["FAILED"]))
        return results

    def after(results: Results, talk: Talk) -> Iterator[None]:
        if results.get(WRITTEN):
            yield from keep_up(results[WRITTEN], project, canvas, talk)

    return Job(
        _named(territories),
        tr("Refreshing {territory}").format(territory=_named(territories)),
        work,
        tr("New edition in use."),
        after,
        report=lambda results: str(results.get("OUTPUT_HTML", "")),
        is_partial=lambda results: bool(results.get("FAILED")),
        makes_edition=True,
    )


def lay_out(territory: Territory, themes: Sequence[MapTheme], pages: Pages) -> Job:
    """A QGIS project with the pages, live; one that is there keeps what was changed by hand."""
    target = pages.folder / f"{territory.slug}.qgz"
    inputs = {
        "TERRITORIES": territory.id,
        "THEMES": _numbers(themes),
        "FORMAT": [],
        "PUBLICATION": False,
        "OUTPUT": str(pages.folder),
        "PROJECT": str(target),
        "REPLACE": True,
        **_of(pages),
    }
    return _apart(
        "mapset",
        inputs,
        territory,
        tr("Laying out {territory}"),
        tr("Pages ready, in a project of their own."),
        lambda _results: str(target),
    )


def export(territory: Territory, themes: Sequence[MapTheme], pages: Pages) -> Job:
    """The printed map set, and its publication."""
    inputs = {
        "TERRITORIES": territory.id,
        "THEMES": _numbers(themes),
        "FORMAT": list(pages.formats),
        "AUDIENCE": pages.audience,
        "OUTPUT": str(pages.folder),
        "REPLACE": pages.replace,
        **_of(pages),
    }
    return _apart(
        "mapset",
        inputs,
        territory,
        tr("Exporting {territory}"),
        tr("Map set printed."),
        _first_file,
        None if pages.replace else lambda: export(territory, themes, replace(pages, replace=True)),
    )


def profile(territory: Territory, pages: Pages) -> Job:
    """The territory's portrait: pages, figures and tables."""
    inputs = {
        "TERRITORIES": territory.id,
        "FORMAT": ["pdf", "json", "csv"],
        "AUDIENCE": pages.audience,
        "OUTPUT": str(pages.folder),
        "REPLACE": pages.replace,
        **_of(pages),
    }
    return _apart(
        "profile",
        inputs,
        territory,
        tr("Writing the profile of {territory}"),
        tr("Profile written."),
        _first_file,
        None if pages.replace else lambda: profile(territory, replace(pages, replace=True)),
    )


def compare(edition: Path) -> Job:
    """What has changed in an edition since the one before it in its folder, as a page."""
    report = reports_folder() / "comparison.html"
    parameters = {
        "AFTER": str(edition),
        "OUTPUT": str(reports_folder() / "comparison.gpkg"),
        "OUTPUT_HTML": str(report),
    }
    name = title_of(edition)

    def work(talk: Talk) -> Results:
        reports_folder().mkdir(parents=True, exist_ok=True)
        return run_here("compareeditions", parameters, talk)

    return Job(
        name,
        tr("Comparing the edition of {date} with the one before").format(date=name),
        work,
        tr("Editions compared."),
        product=lambda _results: str(report),
    )


def _of(pages: Pages) -> dict[str, str]:
    return {_EDITION: str(pages.edition)} if pages.edition else {}


def _apart(
    algorithm: str,
    inputs: dict[str, Any],
    territory: Territory,
    title: str,
    success: str,
    product: Callable[[Results], str],
    replacing: Callable[[], Job] | None = None,
) -> Job:
    """An algorithm in another process; in this one, which then waits, where there is none."""
    found: dict[str, Any] = {}

    def work(talk: Talk) -> Results:
        try:
            found.update(run_apart(algorithm, inputs, talk))
        except WorkersMissing as missing:
            talk.pushWarning(spoken(missing))
            found[_HERE] = True
        return found

    def after(_results: Results, talk: Talk) -> Iterator[None]:
        if found.pop(_HERE, False):
            yield
            found.update(run_here(algorithm, inputs, talk))

    name = territory.title
    doing = title.format(territory=name)
    edition = inputs.get(_EDITION)
    return Job(
        name,
        doing,
        work,
        success,
        after,
        writes=True,
        product=product,
        territory=territory,
        edition=Path(edition) if edition else None,
        replacing=replacing,
    )


def _numbers(themes: Sequence[MapTheme]) -> list[int]:
    every = list(load_catalogue().themes)
    return [every.index(theme) for theme in themes]


def _named(territories: Sequence[Territory]) -> str:
    if len(territories) == 1:
        return territories[0].title
    return tr("{count} territories").format(count=len(territories))


def _first_file(results: Results) -> str:
    """The PDF where there is one, else the first file, else the folder."""
    files = [str(path) for path in results.get("FILES") or ()]
    documents = [path for path in files if path.endswith(".pdf")]
    return next(iter([*documents, *files]), str(results.get("OUTPUT", "")))
