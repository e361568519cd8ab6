from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from assistant.pipeline import Assistant
from tests.page_library import make_assistant, served

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = [
    pytest.mark.browser,
    # Gradio's own statistics of its events, which this pandas warns of.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-gpu",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
TEXTS = (
    ".dl-short", ".dl-asked h2", ".dl-text p", ".dl-marker", ".dl-meta", ".dl-card h4 a",
    ".dl-tools button", ".dl-newest", ".dl-bar button", "#dl-ask", "#dl-as-of label",
    ".dl-number", ".dl-fold summary", "[role=tab][aria-selected=false]",
)  # fmt: skip
ASKED = "When did Velden and Orsk last speak by telephone"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("page") / "library")


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def tab(browser: playwright.Browser, address: str) -> Iterator[playwright.Page]:
    with opened(browser, address) as made:
        yield made


@pytest.fixture
def page(tab: playwright.Page) -> playwright.Page:
    """Return the page with a new conversation; to load it anew takes seconds."""
    tab.keyboard.press("Escape")
    tab.get_by_role("tab", name="Ask").click()
    tab.fill("#dl-question textarea", "")
    if tab.locator(".dl-turn").count():
        tab.get_by_role("button", name="New conversation").click()
        tab.locator(".dl-turn").first.wait_for(state="detached")
    tab.wait_for_selector(".dl-welcome")
    return tab


@contextmanager
def opened(browser: playwright.Browser, where: str, width: int = 1440, **context: str):
    """Open a page of a browser of its own; whatever it asks of another host fails the test."""
    tabs = browser.new_context(viewport={"width": width, "height": 900}, **context)
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


def ask(page: playwright.Page, question: str, turn: int = 1) -> playwright.Locator:
    page.fill("#dl-question textarea", question)
    page.press("#dl-question textarea", "Enter")
    page.wait_for_selector(f"#turn-{turn}")
    return page.locator(f"#turn-{turn}")


def test_an_answer_stands_first_beside_its_numbered_sources(page):
    turn = ask(page, ASKED)
    assert "6 March 2025" in turn.locator(".dl-short").inner_text()
    card = turn.locator(".dl-card", has=page.locator("#source-1-1"))
    assert "Meridian Wire" in card.inner_text()
    assert "7 March 2025" in card.inner_text()
    assert "2 months old" in card.inner_text()
    assert page.input_value("#dl-question textarea") == ""


def test_a_marker_shows_its_quote_and_opens_the_stored_article_at_it(page):
    marker = ask(page, ASKED).locator(".dl-marker").first
    assert not marker.locator(".dl-tip").is_visible()
    marker.hover()
    assert "spoke by telephone on 6 March 2025" in marker.locator(".dl-tip").inner_text()
    marker.click()
    dialog = page.locator("#dl-dialog")
    dialog.wait_for()
    assert "They agreed to meet in the summer." in dialog.inner_text()
    assert dialog.locator("mark").inner_text().startswith("Mira Velden and Tomas Orsk spoke")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_shift_enter_breaks_the_line_and_sends_nothing(page):
    page.fill("#dl-question textarea", "one")
    page.press("#dl-question textarea", "Shift+Enter")
    page.keyboard.type("two")
    assert page.input_value("#dl-question textarea") == "one\ntwo"
    assert page.locator(".dl-turn").count() == 0


def test_a_draft_is_marked_unchecked_until_escape_stops_it(page, assistant):
    assistant.reader.released.clear()
    page.fill("#dl-question textarea", "When did they slow telephone")
    page.press("#dl-question textarea", "Enter")
    draft = page.locator(".dl-draft")
    draft.wait_for()
    assert "not yet checked" in draft.inner_text().lower()
    assert "Half a draft" in draft.inner_text()
    page.keyboard.press("Escape")
    page.get_by_text("Stopped", exact=True).wait_for()
    assistant.reader.released.set()
    assert page.locator(".dl-draft").count() == 0
    assert page.locator("#dl-ask").is_visible()


def test_a_checked_answer_replaces_the_draft(page, assistant):
    assistant.reader.released.set()
    turn = ask(page, "slow telephone")
    assert page.locator(".dl-draft").count() == 0
    assert "Half a draft" not in turn.inner_text()


