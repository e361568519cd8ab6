"""A folder and a port in, the page over the small test library served in a process of its own.

    python -m tests.page_server FOLDER PORT

The library is made where the folder holds none, so that a server that was killed can come back.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn

from assistant.chat.web import make_app
from assistant.pipeline import Assistant
from index_store.store import Library
from tests.fakes import HashEmbedder
from tests.page_library import ASKED_ON, QuotingReader, make_assistant


def assistant_in(folder: Path) -> Assistant:
    if not Library.exists(folder):
        make_assistant(folder).library.close()
    # A machine may stand still for a while; a slow question must not be over when it goes on.
    reader = QuotingReader(patience_s=600)
    return Assistant(library=Library.open(folder), embedder=HashEmbedder(), reader=reader)


if __name__ == "__main__":
    app = make_app(assistant_in(Path(sys.argv[1])), lambda: ASKED_ON)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
