"""The assistant's last page: where the rows come from, who may see them, when they are added."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
)

from ...i18n import tr
from ...preferences import AUDIENCES
from .page import Page
from .session import Session, with_default

_DATE, _AUTHOR = "vintage", "verifie_par"


class KeepingPage(Page):
    """What is said here holds for the rows that do not say so themselves."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "keeping_page",
            tr("Source and sharing"),
            tr("What holds for the rows that do not say so themselves."),
        )
        self.name = self._line("name", tr("Name of the import"))
        self.replace = QCheckBox(tr("Replace the import of that name"), self)
        self.replace.setObjectName("replace")
        self.date = self._line("date", tr("Date of the data"))
        self.author = self._line("author", tr("Checked by"))
        self.origin = self._line("origin", tr("Author and licence"))
        self.date.setPlaceholderText(tr("the file's date"))
        self.author.setPlaceholderText(tr("the file"))
        self.origin.setPlaceholderText(tr("for instance: Grid operator, open licence 2.0"))
        self.audience = QComboBox(self)
        self.audience.setObjectName("audience")
        self.audience.setAccessibleName(tr("Who may see the rows"))
        # The narrowest first: what is typed by hand stays inside until somebody opens it.
        for word in AUDIENCES[::-1]:
            self.audience.addItem(word, word)
        self.warning = QLabel(self)
        self.warning.setObjectName("audience_warning")
        self.warning.setWordWrap(True)
        self.geocode = QCheckBox(
            tr("Ask the public geocoder for addresses without coordinates"), self
        )
        self.geocode.setObjectName("geocode")
        self.geocode.setToolTip(tr("Addresses and commune codes alone are sent"))
        self.now = QRadioButton(tr("Add to the edition now"), self)
        self.now.setObjectName("add_now")
        self.now.setChecked(True)
        self.later = QRadioButton(tr("Only keep for the next refresh"), self)
        self.later.setObjectName("keep_for_later")
        self._shown: object = None
        self._lay_out()
        self._connect()

    def initializePage(self) -> None:
        look, opened = self.session.look, self.session.opened
        # Once for each file: what was written here stays when one goes back and forth.
        if look is not None and opened is not self._shown:
            self._shown = opened
            kept = opened.kept.name if opened is not None and opened.kept is not None else ""
            self.name.setText(kept or look.path.stem)
            self.replace.setChecked(bool(kept))
            self.date.setText(look.how.defaults.get(_DATE, ""))
            self.author.setText(look.how.defaults.get(_AUTHOR, ""))
            self.origin.setText(look.how.origin)
            said = look.how.diffusion or AUDIENCES[-1]
            self.audience.setCurrentIndex(max(self.audience.findData(said), 0))
        if look is not None:
            self.geocode.setVisible("address" in look.how.columns.values())
        self._look_at_audience()
        super().initializePage()

    def why_not(self) -> str:
        if self.session.look is None:
            return self.session.problem
        if not self.name.text().strip():
            return tr("Give the import a name.")
        if self._is_there() and not self.replace.isChecked():
            return tr("An import of that name is there: tick “replace”, or give another name.")
        return ""

    def look(self) -> None:
        super().look()
        self.replace.setVisible(self._is_there())

    def say(self) -> None:
        """Put what stands here into the file's instructions."""
        look = self.session.look
        if look is None:
            return
        defaults = with_default(look.how.defaults, _DATE, self.date.text())
        self.session.say_at_last(
            diffusion=self.audience.currentData(),
            defaults=with_default(defaults, _AUTHOR, self.author.text()),
            origin=self.origin.text().strip(),
        )

    def _is_there(self) -> bool:
        from ...imports.keeping import import_stem, imports_named

        look = self.session.look
        if look is None or not self.name.text().strip():
            return False
        stem = import_stem(look.path, look.how, self.name.text())
        return bool(imports_named(self.session.imports, stem))

    def _line(self, name: str, spoken_name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(spoken_name)
        return line

    def _lay_out(self) -> None:
        form = QFormLayout()
        for line in (self.name,):
            form.addRow(line.accessibleName(), line)
        form.addRow("", self.replace)
        for line in (self.date, self.author, self.origin):
            form.addRow(line.accessibleName(), line)
        form.addRow(self.audience.accessibleName(), self.audience)
        form.addRow("", self.warning)
        form.addRow("", self.geocode)
        form.addRow(tr("At the end"), self.now)
        form.addRow("", self.later)
        self.rows.addLayout(form)
        self.rows.addStretch(1)

    def _connect(self) -> None:
        self.name.textChanged.connect(self.look)
        self.replace.toggled.connect(self.look)
        self.audience.currentIndexChanged.connect(self._look_at_audience)

    def _look_at_audience(self) -> None:
        told = {
            "interne": tr("The rows stay inside: neither partners nor the public see them."),
            "partenaires": tr("Partners see the rows and their notes: check what these hold."),
            "publique": tr("Everybody sees the rows, in every publication; their notes stay out."),
        }
        self.warning.setText(told[self.audience.currentData()])
