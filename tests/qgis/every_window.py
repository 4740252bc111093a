"""Every window that the plugin opens, found by looking through gui/: whatever comes is held too."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

from qgis.core import QgsProject
from qgis.gui import QgsFileWidget, QgsOptionsPageWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDockWidget,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from territoires_industrie.territoires_industrie import gui
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.gui.jobs import JobQueue
from territoires_industrie.territoires_industrie.territories import find

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
WHOLE = (QComboBox, QAbstractSpinBox, QHeaderView)


def kinds() -> list[type[QWidget]]:
    """The classes of windows, and of pages in QGIS' own windows."""
    found = []
    for module in pkgutil.walk_packages(gui.__path__, f"{gui.__name__}."):
        loaded = importlib.import_module(module.name)
        for _name, kind in inspect.getmembers(loaded, inspect.isclass):
            own = kind.__module__ == loaded.__name__
            if own and issubclass(kind, QDialog | QDockWidget | QgsOptionsPageWidget):
                found.append(kind)
    return found


def made(kind, window, folder) -> QWidget:
    """One of that class; what it is given follows from how its parameters are annotated."""
    given = {
        "Callable[[], Path]": lambda: folder,
        "Catalogue": load_catalogue(),
        "JobQueue": JobQueue(window),
        "Path": folder,
        "QMainWindow": window,
        "QgisInterface": window,
        "QgsMapCanvas": window.mapCanvas(),
        "QgsProject": QgsProject.instance(),
        "Territory": find("ti-3201"),
    }
    values = []
    for name, parameter in list(inspect.signature(kind.__init__).parameters.items())[1:]:
        if parameter.default is not inspect.Parameter.empty:
            continue
        wanted = str(parameter.annotation)
        if wanted.startswith("Callable") and wanted not in given:
            values.append(lambda *_given: None)
        else:
            assert wanted in given, f"{kind.__name__}: say in every_window.py what {name} may be"
            values.append(given[wanted])
    return kind(*values)


def controls(widget: QWidget) -> Iterator[QWidget]:
    """What can be used in a window; not the insides of Qt's own controls."""
    for each in widget.findChildren(QWidget):
        if not isinstance(each, INTERACTIVE) or isinstance(each, (QScrollBar, QHeaderView)):
            continue
        if each.objectName().startswith("qt_") or any(isinstance(x, WHOLE) for x in above(each)):
            continue
        if isinstance(each.parent(), (QLineEdit, QAbstractItemView)):
            continue  # its button that clears it, or takes all rows
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
    """Its own, or that of the file widget or box of standard buttons that it is a part of."""
    parent = widget.parentWidget()
    if is_standard(widget):
        return f"standard {parent.standardButton(widget)}"
    return widget.objectName() or (parent.objectName() if isinstance(parent, QgsFileWidget) else "")


def is_standard(widget: QWidget) -> bool:
    """Whether it is one of Qt's own buttons, such as Close, in Qt's own words."""
    parent = widget.parentWidget()
    box = isinstance(parent, QDialogButtonBox) and isinstance(widget, QAbstractButton)
    return box and parent.standardButton(widget) != QDialogButtonBox.StandardButton.NoButton


def takes_keyboard(widget: QWidget) -> bool:
    """Whether Tab leads there, or, in a table of controls, into it, once there is a row."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return True
    if not isinstance(widget, QAbstractItemView):
        return False
    rows = widget.model().rowCount() if widget.model() is not None else 0
    return not rows or any(map(takes_keyboard, controls(widget)))
