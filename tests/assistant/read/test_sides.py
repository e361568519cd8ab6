from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.accounts.sides import short_of, sides_of, speaker_of
from assistant.read.sentence.candidates import Candidate
from assistant.types import Hit, Question
from assistant.words import capital
from index_store.sentences import split
from index_store.types import Article, Passage

HOW_MANY = plan(Question(text="How many people died?", asked_at=date(2023, 5, 5)))
BODY = (
    "The flood has killed 27 people in Lumbria, the health ministry said on Monday. "
    "The Red Cross put the number at 44. "
    "The mayor, Ida Brandt, said 12 schools were closed.\n\n"
    "The dam at Karsund was built for 300 million crowns. It was opened in 1931."
)
ARTICLE = Article(id="a1", title="Flood in Lumbria", body=BODY, published=date(2023, 5, 5))


def candidate(text: str) -> Candidate:
    passage = Passage(id="a1:000", article_id="a1", text=BODY, start=0, end=len(BODY), kind="body")
    start = BODY.index(text)
    sentence = next(s for s in split(BODY) if s[0] <= start < s[1])
    return Candidate(
        hit=Hit(passage=passage, article=ARTICLE, score=1.0),
        rank=0,
        start=start,
        end=start + len(text),
        text=text,
        margin=1.0,
        sentence=sentence,
    )


def test_two_counts_of_one_thing_are_both_told_with_who_counts() -> None:
    sides = sides_of(HOW_MANY, candidate("27 people"))
    assert [side.speaker for side in sides] == ["the health ministry", "the Red Cross"]
    assert short_of(sides) == "27 people (the health ministry); 44 (the Red Cross)"
    assert all(side.claim.text.startswith(f"{capital(side.short)}: “") for side in sides)


@pytest.mark.parametrize("text", ["12 schools", "300 million crowns", "Ida Brandt"])
def test_what_nobody_else_counts_has_no_sides(text: str) -> None:
    assert sides_of(HOW_MANY, candidate(text)) == ()


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("According to the Kremlin, the call was short.", "the Kremlin"),
        ("The price is too high, said Petra Hanus, who leads the talks.", "Petra Hanus"),
        ("She said no.", ""),
        ("Water First, which counts 77 dead, warned against relief.", "Water First"),
        ("The bridge is closed.", ""),
        ("A dam gave way before dawn.", ""),
        ("He Friday told reporters that 97 people were on board.", ""),
        (
            "Coastguard commander Ruth Amberly told reporters that 97 people were on board.",
            "Coastguard commander Ruth Amberly",
        ),
    ],
)
def test_a_sentence_tells_who_says_it(sentence: str, speaker: str) -> None:
    assert speaker_of(sentence) == speaker


def test_a_figure_that_is_withdrawn_or_nobodys_is_no_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = (
        "The coastguard said that 21 people have died. The coroner said that the figure of 22 was "
        "withdrawn. Some 23 people were counted."
    )
    article = Article(id="a1", title="Toll", body=body, published=date(2023, 5, 5))
    monkeypatch.setattr(f"{__name__}.BODY", body)
    monkeypatch.setattr(f"{__name__}.ARTICLE", article)
    assert sides_of(HOW_MANY, candidate("21 people")) == ()


@pytest.mark.parametrize(
    "second",
    [
        "The coastguard said that 96 people, all of them Lumbrian, were on board.",
        "The harbour master said that 60 people had sailed.",
    ],
)
def test_a_number_of_something_else_is_no_account(
    monkeypatch: pytest.MonkeyPatch, second: str
) -> None:
    assert texts_of(monkeypatch, f"The ministry said that 22 people died. {second}") == []


@pytest.mark.parametrize(
    "second",
    [
        "The Red Cross said that 44 people were killed.",
        "The Red Cross put the number at 44, and fears more.",
        "The Red Cross counted 44 people.",
        "The Red Cross spoke of 44.",
        "A priest in Karsund put the dead at 44, with the missing.",
        "The rain goes on. The Red Cross counted 44 in its tents.",
        "The Red Cross says 44 drowned.",
    ],
)
def test_the_same_told_in_other_words_is_an_account(
    monkeypatch: pytest.MonkeyPatch, second: str
) -> None:
    told = texts_of(monkeypatch, f"The ministry said that 22 people died. {second}")
    assert told == ["22 people", "44"]


