from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.plan import plan
from assistant.types import Question

ASKED = date(2025, 9, 17)  # a Wednesday


def ask(text: str, asked: date = ASKED) -> Any:
    return plan(Question(text=text, asked_at=asked))


def days(text: str, asked: date = ASKED) -> str:
    window = ask(text, asked).window
    if window is None:
        return ""
    first, last = (d.isoformat() if d else "" for d in (window.earliest, window.latest))
    return first if first == last else f"{first}/{last}"


@pytest.mark.parametrize(
    ("text", "answer_type"),
    [
        ("How much time passed between the vote and the inquest?", "duration"),
        ("How much jail time does he face?", "duration"),
        ("At what hour did it sink?", "time"),
        ("How many hours did it take?", "duration"),
        ("What was decided yesterday?", "any"),
        ("What is limited liability?", "definition"),
        ("What opens on 5 October?", "any"),
        ("What shows in Hale were sold out?", "title"),
    ],
)
def test_type_of_answer(text: str, answer_type: str) -> None:
    assert ask(text).answer_type == answer_type


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("What opens on 5 October?", False),
        ("What closes at the harbour on Monday?", False),
        ("What shows in Hale were sold out?", True),
        ("What dates of the launch ban are known?", True),
        ("What calls in May?", True),
    ],
)
def test_a_verb_behind_what_is_no_plural(text: str, several: bool) -> None:
    assert ask(text).wants_all is several


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("What happened in the last three days?", "none"),
        ("How many died in the last few days?", "none"),
        ("Who resigned in the last couple of weeks?", "none"),
        ("When were the last three times they met?", "last"),
        ("What happened on the last day of August?", "none"),
        ("What happened on the last day of the trial?", "last"),
        ("When was the last march in Hale?", "last"),
        ("Who spoke last?", "last"),
        ("Who was elected last?", "last"),
        ("Who finished last?", "none"),
        ("Who came last?", "none"),
        ("Will the truce last?", "none"),
        ("How long did the talks last?", "none"),
        ("How long ago was the last call?", "last"),
        ("How long has it been since they last met?", "last"),
        ("How many days since the last call?", "last"),
        ("How long had it been since the last cut when the bank acted?", "after"),
        ("How long has she led it since the last election?", "after"),
        ("Who ran the port from 2019 to now?", "between"),
        ("What has she run between 2019 and now?", "between"),
        ("How many have died up to now?", "last"),
        ("And who runs it now?", "last"),
    ],
)
def test_last(text: str, operator: str) -> None:
    assert ask(text).operator == operator


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("What happened the week before last?", ""),
        ("What happened the day before yesterday?", ""),
        ("What happens the day after tomorrow?", ""),
        ("What happens in the week after next?", ""),
        ("What happened the week before last Friday's vote?", "before"),
        ("What happened the day before yesterday's vote?", "before"),
        ("Who had resigned before yesterday's vote?", "before"),
        ("What did she do following the vote?", "after"),
        ("Who was arrested following the raid?", "after"),
        ("Following the vote, who called for a recount?", "after"),
        ("Who was following the car?", ""),
        ("Which party is following the plan?", ""),
        ("What did Kolb say while following the convoy?", ""),
        ("What happened the following day?", ""),
    ],
)
def test_a_clause_of_time(text: str, word: str) -> None:
    assert ask(text).anchor_word == word


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("How many visits since May?", "count"),
        ("How many calls between Moss and Hale?", "count"),
        ("Moss and Hale agreed to how many televised debates?", "none"),
        ("How many people were killed since May?", "after"),
        ("How many raids ended in arrests?", "none"),
    ],
)
def test_events_counted(text: str, operator: str) -> None:
    assert ask(text).operator == operator


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who visited hale in may", "2025-05-01/2025-05-31"),
        ("who visited hale in may 2024", "2024-05-01/2024-05-31"),
        ("who visited hale on may 3", "2025-05-03"),
        ("who visited hale on 3 may", "2025-05-03"),
        ("what was said in early march 2024", "2024-03-01/2024-03-16"),
        ("who visited hale since march", "2025-03-01/"),
        ("who resigned in april or may", "2025-04-01/2025-05-31"),
        ("what happened between march and may", "2025-03-01/2025-05-31"),
        ("who was hurt in august", "2025-08-01/2025-08-31"),
        ("what happened in oct", "2024-10-01/2024-10-31"),
        ("who was arrested at christmas", "2024-12-25"),
        ("who was arrested on new year's eve", "2024-12-31"),
        ("who may resign", ""),
        ("did they march on the capital", ""),
        ("who spoke at the march", ""),
        ("how many may march 3 miles", ""),
        ("who attended the august assembly", ""),
        ("the deal between may and corbyn", ""),
        ("what did she bring in new evidence", ""),
    ],
)
def test_months_and_feasts_without_capitals(text: str, found: str) -> None:
    assert days(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What happened between December and February?", "2024-12-01/2025-02-28"),
        ("How many died between October and January?", "2024-10-01/2025-01-31"),
        ("What happened between December 20 and January 5?", "2024-12-20/2025-01-05"),
        ("What happened between 20 and 30 December?", "2024-12-20/2024-12-30"),
        ("What happened between October 3 and 9, 2024?", "2024-10-03/2024-10-09"),
        ("What happened between November 2023 and January?", "2023-11-01/2024-01-31"),
        ("What happened between Dec. 28 and Jan. 3, 2024?", "2023-12-28/2024-01-03"),
        ("What happened between September 10 and September 25?", "2025-09-10/2025-09-25"),
        ("What happened between November and March?", "2024-11-01/2025-03-31"),
        ("What happened from 3 to 5 May?", "2025-05-03/2025-05-05"),
        ("What happened between Thursday and Monday?", "2025-09-11/2025-09-15"),
        ("What happened between Monday and today?", "2025-09-15/2025-09-17"),
        ("What will happen between Friday and Sunday?", "2025-09-19/2025-09-21"),
        ("What is planned between Friday and Sunday?", "2025-09-19/2025-09-21"),
        ("What was planned between Friday and Sunday?", "2025-09-12/2025-09-14"),
        ("What is happening between Friday and Sunday?", "2025-09-19/2025-09-21"),
        ("What will happen between December and February?", "2025-12-01/2026-02-28"),
        ("Strikes between December and February", "2024-12-01/2025-02-28"),
        ("Who resigned between Christmas and New Year?", "2024-12-25/2025-01-01"),
        ("Who left between New Year and May 3, 2024?", "2024-01-01/2024-05-03"),
        ("Who was mayor between 1999 and the flood?", "1999-01-01/"),
        ("Who left between the vote and May 3, 2025?", "/2025-05-03"),
        ("Who met between the call in May 2024 and the one in June 2025?",
         "2024-05-01/2025-06-30"),
        ("How far apart are May and the EU in the talks between May and the EU?", None),
        ("What share lay between 3 and 5 percent?", ""),
    ],
)  # fmt: skip
def test_days_between_two_ends(text: str, found: str | None) -> None:
    plan = ask(text)
    assert (plan.operator == "between") is bool(found)
    assert found is None or days(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What happens on Thursday?", "2025-09-18"),
        ("What is happening on Thursday?", "2025-09-18"),
        ("Who's playing on Saturday?", "2025-09-20"),
        ("Who wins on Saturday?", "2025-09-20"),
        ("Is parliament voting on Friday?", "2025-09-19"),
        ("Which members of the council are meeting on Friday?", "2025-09-19"),
        ("Where is the summit being held on Friday?", "2025-09-19"),
        ("Are shops closed on Saturday and Sunday?", "2025-09-20/2025-09-21"),
        ("Which trains are cancelled on Monday?", "2025-09-22"),
        ("Is the bridge closed until Friday?", "/2025-09-19"),
        ("Are schools closed in October?", "2025-10-01/2025-10-31"),
        ("Does the court sit on Friday?", "2025-09-19"),
        ("What is the weather on Saturday?", "2025-09-20"),
        ("What's on at the weekend?", "2025-09-20/2025-09-21"),
        ("Who will play on Saturday?", "2025-09-20"),
        ("What is happening on Wednesday?", "2025-09-17"),
        ("Who visited Hale this weekend?", "2025-09-13/2025-09-14"),
        ("Who spoke on Saturday?", "2025-09-13"),
        ("What is the cause of the fire on Friday?", "2025-09-12"),
        ("What is the toll of Friday's crash?", "2025-09-12"),
        ("What do we know about the fire on Friday?", "2025-09-12"),
        ("Who are the men arrested on Friday?", "2025-09-12"),
        ("Is the man arrested on Friday a suspect?", "2025-09-12"),
        ("Who is accused of killing the guard on Friday?", "2025-09-12"),
        ("Is the suspect in the attack on Friday in custody?", "2025-09-12"),
        ("Is Hale where they met on Friday?", "2025-09-12"),
        ("Is she the woman shot on Friday?", "2025-09-12"),
        ("Who is investigating the fire on Friday?", "2025-09-12"),
        ("Does Kolb regret the vote on Friday?", "2025-09-12"),
        ("Are schools in Kesh closed on Monday?", "2025-09-22"),
        ("Who is to blame for the fire on Friday?", "2025-09-12"),
        ("Who will be charged with the attack on the mosque on Friday?", "2025-09-12"),
        ("What are the results of the vote on Sunday?", "2025-09-14"),
        ("What will be the outcome of the vote on Sunday?", "2025-09-21"),
        ("Will the fire service strike on Friday?", "2025-09-19"),
        ("Will there be a raid on Friday?", "2025-09-19"),
        ("Is she in hospital after a fall on Monday?", "2025-09-16/"),
        ("What happened in February?", "2025-02-01/2025-02-28"),
        ("Who resigned on February 29?", "2024-02-29"),
        ("Who is in charge since Friday?", "2025-09-12/"),
        ("How high is inflation in August?", "2025-08-01/2025-08-31"),
        ("Which city did Kolb visit Monday?", "2025-09-15"),
        ("When did Sheffield Wednesday last win?", ""),
    ],
)
def test_the_verb_says_on_which_side_of_today_a_day_lies(text: str, found: str) -> None:
    assert days(text) == found


def test_what_was_still_to_come_when_it_was_said_is_the_nearest() -> None:
    text = "Who swore they would not be back till Christmas?"
    assert days(text, date(2025, 10, 20)) == "/2025-12-25"
    assert days("Who said he would resign in June?", date(2025, 7, 1)) == "2025-06-01/2025-06-30"
    assert days("Who resigned in June?", date(2025, 4, 1)) == "2024-06-01/2024-06-30"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("When was the first visit of the year?", "2025-01-01/2025-12-31"),
        ("Who was the third minister of the year?", "2025-01-01/2025-12-31"),
        ("Who was the first Person of the Year?", ""),
        ("What happened on the first day of the year?", "2025-01-01"),
        ("Who won the title on the first day of the season?", ""),
    ],
)
def test_the_first_of_the_year(text: str, found: str) -> None:
    assert days(text) == found
