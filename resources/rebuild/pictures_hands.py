"""How the guide's tour takes hold of QGIS' window: find, press, wait, take a picture."""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from qgis.core import QgsLayoutItem, QgsPrintLayout, QgsProject
from qgis.PyQt.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    QTranslator,
)
from qgis.PyQt.QtGui import QGuiApplication, QPixmap
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QWidget
from qgis.utils import iface

#: What a step waits for: so many milliseconds, or something to become true.
Steps = Iterator[int | Callable[[], bool]]

#: The folder that `pictures.py` has prepared.
WORK = Path(os.environ["GUIDE_WORK"])
#: Seconds that a single thing may take.
_PATIENCE = 120


# ---------------------------------------------------------------- taking pictures


def shot(name: str, widget: QWidget, part: QRect | None = None) -> None:
    """A widget as it is painted, or a part of it."""
    _saved(widget.grab(part or widget.rect()), name)


def screen(name: str, area: QRect) -> None:
    """What stands on the screen there: tips and popups too, which are windows of their own."""
    around = area.intersected(QGuiApplication.primaryScreen().geometry())
    corner = (around.x(), around.y(), around.width(), around.height())
    _saved(QGuiApplication.primaryScreen().grabWindow(0, *corner), name)


def _saved(picture: QPixmap, name: str) -> None:
    picture.save(str(WORK / "shots" / f"{name}.png"))


def area_of(widget: QWidget) -> QRect:
    """Where a widget stands on the screen."""
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def tell_frames(layout: QgsPrintLayout) -> None:
    """Where the parts of a page stand, as shares of the page: numbers are put beside them."""
    sheet = layout.pageCollection().page(0).pageSize()
    boxes = {}
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.id():
            box = item.mapRectToScene(item.rect())
            boxes[item.id()] = [
                box.x() / sheet.width(),
                box.y() / sheet.height(),
                box.width() / sheet.width(),
                box.height() / sheet.height(),
            ]
    (WORK / "frames.json").write_text(json.dumps(boxes), encoding="utf-8")


# ---------------------------------------------------------------- finding and pressing


def window() -> QWidget:
    """QGIS' own."""
    return iface.mainWindow()


def dock() -> QDockWidget:
    """The plugin's."""
    return window().findChild(QDockWidget, "TerritoiresIndustrieDock")


def panel(name: str) -> QDockWidget:
    """One of QGIS' own panels."""
    return window().findChild(QDockWidget, name)


def press(widget: QWidget, place: QPoint | None = None) -> None:
    """A click with the left button."""
    place = widget.rect().center() if place is None else place
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def pressed(name: str) -> None:
    """A click on the dock's button of that name."""
    press(dock().findChild(QWidget, name))


def dialog() -> QDialog:
    """The dialog in front."""
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and isinstance(w, QDialog)]
    return shown[-1]


def is_open_list(widget: QWidget) -> bool:
    """Whether it is what the locator bar offers."""
    return bool(widget.metaObject().className() == "QgsFloatingWidget" and widget.isVisible())


def rows_of(model: QAbstractItemModel) -> list[QModelIndex]:
    """The rows at a tree's root."""
    return [model.index(row, 0) for row in range(model.rowCount())]


def later(act: Callable[[], object]) -> None:
    """Do something that comes back only once its window is closed."""
    QTimer.singleShot(0, act)


def at_rest() -> bool:
    """Whether nothing is done and nothing drawn."""
    return dock().queue.running is None and not iface.mapCanvas().isDrawing()


def no_messages() -> None:
    """Take away what the message bar says."""
    iface.messageBar().clearWidgets()


def floating(each: QDockWidget, width: int, height: int) -> Steps:
    """A panel by itself, of that size."""
    each.setFloating(True)
    each.raise_()
    each.resize(width, height)
    yield 500


def put_back(each: QDockWidget) -> None:
    """A panel back where it was."""
    each.setFloating(False)


# ---------------------------------------------------------------- walking


class Walk:
    """Takes the steps one after the other, and tells at the end what went wrong."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._until: Callable[[], bool] | None = None
        self._deadline = 0.0

    def turn(self) -> None:
        """The next step, once what the last one waits for is there."""
        try:
            if self._until is not None and not self._until():
                if time.monotonic() > self._deadline:
                    raise TimeoutError(f"waited {_PATIENCE} s")
                QTimer.singleShot(100, self.turn)
                return
            wanted = next(self._steps)
        except StopIteration:
            self._end("")
            return
        except Exception:
            self._end(traceback.format_exc())
            return
        self._until = wanted if callable(wanted) else None
        self._deadline = time.monotonic() + _PATIENCE
        QTimer.singleShot(wanted if isinstance(wanted, int) else 100, self.turn)

    def _end(self, error: str) -> None:
        told = json.dumps({"error": error})
        (WORK / "tour.json").write_text(told, encoding="utf-8")
        for each in QApplication.topLevelWidgets():
            if each is not window() and isinstance(each, QDialog):
                each.close()
        iface.mapCanvas().freeze(True)
        self._leave()

    def _leave(self) -> None:
        # A layer that goes while another thread draws it takes QGIS 3.40 along.
        if iface.mapCanvas().isDrawing():
            QTimer.singleShot(100, self._leave)
            return
        QgsProject.instance().clear()
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()


class Buttons(QTranslator):
    """Qt's own buttons in French: not every system has its translations, users' QGIS has."""

    _FRENCH = {"&Close": "&Fermer", "Close": "Fermer", "Cancel": "Annuler", "&Cancel": "&Annuler"}
    _FRENCH |= {"< &Back": "< &Précédent", "&Next >": "&Suivant >", "&Finish": "&Terminer"}
    _FRENCH |= {"Help": "Aide", "Apply": "Appliquer", "&OK": "&OK", "OK": "OK"}

    def translate(self, context: str, text: str, _which: str = "", _count: int = -1) -> str | None:
        """The French word, or None where it is for others to say."""
        ours = context in ("QPlatformTheme", "QWizard")
        return self._FRENCH.get(text) if ours else None
