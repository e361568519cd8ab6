from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.pipeline import Assistant
from tests.page_library import make_assistant, served

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Gradio's own statistics of its events, which this pandas warns of.
    for told in ("'future.no_silent_downcasting'", "The copy keyword is deprecated"):
        for item in items:
            if "/page/" in item.path.as_posix():
                item.add_marker(pytest.mark.filterwarnings(f"ignore:{told}"))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("page") / "library")


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from tests.browser import CHROMIUM, launched

    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}")
    with launched() as made:
        yield made


@pytest.fixture(scope="module")
def tab(browser: Any, address: str) -> Iterator[Any]:
    from tests.browser import opened

    with opened(browser, address) as made:
        yield made


@pytest.fixture
def page(tab: Any) -> Any:
    """Return the page with a new conversation; to load it anew takes seconds."""
    tab.keyboard.press("Escape")
    tab.get_by_role("tab", name="Ask").click()
    tab.fill("#dl-question textarea", "")
    if tab.locator(".dl-turn").count():
        tab.get_by_role("button", name="New conversation").click()
        tab.locator(".dl-turn").first.wait_for(state="detached")
    tab.wait_for_selector(".dl-welcome")
    return tab
