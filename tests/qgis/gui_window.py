"""A window with the little of QGIS' interface that the plugin's window uses."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import Qt, QThreadPool, pyqtSignal
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QMainWindow, QMenu, QPushButton


class Window(QMainWindow):
    """As `iface`: a message bar, a canvas, places for docks, menus."""

    initializationCompleted = pyqtSignal()
    layoutDesignerOpened = pyqtSignal(object)

    def __init__(self):
        super().__init__()
        self.menus = {}
        self.opened = []
        self.registered = []
        self._bar = QgsMessageBar(self)
        self._canvas = QgsMapCanvas(self)
        self.setCentralWidget(self._canvas)
        self.designers = []
        self._project, self._help = QMenu(self), QMenu(self)
        for name in ("New", "Manager", "Layouts"):
            self._project.addAction(QAction(name, self._project))

    def mainWindow(self):
        return self

    def messageBar(self):
        return self._bar

    def mapCanvas(self):
        return self._canvas

    def mapCanvases(self):
        return [self._canvas]

    def addProject(self, path):
        self.opened.append(path)

    def projectMenu(self):
        return self._project

    def pluginHelpMenu(self):
        return self._help

    def actionShowLayoutManager(self):
        return self._project.actions()[1]

    def openLayoutDesigners(self):
        return self.designers

    def openLayoutDesigner(self, layout):
        self.opened.append(layout)

    def openMessageLog(self):
        self.opened.append("log")

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


def let_be_still(canvas):
    """Wait until no thread draws: a layer that goes before takes QGIS 3.40 along."""
    canvas.freeze(True)
    # It also draws ahead, and tells nobody; the pool of threads does.
    canvas.setPreviewJobsEnabled(False)
    canvas.stopRendering()
    pool = QThreadPool.globalInstance()
    assert wait_until(lambda: not canvas.isDrawing() and not pool.activeThreadCount(), 10)


def click(widget):
    """As with the mouse."""
    assert widget.isEnabled(), widget.objectName()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
