"""The dock: choose a territory and its maps, see how fresh they are, have things done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsCollapsibleGroupBox, QgsDockWidget
from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..catalogue import MapTheme, load_catalogue
from ..errors import AtlasError
from ..i18n import spoken, tr
from ..territories import Territory
from . import maporders, orders
from .actions import Actions
from .edition_panel import EditionPanel
from .jobs import DONE, FAILED, Ending, Job, JobQueue
from .memory import Memory
from .messages import TITLE
from .notices import Notices
from .orders import Pages
from .pages_choice import PagesChoice
from .progress_strip import ProgressStrip
from .territory_chooser import TerritoryChooser
from .upright import Upright, rule

_COMMON = "Carte des "


class Dock(QgsDockWidget):
    """The plugin's window in QGIS' window.

    Args:
        iface: QGIS'.
        editions: says which folder of editions is in use now.
    """

    def __init__(self, iface: QgisInterface, editions: Callable[[], Path]) -> None:
        super().__init__(TITLE, iface.mainWindow())
        self.setObjectName("TerritoiresIndustrieDock")
        self._iface = iface
        self._editions = editions
        self._memory = Memory()
        self.queue = JobQueue(self)
        self._notices = Notices(iface, iface.addProject, self.queue.add)
        self.chooser = TerritoryChooser()
        self.themes = _theme_boxes()
        self.buttons = Actions()
        self.pages = PagesChoice(self._memory)
        self._files = self._group_of_pages()
        self.edition = EditionPanel(editions())
        self.progress = ProgressStrip(self.queue)
        self._lay_out()
        self._connect()
        self._remember()
        iface.mainWindow().installEventFilter(self)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self.look_again()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """When somebody comes back to QGIS' window, as from its options, things may be others."""
        if event is not None and event.type() == QEvent.Type.WindowActivate and self.isVisible():
            self.look_again()
        return bool(super().eventFilter(watched, event))

    def look_again(self) -> None:
        """Read anew what was chosen in the options, which perimeters and editions there are."""
        self.pages.prefer()
        self.chooser.read_own()
        self._read_edition()

    def lacks(self, job: Job) -> bool:
        """Whether the edition of a job has nothing of the territory that it is about."""
        about = job.territory
        return about is not None and self.edition.lacks(about, job.edition)

    def close_down(self) -> None:
        """Stop what runs and leave QGIS' window."""
        self._iface.mainWindow().removeEventFilter(self)
        self.queue.close()
        self.edition.give_up()
        self._notices.close()
        self._iface.removeDockWidget(self)
        self.deleteLater()

    # ------------------------------------------------------------ what is asked for

    def load_territory(self, territory: Territory) -> None:
        """Choose a territory and load its maps: those that are checked, or all."""
        self.chooser.choose([territory.id])
        if not self._chosen_themes():
            for box in self.themes:
                box.setChecked(True)
        self.load()

    def load(self) -> None:
        """The chosen territory's maps into the project."""
        territory, themes = self.chooser.chosen[0], self._chosen_themes()
        canvas = self._iface.mapCanvas()
        chosen, project = self.edition.chosen, QgsProject.instance()
        self._do(maporders.load(territory, themes, self._editions(), chosen, project, canvas))

    def refresh(self) -> None:
        """A new edition of the chosen territories, all at once: servers are asked once."""
        project, canvas = QgsProject.instance(), self._iface.mapCanvas()
        self._do(orders.fetch(self.chooser.chosen, self._chosen_themes(), project, canvas))

    def lay_out_pages(self) -> None:
        """A project with pages for each chosen territory."""
        self._each(lambda each: orders.lay_out(each, self._chosen_themes(), self._pages()))

    def export(self) -> None:
        """The printed maps of each chosen territory."""
        self._each(lambda each: orders.export(each, self._chosen_themes(), self._pages()))

    def write_profiles(self) -> None:
        """The profile of each chosen territory."""
        self._each(lambda each: orders.profile(each, self._pages()))

    def use_edition(self) -> None:
        """Make the chosen edition the one in use."""
        try:
            self.edition.make_current()
        except AtlasError as error:
            self._notices.warn(spoken(error))
        self._read_edition()

    def compare_editions(self) -> None:
        """What has changed since the edition before."""
        if self.edition.picker.file is not None:
            self.queue.add(orders.compare(self.edition.picker.file))

    def _pages(self) -> Pages:
        return self.pages.choice(self.edition.chosen)

    def _each(self, order: Callable[[Territory], Job]) -> None:
        for territory in self.chooser.chosen:
            self._do(order(territory))

    def _do(self, job: Job) -> None:
        self._memory.territories = [each.id for each in self.chooser.chosen]
        self._memory.themes = [theme.id for theme in self._chosen_themes()]
        self.pages.remember()
        self.queue.add(job)

    def _chosen_themes(self) -> Sequence[MapTheme]:
        every = load_catalogue().themes
        return [theme for theme, box in zip(every, self.themes, strict=True) if box.isChecked()]

    # ------------------------------------------------------------ what is seen

    def _lay_out(self) -> None:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.addWidget(self.chooser)
        maps = QVBoxLayout()
        maps.setSpacing(1)
        for box in self.themes:
            maps.addWidget(box)
        rows.addLayout(maps)
        rows.addWidget(self.buttons)
        rows.addWidget(rule())
        rows.addWidget(self.edition)
        rows.addWidget(self._files)
        rows.addStretch(1)
        scroll = Upright()
        scroll.setWidget(inner)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self.progress)
        self.setWidget(whole)
        order = [
            self.chooser.search,
            self.chooser.list,
            *self.themes,
            *self.buttons.in_order,
            self.edition.picker.box,
            self.edition.picker.menu_button,
            self.edition.summary,
            self.edition.sources,
            self._files,
            *self.pages.in_order,
            self.progress.stop,
        ]
        for before, after in zip(order, order[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def _group_of_pages(self) -> QgsCollapsibleGroupBox:
        group = QgsCollapsibleGroupBox(tr("Pages and files"))
        group.setObjectName("pages")
        for named in (group, *group.findChildren(QToolButton)):
            named.setAccessibleName(tr("Pages and files"))
        inside = QVBoxLayout(group)
        inside.addWidget(self.pages)
        group.setCollapsed(True)
        return group

    def _connect(self) -> None:
        self.chooser.changed.connect(self._chosen_has_changed)
        for box in self.themes:
            box.toggled.connect(self._allow)
        self.buttons.load.clicked.connect(self.load)
        self.buttons.refresh.clicked.connect(self.refresh)
        self.buttons.lay_out.clicked.connect(self.lay_out_pages)
        self.buttons.export.clicked.connect(self.export)
        self.buttons.profile.clicked.connect(self.write_profiles)
        self.edition.picker.changed.connect(self._read_edition)
        self.edition.picker.make_current.connect(self.use_edition)
        self.edition.picker.compare.connect(self.compare_editions)
        self.queue.ended.connect(self._ended)

    def _remember(self) -> None:
        kept = self._memory.themes
        for theme, box in zip(load_catalogue().themes, self.themes, strict=True):
            box.setChecked(not kept or theme.id in kept)
        self.chooser.choose(self._memory.territories)
        self._allow()

    def _chosen_has_changed(self) -> None:
        chosen = self.chooser.chosen
        # From the first thing asked for on: before, the welcome is still to come.
        if chosen and not self._memory.is_blank:
            self._memory.territories = [each.id for each in chosen]
        self.edition.look_for(chosen, QgsProject.instance())
        self._allow()

    def _allow(self) -> None:
        self.buttons.allow(len(self.chooser.chosen), any(box.isChecked() for box in self.themes))

    def _read_edition(self) -> None:
        self.edition.read(datetime.now(), self._editions())
        self.edition.look_for(self.chooser.chosen, QgsProject.instance())

    def _ended(self, ending: Ending) -> None:
        self._read_edition()
        self._notices.tell(ending, is_bare=self.lacks(ending.job))
        if ending.outcome == FAILED and ending.job.writes:
            self._files.setCollapsed(False)
        if ending.outcome == DONE and ending.job.makes_edition:
            self.edition.picker.choose(None)
            self._read_edition()


def _theme_boxes() -> list[QCheckBox]:
    boxes = []
    for theme in load_catalogue().themes:
        # Without what all have in common: a dock is narrow.
        short = theme.title.removeprefix(_COMMON).replace(" et des ", " et ")
        box = QCheckBox(short[:1].upper() + short[1:])
        box.setObjectName(f"theme_{theme.id}")
        box.setAccessibleName(theme.title)
        box.setToolTip(theme.title)
        boxes.append(box)
    return boxes
