"""The sample articles in, pictures of the chat page out: wide and narrow, light and dark.

python docs/screenshots.py    writes docs/screenshot.png, and the others to build/screenshots
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from assistant.chat.web import make_app
from assistant.config import read_settings
from assistant.loading import load_articles
from assistant.setup import open_assistant

ROOT = Path(__file__).parent.parent
QUESTION = "When did Macron and Putin last speak?"
UNANSWERED = "When did Macron and Merz last speak?"
# The day of the README's example, so that ages do not change from run to run.
ASKED_ON = date(2026, 4, 12)
CHROMIUM = "/usr/bin/chromium"
ARGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-gpu",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


@contextmanager
def served(library: Path) -> Iterator[str]:
    """Serve the sample articles on loopback; give the address."""
    settings = read_settings(library=library, reader="extractive")
    data = ROOT / "eval" / "data"
    names = (data / "sample.txt").read_text(encoding="utf-8").split()
    load_articles(settings, [str(data / "articles" / name) for name in names], quiet=True)
    app = make_app(open_assistant(settings), lambda: ASKED_ON)
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{sock.getsockname()[1]}/"
        server.should_exit = server.force_exit = True
        thread.join(10)


def take(browser: Browser, address: str, width: int, scheme: str, folder: Path) -> None:
    """Take the screens at one width and in one colour scheme, from the first to the archive."""
    height = 900 if width > 600 else 844
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(address)
    page.wait_for_selector(".dl-examples li", timeout=60_000)
    page.screenshot(path=folder / f"first-{width}-{scheme}.png")
    page.fill("#dl-question textarea", QUESTION)
    page.press("#dl-question textarea", "Enter")
    page.wait_for_selector("#turn-1", timeout=60_000)
    page.wait_for_timeout(600)
    page.screenshot(path=folder / f"answer-{width}-{scheme}.png")
    page.locator(".dl-marker").first.click()
    page.wait_for_selector("#dl-dialog article")
    page.wait_for_timeout(400)
    page.screenshot(path=folder / f"article-{width}-{scheme}.png")
    page.keyboard.press("Escape")
    page.fill("#dl-question textarea", UNANSWERED)
    page.press("#dl-question textarea", "Enter")
    page.wait_for_selector("#turn-2", timeout=60_000)
    page.wait_for_timeout(600)
    page.screenshot(path=folder / f"abstained-{width}-{scheme}.png")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("tab", name="Archive").click()
    page.wait_for_timeout(400)
    page.screenshot(path=folder / f"archive-{width}-{scheme}.png")
    page.close()


def main() -> None:
    """Take all pictures."""
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as made,
        served(Path(made) / "library") as address,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for width in (1440, 390):
            for scheme in ("light", "dark"):
                take(browser, address, width, scheme, folder)
        browser.close()
    (ROOT / "docs" / "screenshot.png").write_bytes((folder / "answer-1440-light.png").read_bytes())


if __name__ == "__main__":
    main()
