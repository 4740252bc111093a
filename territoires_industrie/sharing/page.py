"""An edition as the data of a web page: maps, legends, territories, limits, sources.

Everything is made from the audience's own edition (`audience.for_audience`): what is withheld was
never here. Words are French and typographic; coordinates are WGS 84, longitude first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .. import geometry
from ..catalogue import Catalogue, Legend, MapTheme
from ..edition import Edition, Provenance
from ..errors import Cancelled
from ..french import day_of, long_date, number, typographic
from ..layouts.sheets.sources import headings
from ..layouts.wording import limits, theme_layers
from ..territories import PERIMETER_NOTE, POPULATION_YEAR, Territory, perimeter
from .looks import Looks
from .rows import NEAR, Columns, Window, frames_of, near, shape_of

if TYPE_CHECKING:
    from pandas import DataFrame

AUDIENCE_NOTES = {
    "publique": "Diffusion publique",
    "partenaires": "Diffusion réservée aux partenaires",
    "interne": "Usage interne : ne pas diffuser",
}
NOT_AFFILIATED = (
    "Document non affilié au programme Territoires d'industrie de l'Agence nationale de la cohésion "
    "des territoires (ANCT) ni approuvé par elle."
)
INDICATIVE = (
    "Données indicatives. Un symbole cerclé de tirets est placé au centre de sa commune ou de son "
    "quartier ; un symbole évidé est un projet. Une classe en gris dans la légende : rien de connu "
    "sur ce territoire, sans preuve d'absence."
)
NO_LICENCE = "licence non établie"
NOT_KNOWN = "non disponible"
#: The base under the maps, bottom to top; outlines and names of places are apart.
BASE_TABLES = ("land", "rivers", "rail", "departments", "epci", "borders")
#: The base reaches so far around the territories (metres), in so much detail.
_BASE_REACH, _BASE_DETAIL = 60_000.0, 30.0
_HOUSE_PREFIX = "Carte des "


def page_data(
    edition: Edition,
    audience: str,
    catalogue: Catalogue,
    territories: Sequence[Territory],
    themes: Sequence[MapTheme],
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """What the page is filled with.

    Args:
        edition: the audience's own.
        audience: whose it is.
        catalogue: maps, legends, words.
        territories: those of the page's switch, in its order.
        themes: the maps, in the atlas' order.
        cancelled: asked between tables.

    Returns:
        Data that `html.as_json` can write; docs/architecture.md tells its shape.

    Raises:
        Cancelled: `cancelled()` says so.
        MapError, StyleError, EditionError: with one sentence for the user.
    """
    return _Page(edition, audience, catalogue, territories, themes, cancelled).data()


class _Page:
    """One page on its way."""

    def __init__(
        self,
        edition: Edition,
        audience: str,
        catalogue: Catalogue,
        territories: Sequence[Territory],
        themes: Sequence[MapTheme],
        cancelled: Callable[[], bool],
    ) -> None:
        self._edition = edition
        self._audience = audience
        self._catalogue = catalogue
        self._territories = territories
        self._themes = themes
        self._cancelled = cancelled
        self._looks = Looks(edition, catalogue)
        bounds = [geometry.bounds(perimeter(territory)) for territory in territories]
        self._windows = [near(box, NEAR) for box in bounds]
        self._columns = Columns(
            catalogue, self._looks, audience, [t.id for t in territories], self._windows
        )
        names = (name for theme in themes for name in theme.draw_order)
        self._frames = frames_of(names, edition.frame)

    def data(self) -> dict[str, Any]:
        tables = {name: self._table(name) for name in self._frames}
        base = self._base()
        # After the tables, on whose way sources and looks are found.
        return {
            "edition": typographic(f"Édition du {long_date(day_of(self._edition.created))}"),
            "audience": typographic(AUDIENCE_NOTES[self._audience]),
            "perimeters": typographic(PERIMETER_NOTE[0].upper() + PERIMETER_NOTE[1:] + "."),
            "notes": [typographic(INDICATIVE), typographic(NOT_AFFILIATED)],
            "territories": [self._territory(territory) for territory in self._territories],
            "themes": [self._theme(theme) for theme in self._themes],
            "tables": tables,
            "base": base,
            "sources": [self._source(*pair) for pair in self._columns.sources],
            "credits": self._credits(),
            "symbols": self._looks.symbols,
            "paths": self._looks.paths,
        }

    # --- Tables ---

    def _table(self, name: str) -> dict[str, Any]:
        if self._cancelled():
            raise Cancelled
        table = self._catalogue.table(name)
        layer = self._catalogue.layer_of(name)
        columns = self._columns.of(table, self._frames[name])
        return {"title": layer.title, "geometry": table.geometry, **columns}

    # --- Territories ---

    def _territory(self, territory: Territory) -> dict[str, Any]:
        known = self._edition.availability(territory.id)
        shape = geometry.simplify(perimeter(territory), _BASE_DETAIL)
        west, south, east, north = geometry.bounds(geometry.to_wgs84(perimeter(territory)))
        return {
            "id": territory.id,
            "title": typographic(territory.title),
            "facts": self._portrait(territory),
            "bounds": [[south, west], [north, east]],
            "outline": shape_of(shape),
            "present": self._present(territory),
            "limits": {
                theme.id: limits(self._catalogue, theme, known) for theme in self._themes
            },
        }

    def _portrait(self, territory: Territory) -> str:
        """Population, communes, area, as the edition's perimeters have them."""
        rows = self._perimeters[self._perimeters["territory"] == territory.id]
        if rows.empty:
            return ""
        row = rows.iloc[0]
        return typographic(
            f"{number(row['population'])} habitants ({POPULATION_YEAR}), "
            f"{number(row['communes'])} communes, {number(row['area_km2'])} km²"
        )

    @property
    def _perimeters(self) -> DataFrame:
        return self._edition.frame("perimeters")

    def _present(self, territory: Territory) -> dict[str, list[int]]:
        """The classes of each legend that the territory's map shows, by their place in it."""
        box = near(geometry.bounds(perimeter(territory)), NEAR)
        present = {}
        for name, legend in self._legends().items():
            frame = self._frames[legend.table]
            frame = frame[frame["geometry"].notna()]
            mine = frame["rattachement"] == territory.id
            if self._catalogue.table(legend.table).geometry != "point":
                nobodys = frame["rattachement"].fillna("") == ""
                mine |= nobodys & frame["geometry"].map(lambda shape, box=box: _meets(shape, box))
            keys = set(frame.loc[mine, legend.field].dropna())
            present[name] = [i for i, each in enumerate(legend.classes) if each.key in keys]
        return present

    # --- Maps and legends ---

    def _theme(self, theme: MapTheme) -> dict[str, Any]:
        short = theme.title.removeprefix(_HOUSE_PREFIX)
        return {
            "id": theme.id,
            "title": typographic(theme.title),
            "short": typographic(short[0].upper() + short[1:]),
            "tables": list(theme.draw_order),
            "legend": [
                {
                    "title": typographic(group.title),
                    "entries": [self._entry(*entry) for entry in group.entries],
                }
                for group in theme.groups
            ],
            "layers": theme_layers(theme),
        }

    def _entry(self, layer_id: str, legend_id: str) -> dict[str, Any]:
        """One legend of a layer: its classes with a sample of their look."""
        legend = self._catalogue.layers[layer_id].legend(legend_id)
        points = self._catalogue.table(legend.table).geometry == "point"
        find = self._looks.symbol if points else self._looks.path
        return {
            "id": f"{layer_id}.{legend_id}",
            "table": legend.table,
            "field": legend.field,
            "points": points,
            "classes": [
                {
                    "key": each.key,
                    "label": typographic(each.label),
                    "look": find(legend.table, {legend.field: each.key}),
                }
                for each in legend.classes
            ],
        }

    def _legends(self) -> dict[str, Legend]:
        """The legends of the maps, by layer and legend id."""
        return {
            f"{layer}.{legend}": self._catalogue.layers[layer].legend(legend)
            for theme in self._themes
            for group in theme.groups
            for layer, legend in group.entries
        }

    # --- The base ---

    def _base(self) -> dict[str, Any]:
        windows = self._windows
        whole = near(
            (
                min(box[0] for box in windows),
                min(box[1] for box in windows),
                max(box[2] for box in windows),
                max(box[3] for box in windows),
            ),
            _BASE_REACH,
        )
        layers = [self._base_layer(name, whole) for name in BASE_TABLES]
        return {"layers": layers, "towns": self._towns(whole), "places": self._places(whole)}

    def _base_layer(self, name: str, window: Window) -> dict[str, Any]:
        if self._cancelled():
            raise Cancelled
        mask = geometry.rectangle(*window)
        shapes = self._edition.frame(name)["geometry"].dropna()
        pieces = [geometry.clip(shape, mask) for shape in shapes if _meets(shape, window)]
        simple = [geometry.simplify(piece, _BASE_DETAIL) for piece in pieces if piece]
        return {
            "name": name,
            "surface": self._catalogue.table(name).geometry == "polygon",
            "look": self._looks.path(name, {}),
            "at": [shape_of(piece) for piece in simple if geometry.parts(piece)],
        }

    def _towns(self, window: Window) -> list[list[Any]]:
        """[name, longitude, latitude, inhabitants, rank of its seat of State], largest first."""
        frame = self._edition.frame("communes")
        frame = frame[frame["geometry"].map(lambda shape: _meets(shape, window)).astype(bool)]
        frame = frame.sort_values(["is_prefecture", "population"], ascending=False, kind="stable")
        points = [shape_of(shape) for shape in frame["geometry"]]
        columns = zip(
            frame["name"], points, frame["population"], frame["is_prefecture"], strict=True
        )
        return [[n, *p, int(inhabitants), int(seat)] for n, p, inhabitants, seat in columns]

    def _places(self, window: Window) -> list[list[Any]]:
        """[name, longitude, latitude, kind] of seas and countries."""
        frame = self._edition.frame("placenames")
        columns = zip(frame["name"], frame["geometry"], frame["kind"], strict=True)
        return [
            [typographic(name), *shape_of(shape), kind]
            for name, shape, kind in columns
            if _meets(shape, window)
        ]

    # --- Sources ---

    def _source(self, layer: str, source: str) -> dict[str, str]:
        """What a card says of where its row comes from."""
        rows = self._edition.provenance(layer)
        row = next((row for row in rows if row.source == source), Provenance(layer, source))
        return self._told(row)

    def _told(self, row: Provenance) -> dict[str, str]:
        source = self._catalogue.sources.get(row.source)
        page = (source.page if source else "") or row.url
        return {
            "publisher": typographic(row.publisher),
            "dataset": typographic(row.dataset or row.source),
            "vintage": typographic(row.vintage) or NOT_KNOWN,
            "retrieved": _day(row.retrieved_at),
            "licence": typographic(row.licence) or NO_LICENCE,
            "attribution": typographic(source.attribution if source else row.publisher),
            "page": page if page.startswith(("https://", "http://")) else "",
        }

    def _credits(self) -> list[dict[str, Any]]:
        """Every source of what the page shows, under the atlas' headings, layers named together."""
        used = set(self._columns.sources)
        base = {name for name, layer in self._catalogue.layers.items() if layer.family == "base"}
        shown = [
            row
            for row in self._edition.provenance()
            if row.rows and (row.layer in base or (row.layer, row.source) in used)
        ]
        told = []
        for heading, layers in headings(self._catalogue).items():
            entries: dict[tuple[str, ...], list[str]] = {}
            for row in (row for layer in layers for row in shown if row.layer == layer):
                titles = entries.setdefault(tuple(self._told(row).values()), [])
                titles.append(self._catalogue.layers[row.layer].title)
            fields = tuple(self._told(Provenance("", "")))
            sources = [
                {**dict(zip(fields, values, strict=True)), "layers": ", ".join(dict.fromkeys(names))}
                for values, names in entries.items()
            ]
            if sources:
                told.append({"title": typographic(heading), "sources": sources})
        return told


def _meets(shape: bytes, window: Window) -> bool:
    west, south, east, north = geometry.bounds(shape)
    return west <= window[2] and east >= window[0] and south <= window[3] and north >= window[1]


def _day(moment: str) -> str:
    """A date or moment (ISO) as printed; as it is where it is neither."""
    try:
        return long_date(day_of(datetime.fromisoformat(moment))) if moment else NOT_KNOWN
    except ValueError:
        return moment
