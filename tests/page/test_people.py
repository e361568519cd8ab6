from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import ASKED, ask

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core here")

pytestmark = pytest.mark.browser
TEXTS = (
    ".dl-short", ".dl-asked h2", ".dl-text p", ".dl-marker", ".dl-meta", ".dl-card h4 a",
    ".dl-tools button", ".dl-newest", ".dl-bar button", "#dl-ask", "#dl-as-of label",
    ".dl-number", ".dl-fold summary", "[role=tab][aria-selected=false]",
)  # fmt: skip


def findings(page: Page, where: str) -> list[str]:
    """Return what axe-core finds that is serious or critical, with the elements."""
    found = axe.Axe().run(page).response
    assert len(found["passes"]) > 5, "axe looked at next to nothing"
    return [
        f"{where}: {one['id']} ({one['impact']}) {[n['target'] for n in one['nodes']]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page, scheme):
    page.evaluate("(on) => document.body.classList.toggle('dark', on)", scheme == "dark")
    page.wait_for_timeout(400)  # until colours have changed over
    found = findings(page, "first screen")
    ask(page, ASKED)
    ask(page, "What is unknown about Velden", turn=2)
    for summary in page.locator(".dl-turn summary").all():
        summary.click()
    found += findings(page, "answers")
    page.locator(".dl-marker").first.click()
    page.locator("#dl-dialog article").wait_for()
    found += findings(page, "article")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Archive").click()
    page.locator("#dl-listed li").first.wait_for()
    if not page.locator("#dl-load-start").is_visible():
        page.get_by_text("Load articles").click()
        page.locator("#dl-load-start").wait_for()
    found += findings(page, "archive")
    page.evaluate("document.body.classList.remove('dark')")
    assert found == []


def test_axe_finds_what_is_wrong(page):
    page.evaluate("document.querySelector('#dl-ask').innerHTML = ''")
    assert any("button-name" in told for told in findings(page, "broken on purpose"))
    page.evaluate("document.querySelector('#dl-ask').textContent = 'Ask'")


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_runs_over_the_side(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    ask(page, ASKED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#dl-ask")).to_be_visible()  # it takes the place of Stop
    page.locator(".dl-marker").first.click()
    page.locator("#dl-dialog article").wait_for()
    box = page.locator("#dl-dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
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


def contrast(tab: Page, selector: str) -> float:
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
