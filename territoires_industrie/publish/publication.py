"""What is made of an edition and a project: a publication, or the project alone as a file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from qgis.core import QgsProject

from ..audience import for_audience, select
from ..catalogue import load_catalogue
from ..edition import Edition, flush_to_disk
from .document import anonymous, packed, portable, refuse_words, written, zipped
from .errors import PublicationError
from .in_place import make_folder, put_in_place, release, workshop_for
from .layers import layers_of, refuse_sources, styles_of
from .storing import rename, store


def publish(
    edition: Edition,
    project: QgsProject,
    territory_ids: Sequence[str],
    audience: str,
    target: str | Path,
    cancelled: Callable[[], bool] = lambda: False,
    secrets: Collection[str] = (),
) -> Path:
    """Write the publication to `target` at one stroke, in the place of an older one.

    The data is the whole edition (the pages show the neighbours too) less what the audience may not
    see; `territory_ids` say whose pages these are. `project` holds layers of this very edition and
    print layouts; it is left as it was. For the public, layers and pages have to be made
    from `for_audience(edition, "publique", …)` when anything is kept back: a page that still names
    such a row, or bears one of `secrets`, is refused.

    Raises PublicationError, EditionError when the edition cannot be read or written, and
    EditionCancelled when `cancelled()` says so; then an older publication stays as it was.
    Main thread only, as everything about projects.
    """
    target = Path(os.path.abspath(target))
    catalogue = load_catalogue()
    layers = layers_of(edition, project)
    notes = {"file": target.name, "territories": " ".join(territory_ids)}
    with workshop_for(target) as workshop:
        document = portable(written(project, workshop), layers, target.name, project)
        styles = styles_of(layers, project)
        selection = select(edition, audience, catalogue)
        withheld = {*secrets, *selection.secrets()}
        refuse_words(withheld, [document, *(qml for _, qml in styles.values())])
        seen = for_audience(edition, audience, workshop, catalogue, notes, cancelled, selection)
        refuse_sources(layers, seen, catalogue)
        draft = workshop / target.name
        shutil.copyfile(seen.path, draft)  # an edition is read-only, a publication is not
        store(draft, edition, styles, zipped(document))
        put_in_place(draft, target)
    return target


def refuse_secrets(project: QgsProject, folder: Path, secrets: Collection[str]) -> None:
    """See that a project bears none of these words; raises PublicationError naming the first."""
    refuse_words(secrets, [written(project, folder)])


def relocate(path: str | Path) -> None:
    """Mend the stored project of a publication that was copied or renamed.

    The project names its data by file name, so under another name it would not find them. A
    publication that has kept its name is left untouched.

    Raises PublicationError when the file is no publication.
    """
    path = Path(os.path.abspath(path))
    old_name = Edition.open(path).record.get("file")
    if old_name is None:
        raise PublicationError(
            "{path} is an edition without a project: there is nothing to mend.", path=path
        )
    if old_name == path.name:
        return
    with workshop_for(path) as workshop:
        release(path)
        draft = workshop / path.name
        shutil.copyfile(path, draft)
        rename(draft, old_name, path.name)
        put_in_place(draft, path)


def save_project(project: QgsProject, target: str | Path) -> Path:
    """Write the project as a .qgz at one stroke, for the hand of whoever made it.

    Its layers keep the absolute paths of their edition. It bears nobody's name; the project given
    is left as it was. The folder of `target` is made where it is missing.

    Raises PublicationError. Main thread only.
    """
    target = Path(os.path.abspath(target))
    make_folder(target.parent)
    with workshop_for(target) as workshop:
        draft = workshop / target.name
        draft.write_bytes(packed(anonymous(written(project, workshop))))
        flush_to_disk(draft)
        os.replace(draft, target)
    return target
