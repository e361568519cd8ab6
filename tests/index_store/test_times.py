from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_store.times import describe, find_times, resolve_phrase
from index_store.types import TimeMention

TUESDAY = date(2025, 7, 1)


def only(text: str, published: date | None = TUESDAY) -> TimeMention:
    mentions = find_times(text, published)
    assert len(mentions) == 1, [m.text for m in mentions]
    return mentions[0]


# sentence, words found, TIMEX3 value; all read on Tuesday 2025-07-01
DATES = [
    ("The treaty was signed on March 4, 2019.", "March 4, 2019", "2019-03-04"),
    ("The treaty was signed on 4 March 2019.", "4 March 2019", "2019-03-04"),
    ("The treaty was signed on the 4th of March, 2019.", "4th of March, 2019", "2019-03-04"),
    ("The treaty was signed on Mar. 4, 2019.", "Mar. 4, 2019", "2019-03-04"),
    (
        "The treaty was signed on the thirty-first of May, 2019.",
        "thirty-first of May, 2019",
        "2019-05-31",
    ),
    ("It was signed on the thirtieth of May, 2019.", "thirtieth of May, 2019", "2019-05-30"),
    ("The treaty was signed on Monday, March 4, 2019.", "Monday, March 4, 2019", "2019-03-04"),
    ("The treaty was signed on 2019-03-04.", "2019-03-04", "2019-03-04"),
    ("The treaty was signed on 2019/03/04.", "2019/03/04", "2019-03-04"),
    ("The treaty was signed on 25/03/2019.", "25/03/2019", "2019-03-25"),
    ("The treaty was signed on 03/25/2019.", "03/25/2019", "2019-03-25"),
    ("The treaty was signed on 4.3.2019.", "4.3.2019", "2019-03-04"),
    # What was planned for a day close by may still lie ahead, or be over.
    ("They were to have met in Hale on July 20.", "July 20", "2025-07-20"),
    ("They were to have met in Hale on May 20.", "May 20", "2025-05-20"),
    ("It had been due to carry its first guests on August 15.", "August 15", "2025-08-15"),
    ("It had been due back in service on June 4.", "June 4", "2025-06-04"),
    ("Refunds will be paid on claims made by Oct. 28.", "Oct. 28", "2025-10-28"),
    ("The original deadline was July 30.", "July 30", "2025-07-30"),
    ("The first deadline was May 30.", "May 30", "2025-05-30"),
    ("Hale walked out of planned talks in Lisk on March 10.", "March 10", "2025-03-10"),
    ("She skipped the scheduled hearing on March 10.", "March 10", "2025-03-10"),
    ("The mayor announced a new date for the line: October 5.", "October 5", "2025-10-05"),
    ("The hearing scheduled July 20 was put off.", "July 20", "2025-07-20"),
    ("It is the worst loss since the September 11th attacks.", "September 11th", "2001-09-11"),
    ("He was shot down after the Sept. 11 terror attacks.", "Sept. 11", "2001-09-11"),
    ("It opened on September 11.", "September 11", "2024-09-11"),
    ("The treaty was signed in March 2019.", "March 2019", "2019-03"),
    ("The treaty was signed in March, 2019.", "March, 2019", "2019-03"),
    ("The treaty was signed in 2019.", "2019", "2019"),
    ("The 1919 treaty fell apart.", "1919", "1919"),
    ("A church stood there in 1453.", "1453", "1453"),
    ("It opened on June 26, the mayor said.", "June 26", "2025-06-26"),
    ("It opened on 26 June, the mayor said.", "26 June", "2025-06-26"),
    ("She was elected on Dec. 30 by the council.", "Dec. 30", "2024-12-30"),
    ("The port will reopen on Dec. 30.", "Dec. 30", "2025-12-30"),
    ("The shop will open after the rush in December.", "December", "2025-12"),
    ("The port will reopen on January 5.", "January 5", "2026-01-05"),
    ("A storm hit the port on Nov. 5.", "Nov. 5", "2024-11-05"),
    ("Fireworks are due on the Fourth of July.", "Fourth of July", "2025-07-04"),
    ("The toll was raised on February 29.", "February 29", "2024-02-29"),
    ("The toll was raised in February.", "February", "2025-02"),
    ("The toll was raised in November.", "November", "2024-11"),
    ("She lost the final of March's Hale Open.", "March", "2025-03"),
    ("Sales fell in the final quarter of 2024.", "the final quarter of 2024", "2024-Q4"),
    ("The toll will be raised in November.", "November", "2025-11"),
    ("The toll was raised in July.", "July", "2025-07"),
    ("The toll was raised last July.", "last July", "2024-07"),
    ("The toll was raised last June.", "last June", "2025-06"),
    ("The toll was raised in early June.", "early June", "2025-06"),
    ("The toll was raised in mid-June.", "mid-June", "2025-06"),
    ("The toll was raised in late May.", "late May", "2025-05"),
    ("The book is due to be published in May.", "May", "2026-05"),
    ("The trial is expected to run through September.", "September", "2025-09"),
    ("The plan is for it to close all shops by the end of August.", "end of August", "2025-08"),
    ("By April, 300 of them had left.", "April", "2025-04"),
    ("She won't come on Friday.", "Friday", "2025-07-04"),
    ("She didn't come on Friday.", "Friday", "2025-06-27"),
    ("The firm has a July 9 deadline.", "July 9", "2025-07-09"),
    ("The firm has met investors on June 9.", "June 9", "2025-06-09"),
    ("The toll was raised in June last year.", "June last year", "2024-06"),
    ("The toll was raised on June 9 last year.", "June 9 last year", "2024-06-09"),
    ("The toll will be raised in May of next year.", "May of next year", "2026-05"),
    ("The toll was raised in the summer of last year.", "summer of last year", "2024-SU"),
    ("The toll was raised half a century ago.", "half a century ago", "1975"),
    ("The toll was raised a century ago.", "a century ago", "192"),
    ("The summit runs from July 1 to 4.", "July 1 to 4", "2025-07-01/2025-07-04"),
    ("The summit runs July 1-4, 2026.", "July 1-4, 2026", "2026-07-01/2026-07-04"),
    ("The summit ran from 3-5 June 2024.", "3-5 June 2024", "2024-06-03/2024-06-05"),
    ("They met on Monday.", "Monday", "2025-06-30"),
    ("They met on Tuesday.", "Tuesday", "2025-07-01"),
    ("They met on Wednesday.", "Wednesday", "2025-06-25"),
    ("They will meet on Wednesday.", "Wednesday", "2025-07-02"),
    ("They will meet on Monday.", "Monday", "2025-07-07"),
    ("On Monday the court ruled for the union.", "Monday", "2025-06-30"),
    ("On Monday the court will rule on it.", "Monday", "2025-07-07"),
    ("The vote was postponed until Saturday.", "Saturday", "2025-07-05"),
    ("The siege lasted until Friday.", "Friday", "2025-06-27"),
    ("The minister, who will step down, said Friday.", "Friday", "2025-06-27"),
    ("He is due in court on Thursday.", "Thursday", "2025-07-03"),
    ("Voters head to the polls on Sunday.", "Sunday", "2025-07-06"),
    ("Lorn plays Oslo on Sunday.", "Sunday", "2025-07-06"),
    ("Lorn and Oslo play on Sunday.", "Sunday", "2025-07-06"),
    ("He scored in the play on Sunday.", "Sunday", "2025-06-29"),
    ("Friday's strike closed the schools.", "Friday", "2025-06-27"),
    ("They met last Monday.", "last Monday", "2025-06-30"),
    ("They met last Tuesday.", "last Tuesday", "2025-06-24"),
    ("They meet next Tuesday.", "next Tuesday", "2025-07-08"),
    ("They meet next Monday.", "next Monday", "2025-07-07"),
    ("They met on Monday last week.", "Monday last week", "2025-06-23"),
    ("They met on Monday of last week.", "Monday of last week", "2025-06-23"),
    ("They will meet on Friday of next week.", "Friday of next week", "2025-07-11"),
    ("It ended on Friday of the week before last.", "Friday of the week before last", "2025-06-20"),
    ("It ended the Friday before last.", "Friday before last", "2025-06-20"),
    ("They met on Tuesday (June 24).", "Tuesday (June 24)", "2025-06-24"),
    ("They met early on Friday.", "early on Friday", "2025-06-27"),
    ("They met on Friday afternoon.", "Friday afternoon", "2025-06-27TAF"),
    ("They met on Sunday night.", "Sunday night", "2025-06-29TNI"),
    ("Kickoff was at 15:00 GMT Saturday.", "15:00 GMT Saturday", "2025-06-28T15:00"),
    ("Police came at 8 p.m. on Friday.", "8 p.m. on Friday", "2025-06-27T20:00"),
    ("Police came at 8:30am today.", "8:30am today", "2025-07-01T08:30"),
    ("Police came today.", "today", "2025-07-01"),
    ("Police came yesterday.", "yesterday", "2025-06-30"),
    ("Police will come tomorrow.", "tomorrow", "2025-07-02"),
    ("Police will come tonight.", "tonight", "2025-07-01TNI"),
    ("Police came last night.", "last night", "2025-06-30TNI"),
    ("Police came this morning.", "this morning", "2025-07-01TMO"),
    ("Police came yesterday evening.", "yesterday evening", "2025-06-30TEV"),
    ("Police came the day before yesterday.", "the day before yesterday", "2025-06-29"),
    ("Police come the day after tomorrow.", "the day after tomorrow", "2025-07-03"),
    ("Prices rose this week.", "this week", "2025-W27"),
    ("Prices rose last week.", "last week", "2025-W26"),
    ("Prices may rise next week.", "next week", "2025-W28"),
    ("Prices rose this month.", "this month", "2025-07"),
    ("Prices rose last month.", "last month", "2025-06"),
    ("Prices may rise next month.", "next month", "2025-08"),
    ("Prices rose this year.", "this year", "2025"),
    ("Prices rose last year.", "last year", "2024"),
    ("Prices may rise next year.", "next year", "2026"),
    ("Prices rose this fiscal year.", "this fiscal year", "2025"),
    ("Prices rose earlier this year.", "earlier this year", "2025"),
    ("Prices rose late last year.", "late last year", "2024"),
    ("Prices may rise later this week.", "later this week", "2025-W27"),
    ("Prices rose last quarter.", "last quarter", "2025-Q2"),
    ("Prices rose in the last decade of peace.", None, None),
    ("Prices may rise by the end of the year.", "end of the year", "2025"),
    ("Shops closed over the weekend.", "over the weekend", "2025-W26-WE"),
    ("Shops closed last weekend.", "last weekend", "2025-W26-WE"),
    ("Shops will close this weekend.", "this weekend", "2025-W27-WE"),
    ("She left two days ago.", "two days ago", "2025-06-29"),
    ("She left a week ago.", "a week ago", "2025-06-24"),
    ("She left three weeks ago.", "three weeks ago", "2025-06-10"),
    ("She left almost a month ago.", "almost a month ago", "2025-06-01"),
    ("She left six months ago.", "six months ago", "2025-01-01"),
    ("She left a year ago.", "a year ago", "2024"),
    ("She left more than five years ago.", "more than five years ago", "2020"),
    ("She left 25 years ago.", "25 years ago", "2000"),
    ("She left twenty-five years ago.", "twenty-five years ago", "2000"),
    ("She left two and a half years ago.", "two and a half years ago", "2023-01"),
    ("She left a year and a half ago.", "a year and a half ago", "2024-01"),
    ("She left two decades ago.", "two decades ago", "200"),
    ("The lease ends five years from now.", "five years from now", "2030"),
    ("The bridge opened last summer.", "last summer", "2024-SU"),
    ("The bridge opened last fall.", "last fall", "2024-FA"),
    ("The bridge opened this spring.", "this spring", "2025-SP"),
    ("The bridge opened in the summer of 2012.", "summer of 2012", "2012-SU"),
    ("The bridge opened in winter 2012.", "winter 2012", "2012-WI"),
    ("Sales fell in the first quarter of 2024.", "the first quarter of 2024", "2024-Q1"),
    ("Sales fell in Q3 2024.", "Q3 2024", "2024-Q3"),
    ("Sales fell in the fourth quarter.", "the fourth quarter", "2024-Q4"),
    ("Sales fell in the second half of 2024.", "the second half of 2024", "2024-H2"),
    ("Sales fell in the 1990s.", "1990s", "199"),
    ("Sales fell in the mid-1990s.", "mid-1990s", "199"),
    ("Sales fell in the '80s.", "80s", "198"),
    ("Sales fell in the nineties.", "the nineties", "199"),
    ("Trade grew in the 19th century.", "the 19th century", "18"),
    ("Trade grew in the twentieth century.", "the twentieth century", "19"),
    ("They married on Christmas Day.", "Christmas Day", "2024-12-25"),
    ("They married on New Year's Eve.", "New Year's Eve", "2024-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value"), DATES)
