from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assistant.answering import NEAREST
from assistant.cards import article_html, article_page, record, record_html, welcome_html
from assistant.cards.archive import sources_html, stale_html
from assistant.cards.html import esc, web_address
from assistant.cards.record import age
from assistant.cards.timeline import first_day, places, timeline_html
from assistant.chat import is_loopback, serve, talk
from assistant.chat.archive import Archive
from assistant.chat.first import FirstScreen
from assistant.chat.page import Page
from assistant.chat.ratings import FILE, keep_rating
from assistant.chat.start import add_user
from assistant.chat.stopping import until
from assistant.chat.talk import Asking
from assistant.chat.users import admits, read_users
from assistant.chat.web import Serving, make_app
from assistant.desk import Desk
from assistant.examples import example_questions
from assistant.finding import find
from assistant.idle import NO_QUESTION
from assistant.log import Log
from assistant.pipeline import Assistant
from assistant.show import to_json
from assistant.types import Answer, Question, Side, Step
from assistant.words import date_words
from eval.drafts import drafts
from index_store.errors import BusyError, SettingsError
from index_store.store import Freshness
from index_store.types import Article, Block
from tests.page_library import ASKED_ON, HERE, make_assistant
from tests.site import HTML, page_of
from tests.site import site as site

ASKED = "When did Velden and Orsk last speak by telephone"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    made = make_assistant(tmp_path_factory.mktemp("chat") / "library")
    made.reader.released.set()
    return made


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    return assistant.ask(Question(text=ASKED, asked_at=ASKED_ON))


def moments(assistant, text, as_of=None, records=()):
    return [*talk.answer(assistant, text, as_of, records, ASKED_ON)]


