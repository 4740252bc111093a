"""Jobs that change the maps of the project at hand: load them, let them follow a new edition."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas

from .. import preferences
from ..catalogue import MapTheme, load_catalogue
from ..i18n import spoken, tr
from ..paths import derived_editions, own_editions
from ..territories import Territory
from .jobs import Job, Results, Talk
from .own import own_perimeters
from .stillness import Still
from .threads import aside

if TYPE_CHECKING:
    from ..edition import Edition
    from ..loading import Offsets
    from ..perimeters.renewal import Renewed

_PREPARED = "prepared"


def load(
    territory: Territory,
    themes: Sequence[MapTheme],
    editions: Path,
    chosen: Path | None,
    project: QgsProject,
    canvas: QgsMapCanvas | None,
) -> Job:
    """The maps of a territory, styled, in the project.

    Args:
        territory: one of the atlas, or a perimeter of the user's own.
        themes: the maps.
        editions: the folder of editions: the current one, else the shipped.
        chosen: another edition's file.
        project: that is changed.
        canvas: that shows it.
    """
    from ..layouts.fonts import provide
    from ..loading import bring_in, prepare

    # In the main thread, and before any text is measured.
    provide()

    def work(talk: Talk) -> Results:
        edition = edition_for(territory, editions, chosen, talk)
        talk.tell(0.0, tr("Finding room for the symbols…"))
        catalogue = load_catalogue()
        return {_PREPARED: prepare(edition, territory, themes, catalogue, talk.isCanceled)}

    def after(results: Results, talk: Talk) -> Iterator[None]:
        prepared = results[_PREPARED]
        with Still(canvas) as still:
            for number, theme in enumerate(themes):
                talk.tell(number / len(themes), theme.title)
                yield from still.until_still()
                yield from bring_in(project, prepared, load_catalogue(), theme)
            _show_first(project, themes)
            if canvas is not None:
                canvas.setReferencedExtent(project.viewSettings().defaultViewExtent())
        for sentence in prepared.remarks:
            talk.pushWarning(sentence)

    return Job(
        territory.title,
        tr("Loading {territory}").format(territory=territory.title),
        work,
        tr("Maps loaded."),
        after,
        territory=territory,
        edition=chosen,
    )


def keep_up(
    path: Path | str, project: QgsProject, canvas: QgsMapCanvas | None, talk: Talk
) -> Iterator[None]:
    """Steps for the end of any job that has written an edition: the project's maps follow it.

    Those of perimeters of the user's own go to the new edition as it is seen from there. What
    stays behind is said among the job's warnings.
    """
    from ..edition import Edition
    from ..layouts.canvas import keep_spread
    from ..layouts.fonts import provide
    from ..loading import shown_in
    from ..maps.following import followers, following
    from ..maps.layers import PART_PROPERTY

    catalogue = load_catalogue()
    provide()
    edition = yield from aside(lambda: Edition.open(path))
    own = yield from aside(own_perimeters)
    seen = yield from _seen_anew(edition, project, own, talk)
    going = {
        layer.customProperty(PART_PROPERTY): target
        for layer, target in followers(project, edition, seen.editions)
    }
    if not going:
        return
    talk.tell(0.9, tr("The maps of the project follow…"))
    territory, themes = shown_in(project, catalogue, own)
    offsets: Offsets = {}
    if territory is not None:
        offsets = yield from aside(lambda: _offsets(territory, themes, going, talk))
    with Still(canvas) as still:
        yield from still.until_still()
        followed = yield from following(project, edition, catalogue, seen.editions)
        for theme in themes:
            if theme.id in offsets:
                keep_spread(project, [theme], offsets[theme.id])
    for sentence, names in (
        (tr("Being edited, and still of the edition before: {layers}."), followed.left),
        (tr("Not in the new edition, and still of the one before: {layers}."), followed.lacking),
    ):
        if names:
            talk.pushWarning(sentence.format(layers=", ".join(names)))
    if followed.moved:
        said = tr("{count} layers of the project show the new edition.")
        talk.pushInfo(said.format(count=followed.moved))


def _seen_anew(
    edition: Edition, project: QgsProject, own: Sequence[Territory], talk: Talk
) -> Generator[None, None, Renewed]:
    """The new edition as the user's own perimeters see it that the project shows."""
    from ..maps.following import files_shown
    from ..perimeters.renewal import Renewed, derived_among, renewed

    folder = derived_editions()
    files = derived_among((file for _, file in files_shown(project)), folder)
    if not files:
        return Renewed()
    talk.tell(0.9, tr("Looking at the edition from your perimeter…"))
    chosen = preferences.place(preferences.EDITIONS)
    in_use = [own_editions(), *([chosen] if chosen else [])]
    found = yield from aside(
        lambda: renewed(files, edition, own, folder, in_use, load_catalogue(), talk.isCanceled)
    )
    for sentence, names in (
        (
            tr("No longer among your perimeters, and still of the edition before: {perimeters}."),
            found.gone,
        ),
        (
            tr("Without anything in the new edition, and still of the one before: {perimeters}."),
            found.outside,
        ),
    ):
        if names:
            talk.pushWarning(sentence.format(perimeters=", ".join(dict.fromkeys(names))))
    for error in found.errors:
        talk.pushWarning(spoken(error))
    return found


