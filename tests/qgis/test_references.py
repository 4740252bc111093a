"""A few pages as pictures, beside those that somebody has looked at and found good.

After a change that is meant to be seen, look at the pages, then write them anew:

    RENEW_REFERENCES=1 make test-qgis ARGS='-k references'
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsLayoutExporter, QgsProject
from qgis.PyQt.QtGui import QImage
from territoires_industrie.territoires_industrie.layouts.sheets.cover import territory_cover
from territoires_industrie.territoires_industrie.layouts.sheets.sheet import Desk
from territoires_industrie.territoires_industrie.layouts.sheets.swot import swot_sheet
from territoires_industrie.territoires_industrie.layouts.templates import Look
from territoires_industrie.territoires_industrie.profile.profile import profile_of
from territoires_industrie.territoires_industrie.territories import find
from territoires_industrie.territoires_industrie.words.words import territory_words

FOLDER = Path(__file__).parent / "references"
DPI = 50
#: Fonts are drawn a shade differently by every version: so much of a page may differ, so far.
FAR = 48
MOST = 0.015
#: A page that differs nowhere much, but everywhere a little, has another colour.
MEAN = 3.0


def picture(layout):
    image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=DPI)
    return image.convertToFormat(QImage.Format.Format_RGB888)


def as_array(image):
    bits = image.constBits().asarray(image.sizeInBytes())
    rows = np.asarray(bits, dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(int)


def check(image, name):
    path = FOLDER / f"{name}.png"
    if os.environ.get("RENEW_REFERENCES"):
        FOLDER.mkdir(exist_ok=True)
        assert image.save(str(path))
    reference = QImage(str(path))
    assert not reference.isNull(), f"{path.name} is missing"
    now = as_array(image)
    then = as_array(reference.convertToFormat(QImage.Format.Format_RGB888))
    assert now.shape == then.shape
    difference = np.abs(now - then).max(axis=2)
    assert (difference > FAR).mean() <= MOST
    assert difference.mean() <= MEAN


@pytest.mark.parametrize("theme", ["consumers", "producers", "networks", "heat"])
def test_a_map_of_dunkerque(compose_pages, theme):
    (page,) = compose_pages(themes=[theme])
    check(picture(page.layout), f"carte-{theme}")


@pytest.fixture
def desk(embedded, catalogue):
    project = QgsProject()
    yield Desk(project, Look(), embedded, catalogue)
    project.clear()


def test_the_cover_of_dunkerque(desk, embedded, catalogue):
    (sheet,) = territory_cover(desk, words_of(embedded, catalogue))
    check(picture(sheet.layout), "couverture")


def test_the_swot_of_dunkerque(desk, embedded, catalogue):
    territory = find("ti-3201")
    profile = profile_of(embedded, territory, catalogue)
    (sheet,) = swot_sheet(desk, profile, words_of(embedded, catalogue))
    check(picture(sheet.layout), "swot")


def words_of(embedded, catalogue):
    territory = find("ti-3201")
    return territory_words(territory, profile_of(embedded, territory, catalogue).figures, None)
