"""QGIS' XML files as text that is the same each time: a change reads as a diff of a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.PyQt.QtCore import QBuffer, QIODevice, QXmlStreamWriter
from qgis.PyQt.QtXml import QDomElement


def elements(element: QDomElement) -> Iterator[QDomElement]:
    """An element and all inside it, in the document's order."""
    yield element
    child = element.firstChildElement()
    while not child.isNull():
        yield from elements(child)
        child = child.nextSiblingElement()


def as_text(root: QDomElement) -> str:
    """XML with attributes in alphabetic order, which QDomDocument leaves to chance."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QXmlStreamWriter(buffer)
    writer.setAutoFormatting(True)
    writer.setAutoFormattingIndent(1)
    writer.writeDTD("<!DOCTYPE qgis>")
    _write(writer, root)
    writer.writeEndDocument()
    return bytes(buffer.data()).decode("utf-8").strip() + "\n"


def _write(writer: QXmlStreamWriter, element: QDomElement) -> None:
    writer.writeStartElement(element.tagName())
    attributes = element.attributes()
    nodes = [attributes.item(index) for index in range(attributes.count())]
    for name, value in sorted((node.nodeName(), node.nodeValue()) for node in nodes):
        writer.writeAttribute(name, value)
    child = element.firstChild()
    while not child.isNull():
        if child.isElement():
            _write(writer, child.toElement())
        elif child.isText() and child.nodeValue().strip():
            writer.writeCharacters(child.nodeValue())
        child = child.nextSibling()
    writer.writeEndElement()