class Tags(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


def test_steps_show_one_by_one_and_the_draft_as_unchecked(assistant):
    shown = moments(assistant, ASKED)
    assert [m.record is None for m in shown] == [True] * (len(shown) - 1) + [False]
    assert "Searching 3 articles" in Tags(shown[1].html).text
    assert "Draft, not yet checked" in shown[-3].html
    assert "Half a draft" in shown[-3].html


def test_the_answer_of_the_last_moment_is_the_checked_one(assistant, answer):
    made = moments(assistant, ASKED)[-1].record
    assert made["short"] == answer.short
    assert [s["quote"] for s in made["cited"]] == [c.quote for c in answer.citations]
    assert "Half a draft" not in json.dumps(made)


def test_an_error_that_a_person_can_act_on_ends_the_answer(assistant):
    last = moments(assistant, "broken")[-1]
    assert last.record is None
    assert "the endpoint does not answer" in last.html
    assert "Try again later" in last.html


def test_a_day_that_no_news_is_of_ends_the_answer(assistant):
    last = moments(assistant, ASKED, as_of=date.min)[-1]
    assert last.record is None
    assert "nothing can be asked as of 0001-01-01" in last.html


def test_a_bug_is_not_swallowed():
    class Broken:
        def stream(self, question: Question) -> Iterator[Step | Answer]:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        moments(Broken(), ASKED)


def test_earlier_turns_and_the_day_reach_the_question(answer):
    asked = []

    class Noted:
        def stream(self, question: Question) -> Iterator[Step | Answer]:
            asked.append(question)
            yield answer

    earlier = record(answer)
    moments(Noted(), "And before?", date(2024, 12, 31), [earlier] * 9)
    [question] = asked
    assert question.as_of == date(2024, 12, 31)
    assert question.asked_at == ASKED_ON
    assert [t.question for t in question.history] == [ASKED] * talk.REMEMBERED
    assert question.history[0].answer == answer.short


def kept_with(answer, *turns, kept=None):
    """Keep answers in the open conversation, each following on the one before."""
    kept = kept or talk.empty()
    follows = ""
    for turn in turns:
        asking = Asking(question=ASKED, as_of="", talk=kept["at"], follows=follows, id=turn)
        kept = talk.add(kept, asking, record(answer))
        follows = turn
    return kept


def test_what_the_browser_keeps_comes_back_the_same(answer):
    kept = kept_with(answer, "a", "b")
    text = talk.write_kept(kept)
    assert "<" not in text
    assert talk.write_kept(talk.read_kept(text)) == text
    assert talk.talk_html(talk.talk(talk.read_kept(text))) == talk.talk_html(talk.talk(kept))


@pytest.mark.parametrize(
    "text", ["", "null", "[]", '{"at": 3, "talks": [[]]}', '{"at": "0", "talks": [[{}]]}', "<b>"]
)
def test_what_does_not_fit_begins_anew(text):
    assert talk.read_kept(text)["talks"] == []


@given(
    st.lists(
        st.one_of(
            st.just("fresh"),
            st.just("ask"),
            st.tuples(st.sampled_from(["turn_to", "forget"]), st.integers(0, 20)),
        ),
        max_size=40,
    )
)
def test_one_conversation_is_always_open_and_none_is_kept_empty(acts):
    kept, count = talk.empty(), 0
    for act in acts:
        if act == "fresh":
            kept = talk.fresh(kept)
        elif act == "ask":
            count += 1
            asking = Asking(question="", as_of="", talk=kept["at"])
            kept = talk.add(kept, asking, {"question": str(count)})
        else:
            names = [one["id"] for one in kept["talks"]]
            kept = getattr(talk, act[0])(kept, (names[act[1] :] or ["none"])[0])
        assert len(kept["talks"]) <= talk.KEPT_TALKS
        assert all(one["turns"] for one in kept["talks"])
        if act == "ask":
            assert talk.talk(kept)[-1]["question"] == str(count)


def test_an_answer_goes_to_its_conversation_whatever_was_done_meanwhile(answer):
    kept = kept_with(answer, "a")
    asking = Asking(question=ASKED, as_of="", talk=kept["at"], follows="a", id="b")
    other = kept_with(answer, "c", kept=talk.fresh(kept))
    added = talk.add(other, asking, record(answer))
    assert [[r["id"] for r in one["turns"]] for one in added["talks"]] == [["a", "b"], ["c"]]
    assert talk.add(added, asking, record(answer)) == added
    assert talk.add(talk.forget(other, kept["at"]), asking, record(answer))["talks"] == [
        {"id": other["at"], "turns": talk.talk(other)}
    ]


def test_what_was_asked_again_is_not_what_a_question_follows_on(answer):
    kept = kept_with(answer, "first", "that")
    for day, turn in (("2024-12-31", "then"), ("", "now")):
        again = replace(talk.asked_last(kept).on(day), id=turn)
        kept = talk.add(kept, again, record(answer))
    records = talk.talk(kept)
    assert [r["id"] for r in records] == ["first", "that", "then", "now"]
    assert records[-1]["follows"] == "first"
    for last in ("that", "then", "now"):
        assert [r["id"] for r in talk.before(records, last)] == ["first", last]
    assert talk.before(records, "") == []


def page_over(folder):
    desk = Desk(assistant=make_assistant(folder), log=Log(), via="page")
    page = Page(desk, lambda: ASKED_ON, Archive(desk, lambda: ASKED_ON))
    page.blocks()
    return page


def test_each_way_to_leave_an_answer_halts_it_and_what_was_read_is_not_shown(tmp_path):
    page = page_over(tmp_path / "library")
    slow_reader = page._desk.assistant.reader
    slow = SimpleNamespace(_data={"question": "When did they slow telephone", "as_of": ""})
    value = talk.write_kept(talk.empty())
    for leave in ("fresh", "turn_to", "forget"):
        shown = page.ask(value, "", slow)
        first = next(shown)
        asking, name = first[page.asking], talk.read_kept(value)["at"]
        next(shown)  # it is being answered, and its reader waits
        given = [] if leave == "fresh" else [SimpleNamespace(_data={"id": name})]
        with ThreadPoolExecutor(1) as pool:
            rest = pool.submit(list, shown)
            told = getattr(page, leave)(value, asking, *given)
            assert all(page.told not in update for update in rest.result())
        assert told[page.asking] is None
        assert told[page.line].startswith("idle")
        slow_reader.released.set()
        slow_reader.released.clear()


def test_a_link_and_a_complaint_have_the_question_as_understood(answer, tmp_path):
    found = [("Understood as", "When did Velden speak before 2025?")]
    shown = record(answer) | {"question": "And before that?", "found": found}
    assert "?q=And+before+that%3F" in record_html(shown, 1)
    later = shown | {"follows": "a"}
    assert "?q=When+did+Velden+speak+before+2025%3F" in record_html(later, 1)
    keep_rating(tmp_path, later, "wrong date", ASKED_ON)
    assert drafts(tmp_path / FILE)[0]["question"] == "When did Velden speak before 2025?"


def test_what_is_wrong_with_an_abstention_is_that_it_is_one(answer, tmp_path):
    assert "The answer is in the archive" not in record_html(record(answer), 1)
    none = record(replace(answer, status="abstained", reason="None.", short=""))
    html = record_html(none, 1)
    assert "The answer is in the archive" in html
    assert "Wrong date" not in html
    assert keep_rating(tmp_path, none, "the answer is in the archive", ASKED_ON)


def test_what_was_no_question_is_not_told_as_missing(answer):
    none = record(replace(answer, status="abstained", reason=NO_QUESTION, short=""))
    html = record_html(none, 1)
    assert '<p class="dl-tag">Not understood</p>' in html
    assert "No answer in the archive" not in html


def test_a_record_gives_each_source_its_outlet_day_and_age(answer):
    [newest, older] = record(answer)["cited"]
    assert (newest["source"], newest["day"]) == ("Meridian Wire", "March 7, 2025")
    assert newest["age"] == "2 months old"
    assert (older["source"], older["age"]) == ("Quay Post", "12 months old")


@pytest.mark.parametrize(
    ("days", "told"),
    [(0, "today"), (1, "yesterday"), (13, "13 days old"), (14, "2 weeks old"), (60, "8 weeks old"),
     (61, "2 months old"), (700, "22 months old"), (731, "2 years old"), (-1, "dated ahead")],
)  # fmt: skip
def test_ages(days, told):
    today = date(2025, 6, 1)
    assert age(date.fromordinal(today.toordinal() - days), today) == told


def test_an_undated_article_has_no_age():
    assert age(None, ASKED_ON) == ""


def test_a_marker_links_to_the_quote_in_the_stored_article(answer):
    html = record_html(record(answer), 1)
    first = answer.citations[0]
    link = f"article/{first.article_id}?start={first.start}&amp;end={first.end}#quote"
    assert f'<a class="dl-marker" href="{link}"' in html


def test_an_abstention_gives_its_reason_and_no_direct_answer(assistant):
    shown = moments(assistant, "What is unknown about Velden")[-1].record
    html = record_html(shown, 1)
    assert "No article tells of it." in html
    assert "Nearest evidence" in html
    assert "dl-short" not in html


def test_an_answer_that_is_likelier_wrong_is_marked(answer):
    unsure = record(replace(answer, confidence=0.31))
    html = record_html(unsure, 1)
    assert '<p class="dl-doubt">Uncertain: some 3 in 10 answers like this one are right.' in html
    assert html.index("dl-short") < html.index("dl-doubt") < html.index("dl-text")
    assert "dl-doubt" not in record_html(record(replace(answer, confidence=0.5)), 1)
    kept_before = {name: value for name, value in unsure.items() if name != "doubt"}
    assert "dl-doubt" not in record_html(kept_before, 1)


def test_a_rating_is_kept_with_what_was_rated(answer, tmp_path):
    shown = record(answer)
    assert keep_rating(tmp_path, shown, "wrong date", ASKED_ON)
    assert keep_rating(tmp_path, shown, "good", ASKED_ON)
    assert not keep_rating(tmp_path, shown, "<b>", ASKED_ON)
    first, second = map(json.loads, (tmp_path / FILE).read_text().splitlines())
    assert (first["rating"], first["reason"], second["rating"]) == ("down", "wrong date", "up")
    told = to_json(answer)
    assert first["answer"] == {name: told[name] for name in first["answer"]}
    [draft] = drafts(tmp_path / FILE)
    assert (draft["question"], draft["complaint"]) == (ASKED, "wrong date")


def test_a_later_rating_takes_the_place_of_the_earlier(answer, tmp_path):
    shown, file = record(answer), tmp_path / FILE
    keep_rating(tmp_path, shown, "good", ASKED_ON)
    keep_rating(tmp_path, shown, "outdated", ASKED_ON)  # somebody else's
    keep_rating(tmp_path, shown | {"rating": "good"}, "wrong date", ASKED_ON)
    keep_rating(tmp_path, shown | {"rating": "never said"}, "incomplete", ASKED_ON)
    keep_rating(tmp_path, shown | {"rating": "wrong source"}, "good", ASKED_ON)
    lines = [*map(json.loads, file.read_text().splitlines())]
    assert [line["reason"] for line in lines] == ["outdated", "wrong date", "incomplete", ""]
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_copies_carry_the_question_and_its_day(answer):
    shown = record(answer) | {"question": "When did *they*\nspeak?", "as_of": "2024-12-31"}
    text = Tags(record_html(shown, 1)).text
    assert f"When did *they*\nspeak?\nAs of December 31, 2024\n\n{shown['plain']}" in text
    head = "## When did \\*they\\* speak?\n\nAs of December 31, 2024\n\n"
    assert f"{head}{shown['markdown']}" in text
    now = Tags(record_html(shown | {"as_of": ""}, 1)).text
    assert f"## When did \\*they\\* speak?\n\n{shown['markdown']}" in now
    assert "As of" not in now


def test_a_long_question_is_shown_in_its_first_lines(answer):
    shown = record(answer)
    for long in ("why " * 100, "a\n" * 5):
        html = record_html(shown | {"question": long}, 1)
        assert f'<details class="dl-whole"><summary><h2 dir="auto">{long}</h2>' in html
    assert '<details class="dl-whole' not in record_html(shown, 1)


def test_what_is_heard_is_the_step_and_then_the_answer(assistant, answer):
    said = [m.html.partition('data-say="')[2].partition('"')[0] for m in moments(assistant, ASKED)]
    assert said[:2] == ["Searching", "Searching 3 articles"]
    assert f'data-say="{esc(answer.short)}"' in record_html(record(answer), 1)
    none = moments(assistant, "What is unknown about Velden")[-1].record
    told = 'data-say="No answer in the archive. No article tells of it."'
    assert told in record_html(none, 1)


def test_evidence_has_a_heading_only_where_there_is_some(answer):
    none = replace(answer, status="abstained", reason="None.", short="", text="None.", citations=())
    assert "Nearest evidence</h3>" not in record_html(record(none), 1)


def test_who_waits_leaves_as_soon_as_it_is_stopped():
    stopped, may_go_on, closed = Event(), Event(), Event()

    def made():
        try:
            yield "reading"
            may_go_on.wait()
            yield "checking"
            yield "answer"
        finally:
            closed.set()

    shown = until(stopped, made())
    assert next(shown) == "reading"
    stopped.set()
    assert [*shown] == []  # although what is made stands still
    may_go_on.set()
    closed.wait()


def test_what_is_not_stopped_comes_whole_and_with_its_errors():
    def made():
        yield from range(5)
        raise ZeroDivisionError

    shown = until(Event(), made())
    assert [next(shown) for _ in range(5)] == [*range(5)]
    with pytest.raises(ZeroDivisionError):
        next(shown)
    left = until(stopped := Event(), (n for n in range(5)))
    next(left)
    left.close()
    assert stopped.is_set()


def test_the_timeline_marks_the_day_of_the_answer(answer):
    html = timeline_html(record(answer))
    assert html.count("dl-hit") == 2
    row = html[html.index('<li class="dl-hit">') :]
    assert row.startswith('<li class="dl-hit"><time datetime="2025-03-06">March 6, 2025')


def test_where_several_days_are_the_answer_none_is_marked(answer):
    days = " and ".join(date_words(e.date) for e in answer.events)
    assert "dl-hit" not in timeline_html(record(replace(answer, short=days)))


def test_the_timeline_says_what_is_only_planned(answer):
    events = tuple(replace(e, certainty="planned") for e in answer.events)
    assert "planned" in timeline_html(record(replace(answer, events=events, short="")))


def test_all_events_are_listed_and_those_of_a_day_are_one_point(answer):
    one, two = record(answer)["events"]
    events = [one, one | {"text": "They agreed to meet."}, two, two | {"date": "2025-SU"}]
    html = timeline_html(record(answer) | {"events": events})
    assert html.count('class="dl-point') == 3
    assert "<summary>4 events</summary>" in html
    assert html.count("<li") == 4
    assert "Summer 2025" in html
    assert html.count('<li class="dl-hit">') == 1


@pytest.mark.parametrize(
    ("iso", "day"),
    [("2025-07-01", date(2025, 7, 1)), ("2025-07", date(2025, 7, 1)), ("2025", date(2025, 1, 1)),
     ("2025-SU", date(2025, 6, 1)), ("2025-Q4", date(2025, 10, 1)), ("2026-W10", date(2026, 3, 2)),
     ("2022-05-01/2022-05-03", date(2022, 5, 1))],
)  # fmt: skip
def test_every_date_has_a_first_day(iso, day):
    assert first_day(iso) == day


def test_a_long_empty_time_is_cut_short(answer):
    dot = record(answer)["events"][0]
    days = ["1994", *(f"2025-{month:02}-01" for month in range(1, 13))]
    dots = [dot | {"date": day} for day in days]
    found = places(dots)
    assert found[-1] - found[1] > 70
    html = timeline_html(record(answer) | {"events": dots})
    assert html.count("dl-break") == 1
    assert "dl-break" not in timeline_html(record(answer) | {"events": dots[1:]})


def test_one_event_makes_no_timeline(answer):
    assert timeline_html(record(replace(answer, events=answer.events[:1]))) == ""


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["<script>x()</script>", "\"><img src=x onerror='x()'>", "![a](http://b)", "{{x}}", "${x}"]
)


