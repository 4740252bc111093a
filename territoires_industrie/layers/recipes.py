"""Which function makes which layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ..catalogue import AtlasLayer
    from ..sources.raw import RawTable
    from .ground import Ground
    from .made import Made

Recipe: TypeAlias = "Callable[[Mapping[str, RawTable], AtlasLayer, Ground], Made]"

# Layer -> the module whose function of the layer's name makes it.
_MODULES = {
    "brownfields": "brownfields",
    "consumers": "consumers",
    "energy": "energy",
    "gasnetwork": "gas",
    "geothermalpotential": "geothermal",
    "heatnetworks": "heatnetworks",
    "hydrogennetwork": "hydrogen",
    "jobs": "jobs",
    "network400kv": "electricity",
    "producers": "producers",
    "roads": "roads",
    "seveso": "seveso",
    "wasteheat": "wasteheat",
    "wastewaterplants": "wastewater",
    "waterways": "waterways",
}


def recipe(layer: AtlasLayer) -> Recipe:
    """The layer's own function, or `plain` for a layer that the catalogue alone describes."""
    module = import_module(f".{_MODULES.get(layer.id, 'plain')}", __package__)
    made: Recipe = getattr(module, layer.id if layer.id in _MODULES else "plain")
    return made
