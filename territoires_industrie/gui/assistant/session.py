"""One file on its way into a layer: what was chosen on the pages, and what follows from it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ...catalogue import AtlasLayer, Catalogue
from ...errors import AtlasError
from ...i18n import spoken, tr
from ...paths import own_editions
from ...sources.instructions import Instructions
from .background import Background, Question

if TYPE_CHECKING:
    from ...edition import Edition
    from ...imports.looking import Look
    from ...imports.opening import Opened
    from ...imports.preview import Preview

OPEN, UNDERSTAND, WORK_OUT = "open", "understand", "work out"


@dataclass(frozen=True)
class Reading:
    """How the user wants a file opened: "" and None for what it shows itself."""

    sheet: str = ""
    layer: str = ""
    encoding: str = ""
    separator: str = ""
    heading: int | None = None


class Session(QObject):
    """Knows the file and its choices; opens, understands and works out in the background.

    Args:
        catalogue: the atlas' layers.
        editions: the folder of editions.
        imports: the folder where imports are kept.
    """

    opened_anew = pyqtSignal()
    understood = pyqtSignal()
    worked_out = pyqtSignal()
    changed = pyqtSignal()

    def __init__(
        self, catalogue: Catalogue, editions: Path, imports: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.catalogue = catalogue
        self.editions = editions
        self.imports = imports
        self.path: Path | None = None
        self.reading = Reading()
        self.opened: Opened | None = None
        self.look: Look | None = None
        self.preview: Preview | None = None
        self.problem = ""
        self.preview_problem = ""
        self.background = Background(self)
        self.background.changed.connect(self.changed)
        # Made by the thread that needs it, and gone with it.
        workshop: list[str] = []
        self._workshop = workshop

        def tidy_up() -> None:
            for each in workshop:
                shutil.rmtree(each, ignore_errors=True)

        self._tidy_up = tidy_up
        QCoreApplication.instance().aboutToQuit.connect(self._quit)
        self._hears_quit = True
        self._edition: Edition | None = None

    @property
    def layers(self) -> Sequence[AtlasLayer]:
        """Those that a file may go to."""
        return [each for each in self.catalogue.layers.values() if each.family == "atlas"]

    @property
    def layer(self) -> AtlasLayer | None:
        """The one that the file goes to."""
        return None if self.look is None else self.catalogue.layer_of(self.look.table.name)

    def close(self) -> None:
        """Forget everything; nothing of it stays on the disk."""
        self.background.close(self._tidy_up)
        if self._hears_quit:
            # What stands between this signal and its method would outlive the session.
            QCoreApplication.instance().aboutToQuit.disconnect(self._quit)
            self._hears_quit = False

    def _quit(self) -> None:
        self.background.close(self._tidy_up, wait=True)

    # ------------------------------------------------------------ the file

    def open(self, path: Path | None, reading: Reading | None = None) -> None:
        """Open a file as it shows itself, or as the user says."""
        self.path, self.reading = path, reading or Reading()
        self.opened = self.look = self.preview = None
        self.problem = self.preview_problem = ""
        self.background.forget(UNDERSTAND)
        self.background.forget(WORK_OUT)
        if path is None:
            self.background.forget(OPEN)
            self.opened_anew.emit()
            return
        said, catalogue, imports = self.reading, self.catalogue, self.imports

        def work() -> Opened:
            # Imported here: nothing heavy is loaded before somebody imports.
            from ...imports.opening import open_file

            how = Instructions(
                encoding=said.encoding, separator=said.separator, heading=said.heading
            )
            return open_file(path, catalogue, imports, said.layer, said.sheet, how)

        self.background.ask(Question(OPEN, work, self._opened, self._failed))

    def _opened(self, opened: Opened) -> None:
        self.opened, self.look = opened, opened.look
        self.problem = _reason(opened)
        self.opened_anew.emit()
        self.understood.emit()
        if self.look is not None:
            self.work_out()

    # ------------------------------------------------------------ choices

    def say(self, how: Instructions) -> None:
        """Have the file understood otherwise, and worked out again."""
        if self.look is None:
            return
        found, catalogue, imports = self.look, self.catalogue, self.imports
        # At once, so that no later choice is made of what was chosen before.
        self.look = replace(found, how=how)
        self.background.forget(WORK_OUT)

        def work() -> Look:
            from ...imports.looking import look_again

            return look_again(found, catalogue, how, imports)

        self.background.ask(Question(UNDERSTAND, work, self._understood, self._failed))

    def say_of_rows(self, defaults: Mapping[str, str]) -> None:
        """Say what holds for the rows that say nothing."""
        if self.look is not None:
            self.look = replace(self.look, how=replace(self.look.how, defaults=defaults))
            self.work_out()

    def say_at_last(self, diffusion: str, defaults: Mapping[str, str], origin: str) -> None:
        """Say what nothing is worked out for any more: who may see the rows, whose they are."""
        if self.look is not None:
            how = replace(self.look.how, diffusion=diffusion, defaults=defaults, origin=origin)
            self.look = replace(self.look, how=how)

    def _understood(self, look: Look) -> None:
        kept = look.how if self.look is None else self.look.how
        how = replace(
            look.how, diffusion=kept.diffusion, defaults=kept.defaults, origin=kept.origin
        )
        self.look = replace(look, how=how)
        self.problem = ""
        self.understood.emit()
        self.work_out()

    # ------------------------------------------------------------ what it would do

    def work_out(self) -> None:
        """Work out what the import would do."""
        look, catalogue, imports = self.look, self.catalogue, self.imports
        if look is None:
            return
        # An earlier import that this one replaces shall not count twice.
        kept = self.opened.kept if self.opened is not None else None
        name = kept.name if kept is not None else ""

        def work() -> Preview:
            from ...imports.preview import preview

            return preview(look, name, imports, self._edition_to_come(), catalogue)

        self.preview_problem = ""
        self.background.ask(Question(WORK_OUT, work, self._worked_out, self._not_worked_out))

    def _edition_to_come(self) -> Edition:
        """The edition in use; the shipped one, where it is still to be made, apart, for a look."""
        if self._edition is None:
            from ...embedded import build_embedded
            from ...serving import edition_in_use

            found = edition_in_use(self.editions, own_editions())
            if found is None:
                self._workshop.append(tempfile.mkdtemp(prefix="territoires-industrie-"))
                found = build_embedded(self._workshop[-1])
            self._edition = found
        return self._edition

    def _worked_out(self, preview: Preview) -> None:
        self.preview, self.preview_problem = preview, ""
        self.worked_out.emit()

    def _not_worked_out(self, error: Exception) -> None:
        self.preview, self.preview_problem = None, _sentence(error)
        self.worked_out.emit()

    def _failed(self, error: Exception) -> None:
        self.problem = _sentence(error)
        self.understood.emit()


def _reason(opened: Opened) -> str:
    """Why a file is not understood, in the words of a window that offers a list of layers."""
    from ...imports.looking import NoLayerTold

    if isinstance(opened.problem, NoLayerTold):
        told = tr("Nothing in {file} says which layer of the atlas it is for: choose it above.")
        return told.format(file=opened.path.name)
    return "" if opened.problem is None else spoken(opened.problem)


def _sentence(error: Exception) -> str:
    if isinstance(error, AtlasError):
        return spoken(error)
    return tr("Something unforeseen happened: {reason}").format(reason=repr(error))


def with_default(defaults: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    """What holds for rows that say nothing, with one of them changed; "" takes it away."""
    found = {**defaults, name: value.strip()}
    return {each: text for each, text in found.items() if text}
