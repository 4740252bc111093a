"""The assistant's fourth page: the rows as they would be, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsApplication, QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QProgressBar

from ...i18n import tr
from .page import Page, TextsView, counts_line
from .session import Session

if TYPE_CHECKING:
    from ...imports.preview import Preview

_LAMBERT93 = "EPSG:2154"
_ICONS = {"good": "/mIconSuccess.svg", "look": "/mIconWarning.svg", "bad": "/mIconCritical.svg"}


class PreviewPage(Page):
    """Counts, rows, public rows that give way; on the map, where the rows would be."""

    def __init__(self, session: Session, canvas: QgsMapCanvas | None) -> None:
        super().__init__(
            session,
            "preview_page",
            tr("What would happen"),
            tr("Nothing is written yet: go back to change columns or classes."),
        )
        self._canvas = canvas
        self._band: QgsRubberBand | None = None
        self.counts = QLabel(self)
        self.counts.setObjectName("preview_counts")
        self.counts.setWordWrap(True)
        self.busy = QProgressBar(self)
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(tr("Working out what the rows become…"))
        self.which = QComboBox(self)
        self.which.setObjectName("which_rows")
        self.which.setAccessibleName(tr("Rows to show"))
        for text, marks in (
            (tr("All rows"), "good look bad"),
            (tr("Rows to look at"), "look bad"),
            (tr("Rejected rows"), "bad"),
        ):
            self.which.addItem(text, marks)
        self.on_map = QCheckBox(tr("Show on the map"), self)
        self.on_map.setObjectName("on_map")
        self.on_map.setVisible(canvas is not None)
        self.table = TextsView("preview_rows", tr("Rows as they would be"), self)
        self.overruled_title = QLabel(tr("Public rows that give way to yours"), self)
        self.overruled = TextsView("overruled", tr("Public rows that give way to yours"), self)
        self.notes = QLabel(self)
        self.notes.setObjectName("preview_notes")
        self.notes.setWordWrap(True)
        self._lay_out()
        session.worked_out.connect(self._refresh)
        self.which.currentIndexChanged.connect(self._refresh)
        self.on_map.toggled.connect(self._mark)

    def initializePage(self) -> None:
        self._refresh()
        super().initializePage()

    def why_not(self) -> str:
        if self.session.background.is_busy():
            return tr("Working out what the rows become…")
        if self.session.preview is None:
            return self.session.preview_problem or self.session.problem
        if self.session.preview.rejected == self.session.preview.total:
            return tr("Every row is rejected: go back and correct where the rows are.")
        return ""

    def look(self) -> None:
        super().look()
        self.counts.setText(counts_line(self.session))
        self.busy.setVisible(self.session.background.is_busy())

    def clear_map(self) -> None:
        """Take the markers off the map."""
        if self._band is not None and self._canvas is not None:
            self._canvas.scene().removeItem(self._band)
            self._band = None

    def _lay_out(self) -> None:
        self.rows.addWidget(self.counts)
        self.rows.addWidget(self.busy)
        choice = QHBoxLayout()
        label = QLabel(tr("Rows to show"), self)
        label.setBuddy(self.which)
        for widget in (label, self.which, self.on_map):
            choice.addWidget(widget)
        choice.addStretch(1)
        self.rows.addLayout(choice)
        self.rows.addWidget(self.table, 3)
        self.rows.addWidget(self.overruled_title)
        self.rows.addWidget(self.overruled, 2)
        self.rows.addWidget(self.notes)

    def _refresh(self) -> None:
        found = self.session.preview
        if found is None:
            self.table.show_rows((), ())
        else:
            self._show_rows(found)
        gone = found.overruled if found is not None else ()
        heads = (tr("Identifier"), tr("Name"), tr("Commune"), tr("Class"), tr("Source"))
        self.overruled.show_rows(heads, gone)
        for widget in (self.overruled_title, self.overruled):
            widget.setVisible(bool(gone))
        notes = found.notes if found is not None else ()
        self.notes.setText(" ".join(f"{note[:1].upper()}{note[1:]}" for note in notes))
        self.notes.setVisible(bool(notes))
        self._mark()
        self.look()

    def _show_rows(self, found: Preview) -> None:
        wanted = set(self.which.currentData().split())
        icons = {mark: QgsApplication.getThemeIcon(name) for mark, name in _ICONS.items()}
        kept = [number for number, mark in enumerate(found.marks) if mark in wanted]
        rows = found.rows if len(kept) == found.total else [found.rows[n] for n in kept]
        self.table.show_rows(found.heads, rows, [icons[found.marks[n]] for n in kept])

    def _mark(self) -> None:
        """Put where the rows would be on the map, as long as the assistant is there."""
        self.clear_map()
        found = self.session.preview
        if self._canvas is None or found is None or not self.on_map.isChecked():
            return
        band = QgsRubberBand(self._canvas, Qgis.GeometryType.Point)
        band.setColor(self.palette().highlight().color())
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        band.setIconSize(self.fontMetrics().height() // 2)
        points = QgsGeometry.fromMultiPointXY([QgsPointXY(x, y) for x, y in found.points])
        band.setToGeometry(points, QgsCoordinateReferenceSystem(_LAMBERT93))
        self._band = band
