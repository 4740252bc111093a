"""Who publishes a document, and where its readers write: never guessed, left out where not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..profile.figure import Figure


@dataclass(frozen=True)
class Imprint:
    """An institution's name and its public address, each "" where it is not given."""

    publisher: str = ""
    contact: str = ""

    @property
    def mentions(self) -> tuple[str, ...]:
        """The sentences of a cover; none of what is not given."""
        told = (("Éditeur", self.publisher), ("Contact", self.contact))
        return tuple(f"{label} : {value}." for label, value in told if value)

    @property
    def figures(self) -> Mapping[str, Figure]:
        """What a document's own text may quote: `{{ editeur }}` and `{{ contact }}`."""
        told = (("editeur", "Éditeur", self.publisher), ("contact", "Contact", self.contact))
        return {
            name: Figure(name, label, value or None, value, "", "", "")
            for name, label, value in told
        }
