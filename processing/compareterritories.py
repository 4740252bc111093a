"""`territoires_industrie:compareterritories`: territories side by side, and one of their maps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputVariant,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import spoken, tr
from .base import AtlasAlgorithm
from .editions import edition_seen_from
from .network import catalogue_in_use
from .parameters import (
    AUDIENCE,
    PAGE,
    REPLACE,
    audience_parameter,
    choice,
    chosen_look,
    logo_parameter,
    paper_parameter,
    replace_parameter,
    templates_parameter,
    whole_number,
)
from .telling import show_progress, tell_files

if TYPE_CHECKING:
    from ..territoires_industrie.edition import Edition
    from ..territoires_industrie.indicators.choice import Indicator
    from ..territoires_industrie.indicators.mapping import IndicatorMap
    from ..territoires_industrie.territories import Territory

FORMAT = "FORMAT"
INDICATOR = "INDICATOR"
CLASSES = "CLASSES"
METHOD = "METHOD"
EARLIER = "EARLIER"
OUTPUT = "OUTPUT"
FILES = "FILES"

# The words of the command line too: `--FORMAT=html,pdf --METHOD=quantiles`.
_FORMATS = ("xlsx", "html", "pdf")
_METHODS = ("quantiles", "seuils-naturels")
_USUAL = "puissance_eolien_mw"
_CLASSES, _FEWEST, _MOST = 5, 2, 7


class CompareTerritories(AtlasAlgorithm):
    """Writes the territories' figures side by side: XLSX, HTML, and a map of one of them."""

    ID = "compareterritories"
    GROUP = "sharing"
    TERRITORIES = "TERRITORIES"
    MAIN_THREAD = True

    def displayName(self) -> str:
        return tr("Compare territories")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter("all"))
        self.addParameter(self.edition_parameter())
        self.addParameter(
            QgsProcessingParameterEnum(
                FORMAT,
                tr("Formats"),
                list(_FORMATS),
                allowMultiple=True,
                defaultValue=list(_FORMATS),
                usesStaticStrings=True,
            )
        )
        self.addParameter(audience_parameter())
        self.addParameter(
            self._with_hints(
                QgsProcessingParameterString(
                    INDICATOR, tr("Indicator of the map (its technical name)"), _USUAL
                )
            )
        )
        self.addParameter(whole_number(CLASSES, tr("Classes of the map"), _CLASSES, _FEWEST, _MOST))
        self.addParameter(choice(METHOD, tr("How classes are made"), _METHODS))
        self.addParameter(
            QgsProcessingParameterFile(
                EARLIER,
                tr("Earlier edition, to tell what has changed (empty = none)"),
                fileFilter="GeoPackage (*.gpkg)",
                optional=True,
            )
        )
        self.addParameter(paper_parameter())
        self.addParameter(templates_parameter())
        self.addParameter(logo_parameter())
        self.addParameter(replace_parameter())
        self.addParameter(
            QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of the comparison"))
        )
        self.addOutput(QgsProcessingOutputVariant(FILES, tr("Files written")))

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Refuse an indicator that is unknown before anything runs."""
        try:
            self._indicator(parameters, context)
        except AtlasError as error:
            return False, spoken(error)
        return super().checkParameterValues(parameters, context)

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody compares.
        from ..territoires_industrie.indicators.writing import CompareOrder, write_comparisons

        chosen = self.parameterAsEnumStrings(parameters, FORMAT, context)
        earlier = self.parameterAsFile(parameters, EARLIER, context)
        territories = self.chosen_territories(parameters, context)
        order = CompareOrder(
            territories=territories,
            formats=[name for name in _FORMATS if name in chosen],
            folder=Path(self.parameterAsString(parameters, OUTPUT, context)),
            indicator=self._indicator(parameters, context),
            classes=self.parameterAsInt(parameters, CLASSES, context),
            method=self.parameterAsEnumString(parameters, METHOD, context),
            audience=self.parameterAsEnumString(parameters, AUDIENCE, context),
            replace=self.parameterAsBoolean(parameters, REPLACE, context),
            earlier=_opened(earlier, territories, feedback) if earlier else None,
        )
        look = chosen_look(self, parameters, context)
        paper = self.parameterAsEnumString(parameters, PAGE, context)
        edition = self.chosen_edition(parameters, context, feedback)
        catalogue = catalogue_in_use()

        def print_map(seen: Edition, shown: IndicatorMap, target: Path) -> None:
            from ..territoires_industrie.layouts.regional import print_indicator

            print_indicator(seen, catalogue, shown, target, look, paper)

        written = write_comparisons(
            order,
            edition,
            catalogue,
            print_map,
            lambda share, text: show_progress(feedback, share, text),
            feedback.isCanceled,
        )
        return {OUTPUT: str(order.folder), FILES: tell_files(feedback, written)}

    def _with_hints(self, parameter: QgsProcessingParameterString) -> QgsProcessingParameterString:
        """The dialog offers the indicators; a script that mistypes one is told which resemble it.

        A dialog works on a copy, which belongs to a provider from the first; what only stands in
        the toolbox does without, for the indicators come with the figures of the profile.
        """
        if self.provider() is not None:
            from ..territoires_industrie.indicators.choice import indicators

            names = [each.name for each in indicators()]
            parameter.setMetadata({"widget_wrapper": {"value_hints": names}})
        return parameter

    def _indicator(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Indicator:
        from ..territoires_industrie.indicators.choice import find_indicator

        return find_indicator(self.parameterAsString(parameters, INDICATOR, context))


def _opened(
    path: str, territories: Sequence[Territory], feedback: QgsProcessingFeedback
) -> Edition:
    from ..territoires_industrie.edition import Edition

    return edition_seen_from(territories, Edition.open(path), feedback)
