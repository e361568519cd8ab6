"""An OpenAPI schema in, a page that a person can read out; without script, so it works offline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.cards.html import esc

Schema = Mapping[str, Any]


def interface_page(schema: Schema, style: str = "") -> str:
    """List what programs can ask for: address, what it does, what it takes."""
    calls = "".join(_call(schema, *call) for call in _calls(schema))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Dateline for programs</title><style>{style}</style></head>"
        '<body class="dl-page"><main class="dl-interface"><h1>Dateline for programs</h1>'
        '<p>As a schema: <a href="openapi.json">openapi.json</a>. '
        "Agents find the same as tools at <code>/mcp</code> (Model Context Protocol).</p>"
        f"{calls}</main></body></html>"
    )


def _calls(schema: Schema) -> Iterator[tuple[str, str, Schema]]:
    for path, methods in schema["paths"].items():
        for method, call in methods.items():
            yield method.upper(), path, call


def _call(schema: Schema, method: str, path: str, call: Schema) -> str:
    rows = "".join(_row(*field) for field in _fields(schema, call))
    table = (
        "<table class='dl-table'><thead><tr><th>Field</th><th>Type</th><th>Where</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
        if rows
        else ""
    )
    return (
        f"<section><h2><code>{method} {esc(path)}</code></h2>"
        f"<p>{esc(call.get('description', ''))}</p>{table}</section>"
    )


def _fields(schema: Schema, call: Schema) -> Iterator[tuple[str, str, str]]:
    for given in call.get("parameters", ()):
        name = _name(given["name"], required=given.get("required", False))
        yield name, _type(given["schema"]), given["in"]
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {})
    if name := body.get("schema", {}).get("$ref", "").rpartition("/")[2]:
        parts = schema["components"]["schemas"][name]
        for field, told in parts["properties"].items():
            required = field in parts.get("required", ())
            yield _name(field, required=required), _type(told), "body (JSON)"


def _name(name: str, *, required: bool) -> str:
    return name if required else f"{name} (optional)"


def _type(told: Schema) -> str:
    kinds = [one for one in told.get("anyOf", [told]) if one.get("type") != "null"]
    named = [one.get("format") or one.get("type") or "object" for one in kinds]
    inner = told.get("items", {}).get("$ref", "").rpartition("/")[2]
    return ", ".join(named) + (f" of {inner}" if inner else "")


def _row(name: str, kind: str, where: str) -> str:
    return f"<tr><td><code>{esc(name)}</code></td><td>{esc(kind)}</td><td>{esc(where)}</td></tr>"
