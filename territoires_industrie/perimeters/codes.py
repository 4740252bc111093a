"""Codes of places in a text, whatever stands between them: SIREN, INSEE, départements, the region.

A commune's INSEE code has five signs, an EPCI's SIREN nine digits (`200 040 954` is one too), a
département two, the region is `R32`. Every word has to be one of them: a code that is not known
would be communes lost without a word.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..territories import TerritoryError, all_communes, all_epci

HAUTS_DE_FRANCE = "R32"
_DEPARTEMENTS = ("02", "59", "60", "62", "80")

_WORDS = re.compile(r"[^\W_]+")
_SPACED_SIREN = re.compile(r"(?<!\w)(\d{3})[ \u00a0\u202f.](\d{3})[ \u00a0\u202f.](\d{3})(?!\w)")
_SHORTENED = 4
_MOST_NEAR = 3
_NEAR = 0.75


class CodeError(TerritoryError):
    """A text that holds no code, or one of no place that the plugin knows."""


@dataclass(frozen=True)
class Codes:
    """Every code that can be given, in capitals: its name, and the communes that it stands for."""

    names: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]

    @classmethod
    def known(cls) -> Codes:
        """Those of the shipped communes, and what these make up."""
        names, members = {}, defaultdict(list)
        for siren, epci in all_epci().items():
            names[siren] = epci.name
        for insee, commune in all_communes().items():
            names[insee] = commune.name
            names.setdefault(commune.departement, f"département {commune.departement}")
            places = [insee, commune.siren_epci, commune.departement]
            if commune.departement in _DEPARTEMENTS:
                places.append(HAUTS_DE_FRANCE)
            for place in places:
                members[place].append(insee)
        # Of other départements only the communes that share an EPCI with the region are shipped.
        for code in [c for c in members if len(c) == 2 and c not in _DEPARTEMENTS]:
            del members[code], names[code]
        names[HAUTS_DE_FRANCE] = "Hauts-de-France"
        return cls(names, {place: tuple(sorted(insee)) for place, insee in members.items()})

    def in_text(self, text: str) -> list[str]:
        """The codes of a text, each once, in their order.

        Raises:
            CodeError: there is none, or a word is none of them.
        """
        joined = _SPACED_SIREN.sub(r"\1\2\3", text)
        found = dict.fromkeys(self._code(word.upper()) for word in _WORDS.findall(joined))
        if not found:
            raise CodeError(
                "No code is given: list SIREN of EPCI, INSEE codes of communes, départements "
                "(59), or R32 for the region, or choose a layer with a polygon."
            )
        return list(found)

    def communes(self, text: str) -> list[str]:
        """The INSEE codes of the communes that the codes of a text stand for, in order."""
        return sorted({insee for code in self.in_text(text) for insee in self.members[code]})

    def _code(self, word: str) -> str:
        # A spreadsheet takes the leading zero of the Aisne's codes away.
        code = f"0{word}" if len(word) == _SHORTENED else word
        if code in self.members:
            return code
        near = difflib.get_close_matches(word, self.names, n=_MOST_NEAR, cutoff=_NEAR)
        if near:
            raise CodeError(
                "The code “{code}” is not known: did you mean {near}?",
                code=word,
                near="; ".join(f"{each} {self.names[each]}" for each in near),
            )
        raise CodeError(
            "“{code}” is no code that the plugin knows: give SIREN of EPCI, INSEE codes of "
            "communes or départements; it knows the EPCI that touch Hauts-de-France (COG 2026).",
            code=word,
        )


def in_file(path: Path) -> str:
    """The codes of a text file; its words without a digit are headings, and left out.

    Raises:
        CodeError: it cannot be read as text.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252", errors="replace")
    except OSError as error:
        raise CodeError(
            "{path} cannot be read ({reason}): choose a text file of codes.",
            path=path,
            reason=error,
        ) from error
    if "\0" in text:
        raise CodeError(
            "{path} is no text file: save its column of codes as CSV or text.", path=path
        )
    joined = _SPACED_SIREN.sub(r"\1\2\3", text)
    return " ".join(w for w in _WORDS.findall(joined) if any(sign.isdigit() for sign in w))
