"""Texts for the model, one Markdown file each, and a strict loader.

A prompt file is a `string.Template`: `$name` is filled in, a literal dollar is `$$`. An optional
line `---` alone cuts it into the system part above and the user part below.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from string import Template


class PromptError(ValueError):
    """A prompt is missing, or its values do not fit its slots."""


@cache
def load(name: str) -> str:
    """Read the prompt `name`.

    Raises:
        PromptError: there is no such prompt.
    """
    try:
        return files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise PromptError(f"no prompt called {name!r}") from error


def render(name: str, **values: str) -> str:
    """Fill every slot of the prompt `name`; values are inserted as they are, never expanded.

    Raises:
        PromptError: a slot has no value, or a value has no slot.
    """
    template = Template(load(name))
    slots = set(template.get_identifiers())
    if missing := slots - values.keys():
        raise PromptError(f"prompt {name!r} lacks {', '.join(sorted(missing))}")
    if unused := values.keys() - slots:
        raise PromptError(f"prompt {name!r} has no slot for {', '.join(sorted(unused))}")
    return template.substitute(values)


def messages(name: str, **values: str) -> tuple[str, str]:
    """Fill the prompt `name`, and return its system and its user part.

    Raises:
        PromptError: a slot has no value, or a value has no slot.
    """
    system, _, user = render(name, **values).partition("\n---\n")
    return system, user


def digest() -> dict[str, str]:
    """Return the first 12 hex digits of the SHA-256 of every prompt, by name."""
    names = sorted(
        entry.name.removesuffix(".md")
        for entry in files(__name__).iterdir()
        if entry.name.endswith(".md")
    )
    return {name: hashlib.sha256(load(name).encode()).hexdigest()[:12] for name in names}
