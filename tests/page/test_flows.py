from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser import ASKED, ask, opened, send

pytestmark = pytest.mark.browser


def test_an_answer_stands_first_beside_its_numbered_sources(page):
    turn = ask(page, ASKED)
    assert "6 March 2025" in turn.locator(".dl-short").inner_text()
    card = turn.locator(".dl-card", has=page.locator("#source-1-1"))
    assert "Meridian Wire" in card.inner_text()
    assert "March 7, 2025" in card.inner_text()
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
    send(page, "When did they slow telephone")
    draft = page.locator(".dl-draft")
    draft.wait_for()
    assert "not yet checked" in draft.inner_text().lower()
    assert "Half a draft" in draft.inner_text()
    page.keyboard.press("Escape")
    page.get_by_text("Stopped.", exact=True).wait_for()  # while it is still being read
    expect(page.locator("#dl-ask")).to_be_visible()  # it takes the place of Stop
    expect(page.locator("#dl-question textarea")).to_have_value("When did they slow telephone")
    expect(page.locator("#dl-question textarea")).to_be_focused()
    assert page.locator(".dl-draft").count() == 0
    assistant.reader.released.set()
    turn = ask(page, ASKED)
    assert "6 March 2025" in turn.locator(".dl-short").inner_text()
    assert page.get_by_text("Not answered").count() == 0
    assert page.locator(".dl-turn").count() == 1


def test_what_is_typed_already_stays_when_an_answer_is_stopped(page, assistant):
    assistant.reader.released.clear()
    send(page, "When did they slow telephone")
    page.locator(".dl-draft").wait_for()
    page.fill("#dl-question textarea", "Something else")
    page.locator("#dl-stop").click()
    page.get_by_text("Stopped.", exact=True).wait_for()
    assistant.reader.released.set()
    assert page.input_value("#dl-question textarea") == "Something else"
    page.get_by_role("button", name="Edit question").click()
    assert page.input_value("#dl-question textarea") == "When did they slow telephone"


def test_a_text_that_is_no_question_is_refused_and_stays_to_be_cut(page):
    page.fill("#dl-question textarea", "why " * 600)
    page.press("#dl-question textarea", "Enter")
    page.get_by_text("A question has at most 2,000 characters").wait_for()
    expect(page.locator("#dl-question textarea")).to_have_value(("why " * 600).strip())


def test_a_question_and_its_answer_are_heard(page, assistant):
    page.evaluate(
        """() => {
          window.heard = [];
          const voice = document.getElementById('dl-voice');
          new MutationObserver(() => window.heard.push(voice.textContent))
            .observe(voice, { childList: true, characterData: true, subtree: true });
        }"""
    )
    assert page.locator("#dl-voice").get_attribute("role") == "status"
    ask(page, ASKED)
    page.wait_for_function("() => window.heard.at(-1)?.includes('6 March 2025')")
    assert page.evaluate("window.heard[0]").startswith("Searching")
    ask(page, "What is unknown about Velden", turn=2)
    page.wait_for_function("() => window.heard.at(-1)?.startsWith('No answer in the archive')")
    assert page.evaluate("window.heard.filter((told) => told.includes('6 March')).length") == 1


def test_the_list_of_conversations_closes_as_a_menu_does(page):
    ask(page, ASKED)
    opener = page.locator(".dl-talks summary")
    first = page.locator(".dl-talks li").first
    opener.click()
    assert first.is_visible()
    page.keyboard.press("Escape")
    assert not first.is_visible()
    expect(opener).to_be_focused()
    opener.click()
    page.locator("#turn-1 h2").click()
    assert not first.is_visible()


def test_a_later_rating_replaces_the_earlier_one(page, assistant):
    turn = ask(page, ASKED)
    turn.get_by_role("button", name="Good answer").click()
    ask(page, "When did the harbour of Ostrel", turn=2)
    chosen = turn.locator("[aria-pressed=true]")
    assert chosen.all_inner_texts() == ["Good answer"]
    turn.get_by_text("Something is wrong").click()
    turn.get_by_role("button", name="Wrong date").click()
    ask(page, "When did Velden and Orsk first telephone", turn=3)
    assert chosen.all_inner_texts() == ["Wrong date"]
    assert turn.get_by_role("button", name="Wrong date").is_visible()  # its fold is still open
    ratings = [*map(json.loads, feedback(assistant))]
    assert [r["reason"] for r in ratings if r["answer"]["question"] == ASKED] == ["wrong date"]


