"""Which edition serves where nobody names one."""

from __future__ import annotations

import os
import shutil
import sqlite3

import pytest
from territoires_industrie.territoires_industrie.conformity import EditionError
from territoires_industrie.territoires_industrie.edition import Edition, EditionStore
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.serving import edition_in_use


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return build_embedded(tmp_path_factory.mktemp("shipped"))


@pytest.fixture
def folders(tmp_path):
    """A folder that colleagues share, and the profile's own."""
    made = tmp_path / "shared", tmp_path / "own"
    for folder in made:
        folder.mkdir()
    return made


def put(edition, folder):
    return Edition.open(shutil.copy2(edition.path, folder))


def edited(edition, moment):
    """Somebody changes a row; the file is as large as before."""
    edition.path.chmod(0o644)
    with sqlite3.connect(edition.path) as database:
        database.execute("UPDATE availability SET statement = upper(statement)")
    os.utime(edition.path, ns=(moment, moment))


def test_the_one_that_the_pointer_names_goes_before(folders, shipped):
    shared, own = folders
    put(shipped, own)
    current = put(shipped, shared)
    EditionStore(shared).set_current(current)
    assert edition_in_use(shared, own) == current


def test_without_a_pointer_it_is_the_profile_s_as_loading_takes_it(folders, shipped):
    shared, own = folders
    put(shipped, shared)
    assert edition_in_use(shared, own) is None, "a shipped one that only lies there"
    kept = put(shipped, own)
    assert edition_in_use(shared, own) == kept
    assert build_embedded(own) == kept


def test_the_profile_s_pointer_does_not_hold_in_another_folder(folders, shipped):
    shared, own = folders
    other = Edition.open(shutil.copy2(shipped.path, own / "edition-2030-01-01T000000.gpkg"))
    EditionStore(own).set_current(other)
    assert edition_in_use(own, own) == other
    assert edition_in_use(shared, own) is None


def test_a_pointer_to_one_that_was_deleted_is_none(folders, shipped):
    shared, own = folders
    EditionStore(shared).set_current(put(shipped, shared))
    (shared / shipped.path.name).unlink()
    kept = put(shipped, own)
    assert edition_in_use(shared, own) == kept


def test_a_pointer_that_cannot_be_followed_is_an_error(folders):
    shared, own = folders
    (shared / "current").write_text("../elsewhere")
    with pytest.raises(EditionError, match="does not name an edition"):
        edition_in_use(shared, own)


def test_one_that_was_edited_serves_no_more_also_when_it_did_before(folders, shipped):
    shared, own = folders
    kept = put(shipped, own)
    assert edition_in_use(shared, own) == kept
    edited(kept, kept.path.stat().st_mtime_ns + 1)
    assert edition_in_use(shared, own) is None
    made = build_embedded(own)
    assert made.path != kept.path
    assert edition_in_use(shared, own) == made


def test_a_window_that_waits_is_answered_once_the_rows_were_read(folders, shipped):
    shared, own = folders
    kept = put(shipped, own)
    assert edition_in_use(shared, own, at_once=True) is None
    assert edition_in_use(shared, own) == kept
    assert edition_in_use(shared, own, at_once=True) == kept
    # Its rows were read again when it was written.
    edited(kept, kept.path.stat().st_mtime_ns + 1)
    made = build_embedded(own)
    assert edition_in_use(shared, own, at_once=True) == made


def test_one_of_another_text_does_not_serve(folders, shipped, monkeypatch):
    from territoires_industrie.territoires_industrie import serving

    shared, own = folders
    put(shipped, own)
    monkeypatch.setattr(serving, "fingerprint", lambda _source: "of an earlier plugin")
    assert edition_in_use(shared, own) is None