def test_dates(text: str, words: str | None, value: str | None) -> None:
    found = [(m.text, m.value, m.kind) for m in find_times(text, TUESDAY)]
    assert found == ([(words, value, "date")] if words else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They had met on Sept. 22 and again on Sept. 26.", "2024-09-26"),
        ("The book will be in shops by Dec. 15 in the north and by March elsewhere.", "2026-03"),
        ("The firm gave its St. Petersburg works to the managers in August.", "2024-08"),
        ("The ministry will sign the deal with Velgas Inc. in May.", "2026-05"),
        ("The council will vote at Mt. Hale in May.", "2026-05"),
        ("It will sue Velgas Inc. The firm had closed in May.", "2025-05"),
        ("Drivers had refused to take out car No. 7 in August.", "2024-08"),
        ("She had met Sgt. Lind in November.", "2024-11"),
        ("She had met J. Larsen in November.", "2024-11"),
    ],
)
def test_the_full_stop_of_a_short_form_ends_no_sentence(text: str, value: str) -> None:
    assert find_times(text, TUESDAY)[-1].value == value


DURATIONS = [
    ("The war lasted 12 days.", "12 days", "P12D"),
    ("It was a 12-day war.", "12-day", "P12D"),
    ("It was a three-month course.", "three-month", "P3M"),
    ("The call took more than two hours.", "more than two hours", "PT2H"),
    ("The call took half an hour.", "half an hour", "PT30M"),
    ("He got five years' probation.", "five years", "P5Y"),
    ("It was their first call in over two years.", "over two years", "P2Y"),
    ("It was the worst drop in a decade.", "a decade", "P10Y"),
    ("They fought for years.", "years", "PXY"),
    ("They fought for many years.", "many years", "PXY"),
    ("Talks have stalled in recent weeks.", "recent weeks", "PXW"),
    ("It takes 2.5 years.", "2.5 years", "P2.5Y"),
    ("It takes 2 1/2 years.", "2 1/2 years", "P2.5Y"),
    ("It takes two and a half years.", "two and a half years", "P2.5Y"),
    ("It takes two-and-a-half years.", "two-and-a-half years", "P2.5Y"),
    ("It takes at least three days.", "at least three days", "P3D"),
    ("It takes a quarter of a century.", "a quarter of a century", "P25Y"),
    ("It takes 1,000 days.", "1,000 days", "P1000D"),
    ("It takes a hundred years.", "a hundred years", "P100Y"),
    ("It takes a couple of weeks.", "a couple of weeks", "P2W"),
    ("It takes several months.", "several months", "PXM"),
    ("Growth slowed for a third consecutive month.", "third consecutive month", "P3M"),
    ("She won the race in 3:07:35.", "3:07:35", "PT3H7M35S"),
    ("The toll doubled within 48 hours.", "48 hours", "PT48H"),
    ("Two years after the accident, he ran.", "Two years", "P2Y"),
    ("It began a month earlier than usual.", "a month", "P1M"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value"), DURATIONS)
def test_durations_are_no_dates(text: str, words: str, value: str) -> None:
    mention = only(text)
    assert (mention.text, mention.value, mention.kind) == (words, value, "duration")
    assert mention.earliest is None
    assert mention.latest is None


WINDOWS = [
    ("He hardened over the last year.", "P1Y", "2024-07-01", "2025-07-01"),
    ("He hardened over the past two years.", "P2Y", "2023-07-01", "2025-07-01"),
    ("He hardened in the last three weeks.", "P3W", "2025-06-10", "2025-07-01"),
    ("It grew in the past 24 hours.", "PT24H", "2025-06-30", "2025-07-01"),
    ("It will grow in the next five days.", "P5D", "2025-07-01", "2025-07-06"),
    ("It will grow over the coming decade.", "P10Y", "2025-07-01", "2035-07-01"),
]


@pytest.mark.parametrize(("text", "value", "first", "last"), WINDOWS)
def test_durations_from_or_to_the_day_of_publication_know_their_days(
    text: str, value: str, first: str, last: str
) -> None:
    mention = only(text)
    assert (mention.kind, mention.value) == ("duration", value)
    assert (str(mention.earliest), str(mention.latest)) == (first, last)


SETS = [
    ("They meet every day.", "XXXX-XX-XX"),
    ("They meet every Monday.", "XXXX-WXX-1"),
    ("They meet on Fridays.", "XXXX-WXX-5"),
    ("They meet twice a week.", "XXXX-WXX"),
    ("They meet once a month.", "XXXX-XX"),
    ("They meet every two years.", "P2Y"),
    ("They meet each year.", "XXXX"),
    ("They meet annually.", "XXXX"),
    ("They meet every morning.", "XXXX-XX-XXTMO"),
    ("They meet every January.", "XXXX-01"),
    ("It costs $5 million a year.", "XXXX"),
    ("It makes 3,000 cars per day.", "XXXX-XX-XX"),
]


@pytest.mark.parametrize(("text", "value"), SETS)
def test_sets_are_no_dates(text: str, value: str) -> None:
    mention = only(text)
    assert (mention.kind, mention.value, mention.earliest) == ("set", value, None)


REFERENCES = [
    ("She now leads the party.", "PRESENT_REF"),
    ("She currently leads the party.", "PRESENT_REF"),
    ("It happened in the past.", "PAST_REF"),
    ("He was mayor at the time.", "PAST_REF"),
    ("They agreed to talk in the future.", "FUTURE_REF"),
    ("The firm moved there decades ago.", "PAST_REF"),
]


@pytest.mark.parametrize(("text", "value"), REFERENCES)
def test_references_have_no_day(text: str, value: str) -> None:
    mention = only(text)
    assert (mention.value, mention.earliest) == (value, None)


@pytest.mark.parametrize(
    "text",
    [
        "About 2000 people marched.",
        "It cost $2000 in all.",
        "They walked 1950 km.",
        "He is 22 years old.",
        "A 22-year-old student won.",
        "Theresa May said no.",
        "You may go, and they march on.",
        "June Smith won the seat.",
        "A USA TODAY poll found this.",
        "He hosts the “Today” show.",
        "The score was 3-2.",
        "Call 555-2019-3344 for help.",
        "He wrote for the Sunday Times.",
        "Shops open on Black Friday.",
        "It was a year-round resort.",
        "Second, the plan has flaws.",
        "He wept at the fall of Kabul.",
        "Expect highs in the 90s.",
        "See section 2024 of the code.",
        "He took a fall, then spring water.",
        "",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert find_times(text, TUESDAY) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He died on May 3, 2020. Two days later she died.", ["2020-05-03", "2020-05-05"]),
        ("He died on May 3, 2020. The following day it rained.", ["2020-05-03", "2020-05-04"]),
        ("He died on May 3, 2020. The day before, it rained.", ["2020-05-03", "2020-05-02"]),
        ("He wrote in 2022 and left early that year.", ["2022", "2022"]),
        ("In 2019 she won. The following year she lost.", ["2019", "2020"]),
        ("In May 2020 he left. She came on May 9.", ["2020-05", "2020-05-09"]),
        ("It ran from March 3 to May 5, 2019.", ["2019-03-03", "2019-05-05"]),
        ("It ran between March and May 2019.", ["2019-03", "2019-05"]),
        ("It lasted from 2009-2010.", ["2009", "2010"]),
        ("The 1957-58 voyage", ["1957", "1958"]),
        ("The 2013/14 voyage", ["2013", "2014"]),
        ("Calls in 2022 ceased in September 2022.", ["2022", "2022-09"]),
        ("They met on Friday, and will meet again on Thursday.", ["2025-06-27", "2025-07-03"]),
        ("They met from Monday to Thursday.", ["2025-06-30", "2025-07-03"]),
        ("They met again that day.", ["XXXX-XX-XX"]),
        ("The 99th day was the worst.", ["XXXX-XX-XX"]),
    ],
)
def test_dates_that_lean_on_each_other(text: str, values: list[str]) -> None:
    assert [m.value for m in find_times(text, TUESDAY)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was on 1 July. The bill is dated 04/07/2024.", "2024-07-04"),
        ("It was on July 1. The bill is dated 04/07/2024.", "2024-04-07"),
        ("It was on 25/12/2023. The bill is dated 04/07/2024.", "2024-07-04"),
        ("It was on 12/25/2023. The bill is dated 04/07/2024.", "2024-04-07"),
    ],
)
def test_order_of_numbers_follows_the_habit_of_the_article(text: str, value: str) -> None:
    assert find_times(text, TUESDAY)[-1].value == value


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2025-01-03", "The fire broke out on December 30.", "2024-12-30"),
        ("2025-01-03", "The fire broke out in December.", "2024-12"),
        ("2024-12-30", "The law takes effect on January 1.", "2025-01-01"),
        ("2024-12-30", "The law will take effect in January.", "2025-01"),
        ("2025-01-01", "It ended yesterday.", "2024-12-31"),
        ("2025-01-01", "It ended last month.", "2024-12"),
        ("2025-01-01", "It ended on Monday.", "2024-12-30"),
        ("2025-03-31", "It ended a month ago.", "2025-02-28"),
        ("2024-02-29", "It ended a year ago.", "2023"),
        ("2025-03-20", "It ended last winter.", "2024-WI"),
        ("2025-01-15", "It began this winter.", "2024-WI"),
        ("2025-01-03", "It opened on Friday, December 30.", "2022-12-30"),
        ("2025-11-17", "It had been planned for October 14.", "2025-10-14"),
        ("2025-11-17", "The derby had first been set for November 12.", "2025-11-12"),
        ("2025-09-20", "The date was moved to September 12.", "2025-09-12"),
        ("2025-12-20", "The date has been moved to January 12.", "2026-01-12"),
        ("2025-03-14", "She wants to fly the first kite ever built here on May 9.", "2025-05-09"),
        ("2025-03-14", "It was the largest kite ever built here before May 9.", "2024-05-09"),
        ("2025-03-14", "They hope to fly the big kite on May 9.", "2025-05-09"),
    ],
)
def test_across_new_year(published: str, text: str, value: str) -> None:
    assert only(text, date.fromisoformat(published)).value == value


