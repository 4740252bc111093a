"""How a real QGIS window is driven: step after step, by clicks, until it is left in peace.

Inside that QGIS a script of the `drive` fixture (conftest.py) imports this, and ends with `take`.
"""

from __future__ import annotations

import json
import time
import traceback
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QThreadPool, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget, QToolBar
from qgis.utils import iface

#: Said by a step that shall be tried again.
AGAIN = object()
#: Seconds that one step is tried.
PATIENCE = 150
#: The file that names the step begun last.
LAST_STEP = "last_step.txt"
#: What was seen, for the test; `clicks` are the names of what was clicked.
report = {"clicks": []}

_quiet = []


def named(kind, within=None):
    """Objects of the window that bear the plugin's name."""
    found = (within or iface.mainWindow()).findChildren(kind)
    return [thing for thing in found if thing.objectName().startswith("Territoires")]


def dock():
    """The plugin's main dock."""
    (found,) = [each for each in named(QDockWidget) if each.objectName().endswith("Dock")]
    return found


def button_of(number):
    """One of the buttons in the plugin's toolbar."""
    (bar,) = named(QToolBar)
    return bar.widgetForAction(bar.actions()[number])


def click(widget, place=None):
    """As a person does: on what can be seen and pressed."""
    if not widget.isVisible() or not widget.isEnabled():
        raise AssertionError(f"{widget.objectName()} cannot be clicked")
    if place is None:
        place = widget.rect().center()
    own = widget.objectName()
    # Qt names the inside of a list, and nothing names a toolbar's button.
    named_by = widget.parent() if not own or own.startswith("qt_") else widget
    report["clicks"].append(named_by.objectName())
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def later(act):
    """Do something once the step is over: what opens a dialog comes back when that is closed."""
    QTimer.singleShot(0, act)


def until_idle():
    """A step: no job runs and nothing is drawn; twice, for a map may still wait for its turn."""
    if dock().queue.running is not None or iface.mapCanvas().isDrawing():
        _quiet.clear()
        return AGAIN
    _quiet.append(True)
    if len(_quiet) < 2:
        return AGAIN
    _quiet.clear()
    return None


def is_drawing():
    """Whether any thread still draws: a layer that goes meanwhile takes QGIS 3.40 along.

    Threads share the expressions of its symbols (QgsExpression::detach). The canvas draws ahead,
    too, and tells nobody: the pool of threads does.
    """
    canvas = iface.mapCanvas()
    canvas.setPreviewJobsEnabled(False)
    canvas.stopRendering()
    return canvas.isDrawing() or QThreadPool.globalInstance().activeThreadCount() > 0


def take(steps, folder, first=1500):
    """Take steps, each a function and the time (ms) after it; then write the report and leave.

    A failing one ends it all: `report["error"]` names it. `first` is the time (ms) for QGIS itself.
    """
    waiting = list(steps)
    since = [time.monotonic()]

    def next_step():
        if not waiting:
            _finish(Path(folder))
            return
        step, pause = waiting.pop(0)
        # For whoever asks what a QGIS that died was doing.
        told = f"{len(waiting)} steps before the end: {step.__name__}"
        (Path(folder) / LAST_STEP).write_text(told, encoding="utf-8")
        try:
            again = step() is AGAIN
            if again and time.monotonic() - since[0] > PATIENCE:
                raise TimeoutError(f"still not after {PATIENCE} s")
            if again:
                waiting.insert(0, (step, pause))
            else:
                since[0] = time.monotonic()
        except Exception:
            report["error"] = f"{step.__name__}\n{traceback.format_exc()}"
            waiting.clear()
        # Behind the step: it lets events happen, and the next one shall not be among them.
        QTimer.singleShot(pause, next_step)

    iface.mainWindow().resize(1500, 850)
    QTimer.singleShot(first, next_step)


def _finish(folder):
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    iface.mapCanvas().freeze(True)
    _leave()


def _leave():
    if is_drawing():
        QTimer.singleShot(100, _leave)
        return
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()
