from dataclasses import replace
from datetime import date

import pytest

from assistant.types import Claim, DatedEvent, Draft
from assistant.verify import fault_of, shorten, verify
from index_store.types import Article

BODY = (
    "The mayor of Orlan, Ida Brandt, opened the bridge on May 4. “It is safe,” she said. "
    "Nordhavn Steel did not bid. The port will close in June."
)
ARTICLE = Article(
    id="a1",
    title="Bridge opens in Orlan",
    body=BODY,
    source="Orlan Post",
    published=date(2023, 5, 5),
)
ARTICLES = {"a1": ARTICLE}


def span(text: str) -> tuple[str, int, int]:
    start = BODY.index(text)
    return ("a1", start, start + len(text))


OPENED = span("The mayor of Orlan, Ida Brandt, opened the bridge on May 4.")


def claim(text: str, *quotes: tuple[str, int, int]) -> Claim:
    return Claim(text=text, quotes=quotes)


@pytest.mark.parametrize(
    "text",
    [
        "Ida Brandt opened the bridge on May 4.",
        "The mayor, Ida Brandt, opened the bridge on May 4, 2023.",
        "The bridge was opened on 4 May 2023 by Ida Brandt, the Orlan Post reported.",
    ],
)
def test_what_the_quote_says_stands(text: str) -> None:
    assert fault_of(claim(text, OPENED), ARTICLES) == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Ida Brandt opened the bridge on May 6.", "6"),
        ("Ida Brandt opened the bridge on May 4, 2021.", "2021"),
        ("The bridge was opened by Karl Osten on May 4.", "Karl Osten"),
        ("Ida Brandt said “it is finished”.", "it is finished"),
        ("Trade unions in the region want higher wages.", "something else"),
        ("Ida Brandt did not open the bridge on May 4.", "deny"),
    ],
)
def test_what_it_does_not_say_falls(text: str, fault: str) -> None:
    assert fault in fault_of(claim(text, OPENED), ARTICLES)


@pytest.mark.parametrize(
    "text",
    ["2023", "May 5, 2023", "2023-05-05", "It was on 5 May 2023.", "Friday", "In June.", "5", "12"],
)
def test_a_bare_number_or_day_must_stand_in_the_quote_itself(text: str) -> None:
    safe = span("“It is safe,” she said. Nordhavn Steel did not bid.")
    fault = fault_of(claim(text, safe), ARTICLES)
    assert "is not in the source" in fault
    assert fault_of(claim(f"{text}: “It is safe,”", safe), ARTICLES) == fault


@pytest.mark.parametrize("text", ["May 4", "4 May 2023", "2023-05-04", "In May.", "2023"])
def test_a_bare_day_may_be_what_the_quote_means(text: str) -> None:
    assert fault_of(claim(text, OPENED), ARTICLES) == ""


def test_a_day_of_publication_stands_where_it_is_told_how_it_was_found() -> None:
    told = claim("May 5, 2023: “Nordhavn Steel did not bid.” (Orlan Post, May 5, 2023)", OPENED)
    bid = replace(told, quotes=(span("Nordhavn Steel did not bid."),))
    assert "“May 5, 2023” is not in" in fault_of(bid, ARTICLES)
    assert fault_of(replace(bid, aside="the report of May 5 names no other day"), ARTICLES) == ""
    plain = replace(bid, text="“Nordhavn Steel did not bid.” (Orlan Post, May 5, 2023)")
    assert fault_of(plain, ARTICLES) == ""


@pytest.mark.parametrize(
    "address",
    ["http://evil.example/?q=secret", "www.evil.example", "evil.example/x", "a.b@evil.example"],
)
def test_an_address_must_be_in_the_source(address: str) -> None:
    told = claim(f"Ida Brandt opened the bridge on May 4, see {address}.", OPENED)
    assert fault_of(told, ARTICLES) == f"“{address}” is not in the source"
    body = f"Ida Brandt opened the bridge on May 4; the plans are at {address}."
    theirs = {"a1": replace(ARTICLE, body=body)}
    assert fault_of(replace(told, quotes=(("a1", 0, len(body)),)), theirs) == ""


