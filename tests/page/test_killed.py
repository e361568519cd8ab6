from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.browser import ASKED, ask, opened, send

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent
START_S = 180  # a page may be slow to come up on a busy machine


class Server:
    """The page in a process of its own, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        self._folder = folder
        self.start()

    def start(self) -> None:
        args = [sys.executable, "-m", "tests.page_server", str(self._folder), str(self.port)]
        self._process = subprocess.Popen(args, cwd=ROOT)
        until = time.monotonic() + START_S
        while True:
            try:
                urllib.request.urlopen(f"{self.address}health", timeout=START_S).close()
            except (URLError, ConnectionError):
                assert self._process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.2)
            else:
                return

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "library")
    yield made
    made.kill()


def test_a_conversation_survives_the_death_of_its_server(browser, server):
    with opened(browser, server.address) as tab:
        ask(tab, ASKED)
        send(tab, "When did they slow telephone")
        tab.locator(".dl-draft").wait_for()
        server.kill()
        tab.locator("[role=alert]", has_text="The connection was lost").wait_for()
        assert tab.locator(".dl-draft").count() == 0
        assert "6 March 2025" in tab.locator("#turn-1").inner_text()
        server.start()
        tab.locator(".dl-pending").wait_for(state="detached")
        tab.wait_for_selector("#turn-1")
        kept = "document.querySelector('#dl-question textarea').value"
        tab.wait_for_function(f"{kept} === 'When did they slow telephone'")
        turn = ask(tab, "When did the harbour of Ostrel", turn=2)
        assert "3 May 2025" in turn.inner_text()
        assert "6 March 2025" in tab.locator("#turn-1").inner_text()
