"""Page designs: .qpt files whose parts are found by their id, filled, and never drawn by code.

An institution's own template of the same name comes before the shipped one, so its look needs no
code. A page stays the analyst's: what was put on it is noted beside it (`ti_text`, `ti_place`), and
what differs from that note when the page is filled again was changed by hand, and is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPicture,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QImageReader
from qgis.PyQt.QtXml import QDomDocument

from .. import preferences
from ..errors import AtlasError
from ..paths import RESOURCES
from .fonts import provide
from .placement import Box
from .texts import printed

TEMPLATES = RESOURCES / "templates"
_NO_LOGO = "Logo {path} is not there: choose a picture."
LOGO = "logo"
_TEMPLATE = "ti_template"
LOGOS = ("logo.svg", "logo.png", "logo.jpg")
_TEXT = "ti_text"
_PLACE = "ti_place"
_SHOWN = "ti_shown"
#: Positions are kept in text, as QGIS keeps them: equal to a tenth of a millimetre is equal.
_SAME = 0.1


class TemplateError(AtlasError):
    """A page template cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Look:
    """How an institution's pages look.

    Attributes:
        folder: its templates, `<kind>-<paper>-<orientation>.qpt`; for others the shipped ones.
        logo: a picture (SVG, PNG, JPEG) for the item `logo` of the templates.
    """

    folder: Path | None = None
    logo: Path | None = None


def file_name(kind: str, paper: str, orientation: str) -> str:
    """What a template is called: `map-a4-landscape.qpt`."""
    return f"{kind}-{paper}-{orientation}.qpt"


def look_in(folder: Path) -> Look:
    """The look that a folder holds: templates, and a `logo.svg` or `logo.png`; perhaps neither."""
    logos = (folder / name for name in LOGOS)
    own = folder if folder.is_dir() else None
    return Look(own, next((logo for logo in logos if logo.is_file()), None))


def usual_look(profile: Path) -> Look:
    """The look chosen in the options, else that of the folder `templates` of the profile's own."""
    own = look_in(preferences.place(preferences.TEMPLATES) or profile / "templates")
    return Look(own.folder, preferences.place(preferences.LOGO) or own.logo)


def open_page(
    project: QgsProject, kind: str, paper: str, orientation: str, look: Look
) -> QgsPrintLayout:
    """A live layout made from a template, unnamed, not yet among the project's layouts.

    Args:
        project: whose layout it will be.
        kind: `map`, `text` or `cover`.
        paper: `a4` or `a3`.
        orientation: `landscape` or `portrait`.
        look: the institution's own.

    Raises:
        TemplateError: the template cannot be read, or the logo is not there.
    """
    provide()
    path = _template(file_name(kind, paper, orientation), look)
    layout = QgsPrintLayout(project)
    # Steps that nobody will undo take 0.3 MB for each label; a page opened from a project has none.
    layout.undoStack().blockCommands(True)
    context = QgsReadWriteContext()
    # Pictures beside an institution's template are named from there.
    context.setPathResolver(project.pathResolver())
    _items, done = layout.loadFromTemplate(_document(path), context)
    if not done or layout.pageCollection().pageCount() != 1:
        raise TemplateError(
            "Template {path} is no page of QGIS: save it from a print layout of one page.",
            path=path,
        )
    layout.setCustomProperty(_TEMPLATE, path.name)
    _put_logo(layout, look)
    return layout


def template_of(layout: QgsPrintLayout) -> str:
    """The name of the template that a page was made from: `map-a4-landscape.qpt`."""
    return str(layout.customProperty(_TEMPLATE, ""))


def check_look(look: Look) -> None:
    """See that folder and logo can be used, before any page is made; raises TemplateError."""
    if look.folder is not None and not look.folder.is_dir():
        raise TemplateError(
            "There is no folder {path}: choose that of your templates.", path=look.folder
        )
    if look.logo is None:
        return
    if not look.logo.is_file():
        raise TemplateError(_NO_LOGO, path=look.logo)
    if QImageReader(str(look.logo)).read().isNull():
        raise TemplateError(
            "Logo {path} is no picture: choose an SVG, a PNG or a JPEG.", path=look.logo
        )


