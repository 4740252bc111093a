"""Why, who, and who may be told: what every correction bears."""

from __future__ import annotations

from datetime import date

from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QWidget

from ...corrections.correction import ADD, INTERNAL, PARTNERS, PUBLIC
from ...corrections.drafting import Signature
from ...i18n import tr
from .forms import combo, line

_AUTHOR = "territoires_industrie/correcting/author"


class SignatureForm(QWidget):
    """Asked with each correction; who makes it is remembered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = line("reason", tr("Reason"), self)
        self.reason.setPlaceholderText(tr("visit, letter, publisher's page…"))
        self.author = line("author", tr("Author"), self)
        self.author.setText(str(QgsSettings().value(_AUTHOR, "") or ""))
        self.author.setToolTip(tr("Who answers for the correction"))
        self.diffusion = _audiences("diffusion", tr("Who may see the corrected value"), self)
        self.reason_diffusion = _audiences(
            "reason_diffusion", tr("Who may see author and reason"), self
        )
        _choose(self.reason_diffusion, INTERNAL)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(tr("Reason"), self.reason)
        form.addRow(tr("Author"), self.author)
        form.addRow(tr("Value for"), self.diffusion)
        form.addRow(tr("Reason for"), self.reason_diffusion)

    def begin(self, kind: str) -> None:
        """What is usual for a kind: an object of one's own is nobody else's (DOMAIN 1).

        Another object has another reason.
        """
        self.reason.clear()
        _choose(self.diffusion, INTERNAL if kind == ADD else PUBLIC)

    def said(self, today: date) -> Signature:
        """Who signs, today."""
        author = self.author.text().strip()
        QgsSettings().setValue(_AUTHOR, author)
        return Signature(
            author,
            self.reason.text().strip(),
            today,
            str(self.diffusion.currentData()),
            str(self.reason_diffusion.currentData()),
        )


def _audiences(name: str, title: str, parent: QWidget) -> QComboBox:
    made = combo(name, title, parent)
    made.setToolTip(title)
    made.addItem(tr("Everybody"), PUBLIC)
    made.addItem(tr("Partners"), PARTNERS)
    made.addItem(tr("Internal"), INTERNAL)
    return made


def _choose(box: QComboBox, word: str) -> None:
    box.setCurrentIndex(box.findData(word))
