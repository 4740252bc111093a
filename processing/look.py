"""The parameters by which an institution's own look comes into pages: its templates, its logo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterFile,
)

from ..territoires_industrie.i18n import tr

if TYPE_CHECKING:
    from ..territoires_industrie.layouts.templates import Look

TEMPLATES = "TEMPLATES"
LOGO = "LOGO"


def look_parameters() -> list[QgsProcessingParameterFile]:
    """A folder of templates and a picture, both optional; the profile's stand in for them."""
    return [
        QgsProcessingParameterFile(
            TEMPLATES,
            tr("Folder of your page templates (.qpt)"),
            behavior=Qgis.ProcessingFileParameterBehavior.Folder,
            optional=True,
        ),
        QgsProcessingParameterFile(
            LOGO,
            tr("Logo (SVG, PNG, JPEG)"),
            behavior=Qgis.ProcessingFileParameterBehavior.File,
            fileFilter=tr("Pictures (*.svg *.png *.jpg *.jpeg)"),
            optional=True,
        ),
    ]


def chosen_look(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> Look:
    """The look asked for; what is not asked for comes from the folder `templates` of the profile.

    There a file of the name of a shipped template stands in for it, and `logo.svg` or `logo.png` is
    the logo.
    """
    from ..territoires_industrie.layouts.templates import Look, look_in
    from .base import own_folder

    own = look_in(own_folder() / "templates")
    folder = algorithm.parameterAsFile(parameters, TEMPLATES, context)
    logo = algorithm.parameterAsFile(parameters, LOGO, context)
    return Look(Path(folder) if folder else own.folder, Path(logo) if logo else own.logo)
