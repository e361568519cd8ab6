"""A question in, the two events that it asks about what lay between out."""

from __future__ import annotations

import re

_EVENT = (
    r"(?:(?!and\b)[\w’'-]+ ){0,4}?(?!govern|parlia|opposi|nation|organi|delega|depart|admini|"
    r"coali|corpora|federa|popula|regiment)(?:attacks?|calls?|elections?|votes?|war|launch(?:es)?|recalls?|"
    r"eruptions?|meetings?|summits?|crash|fires?|floods?|strikes?|trial|verdict|referendum|debates?|"
    r"ceasefire|invasion|visits?|games?|match|storm|quake|explosions?|report|release|inquiry|raids?|"
    r"arrest|accident|scrub|landing|deaths?|sinking|\w+tion|\w+ment)"
)
_BETWEEN_EVENTS = re.compile(
    rf"\bbetween ((?:the|his|her|its|their) {_EVENT} and (?:the|his|her|its|their) {_EVENT}\b"
    r"[^?,]*)", re.IGNORECASE
)  # fmt: skip


def between_events(text: str) -> str:
    """Return "the election and the inauguration" from "between ..."; empty for people or sides."""
    match = _BETWEEN_EVENTS.search(text)
    return match.group(1).strip() if match else ""
