"""An OpenAPI document as what a page about it shows: operations and objects with their fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Spec = Mapping[str, Any]  # JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    summary: str
    takes: str  # the type of the body, "" for none
    gives: tuple[tuple[str, str, str], ...]  # status, type, description


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an object."""

    name: str
    type: str
    needed: bool
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An object's fields."""

    name: str
    description: str
    fields: tuple[Field, ...]


def reference(spec: Spec) -> dict[str, Any]:
    """The values of the template `api`."""
    return {
        "description": spec["info"]["description"],
        "operations": tuple(_operations(spec)),
        "shapes": tuple(_shapes(spec)),
    }


def named(schema: Spec) -> str:
    """A schema as a type in words: `list of Quotation`, `text or null`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(named(one) for one in schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return ", ".join(f"“{value}”" for value in schema.get("enum", [schema.get("const")]))
    kind = schema.get("type", "")
    if kind == "array":
        return f"list of {named(schema['items'])}" if "items" in schema else "list"
    if kind == "object":
        return (
            f"names to {named(schema['additionalProperties'])}"
            if "additionalProperties" in schema
            else "object"
        )
    words = {"string": schema.get("format", "text"), "integer": "whole number", "boolean": "true or false"}
    return str(words.get(kind, kind or "anything"))


def _operations(spec: Spec) -> Iterator[Operation]:
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody", {}).get("content", {})
            yield Operation(
                method=method.upper(),
                path=path,
                summary=operation.get("description") or operation.get("summary", ""),
                takes=_body(body),
                gives=tuple(
                    (status, _body(given.get("content", {})), given["description"])
                    for status, given in operation["responses"].items()
                ),
            )


def _body(content: Spec) -> str:
    return next((named(kind.get("schema", {})) for kind in content.values()), "")


def _shapes(spec: Spec) -> Iterator[Shape]:
    for name, schema in spec["components"]["schemas"].items():
        if "properties" in schema:
            needed = set(schema.get("required", ()))
            yield Shape(
                name=name,
                description=schema.get("description", ""),
                fields=tuple(
                    Field(
                        name=field,
                        type=named(held),
                        needed=field in needed,
                        description=held.get("description", ""),
                    )
                    for field, held in schema["properties"].items()
                ),
            )