def feedback(assistant):
    file = assistant.library.folder / "feedback.jsonl"
    return file.read_text().splitlines() if file.exists() else []


def test_a_stored_article_opens_with_its_head_and_its_quote_in_view(page):
    page.set_viewport_size({"width": 390, "height": 420})
    ask(page, ASKED).locator(".dl-marker").first.click()
    expect(page.locator("#dl-dialog h1")).to_be_in_viewport(ratio=1)
    expect(page.locator("#dl-dialog .dl-meta")).to_be_in_viewport(ratio=1)
    expect(page.locator("#dl-dialog mark")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_tip_does_not_come_back_over_the_answer_when_its_article_is_closed(page):
    marker = ask(page, ASKED).locator(".dl-marker").first
    tip = marker.locator(".dl-tip")
    for close in ("Escape", "Enter"):  # Enter is on the button to close
        marker.click()
        page.locator("#dl-dialog").wait_for()
        page.keyboard.press(close)
        page.locator("#dl-dialog").wait_for(state="hidden")
        expect(tip).to_be_hidden()
        page.locator("#turn-1 h2").hover()
        marker.hover()
        expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_checked_answer_replaces_the_draft(page, assistant):
    assistant.reader.released.set()
    turn = ask(page, "slow telephone")
    assert page.locator(".dl-draft").count() == 0
    assert "Half a draft" not in turn.inner_text()


def test_a_question_sent_while_another_is_answered_comes_next(page, assistant):
    assistant.reader.released.clear()
    send(page, "When did they slow telephone")
    page.locator(".dl-draft").wait_for()
    page.fill("#dl-question textarea", ASKED)
    page.press("#dl-question textarea", "Enter")
    assistant.reader.released.set()
    turns = page.locator(".dl-turn:not(.dl-draft)")
    expect(turns.nth(1)).to_contain_text("6 March 2025")
    assert page.input_value("#dl-question textarea") == ""


def test_what_was_entered_waits_and_is_asked_as_it_was(page, assistant):
    assistant.reader.released.clear()
    send(page, "When did they slow telephone")
    page.locator(".dl-draft").wait_for()
    for question in (ASKED, "When did the harbour of Ostrel", "Not that one"):
        page.fill("#dl-question textarea", question)
        page.press("#dl-question textarea", "Enter")
    page.locator("#dl-question textarea").press_sequentially("And wh")
    waiting = page.locator(".dl-waiting li")
    assert [one.split("\n")[0] for one in waiting.all_inner_texts()] == [
        ASKED, "When did the harbour of Ostrel", "Not that one",
    ]  # fmt: skip
    waiting.last.get_by_role("button", name="Remove").click()
    assistant.reader.released.set()
    page.wait_for_selector("#turn-3")
    assert "6 March 2025" in page.locator("#turn-2").inner_text()
    assert "3 May 2025" in page.locator("#turn-3").inner_text()
    expect(page.locator("#dl-ask")).to_be_visible()
    expect(waiting).to_have_count(0)
    assert page.input_value("#dl-question textarea") == "And wh"
    assert page.locator(".dl-turn").count() == 3


def test_a_new_conversation_is_not_undone_by_an_answer_to_the_old(page, assistant):
    ask(page, ASKED)
    assistant.reader.released.clear()
    send(page, "When did they slow telephone")
    page.locator(".dl-draft").wait_for()
    page.get_by_role("button", name="New conversation").click()
    page.wait_for_selector(".dl-welcome")
    assistant.reader.released.set()
    turn = ask(page, "When did the harbour of Ostrel")
    assert "3 May 2025" in turn.inner_text()
    assert page.locator(".dl-turn").count() == 1
    page.locator(".dl-talks summary").click()
    page.get_by_role("button", name=ASKED, exact=True).first.click()
    expect(page.locator(".dl-turn h2")).to_have_text([ASKED])


def test_a_forgotten_conversation_does_not_come_back_with_its_answer(page, assistant):
    ask(page, "When did the harbour of Ostrel")
    assistant.reader.released.clear()
    send(page, "When did they slow telephone")
    page.locator(".dl-draft").wait_for()
    page.locator(".dl-talks summary").click()
    open_one = page.locator(".dl-talks li[aria-current]")
    before = page.locator(".dl-talks li").count()
    open_one.get_by_role("button", name="Forget").click()
    page.wait_for_selector(".dl-welcome")
    assistant.reader.released.set()
    ask(page, ASKED)
    assert page.locator(".dl-turn").count() == 1
    assert page.locator(".dl-talks li").count() == before  # the new one in place of the old


def test_another_day_is_asked_of_the_question_that_is_being_answered(page, assistant):
    ask(page, "When did the harbour of Ostrel")
    assistant.reader.released.clear()
    send(page, "When did they slow telephone")
    page.locator(".dl-draft").wait_for()
    page.fill("#dl-as-of input", "2024-12-31")
    page.get_by_text("As of December 31, 2024").wait_for()
    assistant.reader.released.set()
    page.wait_for_selector("#turn-2")
    expect(page.locator("#dl-ask")).to_be_visible()
    heads = page.locator(".dl-turn h2")
    expect(heads).to_have_text(["When did the harbour of Ostrel", "When did they slow telephone"])
    assert "2 May 2024" in page.locator("#turn-2").inner_text()
    page.get_by_role("button", name="New conversation").click()
    page.wait_for_selector(".dl-welcome")


def test_a_question_and_what_was_typed_outlast_a_reload(page, assistant):
    assistant.reader.released.clear()
    send(page, "When did they slow telephone")
    page.locator(".dl-draft").wait_for()
    page.fill("#dl-question textarea", "Something el")
    page.reload()
    expect(page.locator("#dl-question textarea")).to_have_value("Something el")
    assistant.reader.released.set()
    page.wait_for_selector("#turn-1")
    expect(page.locator(".dl-turn h2")).to_have_text(["When did they slow telephone"])


def test_two_tabs_keep_each_others_conversations(browser, address):
    with opened(browser, address) as one:
        ask(one, ASKED)
        other = one.context.new_page()
        other.goto(address)
        other.wait_for_selector("#turn-1")
        other.get_by_role("button", name="New conversation").click()
        other.wait_for_selector(".dl-welcome")
        ask(other, "When did the harbour of Ostrel")
        ask(one, "When did Velden and Orsk first telephone", turn=2)
        for tab in (one, other):
            tab.reload()
            tab.locator(".dl-talks summary").click()
            assert tab.locator(".dl-talks li").count() == 2
            tab.locator(".dl-talks li button", has_text=ASKED).first.click()
            tab.wait_for_selector("#turn-2")


def test_abstaining_looks_different_and_gives_the_nearest_evidence(page):
    turn = ask(page, "What is unknown about Velden")
    assert "No article tells of it." in turn.locator(".dl-reason").inner_text()
    assert "dl-abstained" in turn.get_attribute("class")
    assert turn.locator("h3").first.inner_text() == "Nearest evidence"
    assert turn.locator(".dl-short").count() == 0


def test_an_endpoint_that_is_down_is_said_in_words(page):
    send(page, "broken")
    alert = page.locator("[role=alert] .dl-reason")
    alert.wait_for()
    assert "the endpoint does not answer" in alert.inner_text()
    page.locator("#dl-ask").wait_for()  # the page is done with the question that failed
    ask(page, ASKED)


def test_another_day_changes_the_answer(page):
    ask(page, ASKED)
    page.fill("#dl-as-of input", "2024-12-31")
    page.wait_for_selector("#turn-2")
    turn = page.locator("#turn-2")
    assert "2 May 2024" in turn.locator(".dl-short").inner_text()
    assert "as of december 31, 2024" in turn.locator("header").inner_text().lower()
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


def test_a_follow_up_is_understood_from_what_was_said(page):
    ask(page, ASKED)
    turn = ask(page, "And when did they first speak by telephone?", turn=2)
    turn.get_by_text("How this was found").click()
    understood = turn.locator(".dl-fold dd").nth(1).inner_text()
    assert "Velden" in understood
    assert "first" in understood
    assert "2 May 2024" in turn.inner_text()


def test_two_people_at_once_do_not_see_each_other(browser, address, assistant):
    """Both are being answered at the same time."""
    assistant.reader.released.clear()
    with opened(browser, address) as one, opened(browser, address) as other:
        send(one, "When did they slow telephone")
        send(other, "slow harbour")
        for tab in (one, other):
            tab.locator(".dl-draft").wait_for()
        assistant.reader.released.set()
        for tab in (one, other):
            tab.wait_for_selector("#turn-1")
        assert "6 March 2025" in one.locator("#turn-1").inner_text()
        assert "Ostrel" not in one.locator("#turn-1").inner_text()
        assert "harbour of Ostrel reopened" in other.locator("#turn-1").inner_text()
        assert "telephone" not in other.locator("#turn-1 .dl-answer").inner_text()


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
    page.get_by_role("tab", name="Ask").click()
    page.get_by_text("4 articles from 3 outlets").wait_for()
    page.get_by_role("tab", name="Archive").click()
    page.get_by_text("4 of 4 articles").wait_for()
    page.get_by_label("Search the archive").fill("gulls of Lorn")
    page.get_by_role("button", name="Search", exact=True).click()
    item = page.locator("#dl-listed li:first-child", has_text="Gull colony returns")
    item.wait_for()  # without a date it is the last of all, but the best for these words
    assert page.locator("#dl-listed li").count() == 1
    item.get_by_role("button").click()
    item.locator("[data-sure]").click()
    page.get_by_text("No article holds all of these words.").wait_for()
    expect(page.get_by_label("Search the archive")).to_be_focused()
    page.get_by_label("Search the archive").fill("")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_text("3 of 3 articles").wait_for()


def test_the_page_knows_at_once_how_far_the_archive_goes(page, tmp_path):
    expect(page.locator(".dl-until")).to_have_text("Archive to May 4, 2025")
    file = tmp_path / "gull.txt"
    file.write_text("Gull colony returns\n\nA colony of gulls returned to the quay of Lorn.\n")
    page.get_by_role("tab", name="Archive").click()
    if not page.locator("#dl-load-start").is_visible():
        page.get_by_text("Load articles").click()
    page.set_input_files("#dl-load input[type=file]", [file])
    page.get_by_text("gull.txt").wait_for()
    page.get_by_label("Published, instead").fill("2025-05-20")
    page.locator("#dl-load-start").click()
    expect(page.locator(".dl-until")).to_have_text("Archive to May 20, 2025")
    page.get_by_label("Published, instead").fill("")
    item = page.locator("#dl-listed li").first
    item.get_by_role("button").click()
    item.locator("[data-sure]").click()
    expect(page.locator(".dl-until")).to_have_text("Archive to May 4, 2025")
    expect(page.locator("#dl-listed h2 a").first).to_be_focused()


def test_a_rating_reaches_the_library(page, assistant):
    turn = ask(page, ASKED)
    turn.get_by_text("Something is wrong").click()
    turn.get_by_role("button", name="Outdated").click()
    turn.locator("[aria-pressed=true]").wait_for()
    for _ in range(50):  # the file may hold another rating, and this one a moment later
        if any('"reason": "outdated"' in line for line in feedback(assistant)):
            break
        page.wait_for_timeout(100)
    assert any('"reason": "outdated"' in line for line in feedback(assistant))


def test_an_upload_without_anything_to_read_is_told_with_its_reason(page, tmp_path):
    bad = tmp_path / "noise.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing follows")
    page.get_by_role("tab", name="Archive").click()
    page.set_input_files("#dl-load input[type=file]", [bad])
    page.get_by_text("noise.pdf").first.wait_for()
    page.locator("#dl-load-start").click()
    report = page.locator(".dl-report")
    report.get_by_text("noise.pdf").wait_for()
    assert "Traceback" not in report.inner_text()
    page.get_by_text("3 of 3 articles").wait_for()


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


def test_the_export_holds_the_conversation_with_its_sources(page):
    ask(page, ASKED)
    ask(page, "When did the harbour of Ostrel", turn=2)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Export").click()
    text = saved.value.path().read_text()
    assert text.index(f"## {ASKED}") < text.index("## When did the harbour of Ostrel")
    assert "Velden and Orsk speak again" in text
    assert "As of" not in text
    assert "<script>" not in text
    page.fill("#dl-as-of input", "2024-12-31")
    page.wait_for_selector("#turn-3")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Export").click()
    told = saved.value.path().read_text().split("## When did the harbour of Ostrel")
    assert "As of" not in told[1]
    assert told[2].startswith("\n\nAs of December 31, 2024\n\n")
    page.get_by_role("button", name="Back to now").click()
