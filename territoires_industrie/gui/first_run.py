"""What happens by itself once QGIS is there: the dock as it was left, or one quiet line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QPushButton

from .. import preferences
from ..i18n import tr
from .memory import Memory
from .messages import TITLE, take_back

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

_MESSAGE = "territoires_welcome"
#: Seconds that the line stays.
_SHOWN = 30


class FirstRun:
    """Waits until QGIS has started; then nothing, the dock, or a line, and never a window.

    Args:
        iface: QGIS'.
        open_dock: shows the dock.
        show_welcome: shows the welcome.
    """

    def __init__(
        self,
        iface: QgisInterface,
        open_dock: Callable[[], object],
        show_welcome: Callable[[], object],
    ) -> None:
        self._iface = iface
        self._open_dock = open_dock
        self._show_welcome = show_welcome
        self._timer = QTimer(iface.mainWindow())
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        # Enabled while QGIS runs, nothing starts: the button is before the user's eyes.
        self._waits = not iface.mainWindow().isVisible()
        if self._waits:
            iface.initializationCompleted.connect(self._timer.start)

    def remove(self) -> None:
        """Take back what waits or is shown."""
        if self._waits:
            self._iface.initializationCompleted.disconnect(self._timer.start)
        self._timer.stop()
        self._timer.deleteLater()
        take_back(self._iface.messageBar(), _MESSAGE)

    def look(self) -> None:
        """Do what is to be done at a start."""
        memory = Memory()
        if memory.open:
            self._open_dock()
        elif is_wanted(memory) and not memory.announced:
            memory.announced = True
            self._announce()

    def _announce(self) -> None:
        bar = self._iface.messageBar()
        said = tr("Welcome: the maps of a territory, from public data, in three clicks.")
        message = bar.createMessage(TITLE, said)
        message.setObjectName(_MESSAGE)
        button = QPushButton(tr("Show me"))
        button.setObjectName("territoires_show_welcome")
        button.setAccessibleName(button.text())
        button.clicked.connect(lambda: self._show_welcome())
        button.clicked.connect(lambda: bar.popWidget(message))
        message.layout().addWidget(button)
        bar.pushWidget(message, Qgis.MessageLevel.Info, _SHOWN)


def is_wanted(memory: Memory) -> bool:
    """Whether the welcome comes by itself: nobody has seen it, worked here, or forbidden it."""
    allowed = preferences.chosen(preferences.WELCOME) == preferences.YES
    return allowed and memory.is_blank and not memory.welcomed
