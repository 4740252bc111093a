"""`territoires_industrie:importproject`: the layers of an old QGIS project into an edition."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import spoken, tr
from .base import AtlasAlgorithm
from .folders import imports_folder
from .importing import (
    DIFFUSION,
    OUTPUT,
    UNPLACED,
    diffusion_parameter,
    import_looked_at,
    told_to_decide,
    unplaced_parameter,
    write_unplaced,
)
from .network import (
    REPORT,
    catalogue_in_use,
    chosen_report,
    report_parameter,
)
from .parameters import folder_parameter, rare, replace_parameter
from .telling import show_progress

if TYPE_CHECKING:
    from ..territoires_industrie.catalogue import Catalogue
    from ..territoires_industrie.imports.looking import Look
    from ..territoires_industrie.imports.projects import Proposal
    from ..territoires_industrie.oldprojects import ProjectLayer
    from ..territoires_industrie.report import Section

PROJECT = "PROJECT"
LAYERS = "LAYERS"
IMPORTED = "IMPORTED"


class ImportProject(AtlasAlgorithm):
    """Says what an old project has that the atlas could take, and takes what is chosen."""

    ID = "importproject"
    GROUP = "own"
    MAIN_THREAD = True

    def displayName(self) -> str:
        return tr("Import the layers of an old project")

    def stopped(self) -> str:
        return tr("Stopped: nothing was imported.")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(
            QgsProcessingParameterFile(
                PROJECT, tr("Project (.qgz, .qgs)"), fileFilter=tr("QGIS projects (*.qgz *.qgs)")
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                LAYERS,
                tr("Layers (layer of the project = layer of the atlas; … all; empty = only look)"),
                multiLine=True,
                optional=True,
            )
        )
        self.addParameter(diffusion_parameter())
        self.addParameter(self.edition_parameter())
        self.addParameter(replace_parameter())
        self.addParameter(report_parameter())
        self.addParameter(unplaced_parameter())
        self.addParameter(rare(folder_parameter()))
        self.addOutput(QgsProcessingOutputFile(OUTPUT, tr("Edition")))
        self.addOutput(QgsProcessingOutputNumber(IMPORTED, tr("Layers imported")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody imports.
        from ..territoires_industrie.imports import report as told
        from ..territoires_industrie.imports.projects import chosen, project_sections
        from ..territoires_industrie.oldprojects import layers_of_project
        from ..territoires_industrie.report import document, write

        catalogue = catalogue_in_use()
        report = chosen_report(self, parameters, context)
        path = Path(self.parameterAsFile(parameters, PROJECT, context))
        layers = layers_of_project(path)
        with tempfile.TemporaryDirectory() as workshop:
            proposals = _proposals(layers, Path(workshop), catalogue, feedback)
            picked = chosen(self.parameterAsString(parameters, LAYERS, context), proposals)
            looks = [
                self._look(proposal, table, parameters, context, catalogue)
                for proposal, table in picked
            ]
            named = [(look, each.name) for look, (each, _) in zip(looks, picked, strict=True)]
            done = import_looked_at(self, named, parameters, context, feedback) if named else []
        sections: list[Section] = project_sections(proposals, picked, catalogue)
        for look, each in zip(looks, done, strict=True):
            sections += [
                replace(section, title=f"{look.path.stem} – {section.title}")
                for section in told.sections(look, each, catalogue)
            ]
        sections += told_to_decide(done)
        for sentence in sections[0].sentences:
            feedback.pushInfo(sentence)
        write(document(f"Import du projet {path.name}", "", sections), report)
        rows = [row for each in done for row in told.unplaced(each.fates)]
        results: dict[str, Any] = {
            REPORT: str(report),
            UNPLACED: write_unplaced(self, parameters, context, rows),
            IMPORTED: len(done),
        }
        return results | ({OUTPUT: str(done[0].edition.path)} if done else {})

    def _look(
        self,
        proposal: Proposal,
        table: str,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        catalogue: Catalogue,
    ) -> Look:
        from ..territoires_industrie.imports.projects import looked_at

        diffusion = self.parameterAsEnumString(parameters, DIFFUSION, context)
        found = looked_at(proposal, table, catalogue, imports_folder())
        return replace(found, how=replace(found.how, diffusion=diffusion))


def _proposals(
    layers: list[ProjectLayer],
    workshop: Path,
    catalogue: Catalogue,
    feedback: QgsProcessingFeedback,
) -> list[Proposal]:
    """What the atlas could take of each layer, or why it cannot."""
    from ..territoires_industrie.errors import Cancelled
    from ..territoires_industrie.imports.projects import proposal, unreadable
    from ..territoires_industrie.oldprojects import as_package

    found = []
    for number, layer in enumerate(layers):
        if feedback.isCanceled():
            raise Cancelled
        show_progress(feedback, 0.1 * number / max(len(layers), 1), layer.name)
        said = _why_not(layer)
        if said:
            found.append(unreadable(layer.name, said))
            continue
        try:
            file, sheet = layer.path, layer.sheet
            if not layer.as_it_is or file is None:
                folder = workshop / str(number)
                folder.mkdir()
                file, sheet = as_package(layer, folder), ""
            remark = f"fichier retrouvé à côté du projet : {file.name}" if layer.moved else ""
            found.append(proposal(layer.name, file, sheet, layer.epsg, remark, catalogue))
        except AtlasError as error:
            found.append(unreadable(layer.name, spoken(error)))
    return found


def _why_not(layer: ProjectLayer) -> str:
    """Why a layer cannot be read, in French, "" where it may."""
    if layer.broken:
        return f"chemin rompu : {layer.path} n'existe plus"
    if layer.path is None:
        return (
            f"n'est pas dans un fichier ({layer.provider}) : l'exporter en GeoPackage depuis QGIS, "
            "puis l'importer"
        )
    return ""