def test_abstaining_looks_different_and_gives_the_nearest_evidence(page):
    turn = ask(page, "What is unknown about Velden")
    assert "No article tells of it." in turn.locator(".dl-reason").inner_text()
    assert "dl-abstained" in turn.get_attribute("class")
    assert turn.locator("h3").first.inner_text() == "Nearest evidence"
    assert turn.locator(".dl-short").count() == 0


def test_an_endpoint_that_is_down_is_said_in_words(page):
    page.fill("#dl-question textarea", "broken")
    page.press("#dl-question textarea", "Enter")
    alert = page.locator("[role=alert] .dl-reason")
    alert.wait_for()
    assert "the endpoint does not answer" in alert.inner_text()
    ask(page, ASKED)


def test_another_day_changes_the_answer(page):
    ask(page, ASKED)
    page.fill("#dl-as-of input", "2024-12-31")
    page.wait_for_selector("#turn-2")
    turn = page.locator("#turn-2")
    assert "2 May 2024" in turn.locator(".dl-short").inner_text()
    assert "as of 31 december 2024" in turn.locator("header").inner_text().lower()
    assert turn.locator(".dl-otherwise").inner_text().startswith("Up to now: Mira Velden")
    assert "6 March 2025" in turn.locator(".dl-otherwise").inner_text()
    page.get_by_role("button", name="Back to now").click()
    page.wait_for_selector("#turn-3")
    assert "6 March 2025" in page.locator("#turn-3 .dl-short").inner_text()
    assert page.locator("#turn-3 header .dl-tag").count() == 0
    assert not page.get_by_role("button", name="Back to now").is_visible()


def test_markup_in_an_article_stays_text(page):
    turn = ask(page, "When did the harbour of Ostrel")
    turn.locator(".dl-marker").first.hover()
    turn.locator(".dl-card a").first.click()
    page.locator("#dl-dialog").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("window.harmed") is None
    assert "<script>window.harmed = 1</script>" in page.locator("#dl-dialog").inner_text()
    assert "{{constructor.constructor" in page.locator("#dl-dialog").inner_text()
    for selector in ("#turn-1", "#dl-dialog"):
        assert page.locator(f"{selector} :is(img, iframe, script, [onerror])").count() == 0
    assert page.locator("a[href^='javascript:']").count() == 0


def test_a_conversation_is_kept_and_can_be_left_and_forgotten(page):
    ask(page, ASKED)
    ask(page, "And when did the harbour of Ostrel", turn=2)
    page.reload()
    page.wait_for_selector("#turn-2")
    page.get_by_role("button", name="New conversation").click()
    page.wait_for_selector(".dl-welcome")
    page.locator(".dl-talks summary").click()
    page.locator(".dl-talks li button").first.click()
    page.wait_for_selector("#turn-2")
    page.locator(".dl-talks summary").click()
    before = page.locator(".dl-talks li").count()
    page.locator(".dl-talks li button").nth(1).click()
    page.wait_for_selector(".dl-welcome")
    assert page.locator(".dl-talks li").count() == before - 1


def test_a_question_in_the_address_is_asked(browser, address):
    with opened(browser, f"{address}?q=When+did+Velden+telephone&as_of=2024-12-31") as tab:
        tab.wait_for_selector("#turn-1")
        assert "2 May 2024" in tab.locator("#turn-1 .dl-short").inner_text()


def test_two_people_at_once_do_not_see_each_other(browser, address):
    with opened(browser, address) as one, opened(browser, address) as other:
        ask(one, ASKED)
        assert other.locator(".dl-turn").count() == 0
        ask(other, "When did the harbour of Ostrel")
        assert "Ostrel" not in one.locator("#turn-1").inner_text()


def test_a_conversation_survives_a_restart_of_the_server(browser, assistant):
    with served(assistant) as where:
        port = urlsplit(where).port or 0
        tabs = browser.new_context()
        tab = tabs.new_page()
        tab.goto(where)
        ask(tab, ASKED)
    with served(assistant, port) as where:
        tab.goto(where)
        ask(tab, "When did the harbour of Ostrel", turn=2)
        tabs.close()


def test_an_example_of_the_first_screen_is_asked(page):
    page.locator(".dl-examples li button").first.click()
    page.wait_for_selector("#turn-1")
    assert page.locator("#turn-1 .dl-short").count() == 1


