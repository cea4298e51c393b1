"""Objects of linked data (JSON-LD, microdata as JSON) as plain ones, whatever way their fields were written.

Invariant: nothing is fetched; a reference is followed inside its own file and only so deep that it comes to an end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

Fields = Mapping[str, object]

DEEPEST = 8  # lists and objects around or in an item
REFERENCE = frozenset({"@id", "@type"})  # the fields of an object that only says which one is meant
_VOCABULARY = re.compile(r"(?:https?://schema\.org/|schema:)")


class LinkedData:
    """A file's value, in which an ``@id`` alone stands for the object that has it."""

    def __init__(self, root: object) -> None:
        self._root = root

    def fields(self, value: Mapping[str, object]) -> dict[str, object]:
        """The fields of an object under their plain names, its reference followed, what they hold as it is."""
        if set(value) <= REFERENCE:
            value = self._nodes.get(str(value.get("@id")), value)
        if isinstance(properties := value.get("properties"), dict):  # microdata
            value = {**value, **properties}
        return {_VOCABULARY.sub("", name): held for name, held in value.items()}

    def plain(self, value: object, depth: int = DEEPEST) -> object:
        """``value`` with all that it holds, as ``fields`` writes it."""
        if isinstance(value, list):
            return [self.plain(item, depth - 1) for item in value] if depth else []
        if not isinstance(value, dict):
            return value
        if "@value" in value:
            return value["@value"]
        if not depth:
            return {}
        return {name: self.plain(held, depth - 1) for name, held in self.fields(value).items()}

    @cached_property
    def _nodes(self) -> dict[str, Mapping[str, object]]:
        """The objects of the file by their ``@id``, the first that says something of itself."""
        found: dict[str, Mapping[str, object]] = {}
        waiting = [self._root]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                if isinstance(name := value.get("@id"), str) and not set(value) <= REFERENCE:
                    found[name] = value  # what is first in the file comes last
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)
        return found


def kinds(fields: Fields) -> frozenset[str]:
    """The types of an object, as schema.org names them."""
    said = fields.get("@type") or fields.get("type")
    return frozenset(_VOCABULARY.sub("", kind) for kind in listed(said) if isinstance(kind, str))


def listed(value: object) -> list[object]:
    """``value`` as a list: JSON-LD writes one thing without."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def objects(value: object) -> list[Fields]:
    """The objects among what a field holds."""
    return [item for item in listed(value) if isinstance(item, dict)]
