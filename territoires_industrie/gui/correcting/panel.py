"""The window of corrections: choose an object, say what is wrong with it, apply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from ...catalogue import load_catalogue
from ...corrections.correction import ADD, MOVE
from ...corrections.drafting import Row, Wish, addition, kinds_for, wish_for
from ...errors import AtlasError
from ...i18n import spoken, tr
from ..edition_picker import EditionPicker
from ..jobs import Ending, Job, JobQueue
from ..messages import TITLE
from ..upright import Upright, Wrapped, rule
from .applying import apply
from .corrected import Corrected
from .forms import Forms, combo, kind_title, pick_button
from .hands import Hands
from .marks import Marks
from .rows import Found, atlas_layer, correctable, selected_row, told
from .signature import SignatureForm
from .waiting import Waiting, far_sentence


class CorrectingPanel(QgsDockWidget):
    """Beside the dock, in whose queue its work is done.

    Args:
        iface: QGIS'.
        editions: says which folder of editions, and of their corrections, is in use now.
        queue: the dock's.
        today: the day of a correction.
        picker: the dock's, in which another edition than the one in use may be chosen.
    """

    def __init__(
        self,
        iface: QgisInterface,
        editions: Callable[[], Path],
        queue: JobQueue,
        today: Callable[[], date] = date.today,
        picker: EditionPicker | None = None,
    ) -> None:
        super().__init__(tr("Correct"), iface.mainWindow())
        self.setObjectName("TerritoiresIndustrieCorrecting")
        self._iface, self._editions, self._queue, self._today = iface, editions, queue, today
        self._canvas = iface.mapCanvas()
        self._row: Row | None = None
        self._found: list[tuple[Row, QgsVectorLayer]] = []
        self._watched: set[QgsVectorLayer] = set()
        self._job: Job | None = None
        self._marks = Marks(self._canvas)
        self._hands = Hands(self._canvas, self)
        self._is_open = False
        self.corrected = Corrected(editions, picker, iface.mainWindow(), self)
        self.pick = pick_button(self)
        self.several = combo("several", tr("Objects under the click"), self)
        self.facts = Wrapped("", self)
        self.facts.setObjectName("row")
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setAccessibleName(tr("The object as the edition has it"))
        self.kind = combo("kind", tr("What is to be done"), self)
        self.forms = Forms(self)
        self._rule, self._scroll = rule(), Upright()
        self.signature = SignatureForm(self)
        self.wish = QPushButton(tr("Put on the list"), self)
        self.wish.setObjectName("wish")
        self.wish.setAccessibleName(self.wish.text())
        self.hint = Wrapped("", self)
        self.hint.setObjectName("hint")
        self.hint.setAccessibleName(tr("What to do next"))
        self.waiting = Waiting(self)
        self._lay_out()
        self._connect()
        self._take([])
        self.waiting.read()

    # ------------------------------------------------------------ coming and going

    def begin(self) -> None:
        """Be seen, with what is selected on the map or in the table."""
        self._is_open = True
        self.setUserVisible(True)
        self.waiting.read()
        self._watch_layers()
        self._take_selected()
        self._mark()
        if self._row is None:
            self.pick.setChecked(True)
            self._ask_for_object()

    def leave(self) -> None:
        """Take tools and marks off the canvas; what waits is on the disk, and said so."""
        self._is_open = False
        self._hands.put_down()
        self.forms.stop()
        self._marks.clear()
        count = len(self.waiting.wishes)
        if count and self._job is None:
            said = tr("{count} corrections wait: “Correct…” takes them up again.")
            self._iface.messageBar().pushMessage(
                TITLE, said.format(count=count), Qgis.MessageLevel.Info
            )

    def close_down(self) -> None:
        """Leave QGIS' window without a trace."""
        self._is_open = False
        self.waiting.leave()
        self.forms.stop()
        self._marks.clear()
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._watch_layers)
        project.layersWillBeRemoved.disconnect(self._forget_layers)
        for changed in (self._canvas.destinationCrsChanged, self._canvas.scaleChanged):
            changed.disconnect(self._mark)
        self._queue.over.disconnect(self._ended)
        for layer in self._watched:
            layer.selectionChanged.disconnect(self._take_selected)
        self._watched.clear()
        self._hands.close()
        self._iface.removeDockWidget(self)
        self.deleteLater()

    # ------------------------------------------------------------ what is chosen

    def _watch_layers(self) -> None:
        had_none = not self._watched
        for layer in set(correctable(QgsProject.instance())) - self._watched:
            layer.selectionChanged.connect(self._take_selected)
            self._watched.add(layer)
        if had_none and self._watched and self._row is None:
            self._ask_for_object()

    def _forget_layers(self, ids: list[str]) -> None:
        gone = {layer for layer in self._watched if layer.id() in ids}
        self._watched -= gone
        if any(layer in gone for _, layer in self._found):
            self._take([])
        elif gone and not self._watched:
            self._ask_for_object()

    def _take_selected(self, *_changes: object) -> None:
        if not self._is_open:
            return
        found = selected_row(list(self._watched))
        if found is not None:
            layer, row = found
            self._take([(row, layer)])

    def _take_picked(self, found: list[Found]) -> None:
        self.setUserVisible(True)
        if not found:
            self._say(
                tr("Nothing of the atlas is drawn there: click on a symbol, a line, an area.")
            )
            return
        self._take([(each.row, each.layer) for each in found])

    def _take(self, found: list[tuple[Row, QgsVectorLayer]]) -> None:
        self._found = found
        self.several.blockSignals(True)
        self.several.clear()
        for row, _ in found:
            title = atlas_layer(load_catalogue().table(row.table)).title
            self.several.addItem(f"{row.title} ({title})")
        self.several.blockSignals(False)
        self.several.setVisible(len(found) > 1)
        self._choose(0 if found else -1)

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._found):
            self._row, layer = self._found[number]
            self.facts.setText(told(self._row, layer))
            self._say(tr("Say what is to be done, then put it on the list."))
        else:
            self._row = None
            self.facts.setText("")
            self._ask_for_object()
        self._offer_kinds()
        self._scroll.lead_to(self.corrected)

    def _offer_kinds(self) -> None:
        before = self.kind.currentData()
        kinds: list[str] = []
        if self._row is not None:
            table = load_catalogue().table(self._row.table)
            kinds += kinds_for(table, atlas_layer(table))
        self.kind.blockSignals(True)
        self.kind.clear()
        if not kinds:
            self.kind.addItem(tr("(no object chosen)"), "")
        for kind in (*kinds, ADD):
            self.kind.addItem(kind_title(kind), kind)
        # An object has been chosen: nobody wants to add one.
        kept = self.kind.findData(before) if before != ADD else -1
        self.kind.setCurrentIndex(max(kept, 0))
        self.kind.blockSignals(False)
        self._kind_has_changed()

    def _kind_has_changed(self) -> None:
        kind = str(self.kind.currentData())
        self._hands.place(False)
        for each in (self.forms, self._rule, self.signature, self.wish):
            each.setVisible(bool(kind))
        # What is added is another object than the one that was chosen.
        self.facts.setVisible(self._row is not None and kind != ADD)
        self.forms.begin(kind, self._row, self._today())
        self.signature.begin(kind)
        self._mark()

    # ------------------------------------------------------------ on the map

    def _place(self, on: bool) -> None:
        moved = self._row if self.kind.currentData() == MOVE else None
        self._hands.place(on, moved.stands if moved else "")

    def _take_place(self, wkt: str, dragged: bool) -> None:
        if dragged:
            self.kind.setCurrentIndex(max(self.kind.findData(MOVE), 0))
        place = self.forms.place
        if place is not None and wkt:
            place.take(wkt)

    def _place_has_changed(self) -> None:
        self._hands.place(False)
        self._mark()

    def _tool_has_changed(self) -> None:
        self.pick.setChecked(self._hands.is_picking)
        for place in self.forms.places:
            place.click.setChecked(self._hands.is_placing and place is self.forms.place)

    def _mark(self, *_scale: object) -> None:
        if not self._is_open:
            return
        self._marks.show_waiting(self.waiting.wishes)
        place = self.forms.place
        row = None if self.kind.currentData() == ADD else self._row
        self._marks.show_current(row, place.place if place is not None else "")

    # ------------------------------------------------------------ what is wished

    def _put_on_list(self) -> None:
        try:
            wish = self._wished()
        except AtlasError as error:
            said = tr("Not put on the list: {reason}.")
            self._say(said.format(reason=spoken(error)))
            if not self.signature.author.text().strip():
                self.signature.author.setFocus()
                self._scroll.lead_to(self.signature.author)
            return
        self.waiting.add(wish)
        self._take([])
        self.pick.setChecked(True)
        self._say(
            far_sentence(wish) or tr("On the list. Correct another object, or apply the list.")
        )

    def _wished(self) -> Wish:
        kind = str(self.kind.currentData())
        signature, catalogue = self.signature.said(self._today()), load_catalogue()
        if kind == ADD or self._row is None:
            table, cells = self.forms.added()
            return addition(table, cells, signature, catalogue)
        return wish_for(self._row, kind, signature, catalogue, **self.forms.said())

    def _apply(self) -> None:
        wishes, pending, project = self.waiting.wishes, self.waiting.pending, QgsProject.instance()
        self._job = apply(wishes, pending, self._editions(), project, self._canvas)
        self.waiting.lock(True)
        self._say(tr("Being applied: the list is empty once the edition is there."))
        self._queue.add(self._job)

    def _ended(self, ending: Ending) -> None:
        if ending.job is not self._job:
            return
        self._job = None
        self.waiting.lock(False)
        self.waiting.read()
        self._watch_layers()
        self._take([])
        self._say(ending.sentence)

    # ------------------------------------------------------------ what is seen

    def _say(self, text: str) -> None:
        self.hint.setText(text)

    def _ask_for_object(self) -> None:
        if self._watched:
            self._say(tr("Click an object on the map, or its row in the table; or choose “Add”."))
        else:
            self._say(tr("Load maps first: this project shows nothing that can be corrected."))

    def _lay_out(self) -> None:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        for widget in (self.corrected, self.pick, self.several, self.facts):
            rows.addWidget(widget)
        form = QFormLayout()
        form.addRow(tr("To do"), self.kind)
        rows.addLayout(form)
        for each in (self.forms, self._rule, self.signature):
            rows.addWidget(each)
        rows.addStretch(1)
        self._scroll.setWidget(inner)
        below = QVBoxLayout()
        below.setContentsMargins(9, 2, 9, 9)
        for each in (self.hint, self.wish, self.waiting):
            below.addWidget(each)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(below)
        self.setWidget(whole)

    def _connect(self) -> None:
        self.pick.toggled.connect(self._hands.pick)
        self.several.currentIndexChanged.connect(self._choose)
        self.kind.currentIndexChanged.connect(self._kind_has_changed)
        self.forms.placing.connect(self._place)
        self.forms.placed.connect(self._place_has_changed)
        for place in self.forms.places:
            place.said.connect(partial(self._scroll.lead_to, place.told))
        self.wish.clicked.connect(self._put_on_list)
        self.waiting.apply.clicked.connect(self._apply)
        self.waiting.changed.connect(self._mark)
        # Not in the panel: what is to be done next would take its place there.
        self.waiting.told.connect(partial(self._iface.messageBar().pushWarning, TITLE))
        self._hands.picked.connect(self._take_picked)
        self._hands.placed.connect(self._take_place)
        self._hands.changed.connect(self._tool_has_changed)
        # Symbols are drawn apart by millimetres, so their marks move with the scale.
        for changed in (self._canvas.destinationCrsChanged, self._canvas.scaleChanged):
            changed.connect(self._mark)
        self._queue.over.connect(self._ended)
        project = QgsProject.instance()
        project.layersAdded.connect(self._watch_layers)
        project.layersWillBeRemoved.connect(self._forget_layers)
        self.closed.connect(self.leave)
