from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plan import plan
from assistant.show import (
    article_json,
    article_text,
    day_text,
    doubt,
    escape,
    hits_json,
    hits_text,
    iso,
    rows_text,
    source_line,
    to_json,
    to_markdown,
    to_text,
)
from assistant.types import Answer, Citation, DatedEvent, Hit, Question, Usage
from index_store.types import Article, Passage

BODY = "The old bridge in Orlan reopened on Thursday. Ships pass below it."
ARTICLE = Article(
    id="a1",
    title="Bridge reopens",
    body=BODY,
    source="Orlan Post",
    published=date(2023, 5, 4),
    dated_by="field",
    url="https://orlan-post.example/bridge",
)
HIT = Hit(
    passage=Passage(id="a1:000", article_id="a1", text=BODY, start=0, end=len(BODY)),
    article=ARTICLE,
    score=0.123456,
)
CITATION = Citation(
    marker=1, article_id="a1", title=ARTICLE.title, source=ARTICLE.source,
    published=ARTICLE.published, url=ARTICLE.url, quote=BODY[:45], start=0, end=45,
)  # fmt: skip
QUESTION = Question(text="When did it reopen?", asked_at=date(2023, 6, 1), as_of=date(2023, 5, 31))
ANSWER = Answer(
    question=QUESTION,
    plan=plan(QUESTION),
    status="answered",
    reason=None,
    short="May 4, 2023",
    text=f"May 4, 2023: “{BODY[:45]}” [1]",
    citations=(CITATION,),
    events=(DatedEvent(date="2023-05-04", precision="day", text="the bridge reopened", marker=1),),
    hits=(HIT,),
    newest_article=date(2023, 5, 9),
    reader="extractive",
    seconds=0.12345,
    usage=Usage(prompt_tokens=7, completion_tokens=3),
    confidence=0.87654,
)


def test_the_object_of_the_contract() -> None:
    assert json.loads(json.dumps(to_json(ANSWER))) == {
        "question": "When did it reopen?",
        "as_of": "2023-05-31",
        "status": "answered",
        "reason": None,
        "short": "May 4, 2023",
        "confidence": 0.877,
        "text": ANSWER.text,
        "citations": [
            {
                "marker": 1,
                "article_id": "a1",
                "title": "Bridge reopens",
                "source": "Orlan Post",
                "published": "2023-05-04",
                "url": "https://orlan-post.example/bridge",
                "quote": "The old bridge in Orlan reopened on Thursday.",
                "start": 0,
                "end": 45,
            }
        ],
        "events": [
            {"date": "2023-05-04", "precision": "day", "text": "the bridge reopened", "marker": 1}
        ],
        "newest_article": "2023-05-09",
        "retrieved": [{"article_id": "a1", "passage_id": "a1:000", "score": 0.1235}],
        "reader": "extractive",
        "seconds": 0.123,
        "usage": {"prompt_tokens": 7, "completion_tokens": 3, "cost_usd": None},
    }


def test_text_for_a_terminal() -> None:
    assert to_text(ANSWER) == (
        f"May 4, 2023: “{BODY[:45]}” [1]\n"
        "  [1] Bridge reopens, Orlan Post, May 4, 2023\n"
        "      https://orlan-post.example/bridge\n"
        "Newest article in the library up to May 31, 2023: May 9, 2023."
    )
    bare = replace(ANSWER, citations=(replace(CITATION, url=None, source=None, published=None),))
    assert "  [1] Bridge reopens, outlet unknown, undated\nNewest" in to_text(bare)
    assert to_text(replace(ANSWER, reader="llm:m1")).endswith("\nRead by llm:m1.")


def test_the_newest_article_is_that_up_to_the_day_asked_about() -> None:
    now = replace(ANSWER, plan=replace(ANSWER.plan, as_of=None, operator="last"))
    for answer, until in ((ANSWER, " up to May 31, 2023"), (now, "")):
        told = f"Newest article in the library{until}: May 9, 2023."
        assert to_text(answer).endswith(f"\n{told}")
        assert to_markdown(answer).endswith(f"\n\n{told}\n")


def test_the_newest_article_is_told_where_a_newer_one_could_change_the_answer() -> None:
    over = replace(ANSWER.plan, as_of=None, operator="none", answer_type="number")
    past = replace(ANSWER, plan=over)
    assert "Newest article" not in to_text(past) + to_markdown(past)
    held = replace(past, plan=replace(past.plan, standalone_question="Is the bridge open?"))
    none = replace(past, status="abstained", short="", text="Not told.", reason="Not told.")
    when = replace(past, plan=replace(over, answer_type="date"))
    for answer in (held, none, when):
        assert "Newest article" in to_text(answer)


@pytest.mark.parametrize(
    ("confidence", "told"),
    [(0.5, ""), (0.44, "some 4 in 10 answers"), (0.01, "some 1 in 10 answers")],
)
def test_an_answer_that_is_likelier_wrong_says_so(confidence: float, told: str) -> None:
    unsure = replace(ANSWER, confidence=confidence)
    assert bool(doubt(unsure)) == bool(told)
    for text in (doubt(unsure), to_text(unsure), to_markdown(unsure)):
        assert told in text
    assert doubt(replace(unsure, status="abstained")) == ""


