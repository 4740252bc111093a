"""Where what a web page shows comes from: a source's line on a card, and the list of them all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from ..catalogue import Catalogue
from ..edition import Edition, Provenance
from ..french import day_of, long_date, typographic
from ..layouts.sheets.sources import headings
from . import base

NO_LICENCE = "licence non établie"
NOT_KNOWN = "non disponible"


class Credits:
    """The sources of one edition, as a page tells them."""

    def __init__(self, edition: Edition, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._entries = edition.provenance()

    def source(self, layer: str, source: str) -> dict[str, str]:
        """What a card says of where its row comes from."""
        for entry in self._entries:
            if (entry.layer, entry.source) == (layer, source):
                return self._told(entry)
        return self._told(Provenance(layer, source))

    def of_base(self) -> list[str]:
        """How the publishers of the base want to be named."""
        shown = [entry for entry in self._entries if entry.layer in base.TABLES and entry.rows]
        return list(dict.fromkeys(self._told(entry)["attribution"] for entry in shown))

    def listed(self, used: Collection[tuple[str, str]]) -> list[dict[str, Any]]:
        """The sources of what is shown under the atlas' headings, their layers named together.

        Args:
            used: pairs (layer id, source id) of the rows shown; the base's are always listed.
        """
        layers = self._catalogue.layers
        shown = [
            entry
            for entry in self._entries
            if entry.rows
            and (layers[entry.layer].family == "base" or (entry.layer, entry.source) in used)
        ]
        listed = []
        for heading, ids in headings(self._catalogue).items():
            mine = [entry for layer in ids for entry in shown if entry.layer == layer]
            if mine:
                listed.append({"title": typographic(heading), "sources": self._once(mine)})
        return listed

    def _once(self, entries: list[Provenance]) -> list[dict[str, str]]:
        """One line a source, however many layers it serves."""
        told: list[dict[str, str]] = []
        titles: list[list[str]] = []
        for entry in entries:
            source = self._told(entry)
            if source not in told:
                told.append(source)
                titles.append([])
            titles[told.index(source)].append(self._catalogue.layers[entry.layer].title)
        return [
            {**source, "layers": typographic(", ".join(dict.fromkeys(names)))}
            for source, names in zip(told, titles, strict=True)
        ]

    def _told(self, entry: Provenance) -> dict[str, str]:
        source = self._catalogue.sources.get(entry.source)
        page = (source.page if source else "") or entry.url
        return {
            "publisher": typographic(entry.publisher),
            "dataset": typographic(entry.dataset or entry.source),
            "vintage": typographic(entry.vintage) or NOT_KNOWN,
            "retrieved": _day(entry.retrieved_at),
            "licence": typographic(entry.licence) or NO_LICENCE,
            "attribution": typographic(source.attribution if source else entry.publisher),
            "page": page if page.startswith(("https://", "http://")) else "",
        }


def _day(moment: str) -> str:
    """A date or moment (ISO) as printed; as it is where it is neither."""
    try:
        return long_date(day_of(datetime.fromisoformat(moment))) if moment else NOT_KNOWN
    except ValueError:
        return moment
