"""Pages of a real browser, for the tests of the chat page; nothing from elsewhere is let in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-gpu",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
ASKED = "When did Velden and Orsk last speak by telephone"
# A busy machine draws slowly.
PATIENCE_MS = 90_000
EMPTY = "() => !document.querySelector('#dl-question textarea').value"


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield chromium
        chromium.close()


@contextmanager
def opened(browser: Browser, where: str, width: int = 1440, **context: Any) -> Iterator[Page]:
    """Open a page of a browser of its own; whatever it asks of another host fails the test."""
    tabs = browser.new_context(viewport={"width": width, "height": 900}, **context)
    tabs.set_default_timeout(PATIENCE_MS)
    tab = tabs.new_page()
    foreign: list[str] = []
    tab.on("request", lambda r: None if at_home(r.url) else foreign.append(r.url))
    tab.route(lambda url: not at_home(url), lambda route: route.abort())
    tab.goto(where)
    tab.wait_for_selector("#dl-question textarea")
    yield tab
    assert foreign == []
    tabs.close()


def at_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or parts.hostname == "127.0.0.1"


def send(page: Page, question: str) -> None:
    """Type a question and send it; the box is empty as soon as it is taken."""
    page.fill("#dl-question textarea", question)
    page.press("#dl-question textarea", "Enter")
    page.wait_for_function(EMPTY)


def ask(page: Page, question: str, turn: int = 1) -> Locator:
    send(page, question)
    page.wait_for_selector(f"#turn-{turn}")
    return page.locator(f"#turn-{turn}")
