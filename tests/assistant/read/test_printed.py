"""How a stretch of an article is printed: marks, datelines, the answer before it, its day."""

from datetime import date

import pytest

from assistant.read.sentence.printed import found_by, mid_line, nested, quotation, told_as
from assistant.types import Claim
from assistant.verify import fault_of
from index_store.events import OF_THE_NEWS, PUBLISHED
from index_store.times import find_times
from index_store.types import Article, TimeMention

BODY = (
    "HALE, Sept 12 (Coast Wire) - The port of Hale closed on Thursday, the mayor said.\n\n"
    '"It was time. We waited too long," said Ida Brandt. A pipe of 5" had burst.'
)
ARTICLE = Article(
    id="a", title="Port closes", body=BODY, source="Hale Post", published=date(2025, 9, 13)
)


def printed(words: str, **more: int) -> str:
    start = BODY.index(words)
    claim = quotation(ARTICLE, start, start + len(words), **more)
    assert claim.quotes == (("a", start, start + len(words)),)
    assert fault_of(claim, {"a": ARTICLE}) == ""
    return claim.text


def test_a_dateline_is_not_printed_but_stays_in_the_quote() -> None:
    sentence = BODY[: BODY.index("\n")]
    told = "“The port of Hale closed on Thursday, the mayor said.” (Hale Post, September 13, 2025)"
    assert printed(sentence) == told
    assert printed(sentence, shown=BODY.index("closed")) == told
    assert printed(sentence, shown=0).startswith("“HALE, Sept 12 (Coast Wire) - The port")


def test_a_quotation_that_a_cut_begins_or_ends_in_has_both_its_marks() -> None:
    assert printed('We waited too long," said Ida Brandt.').startswith(
        "“‘We waited too long,’ said"
    )
    assert printed('"It was time.').startswith("“‘It was time.’”")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('He called it "a gift" and "a trap".', "He called it ‘a gift’ and ‘a trap’."),
        ("She said: “We won.”", "She said: ‘We won.’"),
        ('A pipe of 5" burst.', 'A pipe of 5" burst.'),
        ("Nobody spoke.", "Nobody spoke."),
    ],
)
def test_marks_are_those_inside_others(text: str, shown: str) -> None:
    assert nested(text) == shown


def test_an_answer_begins_with_a_capital_unless_something_leads_to_it() -> None:
    quote = Claim(text="“At least nine died.” (Post)", quotes=())
    assert told_as("nine", quote).text.startswith("Nine: “")
    assert told_as("iPhone", quote).text.startswith("iPhone: “")
    assert told_as("At least nine", quote, "Or else").text.startswith("Or else, at least nine: “")
    assert told_as("Tove Ek", quote, "Or else").text.startswith("Or else, Tove Ek: “")
    assert told_as("nine", quote).quoted == quote.text
    assert mid_line("The company") == "the company"


def test_somebodys_words_are_told_once() -> None:
    quote = Claim(text="“‘We waited too long,’ said Ida Brandt.” (Post)", quotes=())
    assert told_as("We waited too long", quote) == quote
    assert told_as("We waited", quote).text.startswith("We waited: “‘We waited")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("It closed on Thursday.", "the report of September 13 says “on Thursday”"),
        ("On Thursday it closed.", "the report of September 13 says “on Thursday”"),
        ("It closed on July 1.", "the report of September 13, 2025, says “on July 1”"),
        ("It closed on May 1, 2024.", ""),
        (
            "It closed on May 1, 2024. It opened two days later.",
            "the report of September 13 says “two days later”, counting from May 1, 2024",
        ),
    ],
)
def test_how_a_day_was_found_is_told_in_a_readers_words(body: str, told: str) -> None:
    article = Article(id="a", title="", body=body, published=date(2025, 9, 13))
    mention = find_times(body, article.day)[-1]
    assert found_by(mention, article) == told


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (PUBLISHED, "the report of September 13 names no other day"),
        (OF_THE_NEWS, "the report of September 13 gives that day for its news"),
    ],
)
def test_a_sentence_without_a_day_says_whose_it_is(how: str, told: str) -> None:
    day = date(2025, 9, 12)
    mention = TimeMention(start=0, end=0, text="", earliest=day, latest=day, how=how)
    assert found_by(mention, ARTICLE) == told