@pytest.mark.parametrize(
    ("text", "value", "resolved"),
    [
        ("They spoke on July 1.", "XXXX-07-01", False),
        ("They spoke in June.", "XXXX-06", False),
        ("They spoke on Monday.", "XXXX-WXX-1", False),
        ("They spoke yesterday.", "XXXX-XX-XX", False),
        ("They spoke last year.", "XXXX", False),
        ("They spoke last summer.", "XXXX-SU", False),
        ("They spoke two days ago.", "XXXX-XX-XX", False),
        ("They spoke on July 1, 2025.", "2025-07-01", True),
        ("They spoke in September 2022.", "2022-09", True),
        ("They spoke in the 1990s.", "199", True),
    ],
)
def test_undated_articles_resolve_absolute_dates_only(
    text: str, value: str, resolved: bool
) -> None:
    mention = only(text, None)
    assert mention.value == value
    assert (mention.earliest is not None) is resolved
    assert resolved or mention.how


@pytest.mark.parametrize(
    "told",
    [
        *"drew stole withdrew built spent froze shook sought chose blew heard".split(),
        "have stolen",
        "have since broken",
    ],
)
def test_what_was_done_in_an_irregular_verb_is_over(told: str) -> None:
    assert only(f"Thieves {told} it in September.").value == "2024-09"


