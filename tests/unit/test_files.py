"""Files in the way of an output."""

from __future__ import annotations

import pytest
from territoires_industrie.territoires_industrie.files import FileIsThere, refuse_existing


def test_the_first_file_in_the_way_is_named(tmp_path):
    (tmp_path / "b.pdf").touch()
    (tmp_path / "c.pdf").touch()
    refuse_existing([tmp_path / "a.pdf"])
    with pytest.raises(FileIsThere, match=r"^b\.pdf"):
        refuse_existing(tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf"))
