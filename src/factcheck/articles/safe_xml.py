"""XML from outside: how it is parsed, and names without their namespaces.

Invariant: no entity is resolved, nothing is fetched, and what grows without end is refused by the parser.
"""

from __future__ import annotations

from typing import Any

OPTIONS: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def root_of(data: bytes) -> Any:
    """The root element of ``data``. Raises lxml.etree.XMLSyntaxError for what is not well formed."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(**OPTIONS))


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without namespace, or nothing."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