@pytest.mark.parametrize(
    "text",
    [
        "The talks are meant to begin in September.",
        "The council has set a deadline in September.",
        "It is to be built in September.",
        "The newly built line opens in September.",
        "The league has a drawn match in September.",
    ],
)
def test_what_only_looks_done_may_lie_ahead(text: str) -> None:
    assert only(text).value == "2025-09"


def test_says_how_it_resolved() -> None:
    assert only("They spoke on July 1.").how == "year from the publication date"
    assert only("They spoke on July 1.", None).how == "year not stated"
    assert only("They met on Monday.").how == "the weekday just past"
    assert only("They spoke on July 1, 2025.").how == ""


def test_month_has_the_days_of_the_month() -> None:
    mention = only("The last call dates back to September 2022.")
    assert (mention.earliest, mention.latest) == (date(2022, 9, 1), date(2022, 9, 30))
    assert mention.precision == "month"


def test_a_caption_keeps_its_own_year() -> None:
    text = "FILE PHOTO: the leaders in Paris, June 26, 2020.\n\nThey spoke on June 30."
    assert [m.value for m in find_times(text, TUESDAY)] == ["2020-06-26", "2025-06-30"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("“We will decide tomorrow,” she said on Friday.", "2025-06-28"),
        ('"We will decide tomorrow," she told the BBC on Friday.', "2025-06-28"),
        ("She said on Friday: “We will decide tomorrow.”", "2025-06-28"),
        ("“We decide tomorrow,” she said.\n\nHe said on Friday that he agreed.", "2025-07-02"),
        ("We will decide tomorrow, she said on Friday.", "2025-07-02"),
        ("“We will decide tomorrow,” said the winner of the race on Friday.", "2025-07-02"),
    ],
)
def test_a_quotation_counts_from_the_day_it_was_said(text: str, value: str) -> None:
    assert value in [m.value for m in find_times(text, TUESDAY) if m.text == "tomorrow"]


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        ("this week", "2025-W27"),
        ("July 1", "2025-07-01"),
        ("july 1", "2025-07-01"),
        ("last month", "2025-06"),
        ("in may 2024", "2024-05"),
        ("may", "2025-05"),
        ("monday", "2025-06-30"),
        ("yesterday", "2025-06-30"),
        ("now", "2025-07-01"),
        ("2022", "2022"),
        ("from July 1 to July 4", "2025-07-01/2025-07-04"),
        ("between 2020 and 2022", "2020/2022"),
        ("the last two weeks", "2025-06-17/2025-07-01"),
        ("last weekend", "2025-06-28/2025-06-29"),
        ("summer 2012", "2012-SU"),
    ],
)
def test_phrases_of_questions(phrase: str, shown: str) -> None:
    mention = resolve_phrase(phrase, TUESDAY)
    assert mention is not None
    assert describe(mention) == shown