@given(TEXTS)
def test_no_text_becomes_markup(text):
    assert not set(esc(text)) & set("<>\"'{}$`[]*")
    assert Tags(f"<p>{esc(text)}</p>").tags == {"p"}


@given(TEXTS, TEXTS, TEXTS)
def test_a_hostile_article_is_shown_as_text(title, body, source):
    article = Article(id="a", title=title, body=body, source=source, url=f"javascript:{body}")
    shown = Tags(article_html(article, 1, max(1, len(body) - 1)))
    assert shown.tags <= {"article", "header", "div", "p", "b", "h1", "mark", "br"}
    assert shown.attributes <= {"class", "dir", "id", "tabindex"}


def test_a_hostile_article_is_shown_as_text_in_an_answer(assistant):
    shown = moments(assistant, "When did the harbour of Ostrel")[-1].record
    assert shown["cited"][0]["article_id"] == "hostile"
    page = Tags(record_html(shown, 1))
    assert not page.tags & {"script", "img", "iframe", "b2"}
    assert not {name for name in page.attributes if name.startswith("on")}


@pytest.mark.parametrize(
    "url", ["javascript:x()", "data:text/html,x", "//host/x", "ftp://host/x", "http://[", "x", ""]
)
def test_only_web_addresses_become_links(url):
    assert web_address(url) == ""


