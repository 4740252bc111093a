"""Names for what is inside QGIS' own compound controls: a screen reader asks the inner part."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget


def name_parts(widget: QWidget, title: str, browsing: str) -> None:
    """Name a control's own field and buttons, after what it is for and what its buttons do.

    Args:
        widget: a QgsFileWidget or QgsProjectionSelectionWidget that has an object name.
        title: what is chosen with it.
        browsing: what its button does.
    """
    widget.setAccessibleName(title)
    for kind, said in (
        (QLineEdit, title),
        (QComboBox, title),
        (QToolButton, f"{title}: {browsing}"),
    ):
        for part in widget.findChildren(kind):
            # The parts of parts are Qt's own: a clear button, the line inside a list.
            if part.parent() is not widget and not isinstance(part, QLineEdit):
                continue
            part.setAccessibleName(said)
            if not part.objectName():
                part.setObjectName(f"{widget.objectName()}_{kind.__name__}")
