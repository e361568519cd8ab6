"""What happened in, a line of JSON out, for those who run the server.

Questions and answers are people's own business: their texts are left out unless asked for.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TextIO

# Fields that hold what people wrote or read.
TEXTS = frozenset({"question", "query", "short"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """Writes one JSON object a line; safe to use from several threads.

    Attributes:
        out: where lines go; None for nowhere.
        now: the time, written in ISO 8601 with its zone.
        texts: questions, queries and direct answers are written too.
    """

    out: TextIO | None = None
    now: Callable[[], str] = str
    texts: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, event: str, **fields: Any) -> None:
        """Write `{"at", "event", ...}`; fields that are None are left out."""
        if self.out is None:
            return
        kept = {
            name: value
            for name, value in fields.items()
            if value is not None and (self.texts or name not in TEXTS)
        }
        line = {"at": self.now(), "event": event} | kept
        with self._lock:
            self.out.write(json.dumps(line, ensure_ascii=False) + "\n")
            self.out.flush()
