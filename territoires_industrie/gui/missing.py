"""One message about libraries that this QGIS lacks: what does not work, and the command."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import Qgis, QgsMessageLog
from qgis.gui import QgisInterface
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QPushButton

from ..errors import AtlasError
from ..i18n import spoken, tr
from ..libraries import System
from ..report import Section, document, write
from . import messages, notices
from .orders import reports_folder

_MESSAGE = "territoires_missing"


def tell_missing(iface: QgisInterface, libraries: Sequence[str]) -> None:
    """Say so in the message bar, until somebody has read it; nothing where nothing is missing."""
    if not libraries:
        return
    system = System()
    command, how = system.command(libraries), spoken(system.missing(libraries))
    lost = " ".join(without(library) for library in libraries)
    QgsMessageLog.logMessage(f"{how} {lost}", notices.CHANNEL, Qgis.MessageLevel.Warning, False)
    bar = iface.messageBar()
    # One line: the bar cuts off a second one. All of it is in the details and in the log.
    said = tr("not installed: {libraries} ({lost}).")
    message = bar.createMessage(
        messages.TITLE, said.format(libraries=", ".join(libraries), lost=_in_short(libraries))
    )
    message.setObjectName(_MESSAGE)
    if command:
        copy = QPushButton(tr("Copy"))
        copy.setObjectName("territoires_copy")
        copy.setAccessibleName(tr("Copy the command"))
        copy.setToolTip(command)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(command))
        message.layout().addWidget(copy)
    details = QPushButton(tr("Details"))
    details.setObjectName("territoires_details")
    details.setAccessibleName(details.text())
    details.setToolTip(how)
    details.clicked.connect(lambda: _show(libraries, how, command))
    message.layout().addWidget(details)
    bar.pushWidget(message, Qgis.MessageLevel.Warning, 0)


def take_back(iface: QgisInterface) -> None:
    """Take the message away with the plugin."""
    messages.take_back(iface.messageBar(), _MESSAGE)


def without(library: str) -> str:
    """What does not work without a library, and what does."""
    return {
        "pandas": tr(
            "Without pandas no data are refreshed, nothing is printed, and the plugin's own "
            "edition cannot be prepared; maps of an edition that is there still load."
        ),
        "requests": tr("Without requests no source is asked; all the rest works."),
        "pyproj": tr("Without pyproj no data are refreshed; all the rest works."),
        "openpyxl": tr("Without openpyxl no workbook is read or written; all the rest works."),
    }[library]


def _in_short(libraries: Sequence[str]) -> str:
    lost = {
        "pandas": tr("no refresh, no printing"),
        "requests": tr("no refresh"),
        "pyproj": tr("no refresh"),
        "openpyxl": tr("no workbooks"),
    }
    return lost[libraries[0]]


def _show(libraries: Sequence[str], how: str, command: str) -> None:
    sections = [
        Section(tr("What does not work"), [without(library) for library in libraries]),
        Section(tr("What to do"), [how, command]),
    ]
    try:
        page = write(document(messages.TITLE, how, sections), reports_folder() / "missing.html")
    except AtlasError as error:
        QgsMessageLog.logMessage(spoken(error), notices.CHANNEL, Qgis.MessageLevel.Warning, False)
    else:
        notices.open_file(str(page))
