"""How names are compared: without accents, capitals, dashes and apostrophes."""

from __future__ import annotations

import re
import unicodedata

_BLANK_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}


def normalised(text: str) -> str:
    """Lower-case ASCII letters and digits, one space between words: names are compared so."""
    if text.isascii():  # a million addresses pass here, few of them with accents
        return " ".join(text.lower().translate(_BLANK_SIGNS).split())
    letters = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    spelled_out = text.casefold().replace("œ", "oe").replace("æ", "ae")
    return re.sub(r"[^a-z0-9]+", " ", spelled_out).strip()