@pytest.mark.parametrize("phrase", ["", "Macron", "two years", "every Monday", "in the past"])
def test_phrases_without_a_day(phrase: str) -> None:
    assert resolve_phrase(phrase, TUESDAY) is None


WORDS = st.sampled_from(
    "the a of on in at by to and - , . ( ) \n\n last next this past that early mid late every each "
    "ago earlier later before after from now two 12 25 31 2019 2025 1990 99999 0 / : 's s th st "
    "day days week weeks month months year years decade century weekend quarter half hour "
    "Monday Fri July May Dec. March summer fall morning night today yesterday pm GMT will met "
    "several few couple hundred twenty first third consecutive old than $ % '90 1/2 2,5 '".split(
        " "
    )
)
NEWS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=80)
DAYS = st.dates() | st.none()


@given(NEWS, DAYS)
def test_spans_are_in_order_and_match_the_text(text: str, published: date | None) -> None:
    end = 0
    for mention in find_times(text, published):
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.start >= end
        end = mention.end
        assert (mention.earliest is None) == (mention.latest is None)
        if mention.earliest is not None and mention.latest is not None:
            assert mention.earliest <= mention.latest
        assert mention.value
        assert describe(mention)
        assert not (mention.kind == "set" and mention.earliest)


@given(NEWS, st.dates())
def test_a_phrase_never_raises(phrase: str, anchor: date) -> None:
    mention = resolve_phrase(phrase, anchor)
    assert mention is None or mention.earliest is not None


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)), st.dates(), st.dates())
def test_full_dates_do_not_depend_on_the_publication_day(day: date, one: date, two: date) -> None:
    months = "January February March April May June July August September October November December"
    month = months.split()[day.month - 1]
    for text in (f"It was {month} {day.day}, {day.year}.", f"On {day.day} {month} {day.year} it"):
        for published in (one, two, None):
            mention = only(text, published)
            assert mention.earliest == mention.latest == day
            assert describe(mention) == day.isoformat()


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_weekdays_lie_within_a_week(published: date, weekday: int) -> None:
    name = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[weekday]
    past, ahead = only(f"They met on {name}.", published), only(f"It will be {name}.", published)
    assert past.earliest is not None
    assert ahead.earliest is not None
    assert timedelta(0) <= published - past.earliest < timedelta(7)
    assert timedelta(0) <= ahead.earliest - published < timedelta(7)
    assert past.earliest.weekday() == ahead.earliest.weekday() == weekday


