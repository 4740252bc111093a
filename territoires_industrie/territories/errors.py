"""What is said when a territory cannot be used."""

from __future__ import annotations

from ..errors import AtlasError
from .territory import Territory


class TerritoryError(AtlasError):
    """Something about a territory that cannot be done; the message says what and what to do."""


class UnknownTerritory(TerritoryError):
    """No territory has this id or name; `near` holds those that resemble it."""

    def __init__(self, text: str, near: tuple[Territory, ...]) -> None:
        self.text = text
        self.near = near
        if near:
            proposals = "; ".join(f"{territory.id} {territory.title}" for territory in near)
            super().__init__(
                "Unknown territory “{text}”: did you mean {proposals}?",
                text=text,
                proposals=proposals,
            )
        else:
            super().__init__(
                "Unknown territory “{text}”: none of the 183 of phase II resembles it.", text=text
            )


class PhaseOneList(TerritoryError):
    """A list of territories that is not the one of phase II."""


class MissingOutlines(TerritoryError):
    """A territory some of whose EPCI are not in the shipped outlines; `sirens` holds which."""

    def __init__(self, territory: Territory, sirens: tuple[str, ...]) -> None:
        self.territory = territory
        self.sirens = sirens
        super().__init__(
            "{territory} cannot be drawn: the outlines shipped with the plugin cover the EPCI of "
            "Hauts-de-France and lack {sirens}. Choose one of the 18 territories of the atlas.",
            territory=f"{territory.id} {territory.title}",
            sirens=", ".join(sirens),
        )
