"""What the dock's buttons ask for, as jobs: each is an algorithm of the toolbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas

from ..catalogue import MapTheme, load_catalogue
from ..i18n import spoken, tr
from ..paths import own_folder
from ..territories import Territory
from ..workers.running import WorkersMissing
from .jobs import Job, Results, Talk
from .running import run_apart, run_here

EDITION = "EDITION"
#: Set by work that could not be done in another process.
_HERE = "here"


@dataclass(frozen=True)
class Pages:
    """How what is printed shall be: where, in which formats, for whom, over old files or not."""

    folder: Path
    formats: Sequence[str] = ("pdf",)
    audience: str = "publique"
    replace: bool = False


def reports_folder() -> Path:
    """Where the stories of jobs go: in the profile, the newest of each kind."""
    return own_folder() / "reports"


def load(
    territory: Territory,
    themes: Sequence[MapTheme],
    editions: Path,
    project: QgsProject,
    canvas: QgsMapCanvas | None,
) -> Job:
    """The maps of a territory, styled, in the project; from the current edition or the shipped."""

    def work(talk: Talk) -> Results:
        return {EDITION: str(edition_in(editions, talk))}

    def after(results: Results, talk: Talk) -> Iterator[None]:
        with_canvas = Still(canvas)
        try:
            for number, theme in enumerate(themes):
                talk.tell(number / len(themes), theme.title)
                yield
                yield from with_canvas.until_still()
                parameters = {
                    "TERRITORY": territory.id,
                    "THEME": load_catalogue().themes.index(theme),
                    EDITION: results[EDITION],
                }
                run_here("loadmap", parameters, talk, project)
            _show_first(project, themes)
        finally:
            with_canvas.release()

    return Job(
        territory.title,
        tr("Loading {territory}").format(territory=territory.title),
        work,
        tr("Maps loaded."),
        after,
    )


def fetch(territories: Sequence[Territory], themes: Sequence[MapTheme]) -> Job:
    """A new edition from the public sources."""
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

    return Job(
        _named(territories),
        tr("Refreshing {territory}").format(territory=_named(territories)),
        work,
        tr("New edition in use."),
        report=lambda results: str(results.get("OUTPUT_HTML", "")),
        is_partial=lambda results: bool(results.get("FAILED")),
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
    }
    return _apart(
        "mapset",
        inputs,
        territory,
        tr("Exporting {territory}"),
        tr("Map set printed."),
        _first_file,
    )


def profile(territory: Territory, pages: Pages) -> Job:
    """The territory's portrait: pages, figures and tables."""
    inputs = {
        "TERRITORIES": territory.id,
        "FORMAT": ["pdf", "json", "csv"],
        "AUDIENCE": pages.audience,
        "OUTPUT": str(pages.folder),
        "REPLACE": pages.replace,
    }
    return _apart(
        "profile",
        inputs,
        territory,
        tr("Writing the profile of {territory}"),
        tr("Profile written."),
        _first_file,
    )


def _apart(
    algorithm: str,
    inputs: dict[str, Any],
    territory: Territory,
    title: str,
    success: str,
    product: Callable[[Results], str],
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
    return Job(name, doing, work, success, after, writes=True, product=product)


def edition_in(folder: Path, talk: Talk) -> Path:
    """The current edition, else the one that the plugin ships, made at its first use."""
    from ..edition import EditionStore
    from ..embedded import build_embedded

    current = EditionStore(folder).current()
    if current is not None:
        return current.path
    talk.tell(0.0, tr("Preparing the embedded edition…"))
    return build_embedded(
        folder, talk.isCanceled, lambda share, _table: talk.setProgress(100 * share)
    ).path


def _show_first(project: QgsProject, themes: Sequence[MapTheme]) -> None:
    """Four maps at once cannot be read: the first is seen, the others are a click away."""
    from ..maps.layers import show_only

    if len(themes) > 1:
        show_only(project, themes[0], themes)


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


class Still:
    """A canvas that draws nothing meanwhile.

    A layer that goes while another thread draws it takes QGIS 3.40 along: threads share the
    expressions of its symbols (QgsExpression::detach).
    """

    def __init__(self, canvas: QgsMapCanvas | None) -> None:
        self._canvas = canvas
        self._was_frozen = canvas is not None and canvas.isFrozen()

    def until_still(self) -> Iterator[None]:
        """Turns until nothing is drawn."""
        if self._canvas is None:
            return
        self._canvas.freeze(True)
        self._canvas.stopRendering()
        while self._canvas.isDrawing():
            yield

    def release(self) -> None:
        """Let it draw again."""
        if self._canvas is not None:
            self._canvas.freeze(self._was_frozen)
            self._canvas.refresh()