def test_the_highlight_spans_blocks_and_is_anchored_once():
    body = "First here.\n\nSecond there."
    article = Article(
        id="a", title="T", body=body,
        blocks=(Block(kind="body", start=0, end=11), Block(kind="caption", start=13, end=26)),
    )  # fmt: skip
    html = article_html(article, 6, 19)
    assert html.count('id="quote"') == 1
    assert "First <mark" in html
    assert '<p dir="auto" class="dl-caption"><mark>Second</mark> there.</p>' in html
    assert article_page("T", html).startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("by", "told"),
    [("field", ""), ("json-ld", ""), ("url", " (day from its web address)"), (None, ""),
     ("--published", " (day given when it was loaded)")],
)  # fmt: skip
def test_a_day_is_explained_where_the_article_does_not_state_it(by, told):
    article = Article(id="a", title="T", body="It rained.", published=ASKED_ON, dated_by=by)
    assert f"June 1, 2025{told}</p>" in article_html(article)


def test_an_article_names_its_corrections():
    article = Article(id="a", title="T", body="Nine died.")
    fix = Article(id="b/1", title="Correction <b>", body="Eight.", published=date(2025, 5, 4))
    html = article_html(article, 0, 4, [fix])
    assert 'Corrected May 4, 2025: <a href="article/b%2F1?start=0' in html
    assert "Correction &lt;b&gt;" in html
    assert '<a href="b%2F1?start=0' in article_page("T", html)


