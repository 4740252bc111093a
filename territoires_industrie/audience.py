"""Who may see what: the rows of an edition that an audience is given.

Seven rules, all of the domain, stand here and nowhere else:

- A row's `diffusion` says who it is meant for; an audience is given what is meant for it or for a
  wider one. A row that does not say is kept inside.
- RTE has withdrawn the coordinates of the 400 kV network for public security. What goes to the
  public shows substations at the centre of their commune; what has no known commune, and every
  line, is left out. On a public page the 400 kV lines are therefore missing, and the layer's
  statement says why. Partners are given nothing finer than 1:100 000.
- What no official source vouches for has no name on paper (DOMAIN 8), and so none in the public
  file either; nor do the analyst's notes go to the public, which reads of a corrected row that it
  is one.
- Outside, a site's MWh leave as its size class only (DOMAIN 1): those of consumers, and those of
  named sites of the user's own files. Figures that a public register gives by name stay.
- Outside, the energy table has no figure in the cells that would tell a site's; which cells these
  are was decided where the sites were known (`layers/energy`, `layers/masking`).
- A correction that is not for the audience is taken back on the rows that it is given, and of the
  others only what was changed and when is told, unless they say more (`corrections/outcome`).
- What an edition says in words (statements, notes, reasons) loses the sentences that name what is
  withheld, and outside the notes on the analyst's own files, which speak of their columns and rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from . import projects
from .catalogue import AtlasLayer, Catalogue
from .conformity import EditionError
from .corrections.applying import apply, restored
from .corrections.consequences import accounted
from .corrections.marks import public_mark
from .corrections.outcome import Outcome, seen
from .edition import Accounting, Availability, Edition, Provenance, write_edition
from .geometry import kind, rounded
from .libraries import require
from .sentences import sentences
from .territories import all_communes

if TYPE_CHECKING:
    from pandas import DataFrame, Series

#: From everybody to nobody else, each given what the ones before it are given.
AUDIENCES = ("publique", "partenaires", "interne")

NETWORK_400_KV = "network400kv"
CONSUMERS = "consumers"
ENERGY = "energy"
NO_COORDINATES = (
    "Position précise des ouvrages à 400 kV non diffusée au public (sécurité publique)."
)
MASKED = "Des consommations sont masquées : elles diraient celle d'un site."
RESERVED = "Des données réservées ne figurent pas dans cette diffusion."
ROUNDED = "Position arrondie à 100 m."
#: In the place of a reason that names what is withheld.
UNTOLD = "motif réservé"

#: What outsiders may see of the 400 kV network: 1 mm at 1:100 000, in metres (DOMAIN 1).
_COARSE_M = 100.0
#: Shorter keys and names are words of the language too.
_SHORTEST_SECRET = 4


@dataclass(frozen=True)
class Selection:
    """The rows of an edition that an audience is given, and what says who the others are.

    `accounts` are those of these rows; `corrections` what is told of the analyst's hand, and
    `names` what it gave for others' eyes only.
    """

    tables: Mapping[str, DataFrame]
    withheld: Mapping[str, DataFrame]
    accounts: Sequence[Accounting] = ()
    corrections: Sequence[Outcome] = ()
    names: Sequence[str] = ()

    def secrets(self) -> Iterator[str]:
        """Keys and names of withheld rows that no row given bears too."""
        given = set(_words(self.tables, ("key", "name", "commune")))
        kept = {*_words(self.withheld, ("key", "name")), *self.names}
        yield from sorted(kept - given)


def select(edition: Edition, audience: str, catalogue: Catalogue) -> Selection:
    """Part the rows of every table; EditionError for an unknown audience."""
    if audience not in AUDIENCES:
        raise EditionError(
            '"{audience}" is no audience: choose among {audiences}.',
            audience=audience,
            audiences=", ".join(AUDIENCES),
        )
    hand = _by_hand(edition, audience, catalogue)
    given, withheld = {}, {}
    for name, frame in hand.tables.items():
        layer = catalogue.layer_of(name)
        visible = _visible(frame, layer, audience)
        if audience == AUDIENCES[0] and layer.id == NETWORK_400_KV:
            frame = _at_communes(frame)
        elif audience != AUDIENCES[-1] and layer.id == NETWORK_400_KV:
            frame = _coarsened(frame)
        given[name] = _without_energies(_told(frame[visible], audience), name, audience, catalogue)
        withheld[name] = frame[~visible]
    told = seen(hand.corrections, audience, given)
    return replace(hand, tables=given, withheld=withheld, corrections=told)


def _by_hand(edition: Edition, audience: str, catalogue: Catalogue) -> Selection:
    """All rows of an edition with those corrections only that an audience may see."""
    frames = {name: edition.frame(name) for name in sorted(edition.tables())}
    outcomes, accounts = edition.corrections(), edition.accounting()
    unseen = [o for o in outcomes if o.applied and not o.correction.is_seen_by(audience)]
    if not unseen:
        return Selection(frames, {}, accounts, outcomes)
    public = restored(frames, outcomes, catalogue)
    allowed = [o.correction for o in outcomes if o.correction.is_seen_by(audience)]
    again = apply(public, allowed, catalogue, edition.created.date())
    tables, _ = projects.set_aside(again.tables, edition.created)
    accounts = accounted(accounts, again.outcomes, frames, again.tables, catalogue)
    names = [text for o in unseen for text in o.correction.names()]
    return Selection(tables, {}, accounts, again.outcomes, names)


def for_audience(
    edition: Edition,
    audience: str,
    folder: str | Path,
    catalogue: Catalogue,
    notes: Mapping[str, str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    selection: Selection | None = None,
) -> Edition:
    """Write into `folder` the edition that an audience is given, with what it says of itself.

    Whatever is printed or published for an audience is made from it. The rows kept back are absent
    from its bytes; sources that only they had, local addresses and control sums over them go too.
    Who has parted the rows already hands them over as `selection`.

    Raises EditionError, and EditionCancelled when `cancelled()` says so.
    """
    selection = selection or select(edition, audience, catalogue)
    tells = _teller(selection.secrets())
    sources = list(_sources(edition, selection, audience, catalogue, tells))
    kept = edition.inherited("file", "territories")
    return write_edition(
        folder,
        selection.tables,
        sources,
        list(_coverage(edition, selection, audience, catalogue, tells)),
        edition.created,
        catalogue,
        {**kept, "audience": audience, **(notes or {})},
        cancelled,
        list(_accounts(selection, sources, tells)),
        selection.corrections,
    )


def _visible(frame: DataFrame, layer: AtlasLayer, audience: str) -> Series:
    everything = require("pandas").Series(True, index=frame.index)
    if audience == AUDIENCES[-1] or "diffusion" not in frame.columns:  # the base map is everybody's
        return everything
    seen = frame["diffusion"].isin(AUDIENCES[: AUDIENCES.index(audience) + 1])
    if audience == AUDIENCES[0] and layer.id == NETWORK_400_KV:
        seen &= (frame["position"] == "commune") | _placed_by_commune(frame)
    return seen


def _placed_by_commune(frame: DataFrame) -> Series:
    """Which rows are points of a known commune, whose centre can stand for them."""
    points = frame["geometry"].map(lambda wkb: wkb is not None and kind(wkb) == "point")
    if "insee" not in frame.columns:
        return points & False
    return points & frame["insee"].isin(all_communes())


def _at_communes(frame: DataFrame) -> DataFrame:
    """Points finer than their commune, moved to its centre."""
    finer = (frame["position"] != "commune") & _placed_by_commune(frame)
    if not finer.any():
        return frame
    known = all_communes()
    centres = frame.loc[finer, "insee"].map(lambda insee: known[insee].centre)
    moved = frame["geometry"].where(~finer, centres)
    return frame.assign(geometry=moved, position=frame["position"].where(~finer, "commune"))


def _coarsened(frame: DataFrame) -> DataFrame:
    """Shapes no finer than what can be told apart at 1:100 000, which the notes say."""
    if frame.empty:
        return frame
    shapes = frame["geometry"].map(lambda wkb: wkb and rounded(wkb, _COARSE_M))
    if "note" not in frame.columns:
        return frame.assign(geometry=shapes)
    notes = (frame["note"].fillna("") + f" {ROUNDED}").str.strip()
    return frame.assign(geometry=shapes, note=notes)


def _told(frame: DataFrame, audience: str) -> DataFrame:
    """The rows without the cells that are not for the public."""
    if audience != AUDIENCES[0] or "verifie_par" not in frame.columns:
        return frame
    frame = frame.copy()
    unverified = frame["verifie_par"].fillna("") == ""
    frame.loc[unverified, ["name", "source_atlas"]] = None
    frame["note"] = public_mark(frame["note"])
    return frame


def _without_energies(
    frame: DataFrame, table: str, audience: str, catalogue: Catalogue
) -> DataFrame:
    """The rows without the MWh that would tell outside what one site consumes."""
    layer = catalogue.layer_of(table)
    if audience == AUDIENCES[-1] or frame.empty:
        return frame
    if layer.id == ENERGY:
        figures = frame["mwh"].where(frame["masked"].isna())
        # with a cell's total, the share of its largest site would be that site's figure
        return frame.assign(mwh=figures, share_max=float("nan"))
    fields = catalogue.table(table).fields
    measures = [field.name for field in fields if (field.unit or "").startswith("MWh")]
    measures = [name for name in measures if name in frame.columns]
    if not measures:
        return frame
    told = require("pandas").Series(False, index=frame.index)
    if layer.id != CONSUMERS:
        own = {name for name, each in catalogue.sources.items() if each.protocol == "local"}
        told = ~frame["source"].isin(own) | frame["name"].isna()
    return frame.assign(**{name: frame[name].where(told) for name in measures})


def _words(tables: Mapping[str, DataFrame], columns: tuple[str, ...]) -> Iterator[str]:
    for frame in tables.values():
        for column in columns:
            if column in frame.columns:
                yield from frame[column].dropna()


def _teller(secrets: Iterable[str]) -> Callable[[str], bool]:
    """Whether a text names one of these."""
    longer = [re.escape(secret) for secret in secrets if len(secret) >= _SHORTEST_SECRET]
    if not longer:
        return lambda _text: False
    named = re.compile(rf"(?<!\w)(?:{'|'.join(longer)})(?!\w)", re.IGNORECASE)
    return lambda text: named.search(text) is not None


def _without(text: str, tells: Callable[[str], bool]) -> str:
    """A text less its sentences that name what is withheld."""
    if not tells(text):
        return text
    return " ".join(sentence for sentence in sentences(text) if not tells(sentence))


def _sources(
    edition: Edition,
    selection: Selection,
    audience: str,
    catalogue: Catalogue,
    tells: Callable[[str], bool],
) -> Iterator[Provenance]:
    """The sources of what is given; one that only withheld rows have would speak of them."""
    own = {name for name, each in catalogue.sources.items() if each.protocol == "local"}
    mute = own if audience != AUDIENCES[-1] else set()
    for entry in edition.provenance():
        names = [table.name for table in catalogue.layers[entry.layer].tables]
        if _bears(selection.withheld, names, entry) and not _bears(selection.tables, names, entry):
            continue
        # An address in somebody's computer is of no use to others, and tells who it was.
        address = entry.url if entry.url.startswith(("https://", "http://")) else ""
        notes = "" if entry.source in mute else _without(entry.notes, tells)
        yield replace(entry, url=address, notes=notes)


def _accounts(
    selection: Selection, sources: list[Provenance], tells: Callable[[str], bool]
) -> Iterator[Accounting]:
    """What became of the rows of the sources that are given."""
    given = {(entry.layer, entry.source) for entry in sources}
    for entry in selection.accounts:
        if (entry.layer, entry.source) in given:
            yield replace(entry, reason=UNTOLD) if tells(entry.reason) else entry


def _bears(tables: Mapping[str, DataFrame], names: list[str], entry: Provenance) -> bool:
    frames = (tables[name] for name in names if "source" in tables[name].columns)
    return any((frame["source"] == entry.source).any() for frame in frames)


def _coverage(
    edition: Edition,
    selection: Selection,
    audience: str,
    catalogue: Catalogue,
    tells: Callable[[str], bool],
) -> Iterator[Availability]:
    """What is known of each layer, once it is said that some of it is kept back."""
    for told in edition.availabilities():
        entry = replace(told, statement=_without(told.statement, tells))
        names = [table.name for table in catalogue.layers[entry.layer].tables]
        masked = entry.layer == ENERGY and _masked_in(selection.tables[ENERGY], entry, audience)
        # Where nothing at all is told, it has been said why.
        if masked and entry.state != "absent":
            yield replace(entry, state="partial", statement=f"{entry.statement} {MASKED}".strip())
            continue
        if not any(len(selection.withheld[name]) for name in names):
            yield entry
            continue
        rest = any(len(selection.tables[name]) for name in names)
        public_grid = entry.layer == NETWORK_400_KV and audience == AUDIENCES[0]
        reason = NO_COORDINATES if public_grid else RESERVED
        statement = f"{entry.statement} {reason}".strip() if rest else reason
        yield replace(entry, state="partial" if rest else "absent", statement=statement)


def _masked_in(cells: DataFrame, entry: Availability, audience: str) -> bool:
    mine = cells[cells["territory"] == entry.territory]
    return audience != AUDIENCES[-1] and bool(mine["masked"].notna().any())
