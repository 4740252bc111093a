"""A territory's map pages in the open project, live, where the Layout manager lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsPrintLayout, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .. import preferences
from ..catalogue import MapTheme, load_catalogue
from ..guide import PAGES
from ..i18n import tr
from ..paths import own_folder
from ..territories import Territory
from .help import HelpKey
from .jobs import Job, JobFailed, Results, Talk
from .maporders import edition_for, keep_up
from .memory import Memory
from .stillness import Still
from .territory_chooser import TerritoryChooser

if TYPE_CHECKING:
    from ..edition import Edition

_EDITION = "edition"


def compose_here(
    territory: Territory,
    themes: Sequence[MapTheme],
    editions: Path,
    chosen: Path | None,
    project: QgsProject,
    canvas: QgsMapCanvas | None,
    made: Callable[[QgsPrintLayout], object],
) -> Job:
    """Pages of a territory in a project that is open, a turn for each.

    Pages that it has already are filled with the edition in use, all of them; what was changed on
    them by hand stays. Their layers show the whole edition, as those that the dock loads.

    Args:
        territory: whose pages.
        themes: the maps.
        editions: the folder of editions.
        chosen: another edition's file.
        project: the open one.
        canvas: which draws nothing meanwhile.
        made: given the first page once all are there.
    """

    def work(talk: Talk) -> Results:
        return {_EDITION: edition_for(territory, editions, chosen, talk)}

    def after(results: Results, talk: Talk) -> Iterator[None]:
        # Layers of the edition before would stand beside those of this one.
        yield from keep_up(results[_EDITION].path, project, canvas, talk)
        watch = _Watch(project)
        try:
            with Still(canvas) as still:
                yield from still.until_still()
                pages: list[QgsPrintLayout] = []
                for _ in _composing(territory, themes, results[_EDITION], project, talk, pages):
                    yield
                    watch.refuse_other()
                project.setDirty(True)
        finally:
            watch.end()
        made(pages[0])

    return Job(
        territory.title,
        tr("Laying out {territory}").format(territory=territory.title),
        work,
        tr("The pages stand in the Layout manager."),
        after,
        territory=territory,
        edition=chosen,
    )


def _composing(
    territory: Territory,
    themes: Sequence[MapTheme],
    edition: Edition,
    project: QgsProject,
    talk: Talk,
    pages: list[QgsPrintLayout],
) -> Iterator[None]:
    # Imported here: nothing heavy is loaded before somebody lays out pages.
    from ..layouts.templates import check_look, usual_look
    from ..mapset import MapPages, MapSetOrder, compose_in_turns

    order = MapSetOrder(
        [territory],
        themes,
        [],
        own_folder(),
        paper=preferences.chosen(preferences.PAPER),
        hide_absent=preferences.chosen(preferences.HIDE_ABSENT) == preferences.YES,
        look=usual_look(own_folder()),
    )
    check_look(order.look)
    begun: list[str] = []

    def page_begun(name: str) -> None:
        begun.append(name)
        talk.tell(len(begun) / (len(themes) + 1), name)

    found: list[MapPages] = []
    yield from compose_in_turns(project, order, edition, load_catalogue(), page_begun, found)
    first = next((each for each in found if each.asked), found[0])
    pages.append(first.page)


class _Watch:
    """A project between turns: it keeps its title, and is not to be another one meanwhile."""

    def __init__(self, project: QgsProject) -> None:
        self._project = project
        self._title, self._metadata = project.title(), project.metadata()
        self._is_other = False
        project.cleared.connect(self._cleared)

    def refuse_other(self) -> None:
        """Raise JobFailed once the project was closed."""
        if self._is_other:
            raise JobFailed(tr("The project was closed meanwhile: ask for the pages again."))

    def end(self) -> None:
        """Give a project that has a title its own again: pages sign those without one."""
        self._project.cleared.disconnect(self._cleared)
        if self._title and not self._is_other:
            self._project.setTitle(self._title)
            self._project.setMetadata(self._metadata)

    def _cleared(self) -> None:
        self._is_other = True


def themes_of(project: QgsProject, territory: Territory) -> list[MapTheme]:
    """The maps of which a project has a territory's page."""
    from ..layouts.page import pages_in

    return [theme for theme in load_catalogue().themes if pages_in(project, territory, theme)]


class PagesDialog(QDialog):
    """Whose pages, of which maps; `lay_out` is given both when it is confirmed."""

    def __init__(
        self,
        lay_out: Callable[[Territory, Sequence[MapTheme]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("TerritoiresIndustriePages")
        self.setWindowTitle(tr("Pages of a territory"))
        self._lay_out = lay_out
        memory = Memory()
        said = QLabel(
            tr(
                "Its map pages come into this project: they stand in the Layout manager, live. "
                "Pages that are there already are filled anew; what you changed on them stays."
            )
        )
        said.setWordWrap(True)
        self.chooser = TerritoryChooser()
        self.chooser.choose(memory.territories)
        rows = QVBoxLayout(self)
        rows.addWidget(said)
        rows.addWidget(self.chooser)
        self.themes: list[QCheckBox] = []
        for theme in load_catalogue().themes:
            box = QCheckBox(theme.title)
            box.setObjectName(f"pages_{theme.id}")
            box.setAccessibleName(theme.title)
            box.setChecked(not memory.themes or theme.id in memory.themes)
            box.toggled.connect(self._allow)
            self.themes.append(box)
            rows.addWidget(box)
        buttons = QDialogButtonBox()
        # In our own words: Qt's are English where its translation is not installed.
        cancel = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("pages_cancel")
        self.ready = QPushButton(tr("Lay out"))
        self.ready.setObjectName("pages_lay_out")
        self.ready.setAccessibleName(self.ready.text())
        self.ready.setDefault(True)
        buttons.addButton(self.ready, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows.addStretch(1)
        rows.addWidget(buttons)
        self.chooser.changed.connect(self._allow)
        self._allow()
        HelpKey(self, PAGES)

    def accept(self) -> None:
        """Ask for the pages of each territory."""
        themes = [
            theme
            for theme, box in zip(load_catalogue().themes, self.themes, strict=True)
            if box.isChecked()
        ]
        super().accept()
        for territory in self.chooser.chosen:
            self._lay_out(territory, themes)

    def _allow(self) -> None:
        some = any(box.isChecked() for box in self.themes) and bool(self.chooser.chosen)
        self.ready.setEnabled(some)
        self.ready.setToolTip("" if some else tr("Check a map first."))
