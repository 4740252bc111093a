"""The welcome: what this is, where, from which data, and the maps; two clicks from the toolbar."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..catalogue import load_catalogue
from ..i18n import tr
from ..libraries import lacking
from ..paths import ICON
from ..serving import EMBEDDED_FOLDER
from ..territories import Territory, find
from .figures import day
from .help import HelpKey, open_guide
from .jobs import DONE, Ending, Job
from .memory import SHIPPED, Memory
from .missing import without
from .outline import Outline
from .progress_strip import ProgressStrip
from .territory_chooser import TerritoryChooser

if TYPE_CHECKING:
    from .dock import Dock

#: In lines of text.
_PICTURE = 11


class Welcome(QDialog):
    """Four steps, each of which can be left for the last one: the maps.

    Args:
        load: opens the dock and loads a territory's maps there.
        parent: QGIS' window.
    """

    def __init__(self, load: Callable[[Territory], Dock], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TerritoiresIndustrieWelcome")
        self.setWindowTitle(tr("Welcome to Territoires d'industrie"))
        self._load = load
        self._dock: Dock | None = None
        self._job: Job | None = None
        self.chooser = TerritoryChooser()
        self.chooser.choose(Memory().territories)
        self.outline = Outline()
        side = self.fontMetrics().height() * _PICTURE
        self.outline.setFixedSize(side, side)
        self.told = _text("")
        self.told.setObjectName("welcome_told")
        self._room = QVBoxLayout()
        self.steps = QStackedWidget(self)
        self.steps.setObjectName("welcome_steps")
        for title, inside in (
            (tr("From a territory's name to its maps"), self._what()),
            (tr("Choose a territory"), self._where()),
            (tr("Where the data come from"), self._from_what()),
            (tr("Your maps"), self._there()),
        ):
            self.steps.addWidget(_page(title, inside))
        self.number = QLabel()
        self.number.setAccessibleName(tr("Step"))
        self.skip = self._button("welcome_skip", tr("Skip"), self.close)
        self.back = self._button("welcome_back", tr("Back"), lambda: self._turn(-1))
        self.next = self._button("welcome_next", tr("Next"), lambda: self._turn(1))
        self.guide = self._button("welcome_guide", tr("Open the guide"), self._open_guide)
        self.load = self._button("welcome_load", tr("Load the maps"), self._load_maps)
        font = self.load.font()
        font.setBold(True)
        self.load.setFont(font)
        self.load.setDefault(True)
        below = QHBoxLayout()
        below.addWidget(self.number)
        below.addStretch(1)
        for button in (self.skip, self.guide, self.back, self.next, self.load):
            below.addWidget(button)
        rows = QVBoxLayout(self)
        rows.addWidget(self.steps, 1)
        rows.addLayout(below)
        self.chooser.changed.connect(self._follow_choice)
        self._follow_choice()
        self._show_step(0)
        self.load.setFocus()
        HelpKey(self)
        letter = self.fontMetrics()
        self.resize(letter.averageCharWidth() * 92, letter.height() * 32)

    # ------------------------------------------------------------ the steps

    def _what(self) -> QWidget:
        titles = "".join(f"<li>{theme.title}</li>" for theme in load_catalogue().themes)
        said = tr(
            "Name a territory d'industrie: the plugin puts its maps on the canvas, styled, with "
            "the source and date of each symbol, then prints them to PDF with their data."
        )
        time = tr("This takes two minutes. <b>Load the maps</b> goes there at once.")
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(_text(f"<p>{said}</p><ul>{titles}</ul><p>{time}</p>"), 1)
        row.addWidget(self.outline, 0, Qt.AlignmentFlag.AlignCenter)
        return whole

    def _where(self) -> QWidget:
        here = find(SHIPPED).title
        said = tr(
            "A name, an EPCI or a commune; accents do not matter. Data of {territory} come with "
            "the plugin; for any other, <b>Refresh</b> asks the public sources."
        )
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(_text(said.format(territory=here)))
        rows.addWidget(self.chooser)
        rows.addStretch(1)
        return whole

    def _from_what(self) -> QWidget:
        sources = load_catalogue().sources
        lines = [
            tr("An edition is a dated snapshot of public data, kept in one file, never changed."),
            tr(
                "The one that comes with the plugin is of {day}: it needs no network, and knows "
                "{territory}."
            ).format(day=_shipped_on(), territory=find(SHIPPED).title),
            tr(
                "<b>Refresh</b> makes a new one, of {count} sources; what does not answer keeps "
                "what it said before, and the maps say so."
            ).format(count=len(sources)),
            tr("Publishers: {names}.").format(names=", ".join(_publishers())),
        ]
        lines += [f"<b>{without(library)}</b>" for library in lacking()]
        return _text("".join(f"<p>{line}</p>" for line in lines))

    def _there(self) -> QWidget:
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.told)
        rows.addLayout(self._room)
        rows.addStretch(1)
        return whole

    # ------------------------------------------------------------ what is done

    def _load_maps(self) -> None:
        territory = self.chooser.chosen[0]
        self._dock = self._load(territory)
        queue = self._dock.queue
        self._job = queue.waiting[-1] if queue.waiting else queue.running
        if self._room.isEmpty():
            self._room.addWidget(ProgressStrip(queue, self))
            queue.over.connect(self._ended)
        self.told.setText(tr("Loading {territory}…").format(territory=territory.title))
        self._show_step(self.steps.count() - 1)

    def _ended(self, ending: Ending) -> None:
        if self._dock is None or ending.job is not self._job:
            return
        if ending.outcome != DONE:
            again = tr("The dock has all that is needed to try again.")
            self.told.setText(f"<p><b>{ending.sentence}</b></p><p>{again}</p>")
            return
        lines = [
            tr("<b>Refresh</b> asks the public sources for a new edition; the last one stays."),
            tr("<b>Export</b> prints these maps to PDF, with their data."),
            tr(
                "Identified, a symbol tells its source and opens its page; "
                "<b>View › Show Map Tips</b> tells it under the pointer."
            ),
            tr("<b>F1</b> opens the guide, which needs no network either."),
        ]
        items = "".join(f"<li>{line}</li>" for line in lines)
        title = tr("{territory} is on the map.").format(territory=ending.job.about)
        if self._dock.lacks(ending.job):
            said = tr("Nothing of {territories} in this edition: Refresh asks the sources.")
            title = said.format(territories=ending.job.about)
        self.told.setText(f"<p><b>{title}</b></p><p>{tr('And now:')}</p><ul>{items}</ul>")

    def _follow_choice(self) -> None:
        self.outline.show_territories(self.chooser.chosen)
        one = len(self.chooser.chosen) == 1
        self.load.setEnabled(one)
        self.load.setToolTip(
            ", ".join(each.title for each in self.chooser.chosen)
            if one
            else tr("One territory at a time stands out on the map: choose one.")
        )

    def _turn(self, steps: int) -> None:
        self._show_step(self.steps.currentIndex() + steps)

    def _show_step(self, index: int) -> None:
        last = self.steps.count() - 1
        self.steps.setCurrentIndex(index)
        self.number.setText(f"{index + 1} / {last + 1}")
        self.back.setEnabled(index > 0)
        # The last step is what loading leads to.
        self.next.setVisible(index < last - 1)
        self.load.setVisible(index < last)
        self.guide.setVisible(index == last)
        self.skip.setText(tr("Close") if index == last else tr("Skip"))
        self.skip.setAccessibleName(self.skip.text())

    def _open_guide(self) -> None:
        open_guide("", self.window())

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button


def _page(title: str, inside: QWidget) -> QWidget:
    whole = QWidget()
    icon = QLabel()
    heading = QLabel(title)
    font = heading.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    font.setBold(True)
    heading.setFont(font)
    heading.setWordWrap(True)
    side = int(heading.fontMetrics().height() * 1.5)
    icon.setPixmap(QIcon(str(ICON)).pixmap(side, side))
    above = QHBoxLayout()
    above.addWidget(icon)
    above.addWidget(heading, 1)
    rows = QVBoxLayout(whole)
    rows.addLayout(above)
    rows.addWidget(inside, 1)
    return whole


def _text(html: str) -> QLabel:
    label = QLabel(html)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


def _publishers() -> list[str]:
    """The publishers by their own names, without who passes their data on, nor the user."""
    named = {
        re.split(r"[,(–]", source.publisher)[0].strip()
        for source in load_catalogue().sources.values()
        if source.protocol != "local"
    }
    return sorted(named, key=str.lower)


def _shipped_on(folder: Path = EMBEDDED_FOLDER) -> str:
    """The day of the edition that the plugin ships."""
    head = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    return day(datetime.fromisoformat(head["created"]).date())
