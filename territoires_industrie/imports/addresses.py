"""Positions for the addresses of a user's file, from the public geocoder, when the user asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..layers.columns import texts
from ..layers.ground import Ground
from ..layers.local import insee_codes, insee_of
from ..libraries import require
from ..sources.area import Area
from ..sources.geocoding import geocode, is_address
from ..sources.instructions import place_of
from ..sources.places import with_places
from ..sources.terms import ADDRESS, communes_of, renamed
from ..territories import atlas_territories

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..net.client import Client
    from .looking import Look


def with_addresses(look: Look, client: Client) -> tuple[Look, str]:
    """A look whose instructions know where the addresses of rows without position are.

    Only addresses and commune codes are sent, each once. Gives also a sentence (French) on how many
    were found. Raises SourceError and NetworkError.
    """
    rows = _asked(look)
    if rows.empty:
        return (
            look,
            "Aucune adresse à géocoder : chaque ligne a une position, ou n'a pas d'adresse.",
        )
    found = geocode(rows, {"address": ADDRESS, "insee": "code"}, client)
    placed = found[is_address(found)]
    places = {
        place_of(address, commune): (float(lon), float(lat), "adresse")
        for address, commune, lon, lat in zip(
            placed[ADDRESS], placed["said"], placed["geo_lon"], placed["geo_lat"], strict=True
        )
    }
    how = replace(look.how, places={**look.how.places, **places})
    told = f"Adresses géocodées : {len(placed)} sur {len(rows)} lignes sans position."
    return replace(look, how=how), told


def _asked(look: Look) -> DataFrame:
    """The rows without position that have an address in a known commune."""
    frame = look.content.frame
    named = {name: column for column, name in look.how.columns.items()}
    pair = (named["x"], named["y"]) if {"x", "y"} <= set(named) else None
    frame, _, _ = with_places(frame, look.content.epsg, look.how.epsg, pair)
    rows = renamed(frame, look.how.columns)
    if ADDRESS not in rows:
        return require("pandas").DataFrame()
    ground = Ground(Area.of(atlas_territories()))
    said = texts(communes_of(rows))
    codes = insee_codes(said)
    rows = rows.assign(said=said, code=codes.where(codes.notna(), insee_of(said, ground)))
    wanted = rows["geometry"].isna() & rows[ADDRESS].notna() & rows["code"].notna()
    return rows[wanted]
