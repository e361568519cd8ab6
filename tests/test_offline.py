from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult

from eval import __file__ as eval_file

ROOT = Path(__file__).parent.parent
SAMPLE = Path(eval_file).parent / "data" / "articles" / "calla-star-ferry.jsonl"
START_S = 120  # a page may be slow to come up on a busy machine


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "tests.offline", *args]


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "OPENAI_"))}
    # A home of its own, so that nothing is found in a cache that somebody filled before.
    return kept | {
        "HOME": str(tmp_path),
        "DATELINE_LIBRARY": str(tmp_path / "library"),
        "PYTHONPATH": str(ROOT),
    }


def run(settings: dict[str, str], cwd: Path, *args: str) -> str:
    done = subprocess.run(command(*args), capture_output=True, text=True, env=settings, cwd=cwd)
    assert done.returncode == 0, done.stderr
    assert "OUTSIDE" not in done.stderr
    # Native code reaches the network past Python; what it means to report it writes down first.
    assert not list(Path(settings["HOME"]).rglob("*onnxruntime*"))
    return done.stdout


def test_the_block_blocks(tmp_path: Path, settings: dict[str, str]) -> None:
    script = (
        "import socket; from tests.offline import shut; shut(); "
        "socket.create_connection(('192.0.2.1', 80), 1)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=settings, cwd=tmp_path
    )
    assert done.returncode == 1
    assert "OUTSIDE: ('192.0.2.1'" in done.stderr


def test_loading_asking_an_agent_and_the_page_need_no_network(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    loaded = json.loads(run(settings, tmp_path, "load", str(SAMPLE), "--json"))
    assert loaded["added"] == loaded["read"] > 0
    question = "How many people died when the Calla Star sank?"
    answer = json.loads(run(settings, tmp_path, "ask", question, "--json"))
    assert answer["retrieved"]
    assert answer["citations"]
    assert asyncio.run(asked_by_an_agent(settings, tmp_path, question)) == answer["short"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "page.log"
    with log.open("w") as out:
        page = subprocess.Popen(
            command("chat", "--port", str(port)), stdout=out, stderr=out, env=settings, cwd=tmp_path
        )
        try:
            html = fetch(f"http://127.0.0.1:{port}/", page)
            config = fetch(f"http://127.0.0.1:{port}/config", page)
            shown = fetch(
                f"http://127.0.0.1:{port}/article/{answer['citations'][0]['article_id']}", page
            )
        finally:
            page.send_signal(signal.SIGINT)
            try:
                page.wait(20)
            except subprocess.TimeoutExpired:
                page.kill()
                page.wait()
    assert "Dateline" in html
    assert json.loads(config)["components"]
    assert answer["citations"][0]["title"].split()[0] in shown
    assert "OUTSIDE" not in log.read_text(), log.read_text()


async def asked_by_an_agent(settings: dict[str, str], cwd: Path, question: str) -> str:
    """Ask over stdin and stdout, with the SDK's own client."""
    _, *args = command("mcp")
    server = StdioServerParameters(command=sys.executable, args=args, env=settings, cwd=cwd)
    with (cwd / "mcp.log").open("w+") as errors:
        async with Client(stdio_client(server, errlog=errors)) as client:
            result = await client.call_tool("ask", {"question": question})
        errors.seek(0)
        log = errors.read()
    assert "OUTSIDE" not in log
    assert '"via": "mcp"' in log
    assert question not in log
    assert isinstance(result, CallToolResult)
    assert result.structured_content is not None
    short: str = result.structured_content["short"]
    return short


def fetch(url: str, page: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + START_S
    while True:
        try:
            with urllib.request.urlopen(url, timeout=START_S) as reply:
                text: str = reply.read().decode()
                return text
        except (URLError, ConnectionError):
            if page.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.3)