@pytest.mark.parametrize(("days", "warned"), [(0, False), (30, False), (31, True), (500, True)])
def test_an_archive_that_ends_long_ago_warns(days, warned):
    told = stale_html(ASKED_ON - timedelta(days=days), ASKED_ON)
    assert bool(told) == warned
    assert ("Answers end there" in told) == warned
    assert stale_html(None, ASKED_ON) == ""


def test_synced_sources_tell_when_they_were_read_and_what_is_wrong():
    read = datetime(2025, 5, 1, 9, tzinfo=UTC)
    fine = Freshness(
        name="Quay feed", place="https://quay.example/feed", articles=12, newest=date(2025, 5, 1),
        tried=read, done=read, problem="", stale_s=86_400.0,
    )  # fmt: skip
    broken = replace(fine, name="Tide", done=None, newest=None, problem="no answer (503)")
    shown = Tags(sources_html([fine, broken], date(2025, 5, 1))).text
    assert "Quay feed12" in shown
    assert "May 1, 2025newest May 1, 2025" in shown
    assert "Tideno answer (503)" in shown
    assert "neverundated" in shown
    assert "nothing new for long" in sources_html([fine], date(2025, 5, 9))
    assert sources_html([], date(2025, 5, 1)) == ""


def test_an_empty_library_says_how_to_load():
    assert "dateline load FOLDER" in welcome_html("", "/somewhere")


@pytest.mark.parametrize("told", ["They tell of <b>rain</b> instead [1].", ""])
def test_what_the_articles_say_instead_stands_with_the_reason(answer, told):
    quote = f"“{answer.citations[0].quote}” (Post, May 5, 2023) [1]"
    text = f"No answer.{NEAREST}{told}\n\n{quote}"
    none = replace(answer, status="abstained", reason="No answer.", short="", text=text)
    html = record_html(record(none), 1)
    assert ("They tell of &lt;b&gt;rain" in html) is bool(told)
    assert ('class="dl-text"' in html) is bool(told)
    card = html.partition("dl-newest")[0]
    assert "(Post, May 5, 2023)" not in card


def test_the_page_of_an_empty_library_abstains(tmp_path):
    made = make_assistant(tmp_path / "library", [])
    shown = moments(made, ASKED)[-1].record
    assert shown["status"] == "abstained"
    assert shown["newest"] == ""
    assert "library is empty" in shown["reason"]


def test_a_source_names_the_other_outlets_of_its_story(tmp_path):
    body = " ".join(
        f"Mira Velden opened the new quay of Lorn on day {n}, she said." for n in range(9)
    )
    copies = [
        Article(id=f"c{n}", title="Quay opens", body=body, source=outlet, published=day)
        for n, (outlet, day) in enumerate(
            [
                ("Quay Post", date(2025, 5, 1)),
                ("Tide", date(2025, 5, 1)),
                ("Vane", date(2025, 5, 2)),
            ]
        )
    ]
    made = make_assistant(tmp_path / "library", copies)
    shown = moments(made, "Who opened the quay of Lorn")[-1].record
    assert made.library.outlet_count() == 3
    [source] = shown["cited"]
    also = {"Quay Post", "Tide", "Vane"} - {source["source"]}
    assert set(source["also"]) == also
    assert f"Also in 2 outlets: {', '.join(sorted(also))}" in record_html(shown, 1)
    earlier = moments(made, "Who opened the quay of Lorn", date(2025, 5, 1))[-1].record
    assert len(earlier["cited"][0]["also"]) == 1


def test_quotes_from_one_article_share_a_card(answer):
    shown = record(answer)
    first = shown["cited"][0]
    again = first | {"marker": 3, "start": 60, "end": 90, "quote": "They agreed to meet"}
    html = record_html(shown | {"cited": [*shown["cited"], again]}, 1)
    assert html.count("Velden and Orsk speak again</a>") == 1
    assert html.index('id="source-1-1"') < html.index('id="source-1-3"')
    assert html.index('id="source-1-3"') < html.index('id="source-1-2"')


def test_steps_fold_into_how_it_was_found(assistant):
    shown = moments(assistant, ASKED)[-1].record
    assert dict(shown["found"])["Steps"] == "searched 3 articles, read 3 articles, checked 2 quotes"


def test_an_event_is_told_in_the_words_of_its_article(answer):
    events = tuple(replace(event, text=f"Earlier: {event.text}") for event in answer.events)
    told = record(replace(answer, events=events))["events"]
    assert not [dot["text"] for dot in told if dot["text"].startswith("Earlier")]


def test_the_direct_answer_is_not_repeated_under_itself(answer):
    shown = record(answer) | {"short": "6 March 2025", "text": "6 March 2025: “They spoke” [1]."}
    assert record_html(shown, 1).count("6 March 2025") == record_html(
        shown | {"text": "“They spoke” [1]."}, 1
    ).count("6 March 2025")


@given(st.lists(st.dates(date(1990, 1, 1), date(2026, 1, 1)), min_size=2, max_size=30, unique=True))
def test_points_of_a_timeline_stay_in_order_on_the_line_and_apart(days):
    dots = [
        {"date": day.isoformat(), "text": "", "marker": 0, "article_id": "", "start": 0, "end": 0}
        for day in sorted(days)
    ]
    found = places(dots)
    assert min(found) >= 1.99
    assert max(found) <= 98.01
    least = min(4.0, 96 / (len(days) - 1)) - 1e-6
    assert all(b - a >= least for a, b in pairwise(found))


