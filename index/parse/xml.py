"""The one XML parser of the product: no entities, no network, no DTD, bounded depth."""

from __future__ import annotations

import re

from lxml import etree

from index.errors import UnreadableError
from index.parse.lines.normalise import squeeze


def parse_xml(data: bytes) -> etree._Element:
    """Root element of XML bytes; an UnreadableError where not well-formed, too deep, or with entity declarations."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fout:
        raise UnreadableError(f"geen geldige XML ({fout.msg}); het bestand is afgebroken of beschadigd") from fout
    except ValueError as fout:
        raise UnreadableError(f"geen geldige XML ({fout})") from fout
    definitions = root.getroottree().docinfo.internalDTD
    if definitions is not None and any(True for _ in definitions.iterentities()):  # type: ignore[union-attr]
        raise UnreadableError("XML met eigen entiteiten wordt om veiligheidsredenen niet gelezen")
    return root


def parse_html(text: str) -> etree._Element:
    """Root element of an HTML page; broken HTML is mended. An UnreadableError where there is no element in it."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", ""), parser)
    except (etree.XMLSyntaxError, ValueError) as fout:
        raise UnreadableError(f"geen leesbare HTML ({fout})") from fout
    if root is None:
        raise UnreadableError("geen leesbare HTML: de pagina is leeg")
    return root


def local_name(element: etree._Element) -> str:
    """Local name in lower case; empty for a comment or instruction."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def empty(element: etree._Element) -> None:
    """Take everything out of an element; what stands behind it stays."""
    del element[:]
    element.text = ""


def text_of(element: etree._Element) -> str:
    """All text of an element, white space collapsed."""
    return squeeze("".join(piece for piece in element.itertext() if isinstance(piece, str)))
