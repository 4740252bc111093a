"""What the user is told once a job has ended: the message bar, the log panel, a page of details."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from qgis.core import Qgis, QgsMessageLog
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton

from ..errors import AtlasError
from ..i18n import spoken, tr
from ..report import Section, document, write
from .jobs import DONE, FAILED, STOPPED, Ending, Job
from .messages import TITLE, take_back
from .orders import reports_folder

#: The tab of QGIS' log panel.
CHANNEL = TITLE
#: So many pages of details are kept: messages still seen open theirs, and nothing piles up.
_NUMBERS = itertools.cycle(range(1, 21))
_MESSAGE = "territoires_message"
#: Seconds that good news stay.
_GOOD_NEWS = 20


def open_file(path: str) -> None:
    """Open a file or folder with whatever the system opens it with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


class Notices:
    """Tells endings, until `close`.

    Args:
        iface: QGIS'.
        open_project: opens a project's file.
        add: has another job done, which a message's button asks for.
    """

    def __init__(
        self,
        iface: QgisInterface,
        open_project: Callable[[str], object],
        add: Callable[[Job], object],
    ) -> None:
        self._iface = iface
        self._open_project = open_project
        self._add = add

    def tell(self, ending: Ending, is_bare: bool = False) -> None:
        """Say how a job ended, in the log and in the message bar.

        Args:
            ending: of the job.
            is_bare: whether the edition has nothing of the job's territory: no good news then.
        """
        is_bare = is_bare and ending.outcome == DONE
        level = Qgis.MessageLevel.Warning if is_bare else _level(ending)
        if is_bare:
            # First, for it is what the rest explains.
            lack = tr("No data of this territory: Refresh first.")
            ending.job.talk.warnings.insert(0, lack)
        _log(ending, level)
        bar = self._iface.messageBar()
        # The message bar cuts off what is long: what matters comes first.
        text = f"{ending.warnings[0]} {ending.sentence}" if is_bare else _text(ending)
        message = bar.createMessage(ending.job.about, text)
        message.setObjectName(_MESSAGE)
        product = ending.job.product(ending.results) if ending.outcome == DONE else ""
        if product and Path(product).exists():
            message.layout().addWidget(self._button(tr("Open"), "open", product, self._open))
        again = ending.job.replacing
        if again is not None and ending.can_replace:
            button = self._button(tr("Replace"), "replace", "", lambda _path: self._add(again()))
            button.clicked.connect(lambda: bar.popWidget(message))
            message.layout().addWidget(button)
        page = details_page(ending)
        if page:
            button = self._button(tr("Details"), "details", page, open_file)
            message.layout().addWidget(button)
        bad = level in (Qgis.MessageLevel.Critical, Qgis.MessageLevel.Warning)
        bar.pushWidget(message, level, 0 if bad else _GOOD_NEWS)

    def warn(self, sentence: str) -> None:
        """Say what could not be done at once, without a job."""
        message = self._iface.messageBar().createMessage(CHANNEL, sentence)
        message.setObjectName(_MESSAGE)
        self._iface.messageBar().pushWidget(message, Qgis.MessageLevel.Warning, 0)

    def close(self) -> None:
        """Take away what is still shown."""
        take_back(self._iface.messageBar(), _MESSAGE)

    def _open(self, path: str) -> None:
        if path.endswith(".qgz"):
            self._open_project(path)
        else:
            open_file(path)

    @staticmethod
    def _button(text: str, name: str, path: str, act: Callable[[str], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"territoires_{name}")
        button.setAccessibleName(text)
        button.setToolTip(path)
        button.clicked.connect(lambda: act(path))
        return button


def details_page(ending: Ending) -> str:
    """The job's own report, else a page made of what it said; "" when there is nothing to add."""
    own = ending.job.report(ending.results)
    if own and Path(own).is_file():
        return own
    said = [
        Section(tr("Warnings"), ending.warnings),
        Section(tr("Errors"), ending.job.talk.errors),
        Section(tr("Said by the work"), ending.job.talk.infos),
        Section(tr("For whoever mends it"), ending.trace.splitlines()),
    ]
    sections = [section for section in said if section.sentences]
    # A sentence may be too long for the message bar: where it matters, the page has it whole.
    if not sections and ending.outcome != FAILED:
        return ""
    page = document(ending.job.title, ending.sentence, sections)
    try:
        return str(write(page, reports_folder() / f"details-{next(_NUMBERS)}.html"))
    except AtlasError as error:
        QgsMessageLog.logMessage(spoken(error), CHANNEL, Qgis.MessageLevel.Warning, False)
        return ""


def _text(ending: Ending) -> str:
    count = len(ending.warnings)
    if ending.outcome != DONE or not count:
        return ending.sentence
    if count == 1:
        return f"{ending.sentence} {ending.warnings[0]}"
    more = tr("{count} remarks.").format(count=count)
    return f"{ending.sentence} {more}"


def _level(ending: Ending) -> Qgis.MessageLevel:
    if ending.outcome == FAILED:
        return Qgis.MessageLevel.Critical
    if ending.outcome == STOPPED or ending.job.is_partial(ending.results):
        return Qgis.MessageLevel.Warning
    return Qgis.MessageLevel.Info if ending.warnings else Qgis.MessageLevel.Success


def _log(ending: Ending, grade: Qgis.MessageLevel) -> None:
    def line(text: str, level: Qgis.MessageLevel) -> None:
        # Not notified: the message bar has said it.
        QgsMessageLog.logMessage(text, CHANNEL, level, False)

    line(f"{ending.job.title}: {ending.sentence}", grade)
    for text in ending.warnings:
        line(text, Qgis.MessageLevel.Warning)
    for text in ending.job.talk.infos:
        line(text, Qgis.MessageLevel.Info)
    if ending.trace:
        line(ending.trace, Qgis.MessageLevel.Critical)
