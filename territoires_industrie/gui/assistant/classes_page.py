"""The assistant's third page: what the file's words are in the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QTableWidgetItem

from ...french import number
from ...i18n import tr
from ...sources.instructions import EMPTY
from .page import Page, counts_line, form_table
from .session import UNDERSTAND, Session

if TYPE_CHECKING:
    from ...imports.choosing import Word

_FIELD, _WORD, _ROWS, _CLASS = range(4)


class ClassesPage(Page):
    """A line for each word of the columns of classes; those that mean nothing yet are marked."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "classes_page",
            tr("Classes"),
            tr("For each word of your file, the class of the legend that it means."),
        )
        heads = [tr("Column"), tr("Word of your file"), tr("Rows"), tr("Class of the legend")]
        self.table = form_table("classes", tr("Classes"), heads, _CLASS)
        self.told = QLabel(self)
        self.told.setObjectName("classes_told")
        self.told.setWordWrap(True)
        self.counts = QLabel(self)
        self.counts.setObjectName("classes_counts")
        self.counts.setWordWrap(True)
        self.rows.addWidget(self.told)
        self.rows.addWidget(self.table, 1)
        self.rows.addWidget(self.counts)
        self._words: tuple[Word, ...] = ()
        session.understood.connect(self._refresh)

    def initializePage(self) -> None:
        self._words = ()
        self._refresh()
        super().initializePage()

    def why_not(self) -> str:
        if self.session.background.is_busy(UNDERSTAND):
            return tr("Reading the classes…")
        return self.session.problem

    def look(self) -> None:
        super().look()
        self.counts.setText(counts_line(self.session) if self.session.look else "")

    def _refresh(self) -> None:
        from ...imports.choosing import words_to_class

        look = self.session.look
        if look is None:
            return
        layer = self.session.catalogue.layer_of(look.table.name)
        found = {(each.field, each.word): each for each in words_to_class(look, layer)}
        shown = [(each.field, each.word) for each in self._words]
        # In the order in which they are shown, so that no line moves under one's hand.
        same = set(shown) == set(found)
        words = tuple(found[place] for place in shown) if same else tuple(found.values())
        if not same:
            self._build(words)
        self._words = words
        unknown = 0
        for row, each in enumerate(words):
            strange = each.word != EMPTY and not each.key
            unknown += strange
            icon = QgsApplication.getThemeIcon("/mIconWarning.svg")
            item = self.table.item(row, _WORD)
            item.setIcon(icon if strange else type(icon)())
            item.setToolTip(tr("No class of the legend means this word.") if strange else "")
        self.told.setText(self._sentence(words, unknown))
        self.look()

    def _sentence(self, words: tuple[Word, ...], unknown: int) -> str:
        if not words:
            return tr("This layer has a single class, or finds its classes by itself.")
        said = {word.field for word in words if word.word != EMPTY}
        if any(word.field not in said and not word.key for word in words):
            return tr(
                "No column of your file holds classes. Unless the layer finds them by itself, go "
                "back and choose that column, or choose here one class for all rows."
            )
        if unknown:
            return tr(
                "{count} words are in no class: their rows stay out of the legend until you choose."
            ).format(count=unknown)
        return tr("Every word has its class.")

    def _build(self, words: tuple[Word, ...]) -> None:
        self.table.setRowCount(0)
        self.table.setRowCount(len(words))
        for row, each in enumerate(words):
            shown = tr("(rows that say nothing)") if each.word == EMPTY else each.word
            self.table.setItem(row, _FIELD, QTableWidgetItem(each.title))
            self.table.setItem(row, _WORD, QTableWidgetItem(shown))
            rows = number(each.rows) if each.word != EMPTY else ""
            self.table.setItem(row, _ROWS, QTableWidgetItem(rows))
            combo = QComboBox()
            combo.setObjectName(f"class_{row}")
            combo.setAccessibleName(
                tr("Class of the legend for “{word}”").format(word=shown),
            )
            combo.addItem(tr("– none –"), "")
            for key, label in each.choices.items():
                combo.addItem(label, key)
            combo.setCurrentIndex(max(combo.findData(each.key), 0))
            combo.activated.connect(lambda _at, w=each, c=combo: self._choose(w, c.currentData()))
            self.table.setCellWidget(row, _CLASS, combo)

    def _choose(self, word: Word, key: str) -> None:
        from ...imports.choosing import with_class

        if self.session.look is not None:
            self.session.say(with_class(self.session.look.how, word.field, word.word, key))
            self.look()
