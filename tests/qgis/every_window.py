"""Every window that the plugin opens, found by looking through gui/: whatever comes is held too."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDockWidget,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from territoires_industrie.territoires_industrie import gui

#: What a person presses, types into or chooses from.
INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
#: What is one thing to its user, whatever Qt puts inside.
WHOLE = (QComboBox, QAbstractSpinBox, QAbstractItemView)


def kinds() -> list[type[QWidget]]:
    """The classes of windows, and of pages in QGIS' own windows."""
    found = []
    for module in pkgutil.iter_modules(gui.__path__):
        loaded = importlib.import_module(f"{gui.__name__}.{module.name}")
        for _name, kind in inspect.getmembers(loaded, inspect.isclass):
            own = kind.__module__ == loaded.__name__
            if own and issubclass(kind, QDialog | QDockWidget | QgsOptionsPageWidget):
                found.append(kind)
    return found


def made(kind, window, folder) -> QWidget:
    """One of that class; what it is given follows from how its parameters are annotated."""
    given = {"QgisInterface": window, "Path": folder, "QMainWindow": window}
    values = []
    for name, parameter in list(inspect.signature(kind.__init__).parameters.items())[1:]:
        if parameter.default is not inspect.Parameter.empty:
            continue
        wanted = str(parameter.annotation)
        if wanted.startswith("Callable"):
            values.append(lambda *_given: None)
        else:
            assert wanted in given, f"{kind.__name__}: say in every_window.py what {name} may be"
            values.append(given[wanted])
    return kind(*values)


def controls(widget: QWidget) -> Iterator[QWidget]:
    """What can be used in a window; not the insides of Qt's own controls."""
    for each in widget.findChildren(QWidget):
        if not isinstance(each, INTERACTIVE) or isinstance(each, QScrollBar):
            continue
        if each.objectName().startswith("qt_") or any(isinstance(x, WHOLE) for x in above(each)):
            continue
        if isinstance(each.parent(), QLineEdit):
            continue  # its button that clears it
        if each.parent() is widget and isinstance(widget, QDockWidget):
            continue  # in its title: QGIS' own
        yield each


def above(widget: QWidget) -> Iterator[QWidget]:
    """What it stands in, from the inside out."""
    while (widget := widget.parentWidget()) is not None:
        yield widget


def said_name(widget: QWidget, window: QWidget) -> str:
    """What a screen reader says when the widget has the keyboard."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text()
    labels = [x for x in window.findChildren(QLabel) if x.buddy() is widget]
    return labels[0].text() if labels else ""


def object_name(widget: QWidget) -> str:
    """Its own, or that of the file widget that it is a part of."""
    parent = widget.parentWidget()
    return widget.objectName() or (parent.objectName() if isinstance(parent, QgsFileWidget) else "")


def takes_keyboard(widget: QWidget) -> bool:
    """Whether Tab leads there."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
