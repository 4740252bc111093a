"""Without pandas, requests and pyproj: one message, and what needs none of them works."""

from __future__ import annotations

import json
import shutil
import sys
from textwrap import dedent

import pytest
from territoires_industrie.territoires_industrie.edition import Edition, EditionStore

#: A QGIS without a window, in which the libraries cannot be imported.
SCRIPT = """
import importlib.abc
import json
import sys
from pathlib import Path

sys.path.insert(0, HERE)


class Blocked(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pandas", "requests", "pyproj"):
            raise ImportError(name)


sys.meta_path.insert(0, Blocked())
from qgis.core import Qgis, QgsApplication, QgsProject

application = QgsApplication([], True)
application.initQgis()
from qgis.PyQt.QtCore import QStandardPaths
from qgis.PyQt.QtWidgets import QPushButton
import territoires_industrie
from gui_window import Window, click, wait_until

raised = []
sys.excepthook = lambda *error: raised.append(repr(error[1]))
window = Window()
window.show()
plugin = territoires_industrie.classFactory(window)
plugin.initGui()
toolbar = plugin._toolbar
report = {}
for again in range(2):
    opens, *_ = toolbar._bar.actions()
    opens.trigger()
    opens.trigger()
opens.trigger()
report["messages"] = window.messages()
application.clipboard().clear()
for copy in window.buttons("copy"):
    copy.click()
report["copied"] = application.clipboard().text()
pages = []
from territoires_industrie.territoires_industrie.gui import notices

notices.open_file = pages.append
window.buttons("details")[0].click()
report["details"] = Path(pages[0]).read_text(encoding="utf-8")
toolbar._opened.welcome()
welcome = toolbar._opened._dialogs["welcome"]
report["said"] = welcome.steps.widget(2).findChildren(type(welcome.told))[-1].text()
endings = []
toolbar.dock.queue.ended.connect(endings.append)
click(welcome.load)
assert wait_until(lambda: endings, 60)
report["outcome"], report["sentence"] = endings[0].outcome, endings[0].sentence
report["trace"] = endings[0].trace
report["layers"] = len(QgsProject.instance().mapLayers())
report["told"] = welcome.told.text()
toolbar._opened.about()
report["facts"] = toolbar._opened._dialogs["about"].facts.toPlainText()
toolbar._opened.guide()
toolbar._opened.ask_for_pages()
report["pages"] = toolbar._opened._dialogs["pages"].isVisible()
QgsProject.instance().clear()
plugin.unload()
wait_until(lambda: False, 0.2)
report["raised"] = raised
report["loaded"] = sorted({"pandas", "requests", "pyproj"} & set(sys.modules))
print(json.dumps(report), flush=True)
import os

os._exit(0)
"""


@pytest.fixture(scope="module")
def editions(embedded, tmp_path_factory):
    """A folder with an edition, as a colleague would give it."""
    folder = tmp_path_factory.mktemp("partage")
    copy = shutil.copy(embedded.path, folder)
    EditionStore(folder).set_current(Edition.open(copy))
    return folder


def visit(run_qgis, folder, profile, here):
    outcome = run_qgis(
        sys.executable,
        "-P",
        "-c",
        f"HERE = {str(here)!r}\n{dedent(SCRIPT)}",
        QGIS_CUSTOM_CONFIG_PATH=profile,
        TERRITOIRES_INDUSTRIE_EDITIONS=folder,
        timeout=120,
    )
    assert outcome.code == 0, outcome.stderr[-3000:]
    return json.loads(outcome.stdout.splitlines()[-1])


def test_maps_of_an_edition_that_is_there_load(run_qgis, editions, tmp_path, request):
    seen = visit(run_qgis, editions, tmp_path, request.path.parent)
    assert seen["outcome"] == "done", seen["sentence"]
    assert seen["layers"] > 10
    assert len(seen["messages"]) == 1, "once, however often the dock is opened"
    (message,) = seen["messages"]
    for library in ("pandas", "requests", "pyproj"):
        assert library in message
    assert "no printing" in message
    if seen["copied"]:
        assert "pandas" in seen["copied"]
        assert seen["copied"] in seen["details"]
    assert "no source is asked" in seen["details"]
    assert "pandas" in seen["said"], "the welcome says it too"
    assert "pandas" in seen["facts"]
    assert seen["pages"]
    assert seen["raised"] == []
    assert seen["loaded"] == []


def test_without_an_edition_the_sentence_says_what_to_install(run_qgis, tmp_path, request):
    seen = visit(run_qgis, tmp_path / "vide", tmp_path, request.path.parent)
    assert seen["outcome"] == "failed"
    assert seen["sentence"].startswith("Not installed: pandas;")
    assert seen["trace"] == "", "foreseen"
    assert seen["sentence"] in seen["told"]
    assert seen["raised"] == []
