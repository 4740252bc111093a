"""What is copied for whoever helps names no user and holds no password."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie import diagnosis

ROOT = diagnosis.ROOT


def test_the_version_is_that_of_the_metadata():
    assert f"version={diagnosis.version()}\n" in (ROOT / "metadata.txt").read_text()


def test_libraries_are_named_with_their_versions():
    assert "pandas " in diagnosis.libraries()
    assert diagnosis.libraries().count(",") == len(diagnosis.LIBRARIES) - 1


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("/home/durand/editions", "~/editions"),
        ("/home/durand", "~"),
        ("/home/durandal/x", "/home/durandal/x"),
        ("/partage/durand/x", "/partage/…/x"),
        ("https://durand:motdepasse@proxy.fr:3128", "https://proxy.fr:3128"),
        ("http://proxy.fr/x?key=abc", "http://proxy.fr/x"),
        ("C:\\Program Files\\QGIS", "C:\\Program Files\\QGIS"),
    ],
)
def test_nobody_is_named(value, said):
    assert diagnosis.unnamed(value, "/home/durand", "durand") == said


@pytest.mark.parametrize("value", ["C:\\Users\\J Durand\\x", "C:/Users/J Durand/x"])
def test_nor_on_windows(value):
    assert diagnosis.unnamed(value, "C:\\Users\\J Durand", "jdurand").startswith("~")


@given(st.text("abcé", min_size=3), st.text("abcé /:", max_size=40))
def test_a_login_is_nowhere(user, around):
    told = diagnosis.unnamed(f"{around} {user} {around}", "", user)
    assert f" {user} " not in f" {told} "


def test_a_line_for_each_fact():
    lines = [("Edition", "/home/d/x"), ("Proxy", "")]
    assert diagnosis.text(lines, "/home/d", "d") == "Edition: ~/x\nProxy: "
