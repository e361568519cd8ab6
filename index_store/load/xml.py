"""XML bytes in, a tree without entities or network out."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from index_store.errors import RecordError


def parse(data: bytes, place: str) -> Any:
    """Parse XML, mending what can be mended.

    Raises:
        RecordError: it declares entities, or is no XML.
    """
    refuse_entities(data, place)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        raise RecordError(place, f"not XML ({error.msg})", "mend it or leave it out") from error
    if root is None:
        raise RecordError(place, "not XML", "mend it or leave it out")
    return root


def refuse_entities(data: bytes, place: str) -> None:
    """Refuse markup that declares entities, which can read files or swell without bound.

    Raises:
        RecordError: it does.
    """
    if re.search(rb"<!\s*ENTITY", data, re.IGNORECASE):
        raise RecordError(place, "declares XML entities", "take the DOCTYPE out")


def local(node: Any) -> str:
    """Give an element's name without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def find(node: Any, *names: str) -> Any:
    """Give the first element below of any of these local names, names in order; else None."""
    for name in names:
        for child in node.iter():
            if local(child) == name:
                return child
    return None


def find_all(node: Any, name: str) -> list[Any]:
    """Give all elements below of that local name."""
    return [child for child in node.iter() if local(child) == name]


def text_of(node: Any) -> str:
    """Give an element's text on one line; empty for None."""
    return "" if node is None else " ".join("".join(node.itertext()).split())