def test_markdown_keeps_markers_and_disarms_the_rest() -> None:
    evil = replace(CITATION, title="<b>[x](http://evil)</b>", quote="`*_a_*` | $b$")
    said = replace(ANSWER, short="All", text="All <script> of it [1]")
    shown = to_markdown(replace(said, citations=(evil,)))
    assert shown.startswith("All \\<script\\> of it [1]\n")
    assert "\\<b\\>\\[x\\](http://evil)\\</b\\>" in shown
    assert "“\\`\\*\\_a\\_\\*\\` \\| \\$b\\$”" in shown
    assert "](<https://orlan-post.example/bridge>), Orlan Post, May 4, 2023" in shown


@given(st.text(alphabet="ab <>[]*_`#|!~$\\{}12\n", max_size=60))
def test_escaping_can_be_undone_and_leaves_no_live_markup(text: str) -> None:
    shown = escape(text)
    undone, live, at = [], "", 0
    while at < len(shown):
        escaped = shown[at] == "\\"
        at += escaped
        undone.append(shown[at])
        live += "" if escaped else shown[at]
        at += 1
    assert "".join(undone) == text
    assert not set(re.sub(r"\[\d{1,3}\]", "", live)) & set("<>[]*_`#|!~$\\{}")


def test_days() -> None:
    assert day_text(date(2025, 7, 1)) == "July 1, 2025"
    assert day_text(datetime(2025, 7, 1, 23, 30, tzinfo=UTC)) == "July 1, 2025"
    assert day_text(None) == "undated"
    assert iso(datetime(2025, 7, 1, 23, 30, tzinfo=UTC)) == "2025-07-01T23:30:00+00:00"
    assert iso(None) is None
    assert source_line(CITATION) == "Bridge reopens, Orlan Post, May 4, 2023"


def test_search_results() -> None:
    assert hits_json([HIT])[0]["text"] == BODY
    assert hits_json([HIT])[0]["score"] == 0.1235
    assert hits_text([HIT]) == f"1. Bridge reopens (Orlan Post, May 4, 2023)  a1:000\n   {BODY}"
    assert hits_text([]) == "Nothing found."
    long = replace(HIT, passage=replace(HIT.passage, text="word " * 100))
    snippet = hits_text([long]).splitlines()[1].strip()
    assert len(snippet) <= 240
    assert snippet.endswith("word…")


def test_articles() -> None:
    told = article_text(ARTICLE)
    assert told.startswith("Bridge reopens\nOrlan Post, May 4, 2023 (by field)\nhttps://")
    assert told.endswith(f"\n\n{BODY}")
    assert article_json(ARTICLE)["published"] == "2023-05-04"
    disputed = replace(ARTICLE, date_conflict="url says 2023-05-05")
    assert "May 4, 2023 (by field), but url says 2023-05-05\n" in article_text(disputed)
    assert article_json(disputed)["date_conflict"] == "url says 2023-05-05"
    assert article_text(replace(ARTICLE, source=None, published=None, dated_by=None)).startswith(
        "Bridge reopens\noutlet unknown, undated\n"
    )
    assert rows_text([]) == "0 articles"


def test_a_question_that_was_read_otherwise_is_shown_as_it_was_read() -> None:
    read = replace(ANSWER.plan, standalone_question="When did the Orlan bridge reopen?")
    assert "\nUnderstood as: When did the Orlan bridge reopen?\n" in to_text(
        replace(ANSWER, plan=read)
    )
    same = replace(ANSWER.plan, standalone_question=ANSWER.question.text.upper().rstrip("?"))
    assert "Understood as" not in to_text(replace(ANSWER, plan=same))


def test_an_article_that_is_quoted_twice_is_listed_once() -> None:
    first = ANSWER.citations[0]
    twice = replace(ANSWER, citations=(first, replace(first, marker=first.marker + 1)))
    lines = [line for line in to_text(twice).splitlines() if source_line(first) in line]
    assert lines == [f"  [{first.marker}] [{first.marker + 1}] {source_line(first)}"]


def test_a_direct_answer_that_stands_in_no_quote_comes_first() -> None:
    counted = replace(ANSWER, short="7 days (May 4, 2023)")
    assert to_text(counted).startswith(f"7 days (May 4, 2023)\n\n{ANSWER.text}")
    assert to_markdown(counted).startswith("7 days (May 4, 2023)\n\n")


def test_one_of_several_alternatives_is_told_first() -> None:
    asked = replace(ANSWER.plan, options=("Brandt", "Osten"))
    text = "May 4: “Osten spoke after Brandt.” (Mercury, 5 May) [1]"
    one = replace(ANSWER, plan=asked, short="Brandt", text=text)
    assert to_text(one).startswith(f"Brandt\n\n{text}")
    assert to_text(replace(one, text=f"Brandt: {text}")).startswith(f"Brandt: {text}")
    assert to_text(ANSWER).startswith(ANSWER.text)
