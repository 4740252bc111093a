"""Maps of one document share no layer and follow no theme: each prints as it does alone.

QGIS prints the wrong theme where several layouts share a layer (its issue 44027).
"""

from __future__ import annotations

import pytest
from qgis.core import QgsLayoutExporter, QgsLayoutItemMap
from territoires_industrie.territoires_industrie.maps.layers import PART_PROPERTY


@pytest.fixture(scope="module")
def pages(composer):
    compose = composer()
    yield compose()
    compose.close()


def main_map(page):
    found = [item for item in page.layout.items() if isinstance(item, QgsLayoutItemMap)]
    return max(found, key=lambda item: item.rect().width() * item.rect().height())


def test_a_map_has_its_own_layers_and_keeps_them(pages):
    assert len(pages) == 4
    seen = set()
    for page in pages:
        drawn = main_map(page)
        assert drawn.keepLayerSet()
        assert not drawn.followVisibilityPreset()
        # The base looks the same under every map; it alone is shared.
        parts = {layer.id(): layer.customProperty(PART_PROPERTY) for layer in drawn.layers()}
        own = {name for name, part in parts.items() if part == page.theme}
        assert own
        assert not own & seen, "shared with another map"
        assert not set(parts.values()) & ({each.theme for each in pages} - {page.theme})
        seen |= own


def test_beside_the_others_it_prints_as_alone(pages, composer):
    compose = composer()
    (alone,) = compose(themes=["networks"])
    (beside,) = [page for page in pages if page.theme == "networks"]
    pictures = [
        QgsLayoutExporter(page.layout).renderRegionToImage(
            main_map(page).sceneBoundingRect(), dpi=60
        )
        for page in (alone, beside)
    ]
    assert pictures[0].width() > 300
    assert pictures[0] == pictures[1]
    compose.close()
