"""A window with the little of QGIS' interface that the plugin's window uses."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QMainWindow, QPushButton


class Window(QMainWindow):
    """As `iface`: a message bar, a canvas, places for docks, menus."""

    def __init__(self):
        super().__init__()
        self.menus = {}
        self.opened = []
        self.registered = []
        self._bar = QgsMessageBar(self)
        self._canvas = QgsMapCanvas(self)
        self.setCentralWidget(self._canvas)

    def mainWindow(self):
        return self

    def messageBar(self):
        return self._bar

    def mapCanvas(self):
        return self._canvas

    def addProject(self, path):
        self.opened.append(path)

    def addPluginToMenu(self, menu, action):
        self.menus.setdefault(menu, []).append(action)

    def removePluginMenu(self, menu, action):
        self.menus[menu].remove(action)

    def registerLocatorFilter(self, each):
        self.registered.append(each)

    def registerOptionsWidgetFactory(self, each):
        self.registered.append(each)

    def registerCustomDropHandler(self, each):
        self.registered.append(each)

    def deregisterLocatorFilter(self, each):
        self.registered.remove(each)

    def unregisterOptionsWidgetFactory(self, each):
        self.registered.remove(each)

    def unregisterCustomDropHandler(self, each):
        self.registered.remove(each)

    def messages(self):
        """The texts shown, the newest first."""
        return [item.text() for item in self._bar.items()]

    def buttons(self, name):
        """The buttons of that name in the messages."""
        return self._bar.findChildren(QPushButton, f"territoires_{name}")


def wait_until(condition, seconds):
    """Let events happen until it is so; whether it became so."""
    left = int(seconds * 1000)
    while left > 0 and not condition():
        QTest.qWait(20)
        left -= 20
    return bool(condition())


def click(widget):
    """As with the mouse."""
    assert widget.isEnabled(), widget.objectName()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
