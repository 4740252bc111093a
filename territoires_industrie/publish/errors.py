"""What can go wrong with a publication."""

from __future__ import annotations

from ..conformity import EditionError


class PublicationError(EditionError):
    """A publication cannot be made or mended; the message says what is wrong and what to do."""
