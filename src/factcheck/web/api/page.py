"""A plain page of what the API offers, made of its own description.

Invariant: nothing is written here by hand that the description says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from factcheck.web.showing import page

router = APIRouter()


class ApiField(NamedTuple):
    """One thing that is sent with a request: where it stands, whether it must be there, what it may be."""

    name: str
    place: str
    needed: bool
    kind: str
    words: str


class ApiAddress(NamedTuple):
    """One address of the API."""

    method: str
    path: str
    summary: str
    words: str
    fields: tuple[ApiField, ...]
    anchor: str


@router.get("/api")
def offered(request: Request) -> Response:
    """What the API offers."""
    described = request.app.openapi()
    groups: dict[str, list[ApiAddress]] = {}
    for tag, address in _addresses(described):
        groups.setdefault(tag, []).append(address)
    return page(request, "api.html.j2", groups=groups, version=described["info"]["version"])


def _addresses(described: dict[str, Any]) -> Iterator[tuple[str, ApiAddress]]:
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            words = one.get("description", "").partition("\n\n")[2]
            fields = (*_parameters(one, described), *_body(one, described))
            made = ApiAddress(method.upper(), path, _first(one), " ".join(words.split()), fields, one["operationId"])
            yield one.get("tags", ["others"])[0], made


def _first(one: dict[str, Any]) -> str:
    """The first sentence of what an address says of itself; its name where it says nothing."""
    said: str = one.get("description", "").partition("\n\n")[0] or one.get("summary", "")
    return " ".join(said.split())


def _parameters(one: dict[str, Any], described: dict[str, Any]) -> Iterator[ApiField]:
    for asked in one.get("parameters", ()):
        shape = asked.get("schema", {})
        words = asked.get("description") or shape.get("description", "")
        yield ApiField(asked["name"], asked["in"], asked.get("required", False), _kind(shape, described), words)


def _body(one: dict[str, Any], described: dict[str, Any]) -> Iterator[ApiField]:
    content = one.get("requestBody", {}).get("content", {}).get("application/json", {})
    for shape in _choices(content.get("schema", {}), described):
        for name, field in shape.get("properties", {}).items():
            needed = name in shape.get("required", ())
            yield ApiField(name, "body", needed, _kind(field, described), field.get("description", ""))


def _choices(shape: dict[str, Any], described: dict[str, Any]) -> list[dict[str, Any]]:
    """What a shape may be, references followed; null left out."""
    if "$ref" in shape:
        return [described["components"]["schemas"][shape["$ref"].rpartition("/")[2]]]
    if "anyOf" in shape:
        return [one for part in shape["anyOf"] for one in _choices(part, described) if one.get("type") != "null"]
    return [shape]


def _kind(shape: dict[str, Any], described: dict[str, Any]) -> str:
    """What a value may be, in a few words."""
    if known := [one for one in shape.get("enum", ()) if one is not None]:
        return ", ".join(map(str, known))
    told: dict[str, None] = {}
    for one in _choices(shape, described):
        if known := [each for each in one.get("enum", ()) if each is not None]:
            told[", ".join(map(str, known))] = None
        elif one.get("type") == "array":
            told[f"list of {_kind(one.get('items', {}), described)}"] = None
        else:
            named = one.get("title") if one.get("type") == "object" else one.get("type")
            told[one.get("format") or named or "anything"] = None
    return " or ".join(told)