def _offsets(
    territory: Territory,
    themes: Sequence[MapTheme],
    editions: Mapping[str, Edition],
    talk: Talk,
) -> Offsets:
    """The offsets of the maps that go to an edition, by theme, where it knows the territory."""
    from ..loading import spread_anew
    from ..perimeters.view import perimeters_of

    found: dict[str, Mapping[str, str]] = {}
    for theme in themes:
        edition = editions.get(theme.id)
        # A map of another territory, loaded before: the whole edition has no outline of one's own.
        unknown = edition and territory.is_own and territory.id not in perimeters_of(edition)
        if edition and not unknown:
            catalogue = load_catalogue()
            found |= spread_anew(edition, territory, [theme], catalogue, talk.isCanceled)
    return found


def show_rows_of(tables: Sequence[str], project: QgsProject, talk: Talk) -> None:
    """Let the map be seen that new rows are on; said among the warnings where there is none."""
    from ..maps.showing import show_table

    for table in dict.fromkeys(tables):
        lacking = show_table(project, load_catalogue(), table)
        if lacking:
            said = tr("They are on “{map}”, which this project does not hold: tick it, then Load.")
            talk.pushWarning(said.format(map=lacking))


def edition_for(territory: Territory, editions: Path, chosen: Path | None, talk: Talk) -> Edition:
    """The edition that a territory's maps are made from, as it is seen from there.

    Args:
        territory: one of the atlas, or a perimeter of the user's own.
        editions: the folder of editions: the current one, else the shipped.
        chosen: another edition's file.
        talk: told what takes time.
    """
    from ..edition import Edition

    found = Edition.open(chosen) if chosen else edition_to_use(editions, talk)
    return _seen_from(territory, found, talk)


def edition_to_use(folder: Path, talk: Talk) -> Edition:
    """The edition in use; where that is the shipped one it is made at its first use."""
    from ..embedded import build_embedded
    from ..serving import edition_in_use

    own = own_editions()
    found = edition_in_use(folder, own)
    if found is not None:
        return found
    talk.tell(0.0, tr("Preparing the embedded edition…"))
    return build_embedded(
        own,
        talk.isCanceled,
        lambda share, _table: talk.setProgress(100 * share),
    )


def _seen_from(territory: Territory, edition: Edition, talk: Talk) -> Edition:
    """The edition in which a perimeter of the user's own has its rows; else the edition itself."""
    from ..perimeters.view import seen_from

    if territory.is_own:
        talk.tell(0.0, tr("Looking at the edition from your perimeter…"))
    folder = derived_editions()
    return seen_from(edition, [territory], folder, load_catalogue(), talk.isCanceled)


def _show_first(project: QgsProject, themes: Sequence[MapTheme]) -> None:
    """Four maps at once cannot be read: the first is seen, the others are a click away."""
    from ..maps.showing import show_only

    if len(themes) > 1:
        show_only(project, themes[0], themes)
