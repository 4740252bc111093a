"""Numbers, dates and spaces as a French printer sets them, whatever the machine's locale."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.french import (
    NO_BREAK_SPACE,
    THIN_SPACE,
    long_date,
    number,
    typographic,
)

numbers = st.floats(-1e8, 1e8)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1 000"),
        (1234.5, 1, "1 234,5"),
        (1234567.891, 2, "1 234 567,89"),
        (-45678, 0, "-45 678"),
        (2.5, 0, "2"),
    ],
)
def test_number(value, decimals, text):
    assert number(value, decimals) == text.replace(" ", THIN_SPACE)


@given(numbers, st.integers(0, 4))
def test_a_number_can_be_read_back(value, decimals):
    text = number(value, decimals).replace(THIN_SPACE, "").replace(",", ".")
    assert float(text) == pytest.approx(value, abs=0.5001 * 10**-decimals)


@given(st.integers(0, 10**12))
def test_thousands_are_parted_by_a_narrow_space_that_no_line_breaks(value):
    head, *groups = number(value).split("\u202f")
    assert 1 <= len(head) <= 3
    assert all(len(group) == 3 for group in groups)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 3, 1), "1er mars 2026"),
        (date(2026, 11, 22), "22 novembre 2026"),
        (date(2024, 2, 29), "29 février 2024"),
        (date(2026, 8, 11), "11 août 2026"),
        (date(2027, 12, 31), "31 décembre 2027"),
    ],
)
def test_long_date(day, text):
    assert long_date(day) == text


def test_every_month_has_its_name():
    names = [long_date(date(2026, month, 2)).split(" ")[1] for month in range(1, 13)]
    assert len(set(names)) == 12
    assert names[0] == "janvier"
    assert names[-1] == "décembre"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'atlas", "l’atlas"),
        ("Sources : INSEE ; IGN", "Sources~: INSEE~; IGN"),
        ("« réseau privé »", "«~réseau privé~»"),
        ("3 km, 85 %", "3~km, 85~%"),
        ("Gravelines 1:350", "Gravelines 1:350"),
        ("Friche de 2 ha !", "Friche de 2~ha~!"),
    ],
)
def test_typographic(typed, printed):
    assert typographic(typed) == printed.replace("~", NO_BREAK_SPACE)


@given(st.text())
def test_typography_changes_neither_words_nor_its_own_work(text):
    once = typographic(text)
    assert once.replace(NO_BREAK_SPACE, " ").replace("\u2019", "'") == text.replace(
        NO_BREAK_SPACE, " "
    ).replace("\u2019", "'")
    assert typographic(once) == once
