"""Two editions held against each other, layer by layer and source by source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from .catalogue import AtlasLayer, Catalogue
from .differences import LayerComparison, Side, compare_layer
from .edition import Edition, Provenance
from .errors import Cancelled
from .pace import Progress
from .territories import Territory

# How a refresh begins the note of a source that did not answer (`refresh/`).
_SILENT = "Non actualisé"


@dataclass(frozen=True)
class SourceComparison:
    """What two editions say of one source of a layer; None where one does not know it."""

    layer: str
    source: str
    before: Provenance | None
    after: Provenance | None

    @property
    def is_silent(self) -> bool:
        """Whether the source did not answer for the later edition."""
        return self.after is not None and self.after.notes.startswith(_SILENT)

    @property
    def is_new_vintage(self) -> bool:
        return _vintage(self.before) != _vintage(self.after)


@dataclass(frozen=True)
class Comparison:
    """Two editions: their layers in the catalogue's order, and the sources of each.

    `territories` are those looked at, none meaning everything; `unknown` are the tables of either
    edition that the catalogue does not have, and which were not compared.
    """

    before: Edition
    after: Edition
    territories: tuple[Territory, ...]
    layers: tuple[LayerComparison, ...]
    sources: tuple[SourceComparison, ...]
    unknown: tuple[str, ...] = ()

    def count(self, *kinds: str) -> int:
        """How many changes of all layers are of these kinds."""
        return sum(layer.count(*kinds) for layer in self.layers)


def compare(
    before: Edition,
    after: Edition,
    catalogue: Catalogue,
    territories: Sequence[Territory],
    moved_from: float,
    progress: Progress = lambda _share, _text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Comparison:
    """Compare the atlas' layers of two editions.

    Args:
        before: the earlier edition; it may lack tables and columns of the catalogue.
        after: the later one, likewise.
        catalogue: layers, their fields and titles.
        territories: objects of others are left out; those that belong to none count where they lie.
        moved_from: in metres; closer to its first place a site has not moved, for publishers round.
        progress: told a share from 0 to 1 and the layer compared last.
        cancelled: asked between layers; then Cancelled is raised.

    Raises:
        EditionError: an edition cannot be read.
        LibraryMissing: pandas is not installed.
    """
    tables = before.tables(), after.tables()
    layers = [layer for layer in catalogue.layers.values() if layer.family == "atlas"]
    done = []
    for rank, layer in enumerate(layers, start=1):
        if cancelled():
            raise Cancelled("The comparison was stopped.")
        old, new = _side(before, layer, tables[0]), _side(after, layer, tables[1])
        done.append(compare_layer(layer, old, new, moved_from, territories))
        progress(rank / len(layers), layer.title)
    known = {table.name for table in catalogue.tables}
    return Comparison(
        before,
        after,
        tuple(territories),
        tuple(done),
        tuple(_sources(before, after, catalogue)),
        tuple(sorted((tables[0] | tables[1]) - known)),
    )


def _side(edition: Edition, layer: AtlasLayer, tables: Collection[str]) -> Side:
    names = (table.name for table in layer.tables)
    frames = {name: edition.frame(name) for name in names if name in tables}
    entries = edition.provenance(layer.id)
    return Side(frames, {entry.source for entry in entries if entry.notes.startswith(_SILENT)})


def _sources(before: Edition, after: Edition, catalogue: Catalogue) -> Iterator[SourceComparison]:
    """The sources that gave rows to either edition, or should have given them to the later one."""
    there = [
        {(entry.layer, entry.source): entry for entry in edition.provenance()}
        for edition in (before, after)
    ]
    for layer, source in dict.fromkeys([*there[1], *there[0]]):
        if layer not in catalogue.layers or catalogue.layers[layer].family == "base":
            continue
        old, new = (entries.get((layer, source)) for entries in there)
        found = SourceComparison(layer, source, old, new)
        if found.is_silent or any(entry is not None and entry.rows for entry in (old, new)):
            yield found


def _vintage(entry: Provenance | None) -> str:
    return entry.vintage if entry is not None and entry.rows else ""
