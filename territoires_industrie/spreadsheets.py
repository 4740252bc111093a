"""Texts in files that spreadsheets open: shown as they are, never worked out as a formula."""

from __future__ import annotations

#: What begins a cell that a spreadsheet would work out instead of showing it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SHIELD = "'"
_SHIELDED = tuple(_SHIELD + each for each in (*_FORMULA, _SHIELD))


def shielded(text: str) -> str:
    """A text behind an apostrophe where a spreadsheet would take it for a formula; no number."""
    return f"{_SHIELD}{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def shielded_for_return(text: str) -> str:
    """As `shielded`, such that `unshielded` gives any text back; numbers stay numbers."""
    return text if _is_number(text) else shielded(_doubled(text))


def unshielded(text: str) -> str:
    """The text that `shielded_for_return` was given."""
    return text[1:] if text.startswith(_SHIELDED) else text


def _doubled(text: str) -> str:
    """A text whose own apostrophe would be taken for a shield gets one."""
    return f"{_SHIELD}{text}" if text.startswith(_SHIELDED) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