def test_examples_are_turned_from_dated_sentences():
    told = (
        ("The Calla Star sank off Bremmer on 3 March 2025.",
         "When did the Calla Star sink off Bremmer?"),
        ("ROSMARK, 4 June (Wire) - Hugo Brandl visited the harbour of Lorn on Tuesday.",
         "When did Hugo Brandl visit the harbour of Lorn?"),
        ("She left the house on 1 May 2025.", ""),
    )  # fmt: skip
    for sentence, question in told:
        article = Article(id="x", title="t", body=sentence, published=date(2025, 6, 5))
        assert example_questions([article]) == ([question] if question else [])


def test_examples_are_about_different_things():
    body = "Mira Velden met Tomas Orsk in Lorn on 2 May 2025."
    articles = [
        Article(id=str(n), title="t", body=body, published=date(2025, 5, 3)) for n in range(3)
    ]
    assert len(example_questions(articles)) == 1


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(make_app(assistant, lambda: ASKED_ON), base_url=HERE) as made:
        yield made


def test_the_interface_answers_as_the_command_line_does(client):
    reply = client.post("/api/ask", json={"question": ASKED, "as_of": "2024-12-31"})
    assert reply.status_code == 200
    told = reply.json()
    assert told["short"].endswith("2 May 2024.")
    assert told["as_of"] == "2024-12-31"
    [citation] = told["citations"]
    article = client.get(f"/api/article/{citation['article_id']}").json()
    assert article["body"][citation["start"] : citation["end"]] == citation["quote"]


def test_steps_come_as_events_before_the_answer(client):
    headers = {"Accept": "text/event-stream"}
    text = client.post("/api/ask", json={"question": ASKED}, headers=headers).text
    events = [block.split("\n") for block in text.strip().split("\n\n")]
    names = [lines[0].removeprefix("event: ") for lines in events]
    assert names == ["step"] * (len(names) - 1) + ["answer"]
    assert "6 March 2025" in json.loads(events[-1][1].removeprefix("data: "))["short"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [("post", "/api/ask", {"question": ""}, 422), ("post", "/api/ask", {"wrong": 1}, 422),
     ("post", "/api/ask", {"question": "broken"}, 503), ("get", "/api/article/none", None, 404),
     ("get", "/article/none", None, 404), ("get", "/api/search", None, 422),
     ("post", "/api/ask", {"question": "why " * 4000}, 400),
     ("get", f"/api/search?q={'x' * 2001}", None, 400),
     ("post", "/api/ask", {"question": "Who won?", "as_of": "1200-01-01"}, 400),
     ("get", "/api/search?q=vote&as_of=0001-01-01", None, 400)],
)  # fmt: skip
def test_what_is_wrong_has_a_status_and_words(client, method, path, body, status):
    reply = client.request(method, path, json=body)
    assert reply.status_code == status
    assert "Traceback" not in reply.text


def test_search_and_health(client):
    hits = client.get("/api/search", params={"q": "harbour of Ostrel", "k": 1}).json()
    assert [hit["article_id"] for hit in hits] == ["hostile"]
    told = client.get("/health").json()
    assert told == {"status": "ok", "articles": 3, "newest_article": "2025-05-04"}


def test_a_page_lists_what_programs_can_ask_for(client):
    shown = Tags(client.get("/api").text)
    for told in ("POST /api/ask", "history (optional)", "array of Exchange", "as_of", "date",
                 "GET /api/article/{article_id}", "GET /health"):  # fmt: skip
        assert told in shown.text
    assert "script" not in shown.tags
    paths = client.get("/openapi.json").json()["paths"]
    assert [*paths] == ["/api/ask", "/api/search", "/api/article/{article_id}", "/health"]


def test_the_typeface_comes_from_here(client):
    assert client.get("/font/newsreader-latin.woff2").content[:4] == b"wOF2"
    assert client.get("/font/page.css").status_code == 404
    assert 'url("../font/newsreader-latin.woff2")' in client.get("/article/calls-1").text


def test_accounts_that_differ_stand_side_by_side(answer):
    sides = (Side(text="6 March 2025", markers=(1,)), Side(text="2 May 2024", markers=(2,)))
    html = record_html(record(replace(answer, sides=sides)), 1)
    columns = html[html.index('class="dl-sides"') :].split("<section>")[1:3]
    assert """<h4 dir="auto">6 March 2025</h4>""" in columns[0]
    assert "Meridian Wire" in columns[0]
    assert """<h4 dir="auto">2 May 2024</h4>""" in columns[1]
    assert "Quay Post" in columns[1]
    assert 'data-card="source-1-2"' in columns[1]
    assert "dl-sides" not in record_html(record(replace(answer, sides=sides[:1])), 1)


