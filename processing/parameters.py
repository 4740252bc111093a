"""Parameters that the algorithms which print have in common: words, numbers, an own look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..territoires_industrie import preferences
from ..territoires_industrie.i18n import tr
from ..territoires_industrie.paths import own_folder
from .base import FOLDER

if TYPE_CHECKING:
    from ..territoires_industrie.layouts.templates import Look
    from ..territoires_industrie.words.imprint import Imprint

_Parameter = TypeVar("_Parameter", bound=QgsProcessingParameterDefinition)

AUDIENCE = "AUDIENCE"
CONTACT = "CONTACT"
DPI = "DPI"
HIDE_ABSENT = "HIDE_ABSENT"
LOGO = "LOGO"
PAGE = "PAGE"
PUBLISHER = "PUBLISHER"
REPLACE = "REPLACE"
TEMPLATES = "TEMPLATES"
TEXTS = "TEXTS"
WORKERS = "WORKERS"

# The words of the command line too: `--AUDIENCE=interne --PAGE=a3`.
AUDIENCES = preferences.AUDIENCE.words
PAPERS = preferences.PAPER.words
_MOST_WORKERS = 16


def choice(
    name: str, description: str, words: tuple[str, ...], usual: str = ""
) -> QgsProcessingParameterEnum:
    """One of a few words, the first by default, unless `usual` is another."""
    return QgsProcessingParameterEnum(
        name, description, list(words), defaultValue=usual or words[0], usesStaticStrings=True
    )


def whole_number(
    name: str, description: str, usual: int, least: int, most: int
) -> QgsProcessingParameterNumber:
    """A whole number between two others."""
    return QgsProcessingParameterNumber(
        name,
        description,
        Qgis.ProcessingNumberParameterType.Integer,
        usual,
        minValue=least,
        maxValue=most,
    )


def rare(parameter: _Parameter) -> _Parameter:
    """A parameter that few people need: the dialog folds it away."""
    parameter.setFlags(parameter.flags() | Qgis.ProcessingParameterFlag.Advanced)
    return parameter


def audience_parameter() -> QgsProcessingParameterEnum:
    """Who will read it: everybody, unless said otherwise, here or in the options."""
    return choice(AUDIENCE, tr("Audience"), AUDIENCES, preferences.chosen(preferences.AUDIENCE))


def folder_parameter() -> QgsProcessingParameterFile:
    """Where the editions are."""
    return QgsProcessingParameterFile(
        FOLDER,
        tr("Folder of editions (empty = in the QGIS profile)"),
        behavior=Qgis.ProcessingFileParameterBehavior.Folder,
        optional=True,
    )


def paper_parameter() -> QgsProcessingParameterEnum:
    """The size of the sheets."""
    return choice(PAGE, tr("Paper"), PAPERS, preferences.chosen(preferences.PAPER))


def dots_parameter() -> QgsProcessingParameterNumber:
    """The resolution of what is drawn as pixels."""
    return whole_number(DPI, tr("Dots per inch"), 300, 72, 600)


def absent_classes_parameter() -> QgsProcessingParameterBoolean:
    """Whether legends leave out what the map does not show."""
    hidden = preferences.chosen(preferences.HIDE_ABSENT) == preferences.YES
    return QgsProcessingParameterBoolean(
        HIDE_ABSENT, tr("Leave absent classes out of the legend"), hidden
    )


def replace_parameter() -> QgsProcessingParameterBoolean:
    """Whether files that are there may be written over."""
    return QgsProcessingParameterBoolean(REPLACE, tr("Replace files that are there already"), False)


def texts_parameter() -> QgsProcessingParameterFile:
    """The analyst's words: a Markdown file a territory, before the shipped ones."""
    return QgsProcessingParameterFile(
        TEXTS,
        tr("Folder of your own texts (Markdown)"),
        behavior=Qgis.ProcessingFileParameterBehavior.Folder,
        optional=True,
    )


def workers_parameter() -> QgsProcessingParameterNumber:
    """How many QGIS processes share the work: one, unless asked for, since each takes memory."""
    return whole_number(WORKERS, tr("Processes side by side"), 1, 1, _MOST_WORKERS)


def templates_parameter() -> QgsProcessingParameterFile:
    """An institution's own page designs; the profile's stand in for them."""
    return QgsProcessingParameterFile(
        TEMPLATES,
        tr("Folder of your page templates (.qpt)"),
        behavior=Qgis.ProcessingFileParameterBehavior.Folder,
        optional=True,
    )


def logo_parameter() -> QgsProcessingParameterFile:
    """An institution's picture; the profile's stands in for it."""
    return QgsProcessingParameterFile(
        LOGO,
        tr("Logo (SVG, PNG, JPEG)"),
        behavior=Qgis.ProcessingFileParameterBehavior.File,
        fileFilter=tr("Pictures (*.svg *.png *.jpg *.jpeg)"),
        optional=True,
    )


def publisher_parameter() -> QgsProcessingParameterString:
    """The institution that signs; nobody does where it is left empty."""
    usual = preferences.chosen(preferences.PUBLISHER)
    return QgsProcessingParameterString(PUBLISHER, tr("Publisher"), usual, optional=True)


def contact_parameter() -> QgsProcessingParameterString:
    """Where readers write; no address is printed where it is left empty."""
    usual = preferences.chosen(preferences.CONTACT)
    return QgsProcessingParameterString(CONTACT, tr("Contact address"), usual, optional=True)


def chosen_texts(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> Path | None:
    """The folder of the analyst's texts; None for the shipped ones."""
    folder = algorithm.parameterAsString(parameters, TEXTS, context)
    return Path(folder) if folder else None


def chosen_imprint(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> Imprint:
    """Who publishes, and where readers write."""
    from ..territoires_industrie.words.imprint import Imprint

    publisher, contact = (
        algorithm.parameterAsString(parameters, name, context).strip()
        for name in (PUBLISHER, CONTACT)
    )
    return Imprint(publisher, contact)


def chosen_look(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> Look:
    """The look asked for, else that of the options, else of the folder `templates` of the profile.

    There a file of the name of a shipped template stands in for it, and `logo.svg` or `logo.png` is
    the logo.
    """
    from ..territoires_industrie.layouts.templates import Look, usual_look

    own = usual_look(own_folder())
    folder = algorithm.parameterAsFile(parameters, TEMPLATES, context)
    logo = algorithm.parameterAsFile(parameters, LOGO, context)
    return Look(Path(folder) if folder else own.folder, Path(logo) if logo else own.logo)
