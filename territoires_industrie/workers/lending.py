"""What a worker has of this process: its plugin, its language, its way to the network, its cache.

All of it is in a folder made for the worker: the user's settings are read here and written nowhere.
A proxy's password, which QGIS keeps as plain text, is in that folder too, for this user's eyes only
and as long as the worker runs. Of authentication the worker has the database; it can open it where
QGIS does so without asking (the system's wallet, QGIS_AUTH_PASSWORD_FILE), for nobody sees it ask.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QProcessEnvironment, QSettings

from ..paths import OWN_FOLDER_VARIABLE, own_folder
from .telling import TOLD_VARIABLE

#: Groups of QGIS' settings: proxy, time limits and name on the network, the wallet, the mirror.
_LENT = ("proxy", "network", "qgis/networkAndProxy", "auth", "territoires_industrie")
_PLUGIN = __name__.partition(".")[0]
_SQLITE = "QSQLITE://"


def environment_for(folder: Path) -> QProcessEnvironment:
    """This process' environment, and a profile of the worker's own where this plugin is enabled.

    Args:
        folder: the worker's; only this user can read it.
    """
    _write_settings(folder)
    plugin = Path(os.path.abspath(str(sys.modules[_PLUGIN].__file__))).parent
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("QGIS_CUSTOM_CONFIG_PATH", str(folder))
    environment.insert("QGIS_PLUGINPATH", str(plugin.parent))
    environment.insert(OWN_FOLDER_VARIABLE, os.path.abspath(own_folder()))
    environment.insert(TOLD_VARIABLE, str(folder / "told"))
    # What a worker puts by goes with it, also when it is killed.
    for name in ("TMPDIR", "TEMP", "TMP"):
        environment.insert(name, str(folder))
    if platform.system() == "Linux":
        # Elsewhere the platform without a screen knows no fonts of the system.
        environment.insert("QT_QPA_PLATFORM", "offscreen")
    database = str(QgsApplication.authManager().authenticationDatabaseUri())
    # One that is not there would be made, in the user's profile.
    if not database.startswith(_SQLITE) or Path(database.removeprefix(_SQLITE)).is_file():
        environment.insert("QGIS_AUTH_DB_URI", database)
    return environment


def _write_settings(folder: Path) -> None:
    """The plugin enabled, what is lent, and the interface's language, in which errors are read."""
    file = f"{QgsApplication.QGIS_APPLICATION_NAME}.ini"
    path = folder / "profiles" / "default" / QgsApplication.QGIS_ORGANIZATION_NAME / file
    path.parent.mkdir(parents=True)
    path.touch(0o600)
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    own = QgsSettings()
    for key in own.allKeys():
        if key.startswith(tuple(f"{group}/" for group in _LENT)):
            settings.setValue(key, own.value(key))
    settings.setValue(f"PythonPlugins/{_PLUGIN}", True)
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", QgsApplication.locale())
    settings.sync()
