"""The dock's view of the edition in use: its age, and each of its sources' state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QHeaderView,
    QLabel,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..catalogue import load_catalogue
from ..edition import Edition, EditionStore
from ..errors import AtlasError
from ..freshness import (
    FAILED,
    FRESH,
    LOCAL,
    STALE,
    SourceState,
    age_in_days,
    counts,
    is_shipped,
    knows,
    states_of,
)
from ..i18n import spoken, tr
from ..paths import own_editions
from ..serving import edition_in_use
from ..shelf import editions_in
from ..territories import Territory
from .edition_picker import EditionPicker
from .figures import day, number
from .threads import Asking

_ICONS = {
    FRESH: "/mIconSuccess.svg",
    STALE: "/mIconHistory.svg",
    FAILED: "/mIconWarning.svg",
    LOCAL: "/mIconFolder.svg",
}


#: So many sources are seen at least.
_ROWS = 8


class EditionPanel(QWidget):
    """What the maps are made from, and whether that is still good."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.picker = EditionPicker(self)
        self._edition: Edition | None = None
        self._in_use: Edition | None = None
        self._closer: Asking | None = None
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.title.setAccessibleName(tr("Edition in use"))
        self.summary = QToolButton(self)
        self.summary.setObjectName("sources_shown")
        self.summary.setCheckable(True)
        self.summary.setAutoRaise(True)
        self.summary.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.summary.setAccessibleName(tr("Show the sources one by one"))
        self.summary.toggled.connect(self._show_sources)
        self.sources = QTreeWidget(self)
        self.sources.setObjectName("sources")
        self.sources.setAccessibleName(tr("Sources of the edition"))
        self.sources.setHeaderLabels([tr("Source"), tr("State")])
        self.sources.setRootIsDecorated(False)
        self.sources.setMinimumHeight(_ROWS * self.fontMetrics().lineSpacing())
        self.sources.header().setStretchLastSection(False)
        self.sources.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.sources.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.hint.setAccessibleName(tr("What this edition lacks"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        # First what is to be done something about: a screen may end before what stands below.
        for widget in (self.hint, self.picker, self.title, self.summary, self.sources):
            rows.addWidget(widget)
        self._show_sources(False)

    @property
    def chosen(self) -> Path | None:
        """The file of another edition than the one in use; None for that one."""
        return self.picker.chosen

    def read(self, now: datetime, folder: Path | None = None) -> None:
        """Look again at what is there, in another folder of editions where one is given."""
        if folder is not None and folder != self._folder:
            self._folder = folder
            self.picker.choose(None)
        in_use: Edition | None = None
        is_broken = True
        try:
            try:
                in_use = edition_in_use(self._folder, own_editions(), at_once=True)
                is_broken = False
            finally:
                shelf = editions_in([self._folder, own_editions()])
                path = in_use.path if in_use else None
                self.picker.fill(shelf, path, self._folder, is_broken)
            chosen = self.picker.chosen
            self._in_use = in_use
            self._edition = Edition.open(chosen) if chosen else in_use
            states = states_of(self._edition, load_catalogue(), now) if self._edition else []
        except (AtlasError, OSError) as error:
            self._edition = self._in_use = None
            said = spoken(error) if isinstance(error, AtlasError) else str(error)
            self._show(f"<b>{tr('No edition can be read.')}</b><br>{said}", [])
            return
        if in_use is None:
            self._look_closer()
        if self._edition is None:
            text = tr("None fetched yet: the plugin's own serves, which knows Dunkerque.")
            self._show(f"<b>{tr('No edition')}</b><br>{text}", [])
            return
        self._show(f"<b>{self._edition.title}</b><br>{_age(self._edition, now)}", states)

    def give_up(self) -> None:
        """Look no closer: the window goes."""
        if self._closer is not None:
            self._closer.give_up()

    def make_current(self) -> None:
        """Make the chosen edition the one in use.

        Raises:
            AtlasError: it cannot be read, or the folder not be written to.
        """
        if self.picker.chosen is None:
            return
        try:
            EditionStore(self._folder).set_current(Edition.open(self.picker.chosen))
        except OSError as error:
            raise AtlasError(
                "{folder} cannot be written to ({reason}): the edition in use stays what it is.",
                folder=self._folder,
                reason=error.strerror or error,
            ) from error

    def look_for(self, territories: Sequence[Territory], project: QgsProject) -> None:
        """Say so when it has nothing of a chosen territory, or the project shows an older one."""
        hints = []
        lacking = [each.title for each in territories if not _knows(self._edition, each)]
        if lacking:
            said = tr("Nothing of {territories} in this edition: Refresh asks the sources.")
            hints.append(said.format(territories=", ".join(lacking)))
        if self._edition is not None and _others_in(project, self._edition):
            hints.append(tr("The project shows another edition: Load brings this one."))
        self.hint.setText("<br>".join(hints))
        self.hint.setVisible(bool(hints))

    def lacks(self, territory: Territory, file: Path | None) -> bool:
        """Whether an edition, the one in use without a file, has nothing of a territory."""
        try:
            return not _knows(Edition.open(file) if file else self._in_use, territory)
        except AtlasError:
            return False

    def _look_closer(self) -> None:
        """Ask aside whether a shipped one is there as it was made: all its rows are read for it."""
        if self._closer is not None and not self._closer.isFinished():
            return
        folder, own = self._folder, own_editions()
        self._closer = Asking(lambda _given_up: edition_in_use(folder, own))
        self._closer.answered.connect(self._looked)
        self._closer.begin()

    def _looked(self, found: Edition | None) -> None:
        if found is not None:
            self.picker.changed.emit()

    def _show(self, title: str, states: Sequence[SourceState]) -> None:
        self.title.setText(title)
        said = _said_of_states()
        parts = [f"{number} {said[state]}" for state, number in counts(states).items()]
        self.summary.setText(" · ".join(parts))
        self.summary.setVisible(bool(states))
        self.sources.clear()
        for state in states:
            self.sources.addTopLevelItem(_row(state))
        if not states:
            self.summary.setChecked(False)

    def _show_sources(self, shown: bool) -> None:
        self.sources.setVisible(shown)
        self.summary.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)


def _others_in(project: QgsProject, edition: Edition) -> bool:
    """Whether maps of a project were loaded from other editions."""
    from ..maps.layers import PART_PROPERTY, file_of
    from ..perimeters.view import is_made_of

    shown = project.mapLayers().values()
    files = {file_of(layer) for layer in shown if layer.customProperty(PART_PROPERTY)}
    return not all(file == edition.path or is_made_of(file, edition) for file in files)


def _knows(edition: Edition | None, territory: Territory) -> bool:
    """Whether an edition has anything of a territory; so it is thought where that is not known."""
    if edition is None or territory.is_own:
        return True
    try:
        return knows(edition, [territory], load_catalogue())
    except AtlasError:
        return True


def _age(edition: Edition, now: datetime) -> str:
    days = age_in_days(edition, now)
    made = day(edition.created.date())
    if is_shipped(edition):
        return tr("Shipped with the plugin, of {day}").format(day=made)
    if days == 0:
        return tr("Made today")
    if days == 1:
        return tr("Made yesterday")
    return tr("{days} days old ({day})").format(days=days, day=made)


def _said_of_states() -> dict[str, str]:
    return {
        FRESH: tr("fresh"),
        STALE: tr("stale"),
        FAILED: tr("failed"),
        LOCAL: tr("local"),
    }


def _row(state: SourceState) -> QTreeWidgetItem:
    item = QTreeWidgetItem([state.title, _said_of_states()[state.state]])
    item.setIcon(1, QgsApplication.getThemeIcon(_ICONS[state.state]))
    lines = [state.title, state.publisher]
    if state.vintage:
        lines.append(tr("Vintage: {vintage}").format(vintage=state.vintage))
    if state.retrieved is not None and state.state != LOCAL:
        lines.append(tr("Asked on {day}").format(day=day(state.retrieved.date())))
    lines += [tr("{rows} rows").format(rows=number(state.rows)), state.notes]
    for column in (0, 1):
        item.setToolTip(column, "\n".join(line for line in lines if line))
    return item