@pytest.mark.parametrize(
    "piece",
    ["1", " 1", "1,", "1/", "the ", "a half and ", "\n", "\n ", "May ", "early mid-", "Monday, ",
     "of of of ", "12-", "last next ", "to July ", "will ", "several few ", "every day ", "'", "é"],
)  # fmt: skip
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * size + "years"
        start = time.process_time()
        find_times(text, TUESDAY)
        return time.process_time() - start

    short, long = (min(seconds(size) for _ in range(3)) for size in (250, 4000))
    # Sixteen times the text: quadratic would take 256 times as long.
    assert long < 80 * short + 0.2


@pytest.mark.parametrize("mark", [":", ",", ";", " -", "."])
def test_a_year_before_punctuation_is_a_year(mark: str) -> None:
    found = find_times(f"November 26, 2025{mark} they met", None)
    assert [m.value for m in found] == ["2025-11-26"]


@pytest.mark.parametrize(
    "text",
    [
        "The flight has been put back by four weeks, to April 9.",
        "The hearing was postponed to April 9.",
        "They moved the deadline from March 12 to April 9.",
    ],
)
def test_what_was_put_off_lies_ahead(text: str) -> None:
    assert find_times(text, date(2025, 2, 21))[-1].earliest == date(2025, 4, 9)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "In 2018, when it began on April 2 and ended in July.",
            ["2018-04-02", "2018-07"],
        ),
        ("In 2024 they spoke often, the last time on November 8.", ["2024-11-08"]),
        ("In 2024 they spoke often. The last time was November 8.", ["2024-11-08"]),
    ],
)
def test_a_sentence_keeps_the_year_it_opens_with(text: str, values: list[str]) -> None:
    found = [m.value for m in find_times(text, TUESDAY)][1:]
    assert found == values


def test_days_around_of_that_year_are_of_it() -> None:
    text = "War came on Feb. 24, 2022. He went on Feb. 7 of that year and rang on March 3."
    found = [m.value for m in find_times(text, TUESDAY) if "-" in m.value]
    assert found == ["2022-02-24", "2022-02-07", "2022-03-03"]


def test_as_head_is_no_verb_of_what_is_to_come() -> None:
    text = "Brand, who took over as head of the company on September 1, was calm."
    assert find_times(text, date(2025, 11, 17))[0].value == "2025-09-01"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The model goes on sale in July 2026. It arrives in Lorn on July 11.", "2025-07-11"),
        ("The war began in July 2021. On July 11 the first town fell.", "2021-07-11"),
        ("The fair of July 2027 is being planned. On July 30 it opens in Lorn.", "2025-07-30"),
    ],
)
def test_a_year_ahead_that_was_spoken_of_is_not_that_of_a_day_close_by(text: str, day: str) -> None:
    assert find_times(text, TUESDAY)[-1].value == day