def test_a_word_from_an_article_without_day_and_outlet_stands() -> None:
    bare = {"a1": replace(ARTICLE, source=None, published=None)}
    told = claim("bridge: “The mayor of Orlan, Ida Brandt, opened the bridge” (undated)", OPENED)
    assert fault_of(told, bare) == ""
    assert "something else" in fault_of(told, ARTICLES), "this one has a day"


def test_a_plan_is_not_told_as_done() -> None:
    planned = span("The port will close in June.")
    assert "planned" in fault_of(claim("The port closed in June.", planned), ARTICLES)
    assert fault_of(claim("The port will close in June.", planned), ARTICLES) == ""


def test_a_claim_needs_a_source_that_exists() -> None:
    assert fault_of(claim("The bridge opened."), ARTICLES) == "no source"
    assert fault_of(claim("The bridge opened.", ("zz", 0, 4)), ARTICLES) == "source not found"
    assert fault_of(claim("The bridge opened.", ("a1", 0, 9999)), ARTICLES) == "source not found"


def test_markers_run_in_order_of_use_and_quotes_are_exact() -> None:
    safe = span("“It is safe,” she said.")
    draft = Draft(
        short="May 4, 2023",
        claims=(
            claim("Karl Osten opened it.", OPENED),
            claim("“It is safe,” she said.", safe),
            claim("Ida Brandt opened the bridge on May 4.", OPENED),
            claim("The mayor said it is safe.", safe),
        ),
        confidence=0.9,
        events=(
            DatedEvent(
                date="2023-05-04",
                precision="day",
                text="",
                article_id="a1",
                start=OPENED[1],
                end=30,
                certainty="planned",
            ),
        ),
    )
    checked = verify(draft, ARTICLES)
    assert [c.marker for c in checked.citations] == [1, 2]
    assert all(BODY[c.start : c.end] == c.quote for c in checked.citations)
    assert checked.text.split("\n\n")[1] == "Ida Brandt opened the bridge on May 4 [2]."
    assert "Karl Osten" in checked.dropped[0]
    assert (checked.events[0].marker, checked.events[0].certainty) == (2, "planned")


def test_a_short_answer_has_at_most_25_words() -> None:
    long = " ".join(["word"] * 20 + ["end,"] + ["more"] * 20)
    assert shorten(long).endswith("end")
    assert len(shorten("w " * 60).split()) == 25
    assert shorten("two  words") == "two words"
    assert shorten("word " * 23 + "of the rest that follows").endswith("word…")


def test_a_marker_inside_a_quotation_is_not_ours() -> None:
    body = "The bridge is safe [7], Ida Brandt said."
    article = Article(id="m", title="Bridge", body=body)
    draft = Draft(short="safe", claims=(claim(f"“{body}”", ("m", 0, len(body))),), confidence=1.0)
    checked = verify(draft, {"m": article})
    assert checked.text == "“The bridge is safe (7), Ida Brandt said.” [1]"
    assert checked.citations[0].quote == body


def test_a_part_of_a_day_is_of_that_day() -> None:
    body = "The bridge was closed on Sunday night after divers found a crack."
    article = Article(id="b", title="Bridge closed", body=body, published=date(2024, 12, 2))
    told = claim(f"Sunday, December 1, 2024: “{body}”", ("b", 0, len(body)))
    assert fault_of(told, {"b": article}) == ""


def test_a_lone_quotation_mark_opens_no_quotation() -> None:
    body = '"I did not do it for a visit," Brandt told the Orlan Post.'
    article = Article(id="a", title="Bridge", body=body, source="Orlan Post")
    said = f'I did not do it for a visit," Brandt told the Orlan Post: “{body}”'
    claim = Claim(text=said, quotes=(("a", 0, len(body)),))
    assert fault_of(claim, {"a": article}) == ""
    invented = replace(claim, text='Brandt: "I did it for a visit"')
    assert "is not in the source" in fault_of(invented, {"a": article})


def test_a_name_stands_where_the_source_has_its_letters() -> None:
    letters = replace(ARTICLE, body="GM closed its office in Orlan on May 4.")
    quote = ("a1", 0, len(letters.body))

    def fault(name: str) -> str:
        return fault_of(claim(f"{name} closed its office in Orlan.", quote), {"a1": letters})

    assert fault("General Motors") == ""
    assert "Electric" in fault("General Electric")
