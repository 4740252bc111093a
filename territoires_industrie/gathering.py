"""From sources to the atlas' tables: every source asked side by side, every layer made of them.

One slow or dead source stops no other. A layer whose source fails is made of the rest, and whoever
reads the result is told which source, why, and what was asked instead.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .catalogue import AtlasLayer, Catalogue, Source
from .edition import Edition
from .errors import AtlasError
from .layers.ground import Ground
from .layers.made import Made
from .layers.recipes import recipe
from .libraries import require
from .net.side_by_side import AT_ONCE, run_side_by_side
from .pace import Progress
from .sources import local, protocols
from .sources.area import Area
from .sources.errors import SourceError
from .sources.local import LocalFile
from .sources.raw import RawTable

if TYPE_CHECKING:
    from .net.client import Client

LOCAL = local.SOURCE

_DEFECT = (
    '"{what}" was answered in a way that the plugin does not understand ({error}): the rest was '
    "made; please send this sentence to the plugin's authors."
)


@dataclass(frozen=True)
class Outcome:
    """What became of a source: its rows, or the error; `seconds` is how long it took."""

    source: Source
    raw: RawTable | None
    error: AtlasError | None
    seconds: float


@dataclass(frozen=True)
class Wanted:
    """The layers to make (base layers are not), and where.

    Attributes:
        layers: of the atlas or the portrait.
        area: the territories.
        catalogue: the sources.
        embedded: the edition that the plugin ships: what its registers and typed facts say.
        local_data: the user's own file or folder of files, or None.
        imports: the folder of the user's imports, or None; it need not be there.
    """

    layers: Sequence[AtlasLayer]
    area: Area
    catalogue: Catalogue
    embedded: Edition
    local_data: Path | None = None
    imports: Path | None = None


@dataclass(frozen=True)
class Gathered:
    """The layers made, by id, and what became of every source that was asked.

    `local` has the user's own rows by layer, and `own` what they alone make of it; `broken` the
    layers that could not be made at all.
    """

    made: Mapping[str, Made]
    outcomes: Mapping[str, Outcome]
    area: Area
    local: Mapping[str, RawTable] = field(default_factory=dict)
    own: Mapping[str, Made] = field(default_factory=dict)
    broken: Mapping[str, AtlasError] = field(default_factory=dict)

    def failed(self, layer: AtlasLayer) -> dict[str, AtlasError]:
        """The sources of a layer that failed for good: none of their fallbacks answered either."""
        errors = {}
        for source in first_asked(layer):
            chain = [source, *_chain(layer, source)]
            outcomes = [self.outcomes[name] for name in chain if name in self.outcomes]
            if outcomes and not any(outcome.raw for outcome in outcomes):
                errors[source] = next(o.error for o in outcomes if o.error is not None)
        if layer.id in self.broken:
            errors[""] = self.broken[layer.id]
        return errors


def first_asked(layer: AtlasLayer) -> tuple[str, ...]:
    """The sources of a layer that are asked at once: those that stand in for no other."""
    spare = {name for others in layer.fallbacks.values() for name in others}
    return tuple(name for name in layer.sources if name not in spare)


def _chain(layer: AtlasLayer, source: str) -> Iterable[str]:
    """What stands in for a source, in order, and what stands in for that."""
    for spare in layer.fallbacks.get(source, ()):
        yield spare
        yield from _chain(layer, spare)


def gather(
    wanted: Wanted, client: Client, progress: Progress, cancelled: Callable[[], bool]
) -> Gathered:
    """Fetch what the layers are made of, and make them.

    Args:
        wanted: layers, area, and what goes into them besides what servers give.
        client: the network, the cache or the mirror.
        progress: told as each source and each layer is done, from the calling thread.
        cancelled: asked often; then Cancelled is raised, and nothing has been changed.

    Raises:
        Cancelled: the user stopped.
        SourceError: the user's own files cannot be read.
    """
    local_rows = _own_rows(wanted)
    outcomes: dict[str, Outcome] = {}
    asked = _to_ask(wanted, first_asked)
    while asked:
        _fetch_all(asked, wanted.area, client, progress, cancelled, outcomes)
        asked = _to_ask(wanted, partial(_stand_ins, outcomes=outcomes))
    # In a thread of ours: pyproj's newest crash when they first run in QGIS' pooled threads.
    job = {"layers": partial(_all_made, wanted, outcomes, local_rows, client)}
    done = run_side_by_side(job, 1, cancelled, lambda _name, _result: None)["layers"]
    if isinstance(done, Exception):
        raise done
    progress(0.9, "")
    return done


def _all_made(
    wanted: Wanted,
    outcomes: Mapping[str, Outcome],
    local_rows: Mapping[str, RawTable],
    client: Client,
) -> Gathered:
    """Every layer made of what arrived; a defect of ours in one layer costs that layer alone."""
    ground = Ground(wanted.area)
    made: dict[str, Made] = {}
    own: dict[str, Made] = {}
    broken: dict[str, AtlasError] = {}
    for layer in wanted.layers:
        mine = {LOCAL: local_rows[layer.id]} if layer.id in local_rows else {}
        known = registry_tables(layer, wanted.catalogue, wanted.embedded)
        for name in layer.sources:
            if name in outcomes and (raw := outcomes[name].raw) is not None:
                known[name] = raw
        try:
            if mine:
                own[layer.id] = recipe(layer)(mine, layer, ground)
            made[layer.id] = recipe(layer)(known | mine, layer, ground)
        except AtlasError as error:
            broken[layer.id] = error
        except Exception as error:
            broken[layer.id] = SourceError(_DEFECT, what=layer.title, error=_named(error))
        client.raise_if_cancelled()
    return Gathered(made, outcomes, wanted.area, local_rows, own, broken)


def _own_rows(wanted: Wanted) -> dict[str, RawTable]:
    """The user's own rows by layer, read before any server is asked: a slip is told at once.

    Imports and files given with the order go together; a file that is both counts once.
    """
    files: dict[str, dict[Path, list[LocalFile]]] = {}
    there = wanted.imports is not None and wanted.imports.is_dir()
    for place in (wanted.imports if there else None, wanted.local_data):
        for layer, found in (local.local_files(place, wanted.catalogue) if place else {}).items():
            by_path: dict[Path, list[LocalFile]] = {}
            for each in found:
                by_path.setdefault(each.path.resolve(), []).append(each)
            files.setdefault(layer, {}).update(by_path)
    return {
        layer.id: local.read_layer(layer, [f for each in files[layer.id].values() for f in each])
        for layer in wanted.layers
        if layer.id in files
    }


def _to_ask(wanted: Wanted, needs: Callable[[AtlasLayer], Iterable[str]]) -> list[Source]:
    """The remote sources that any of the layers needs, each once."""
    names = dict.fromkeys(name for layer in wanted.layers for name in needs(layer))
    sources = [wanted.catalogue.sources[name] for name in names]
    return [source for source in sources if protocols.is_remote(source)]


def _stand_ins(layer: AtlasLayer, outcomes: Mapping[str, Outcome]) -> list[str]:
    """What a layer now needs because a source of it has failed, and was not asked yet."""
    return [
        spare
        for source, spares in layer.fallbacks.items()
        if source in outcomes and outcomes[source].raw is None
        for spare in _next_spare(spares, outcomes)
    ]


def _next_spare(spares: Sequence[str], outcomes: Mapping[str, Outcome]) -> tuple[str, ...]:
    """The first stand-in not asked yet, unless one before it has answered."""
    for spare in spares:
        if spare not in outcomes:
            return (spare,)
        if outcomes[spare].raw is not None:
            break
    return ()


def _fetch_all(
    sources: Sequence[Source],
    area: Area,
    client: Client,
    progress: Progress,
    cancelled: Callable[[], bool],
    outcomes: dict[str, Outcome],
) -> None:
    """Add what becomes of each source to `outcomes`."""
    began = {source.id: time.monotonic() for source in sources}
    whole = len(outcomes) + len(sources)

    def job(source: Source) -> Callable[[], RawTable]:
        def run() -> RawTable:
            began[source.id] = time.monotonic()
            raw = protocols.fetch(source, area, client)
            return _placed(source, raw, client) if source.geocode else raw

        return run

    def finished(name: str, result: RawTable | Exception) -> None:
        source = next(source for source in sources if source.id == name)
        seconds = time.monotonic() - began[name]
        if isinstance(result, Exception):
            error = result if isinstance(result, AtlasError) else _defect(source, result)
            outcomes[name] = Outcome(source, None, error, seconds)
        else:
            outcomes[name] = Outcome(source, result, None, seconds)
        progress(0.85 * len(outcomes) / whole, source.title)

    jobs = {source.id: job(source) for source in sources}
    run_side_by_side(jobs, AT_ONCE, cancelled, finished)


def _defect(source: Source, error: Exception) -> SourceError:
    return SourceError(_DEFECT, what=source.title, error=_named(error))


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _placed(source: Source, raw: RawTable, client: Client) -> RawTable:
    """Rows with the positions of their addresses.

    Without positions a site would vanish from the map, so a geocoder that fails is a source that
    fails.
    """
    return replace(raw, frame=protocols.geocode(raw.frame, source.geocode, client))


def registry_tables(
    layer: AtlasLayer, catalogue: Catalogue, embedded: Edition
) -> dict[str, RawTable]:
    """The embedded edition's rows of a layer, by source: registers, and facts typed from documents.

    The frames have the atlas' columns, a column `table`, and shapes in EPSG:2154.
    """
    pandas = require("pandas")
    parts = []
    for table in layer.tables:
        frame = embedded.frame(table.name)
        if "source" in frame.columns and len(frame):
            parts.append(frame.assign(table=table.name))
    if not parts:
        return {}
    rows = pandas.concat(parts, ignore_index=True)
    entries = {entry.source: entry for entry in embedded.provenance(layer.id)}
    return {
        name: RawTable(
            source=name,
            frame=own.reset_index(drop=True),
            epsg=2154,
            vintage=entries[name].vintage,
            retrieved_at=datetime.fromisoformat(entries[name].retrieved_at).astimezone(),
            url=entries[name].url,
        )
        for name, own in rows.groupby("source", sort=False)
        if not protocols.is_remote(catalogue.sources[name])
    }