def test_what_was_put_right_is_the_headline_and_no_quote_is_told_twice(answer):
    one, two = (citation.quote for citation in answer.citations)
    text = f"97: “{one}” [1]\n\n84: “{two}” [2]\n\nPut right since, 96: “It was 96.” [3]"
    sides = (Side(text="97", markers=(1,)), Side(text="84", markers=(2,)))
    told = replace(answer, short="97; 84", text=text, sides=sides)
    html = record_html(record(told), 1)
    assert '<p class="dl-short" dir="auto">96</p>' in html
    assert "Before it was put right, the accounts differed" in html
    body = html.partition('class="dl-text"')[2].partition("</div>")[0]
    assert body.count("<p") == 1
    assert "Put right since, 96: “It was 96.”" in body
    open_one = record_html(record(replace(told, text=text.partition("\n\nPut")[0])), 1)
    assert '<p class="dl-short" dir="auto">97; 84</p>' in open_one


def test_every_reply_keeps_the_page_to_itself(client):
    assert "default-src 'self'" in client.get("/").headers["content-security-policy"]
    page = client.get("/article/hostile", params={"start": 0, "end": 10})
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in page.text


def test_an_article_opens_at_the_highlighted_stretch(client):
    page = client.get("/article/calls-1", params={"start": 0, "end": 11}).text
    assert '<mark id="quote" tabindex="-1">Mira Velden</mark>' in page


def test_the_last_evaluation_has_a_tab_once_it_is_kept(client, tmp_path):
    assert client.get("/report").status_code == 404
    made = make_assistant(tmp_path / "library")
    (made.library.folder / "report.html").write_text("<h1>Figures</h1>")
    with TestClient(make_app(made, lambda: ASKED_ON), base_url=HERE) as other:
        assert other.get("/report").text == "<h1>Figures</h1>"
        assert "Evaluation" in other.get("/config").text
    assert "Evaluation" not in client.get("/config").text


def test_a_read_only_page_takes_nothing(assistant, client):
    files = {"files": ("a.txt", b"text")}
    assert client.post("/gradio_api/upload", files=files).status_code == 200
    app = make_app(assistant, lambda: ASKED_ON, Serving(writable=False))
    with TestClient(app, base_url=HERE) as reading:
        assert reading.post("/gradio_api/upload", files=files).status_code == 403
        page = reading.get("/config").text
    assert "Search the archive" in page
    assert "Load articles" not in page


@pytest.mark.parametrize(("allow", "told"), [((), "private network"), (("127.0.0.1",), "1 added")])
def test_the_page_loads_from_an_intranet_only_when_allowed(tmp_path, site, allow, told):
    page = page_of("Storm closes port", "2025-03-02", "https://echo.example/storm")
    site.pages["/storm"] = (200, HTML, page)
    desk = Desk(assistant=make_assistant(tmp_path / "library"), log=Log(), via="page")
    archive = Archive(desk, lambda: ASKED_ON, allow=allow)
    with gr.Blocks(), gr.Tab("Archive") as tab:
        archive.lay_out(tab)
    shown = archive.load([], f"{site.root}/storm", "", "")
    assert any(told in str(update.get(archive.report)) for update in shown)


@pytest.mark.parametrize(
    ("words", "found"),
    [("zzzqqq", []), ("meridian wire", ["calls-2"]), ("Quay Post", ["calls-1"]),
     ("the TELEPHONED", ["calls-1", "calls-2"]), ("harbours of Ostrel", ["hostile"]),
     ("Ostrel telephone", []), ("speak again", ["calls-2"]), ("office was", ["calls-1"]),
     ("was", ["calls-1"]), ("?!", [])],
)  # fmt: skip
def test_the_archive_finds_articles_that_hold_the_words(assistant, words, found):
    made = find(assistant.library, words)
    assert sorted(one.id for one in made) == found
    for one in made:
        body = assistant.library.article(one.id).body
        assert 0 <= one.start <= one.end <= len(body)


def test_what_no_article_holds_is_not_found(assistant):
    archive = Archive(Desk(assistant=assistant, log=Log(), via="page"), lambda: ASKED_ON)
    with gr.Blocks(), gr.Tab("Archive") as tab:
        archive.lay_out(tab)
    assert "No article holds all of these words." in archive.search("zzzqqq")[archive.listed]
    assert "1 of 3 articles" in archive.search("Ostrel")[archive.listed]


def test_an_address_that_is_none_is_told_on_the_page(tmp_path):
    desk = Desk(assistant=make_assistant(tmp_path / "library"), log=Log(), via="page")
    archive = Archive(desk, lambda: ASKED_ON)
    with gr.Blocks(), gr.Tab("Archive") as tab:
        archive.lay_out(tab)
    shown = archive.load([], "http://[bad", "", "")
    assert any("not a web address" in str(update.get(archive.report)) for update in shown)


def test_what_could_not_be_loaded_stays_chosen(tmp_path):
    desk = Desk(assistant=make_assistant(tmp_path / "library"), log=Log(), via="page")
    archive = Archive(desk, lambda: ASKED_ON)
    with gr.Blocks(), gr.Tab("Archive") as tab:
        archive.lay_out(tab)
    file = tmp_path / "gull.txt"
    file.write_text("Gull colony returns\n\nA colony of gulls returned to the quay of Lorn.\n")
    refused = [*archive.load([str(file)], "", "yesterday", "")]
    assert "is not a date" in refused[-1][archive.report]
    assert all(archive.files not in update for update in refused)
    address = "http://127.0.0.1:9/x"
    assert [*archive.load([], address, "", "")][-1][archive.address] == address
    loaded = [*archive.load([str(file)], "", "2025-05-20", "")][-1]
    assert (loaded[archive.files], loaded[archive.address]) == (None, "")