def item_of(layout: QgsPrintLayout, item_id: str) -> QgsLayoutItem:
    """A part that a page cannot do without.

    Raises:
        TemplateError: the template has none of that id.
    """
    item = layout.itemById(item_id)
    if item is None:
        raise TemplateError(
            "Page “{page}” ({template}) has no item “{id}”: give one of its items that id, or ask "
            "for new pages.",
            page=layout.name(),
            template=template_of(layout),
            id=item_id,
        )
    return item


def box_of(layout: QgsPrintLayout, item_id: str) -> Box:
    """Where a part stands (mm); raises TemplateError when the template has none of that id."""
    return rectangle_of(item_of(layout, item_id))


def take_box(layout: QgsPrintLayout, item_id: str) -> Box:
    """Where a placeholder stands (mm), which is then taken away; raises TemplateError."""
    box = box_of(layout, item_id)
    layout.removeLayoutItem(layout.itemById(item_id))
    return box


def rectangle_of(item: QgsLayoutItem) -> Box:
    """Where an item stands on its page (mm)."""
    place, size = item.pagePos(), item.rect()
    return Box(place.x(), place.y(), size.width(), size.height())


def write(layout: QgsPrintLayout, item_id: str, lines: Sequence[str]) -> None:
    """Put a text into a label, unless somebody has written there since it was put there last.

    A template may leave the label out. The text is printed as it is: data must not run expressions.
    """
    label = layout.itemById(item_id)
    if not isinstance(label, QgsLayoutItemLabel) or _changed(label, _TEXT, label.text()):
        return
    text = verbatim("\n".join(lines))
    label.setText(text)
    label.setCustomProperty(_TEXT, text)


def verbatim(text: str) -> str:
    """The text such that a layout prints it as it is: data must not run expressions on a page."""
    return printed(text).replace("[%", "[\u2060%")


def place(layout: QgsPrintLayout, item_id: str, box: Box) -> None:
    """Move a part, unless somebody has moved it since it was placed last; it may be left out."""
    item = layout.itemById(item_id)
    if item is None or moved_by_hand(item):
        return
    item.attemptSetSceneRect(QRectF(box.x, box.y, box.width, box.height))
    item.setCustomProperty(_PLACE, _as_text(rectangle_of(item)))


def show(layout: QgsPrintLayout, item_id: str, visible: bool) -> None:
    """Show or hide a part, unless somebody has changed that since; it may be left out."""
    item = layout.itemById(item_id)
    if item is None or _changed(item, _SHOWN, str(item.isVisible())):
        return
    item.setVisibility(visible)
    item.setCustomProperty(_SHOWN, str(visible))


def moved_by_hand(item: QgsLayoutItem) -> bool:
    """Whether an item no longer stands where it was placed last."""
    noted = item.customProperty(_PLACE, "")
    if not noted:
        return False
    then = [float(value) for value in noted.split()]
    now = [float(value) for value in _as_text(rectangle_of(item)).split()]
    return any(abs(old - new) > _SAME for old, new in zip(then, now, strict=True))


def _changed(item: QgsLayoutItem, note: str, now: str) -> bool:
    before = item.customProperty(note)
    return before is not None and before != now


def _as_text(box: Box) -> str:
    return f"{box.x:.3f} {box.y:.3f} {box.width:.3f} {box.height:.3f}"


def _template(name: str, look: Look) -> Path:
    own = look.folder / name if look.folder else None
    return own if own is not None and own.is_file() else TEMPLATES / name


def _document(path: Path) -> QDomDocument:
    document = QDomDocument()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(
            "Template {path} cannot be read ({reason}): save it again from QGIS.",
            path=path,
            reason=error,
        ) from error
    done, message, line, _ = document.setContent(text)
    if not done:
        raise TemplateError(
            "Template {path} is damaged at line {line} ({reason}): save it again from QGIS.",
            path=path,
            line=line,
            reason=message,
        )
    return document


def _put_logo(layout: QgsPrintLayout, look: Look) -> None:
    """The institution's picture into the template's frame for it; no frame stays empty."""
    item = layout.itemById(LOGO)
    if look.logo is None:
        if isinstance(item, QgsLayoutItemPicture) and not item.picturePath():
            layout.removeLayoutItem(item)
        return
    if not look.logo.is_file():
        raise TemplateError(_NO_LOGO, path=look.logo)
    if isinstance(item, QgsLayoutItemPicture):
        item.setPicturePath(str(look.logo))