@pytest.mark.parametrize(
    "second",
    [
        "The Red Cross spoke of 44 tents.",
        "The Red Cross says 44 were injured.",
        "A bank that valued the flat put it at 44.",
        "The builder put the cost of a dam at 44.",
        "The bridge is 44 years old. The Red Cross put it at 30.",
    ],
)
def test_a_number_that_is_put_on_something_else_is_no_account(
    monkeypatch: pytest.MonkeyPatch, second: str
) -> None:
    assert texts_of(monkeypatch, f"The ministry said that 22 people died. {second}") == []


def test_spelled_numbers_differ_as_well() -> None:
    body = "The railway says it loses two million pounds a day. The union says it is one million."
    article = Article(id="a1", title="Strike", body=body, published=date(2023, 5, 5))
    asked = plan(Question(text="How much does it lose per day?", asked_at=date(2023, 5, 5)))
    passage = Passage(id="a1:000", article_id="a1", text=body, start=0, end=len(body), kind="body")
    hit = Hit(passage=passage, article=article, score=1.0)
    start = body.index("two million")
    best = Candidate(
        hit=hit, rank=0, start=start, end=start + 18, text="two million pounds", margin=1.0,
        sentence=split(body)[0],
    )  # fmt: skip
    assert [side.short for side in sides_of(asked, best)] == ["two million pounds", "one million"]


def texts_of(monkeypatch: pytest.MonkeyPatch, body: str) -> list[str]:
    article = Article(id="a1", title="Toll", body=body, published=date(2023, 5, 5))
    monkeypatch.setattr(f"{__name__}.BODY", body)
    monkeypatch.setattr(f"{__name__}.ARTICLE", article)
    return [side.short for side in sides_of(HOW_MANY, candidate("22 people"))]


@pytest.mark.parametrize(
    ("source", "sides"),
    [
        ("according to the Red Cross", ["44"]),
        ("according to the ministry of health", ["27 people"]),
        ("according to the ministry and the Red Cross", ["27 people", "44"]),
    ],
)
def test_a_question_that_names_its_source_gets_that_side(source: str, sides: list[str]) -> None:
    asked = plan(Question(text=f"How many people died {source}?", asked_at=date(2023, 5, 5)))
    assert [side.short for side in sides_of(asked, candidate("27 people"))] == sides


def of_body(body: str, text: str, question: str) -> str:
    article = Article(id="a1", title="Orlan", body=body, published=date(2023, 5, 5))
    passage = Passage(id="a1:000", article_id="a1", text=body, start=0, end=len(body), kind="body")
    start = body.index(text)
    found = Candidate(
        hit=Hit(passage=passage, article=article, score=1.0),
        rank=0,
        start=start,
        end=start + len(text),
        text=text,
        margin=1.0,
        sentence=next(s for s in split(body) if s[0] <= start < s[1]),
    )
    return short_of(sides_of(plan(Question(text=question, asked_at=date(2023, 5, 5))), found))


def test_two_accounts_may_share_a_sentence() -> None:
    body = "Police put the crowd at 12,000, while city hall spoke of 20,000."
    asked = "How big was the crowd in Orlan?"
    assert of_body(body, "12,000", asked) == "12,000 (Police); 20,000 (city hall)"
    same = "Police put the crowd at 12,000, while trams carried 20,000 that day."
    assert of_body(same, "12,000", asked) == ""


def test_each_side_is_looked_for_further_away_when_asked_for() -> None:
    between = "It was a mild day. The sea was calm. Gulls cried. A band played. "
    body = (
        "The palace said the call lasted 40 minutes. "
        + between
        + "The Kremlin said the call lasted 25 minutes."
    )
    each = "How long did the call last, according to each side?"
    told = "40 minutes (the palace); 25 (the Kremlin)"
    assert of_body(body, "40 minutes", each) == told
    assert of_body(body, "40 minutes", "How long did the call last?") == ""


@pytest.mark.parametrize("other", ["two hundred", "twenty-five", "two dozen", "a hundred"])
def test_a_number_in_words_is_told_whole(monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    second = f"The union said {other} people died."
    assert texts_of(monkeypatch, f"The ministry said that 22 people died. {second}") == [
        "22 people",
        other,
    ]


def test_a_number_in_words_may_be_too_far_away(monkeypatch: pytest.MonkeyPatch) -> None:
    second = "The union said two thousand people died."
    assert texts_of(monkeypatch, f"The ministry said that 22 people died. {second}") == []
