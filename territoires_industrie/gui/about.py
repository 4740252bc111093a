"""About the plugin: its version, and a text for whoever helps, to be copied."""

from __future__ import annotations

import getpass
import platform
from pathlib import Path

from qgis.core import Qgis, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QT_VERSION_STR, QStandardPaths, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QGuiApplication
from qgis.PyQt.QtNetwork import QNetworkProxy
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .. import diagnosis, preferences
from ..errors import AtlasError
from ..freshness import is_shipped
from ..guide import TROUBLE
from ..i18n import language, spoken, tr
from ..paths import own_editions, own_folder
from ..serving import edition_in_use
from .help import HelpKey
from .messages import TITLE

_KINDS = {
    QNetworkProxy.ProxyType.HttpProxy: "HTTP",
    QNetworkProxy.ProxyType.HttpCachingProxy: "HTTP",
    QNetworkProxy.ProxyType.FtpCachingProxy: "FTP",
    QNetworkProxy.ProxyType.Socks5Proxy: "SOCKS 5",
}


class About(QDialog):
    """Shown from the menu; not modal, so that one can look at QGIS' options beside it."""

    def __init__(self, editions: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TerritoiresIndustrieAbout")
        self.setWindowTitle(tr("About Territoires d'industrie"))
        title = QLabel(f"<b>Territoires d'industrie {diagnosis.version()}</b>")
        said = QLabel(
            tr(
                "From a territory's name to its dated, sourced, styled maps. Free software, GNU "
                "GPL; the data keep their publishers' licences, which every page names."
            )
        )
        said.setWordWrap(True)
        above = QLabel(tr("For whoever helps you, without your name or passwords:"))
        self.facts = QPlainTextEdit(facts(editions))
        self.facts.setObjectName("facts")
        self.facts.setReadOnly(True)
        self.facts.setAccessibleName(tr("Facts about this installation"))
        above.setBuddy(self.facts)
        self.copy = QPushButton(tr("Copy"))
        self.copy.setObjectName("copy")
        self.copy.setAccessibleName(tr("Copy the facts"))
        self.copy.clicked.connect(self._copy)
        folder = QPushButton(tr("Open the folder of editions"))
        folder.setObjectName("open_editions")
        folder.setAccessibleName(folder.text())
        folder.setEnabled(editions.is_dir())
        folder.clicked.connect(lambda: _show(editions))
        buttons = QDialogButtonBox()
        # In our own words: Qt's are English where its translation is not installed.
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("about_close")
        role = QDialogButtonBox.ButtonRole.ActionRole
        buttons.addButton(self.copy, role)
        buttons.addButton(folder, role)
        buttons.rejected.connect(self.close)
        rows = QVBoxLayout(self)
        for widget in (title, said, above):
            rows.addWidget(widget)
        rows.addWidget(self.facts, 1)
        rows.addWidget(buttons)
        HelpKey(self, TROUBLE)
        letter = self.fontMetrics()
        self.resize(letter.averageCharWidth() * 95, letter.height() * 27)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.facts.toPlainText())


def facts(editions: Path) -> str:
    """The text, a fact a line."""
    own = own_folder()
    lines = [
        (TITLE, diagnosis.version()),
        ("QGIS", Qgis.version()),
        ("Qt", QT_VERSION_STR),
        ("Python", platform.python_version()),
        (tr("System"), f"{platform.system()} {platform.release()} {platform.machine()}"),
        (tr("Language"), language()),
        (tr("Libraries"), diagnosis.libraries()),
        (tr("Edition in use"), _edition(editions)),
        (tr("Folder of editions"), str(editions)),
        (tr("Own folder"), str(own)),
        (tr("Cache"), str(own / "cache")),
        (tr("Proxy"), _proxy()),
    ]
    lines += [
        (each.variable, preferences.imposed_on(each) or tr("(empty)"))
        for each in preferences.PREFERENCES
        if preferences.imposed_on(each) is not None
    ]
    mirror = preferences.chosen(preferences.MIRROR)
    lines.append((tr("Mirror"), mirror or tr("none")))
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
    return diagnosis.text(lines, home, _login())


def _edition(folder: Path) -> str:
    try:
        found = edition_in_use(folder, own_editions(), at_once=True)
    except AtlasError as error:
        return spoken(error)
    if found is None or is_shipped(found):
        return tr("the plugin's own")
    return found.path.name


def _proxy() -> str:
    """The proxy that QGIS uses: its kind and place, never who logs in there."""
    network = QgsNetworkAccessManager.instance()
    if network.useSystemProxy():
        return tr("the system's")
    proxy = network.fallbackProxy()
    if proxy.type() in (QNetworkProxy.ProxyType.NoProxy, QNetworkProxy.ProxyType.DefaultProxy):
        return tr("no proxy")
    but = ", ".join([*network.excludeList(), *network.noProxyList()])
    said = f"{_KINDS.get(proxy.type(), '')} {proxy.hostName()}:{proxy.port()}".strip()
    return said + (tr(", not for {addresses}").format(addresses=but) if but else "")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
