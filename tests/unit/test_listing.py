"""What the toolbox lists is what the catalogue says."""

from __future__ import annotations

import shutil

import pytest
from territoires_industrie.territoires_industrie import catalogue, listing
from territoires_industrie.territoires_industrie.catalogue import reading


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """A catalogue of one's own, read anew: `changed("themes.json", "title", "titel")`."""
    folder = tmp_path / "catalogue"
    shutil.copytree(catalogue.CATALOGUE_FOLDER, folder)
    caches = (
        listing.listed_layers,
        listing.theme_titles,
        reading._shipped_catalogue,
    )

    def change(file, before, after):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
        for module, name in ((listing, "_FOLDER"), (reading, "CATALOGUE_FOLDER")):
            monkeypatch.setattr(module, name, folder)
        for each in caches:
            each.cache_clear()

    yield change
    for each in caches:
        each.cache_clear()


def test_layers_and_maps_are_those_of_the_catalogue():
    whole = catalogue.load_catalogue()
    assert listing.theme_titles() == [theme.title for theme in whole.themes]
    assert list(listing.listed_layers()) == list(whole.layers)
    for name, layer in whole.layers.items():
        listed = listing.listed_layers()[name]
        assert (listed.id, listed.title, listed.family) == (name, layer.title, layer.family)
        assert listed.tables == tuple((table.name, table.geometry) for table in layer.tables)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("themes.json", '"title"', '"titel"'),
        ("themes.json", "{", "{{"),
        ("layers/roads.json", '"tables"', '"table"'),
        ("layers/roads.json", '"family"', "family"),
    ],
)
def test_a_mistake_is_told_by_file_and_key(changed, file, before, after):
    changed(file, before, after)
    with pytest.raises(catalogue.CatalogueError, match=file):
        listing.theme_titles() and listing.listed_layers()
