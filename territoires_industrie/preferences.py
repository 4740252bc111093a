"""What the user may choose once for all; an environment variable chooses it for a whole machine.

A variable that is set holds before the settings, also when it is empty: an institution's own choice
of "none". A word that is not among those allowed is no choice: the next one down holds.
Settings stand in the QGIS profile under `territoires_industrie/`, and nowhere else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .catalogue import Catalogue

#: As in audience.py and layouts/frames.py, which a plugin that only loads does without.
AUDIENCES = ("publique", "partenaires", "interne")
PAPERS = ("a4", "a3")
#: As in the catalogue's layer of consumers: what sizes are measured by.
BASES = ("electricity+gas", "electricity", "gas")
YES, NO = "1", "0"
_GROUP = "territoires_industrie"


class Settings(Protocol):
    """The little of QgsSettings that is used here."""

    def value(self, key: str, default: Any = None) -> Any:
        """What stands under a key, else the default."""

    def setValue(self, key: str, value: Any) -> None:
        """Put something under a key."""

    def remove(self, key: str) -> None:
        """Take a key away."""


@dataclass(frozen=True)
class Preference:
    """One thing to choose: a text, one of a few words, or a place on the disk.

    Attributes:
        name: the last part of its key in the settings.
        variable: the environment variable that overrides the settings.
        default: what holds where nobody has chosen; empty for "none", or the profile's own.
        words: those allowed; any text where there are none.
        place: whether it is a path, in which `~` and variables are put in.
    """

    name: str
    variable: str
    default: str = ""
    words: tuple[str, ...] = ()
    place: bool = False

    @property
    def key(self) -> str:
        """Where it stands in the settings."""
        return f"{_GROUP}/{self.name}"

    def allows(self, text: str) -> bool:
        """Whether this may be chosen."""
        return not self.words or text in self.words


EDITIONS = Preference("editions", "TERRITOIRES_INDUSTRIE_EDITIONS", place=True)
#: A base address or a folder under which `https://host/path` is looked for as `<mirror>/host/path`.
MIRROR = Preference("mirror", "TERRITOIRES_INDUSTRIE_MIRROR")
TEMPLATES = Preference("templates", "TERRITOIRES_INDUSTRIE_TEMPLATES", place=True)
LOGO = Preference("logo", "TERRITOIRES_INDUSTRIE_LOGO", place=True)
AUDIENCE = Preference("audience", "TERRITOIRES_INDUSTRIE_AUDIENCE", AUDIENCES[0], AUDIENCES)
PAPER = Preference("paper", "TERRITOIRES_INDUSTRIE_PAPER", PAPERS[0], PAPERS)
#: Taken when sources are asked: an edition keeps, and its maps tell, what it was made by.
BASIS = Preference("basis", "TERRITOIRES_INDUSTRIE_BASIS", BASES[0], BASES)
#: Classes of which a map shows nothing stand in its legend, greyed, unless they are left out.
HIDE_ABSENT = Preference("hide_absent", "TERRITOIRES_INDUSTRIE_HIDE_ABSENT", NO, (NO, YES))
#: Who signs documents, and where their readers write.
PUBLISHER = Preference("publisher", "TERRITOIRES_INDUSTRIE_PUBLISHER")
CONTACT = Preference("contact", "TERRITOIRES_INDUSTRIE_CONTACT")
#: Whether the welcome comes by itself at the first use.
WELCOME = Preference("welcome", "TERRITOIRES_INDUSTRIE_WELCOME", YES, (YES, NO))

PREFERENCES = (
    EDITIONS,
    MIRROR,
    TEMPLATES,
    LOGO,
    AUDIENCE,
    PAPER,
    BASIS,
    HIDE_ABSENT,
    PUBLISHER,
    CONTACT,
    WELCOME,
)


def chosen(
    preference: Preference,
    settings: Settings | None = None,
    environment: Mapping[str, str] | None = None,
) -> str:
    """What holds: the environment's word, else the user's, else the default."""
    imposed = imposed_on(preference, environment)
    if imposed is not None:
        return imposed
    store = _settings() if settings is None else settings
    said = _tidy(preference, str(store.value(preference.key, preference.default) or ""))
    return said if preference.allows(said) else preference.default


def imposed_on(preference: Preference, environment: Mapping[str, str] | None = None) -> str | None:
    """What the environment chooses; None where it leaves the choice to the user."""
    said = (os.environ if environment is None else environment).get(preference.variable)
    if said is None:
        return None
    said = _tidy(preference, said)
    return said if preference.allows(said) else None


def choose(preference: Preference, text: str, settings: Settings | None = None) -> None:
    """Keep the user's choice; the default leaves nothing in the settings.

    What the environment imposes is no choice of the user's: it is not kept.
    """
    if imposed_on(preference) is not None:
        return
    store = _settings() if settings is None else settings
    text = text.strip()
    if text == preference.default or not preference.allows(text):
        store.remove(preference.key)
    else:
        store.setValue(preference.key, text)


def is_missing(preference: Preference, text: str) -> bool:
    """Whether a text names something on the disk that is not there; editions' folder is made."""
    text = _tidy(preference, text)
    if not text or preference is EDITIONS:
        return False
    if preference is MIRROR:
        return not text.lower().startswith(("http://", "https://")) and not Path(text).is_dir()
    if preference is LOGO:
        return not Path(text).is_file()
    return preference.place and not Path(text).is_dir()


def place(preference: Preference) -> Path | None:
    """A place that was chosen; None where nobody has."""
    text = chosen(preference)
    return Path(text) if text else None


def catalogue_in_use(profile: Path) -> Catalogue:
    """The catalogue with the user's own changes of sources, from the profile, and the basis chosen.

    Raises:
        CatalogueError: the user's file cannot be used; it names file and key.
    """
    from .catalogue import load_catalogue

    return load_catalogue(overrides=profile / "sources.json").measured_by(chosen(BASIS))


def _tidy(preference: Preference, text: str) -> str:
    text = text.strip()
    if preference.words:
        return text.lower()
    if preference.place and text:
        return os.path.abspath(os.path.expanduser(os.path.expandvars(text)))
    return text


def _settings() -> Settings:
    # Imported here, as in paths.py: everything else is for rooms without QGIS too.
    from qgis.core import QgsSettings

    store: Settings = QgsSettings()
    return store