def test_an_emptied_archive_offers_no_examples(tmp_path):
    library = make_assistant(tmp_path / "library").library
    first = FirstScreen(library)
    assert first.examples() == first.known_examples() != ""
    library.remove([row.id for row in library.list()])
    assert first.known_examples() == ""


def test_an_article_that_was_removed_says_so_on_a_page(client):
    for params in ({}, {"part": "true"}):
        reply = client.get("/article/none", params=params)
        assert reply.status_code == 404
        assert "This article was removed" in reply.text
        assert "library" not in reply.text
        assert "<script" not in reply.text


def test_texts_run_in_their_own_direction(answer):
    article = Article(id="a", title="عنوان", body="نص أول")
    assert article_html(article).count('dir="auto"') == 2
    html = record_html(record(answer), 1)
    for tag in ("h2", "h4", "blockquote"):
        assert f"<{tag}>" not in html


def test_a_search_that_fails_says_so_on_the_page(tmp_path, monkeypatch):
    def full(*_):
        raise BusyError("Too many questions are waiting", "Ask again in a minute.")

    desk = Desk(assistant=make_assistant(tmp_path / "library"), log=Log(), via="page")
    archive = Archive(desk, lambda: ASKED_ON)
    with gr.Blocks(), gr.Tab("Archive") as tab:
        archive.lay_out(tab)
    monkeypatch.setattr(Desk, "find", full)
    assert "Too many questions are waiting" in str(archive.search("harbour")[archive.listed])


def test_users_are_let_in_by_their_passwords_only(assistant, tmp_path):
    file = tmp_path / "users"
    file.touch(mode=0o644)
    add_user(file, "ana", "first")
    add_user(file, "ana", "right: one")
    add_user(file, "ben", "other")
    users = read_users(file)
    assert [*users] == ["ana", "ben"]
    assert "right" not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    app = make_app(assistant, lambda: ASKED_ON, Serving(users=users))
    with TestClient(app) as client:
        assert client.get("/health").status_code == 200
        for path in ("/", "/api/search?q=x", "/article/calls-1", "/config", "/openapi.json"):
            assert client.get(path).status_code == 401
        assert client.get("/article/calls-1", auth=("ana", "right: one")).status_code == 200
        assert client.get("/article/calls-1", auth=("ana", "right: one")).status_code == 200
        for wrong in (("ana", "first"), ("ben", "right: one"), ("eve", ""), ("", "")):
            assert client.get("/article/calls-1", auth=wrong).status_code == 401


@pytest.mark.parametrize(
    "given",
    ["", "Basic", "Basic ???", "Bearer YTpi", "Basic YQ==", "Basic /w==", "Basic \xe9\xe9"],
)
def test_a_malformed_authorization_is_no_way_in(given):
    assert not admits({"a": "00" * 16 + "$" + "00" * 64}, given)


@pytest.mark.parametrize("text", ["", "# none\n", "ana\n", "ana:x$y\n", "ana:00$00\n"])
def test_a_malformed_users_file_is_refused(tmp_path: Path, text):
    file = tmp_path / "users"
    file.write_text(text)
    with pytest.raises(SettingsError, match="users"):
        read_users(file)


@pytest.mark.parametrize("name", ["", " ", "a:b", "#bob", " eve", "eve ", "a\nb", "eve\u2028", "#"])
def test_a_name_that_would_be_read_as_another_is_refused(tmp_path: Path, name):
    file = tmp_path / "users"
    add_user(file, "ana", "right")
    with pytest.raises(SettingsError, match="cannot be the name"):
        add_user(file, name, "x")
    assert [*read_users(file)] == ["ana"]


def test_users_are_not_lost_where_writing_is_broken_off(tmp_path, monkeypatch):
    def broken(path, *_, **__):
        path.open("w").close()
        raise OSError("the disk is full")

    file = tmp_path / "users"
    add_user(file, "ana", "right")
    monkeypatch.setattr(Path, "write_text", broken)
    with pytest.raises(OSError, match="full"):
        add_user(file, "ben", "other")
    assert [*read_users(file)] == ["ana"]


def test_other_machines_need_users(assistant):
    with pytest.raises(SettingsError, match="--auth"):
        serve(assistant, host="0.0.0.0", port=0)
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("example.org")


def test_an_endpoint_that_is_down_is_told_as_an_event(client):
    reply = client.post(
        "/api/ask", json={"question": "broken"}, headers={"Accept": "text/event-stream"}
    )
    assert reply.text.rstrip().split("\n\n")[-1].startswith("event: error")


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2025-07-01", "July 1, 2025"),
        ("2026-W10", "week of March 2, 2026"),
        ("2025-07", "July 2025"),
        ("2022", "2022"),
        ("2022-SU", "summer 2022"),
        ("2022-05-01/2022-05-03", "May 1, 2022 to May 3, 2022"),
        ("some day", "some day"),
    ],
)
def test_days_are_written_in_words(iso: str, words: str) -> None:
    assert date_words(iso) == words