def test_articles_are_loaded_found_and_removed(page, tmp_path):
    good, bad = tmp_path / "gull.txt", tmp_path / "broken.jsonl"
    good.write_text("Gull colony returns\n\nA colony of gulls returned to the quay of Lorn.\n")
    bad.write_text('{"title": "x", "text": \n')
    page.get_by_role("tab", name="Archive").click()
    page.get_by_text("Load articles").click()
    page.set_input_files("#dl-load input[type=file]", [good, bad])
    page.get_by_text("gull.txt").wait_for()
    page.locator("#dl-load-start").click()
    report = page.locator(".dl-report")
    page.get_by_text("1 added").wait_for()
    assert "broken.jsonl" in report.inner_text()
    page.get_by_label("Search the archive").fill("gulls of Lorn")
    page.get_by_role("button", name="Search").click()
    item = page.locator("#dl-listed li:first-child", has_text="Gull colony returns")
    item.wait_for()  # without a date it is the last of all, but the best for these words
    item.get_by_role("button").click()
    item.locator("[data-sure]").click()
    page.get_by_text("3 of 3 articles").wait_for()


def test_a_rating_reaches_the_library(page, assistant):
    turn = ask(page, ASKED)
    turn.get_by_text("Something is wrong").click()
    turn.get_by_role("button", name="Outdated").click()
    turn.locator("[data-done]").wait_for()
    file = assistant.library.folder / "feedback.jsonl"
    for _ in range(50):
        if file.exists():
            break
        page.wait_for_timeout(100)
    assert '"reason": "outdated"' in file.read_text()


def test_a_server_path_is_not_an_address(page):
    page.get_by_role("tab", name="Archive").click()
    page.get_by_label("Web address").fill("/etc/passwd")
    page.locator("#dl-load-start").click()
    page.get_by_text("A web address begins with").wait_for()


def test_buttons_copy_edit_and_ask_again(browser, address):
    with opened(browser, address, permissions=["clipboard-read", "clipboard-write"]) as tab:
        turn = ask(tab, ASKED)
        turn.get_by_role("button", name="Copy as Markdown").click()
        turn.locator("[data-done]").wait_for()
        assert "Velden and Orsk speak again" in tab.evaluate("navigator.clipboard.readText()")
        turn.get_by_role("button", name="Edit question").click()
        assert tab.input_value("#dl-question textarea") == ASKED
        turn.get_by_role("button", name="Ask again").click()
        tab.wait_for_selector("#turn-2")


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_runs_over_the_side(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    ask(page, ASKED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#dl-ask").is_visible()
    beside = page.locator(".dl-sources").bounding_box()["x"] > width / 2
    page.set_viewport_size({"width": 1440, "height": 900})
    assert beside == (width == 1440)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(page, scheme):
    """WCAG 2.2 asks 4.5 to 1 of text; see 1.4.3."""
    ask(page, ASKED)
    page.evaluate("(on) => document.body.classList.toggle('dark', on)", scheme == "dark")
    page.wait_for_timeout(400)  # until colours have changed over
    found = {selector: contrast(page, selector) for selector in TEXTS}
    page.evaluate("document.body.classList.remove('dark')")
    assert {s: c for s, c in found.items() if c < 4.5} == {}


def contrast(tab: playwright.Page, selector: str) -> float:
    """Contrast of an element's text with the nearest ground behind it."""
    ink, ground = tab.locator(selector).first.evaluate(
        """(e) => {
          const solid = (c) => !/rgba\\(.*, 0\\)|transparent/.test(c);
          let behind = e;
          const ground = (x) => getComputedStyle(x).backgroundColor;
          while (behind && !solid(ground(behind))) behind = behind.parentElement;
          return [getComputedStyle(e).color, ground(behind)];
        }"""
    )
    high, low = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(v) / 255 for v in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_everything_that_can_be_used_has_a_name(page):
    ask(page, ASKED)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], input, textarea, summary')]
          .filter((e) => e.checkVisibility())
          .filter((e) => !(e.innerText.trim() || e.ariaLabel || e.title))
          .filter((e) => !e.labels?.[0]?.textContent.trim())
          .map((e) => e.outerHTML.slice(0, 200))"""
    )
    assert nameless == []
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_keyboard_reaches_a_source_with_its_focus_visible(page):
    ask(page, ASKED)
    page.locator(".dl-marker").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.locator(".dl-marker .dl-tip").first.is_visible()
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "2px"
    page.keyboard.press("Enter")
    page.locator("#dl-dialog").wait_for()
