"""The assistant's first page: the file, how it is read, which layer it is for."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QSpinBox

from ...i18n import tr
from ..compound import name_parts
from .page import Page, TextsView
from .session import OPEN, Reading, Session

_FILES = "*.csv *.tsv *.txt *.xlsx *.ods *.gpkg *.geojson *.json *.shp *.zip"
_FOUND = -1


class FilePage(Page):
    """Nothing of the file is changed: it is copied at the end."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "file_page",
            tr("Your file"),
            tr("The file is only read: a copy of it is kept at the end."),
        )
        self.file = QgsFileWidget(self)
        self.file.setObjectName("file")
        self.file.setFilter(tr("Tables and layers ({endings})").format(endings=_FILES))
        self.file.setDialogTitle(tr("Your file"))
        name_parts(self.file, tr("Your file"), tr("Choose a file"))
        self.sheet = self._combo("sheet", tr("Sheet or layer of the file"))
        self.layer = self._combo("layer", tr("Layer of the atlas"))
        self.encoding = self._combo("encoding", tr("Encoding"))
        self.separator = self._combo("separator", tr("Separator"))
        self.heading = QSpinBox(self)
        self.heading.setObjectName("heading")
        self.heading.setAccessibleName(tr("Line of the headings"))
        self.heading.setToolTip(tr("Counted from 1; 0: the file has none"))
        self.heading.setRange(_FOUND, 999)
        self.heading.setSpecialValueText(tr("found"))
        self.heading.setValue(_FOUND)
        self.heading.setKeyboardTracking(False)
        self.why = QLabel(self)
        self.why.setObjectName("layer_why")
        self.why.setWordWrap(True)
        self.first = TextsView("first_rows", tr("First rows of the file"), self)
        self._said_layer = ""
        self._lay_out()
        self._fill()
        self._allow_encoding()
        self._connect()

    def why_not(self) -> str:
        if self.session.path is None:
            return tr("Choose a file.")
        if self.session.background.is_busy(OPEN):
            return tr("Reading the file…")
        if self.session.look is None:
            return self.session.problem or tr("Choose a file.")
        return ""

    def _combo(self, name: str, spoken_name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        combo.setAccessibleName(spoken_name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return combo

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(tr("File"), self.file)
        form.addRow(tr("Sheet or layer of the file"), self.sheet)
        reading = QHBoxLayout()
        for text, widget in (
            (tr("Encoding"), self.encoding),
            (tr("Separator"), self.separator),
            (tr("Line of the headings"), self.heading),
        ):
            label = QLabel(text, self)
            label.setBuddy(widget)
            reading.addWidget(label)
            reading.addWidget(widget)
        reading.addStretch(1)
        form.addRow(tr("Read as"), reading)
        form.addRow(tr("Layer of the atlas"), self.layer)
        form.addRow("", self.why)
        self.rows.addLayout(form)
        self.rows.addWidget(self.first, 1)

    def _fill(self) -> None:
        self.layer.addItem(tr("told from the file"), "")
        for each in sorted(self.session.layers, key=lambda layer: layer.title):
            self.layer.addItem(each.title, each.id)
        for text in ("", "utf-8", "cp1252", "latin-1", "utf-16"):
            self.encoding.addItem(text or tr("found"), text)
        names = {
            "": tr("found"),
            ";": tr("semicolon"),
            ",": tr("comma"),
            "\t": tr("tab"),
            "|": tr("bar"),
        }
        for sign, name in names.items():
            self.separator.addItem(name, sign)

    def _connect(self) -> None:
        self.file.fileChanged.connect(self._another_file)
        for combo in (self.sheet, self.encoding, self.separator):
            combo.activated.connect(self._read_again)
        self.layer.activated.connect(self._another_layer)
        self.heading.valueChanged.connect(self._read_again)
        self.session.opened_anew.connect(self._show)

    def _another_file(self, text: str) -> None:
        path = Path(text.strip().strip('"')) if text.strip() else None
        self._said_layer = ""
        self._settle(self.layer, "")
        self._settle(self.encoding, "")
        self._settle(self.separator, "")
        self.heading.blockSignals(True)
        self.heading.setValue(_FOUND)
        self.heading.blockSignals(False)
        self.sheet.clear()
        self.session.open(path)
        self._show()

    def _another_layer(self) -> None:
        self._said_layer = self.layer.currentData()
        self._read_again()

    def _read_again(self) -> None:
        line = self.heading.value()
        self.session.open(
            self.session.path,
            Reading(
                self.sheet.currentData() or "",
                self._said_layer,
                self.encoding.currentData(),
                self.separator.currentData(),
                None if line == _FOUND else line,
            ),
        )
        self.look()

    def _show(self) -> None:
        """What is known of the file now."""
        opened = self.session.opened
        sheets = opened.sheets if opened else ()
        if opened is not None or self.session.path is None:
            self._show_sheets(sheets)
            heads = opened.heads if opened else ()
            rows = opened.rows if opened else ()
            width = max((len(row) for row in rows), default=0)
            shown = heads or [str(number + 1) for number in range(width)]
            self.first.show_rows(shown, rows)
        self.sheet.setEnabled(len(sheets) > 1)
        found = self.session.look
        self._allow_encoding()
        if found is not None:
            content = found.content
            line = str(found.how.heading or 1) if found.how.heading != 0 else tr("none")
            self.heading.setSpecialValueText(tr("found: {what}").format(what=line))
            self.heading.updateGeometry()
            self._tell(self.encoding, content.encoding)
            self._tell(self.separator, content.separator)
            self._settle(self.layer, self.session.layer.id if self.session.layer else "")
        self.why.setText(self._told_by())
        self.look()

    def _allow_encoding(self) -> None:
        """Let choose how a text is read; other files say it themselves."""
        from ...imports.looking import is_text
        from ...sources.contents import WORKBOOKS, kind_of

        path = self.session.path
        for combo in (self.encoding, self.separator):
            combo.setEnabled(path is not None and is_text(path))
        is_book = path is not None and kind_of(path) in WORKBOOKS
        self.heading.setEnabled(self.separator.isEnabled() or is_book)

    def _show_sheets(self, sheets: tuple[str, ...]) -> None:
        self.sheet.blockSignals(True)
        self.sheet.clear()
        for name in sheets:
            self.sheet.addItem(name, name)
        found = self.session.look
        self.sheet.setCurrentText(
            (found.sheet if found else "") or self.session.reading.sheet or "".join(sheets[:1])
        )
        self.sheet.blockSignals(False)

    def _told_by(self) -> str:
        opened = self.session.opened
        if opened is None or opened.look is None:
            return ""
        told = {
            "said": "",
            "kept": tr("As in an earlier import."),
            "named": tr("The file's name says so."),
            "headings": tr("The headings and shapes say so."),
        }[opened.told_by]
        if opened.kept is None:
            return told
        kept = tr("The mapping of the import “{name}” is used again.").format(name=opened.kept.name)
        return f"{told} {kept}".strip()

    def _settle(self, combo: QComboBox, data: str) -> None:
        combo.setCurrentIndex(max(combo.findData(data), 0))

    def _tell(self, combo: QComboBox, found: str) -> None:
        """Say behind the word "found" what was found."""
        at = combo.findData(found)
        name = combo.itemText(at) if at > 0 else found
        combo.setItemText(0, tr("found: {what}").format(what=name) if found else tr("found"))
