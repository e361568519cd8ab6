from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_store.dates import find_date, parse
from index_store.dates.page import visible_day
from index_store.dates.places import from_dateline, from_header, from_name, from_url
from index_store.raw import DateClaim, RawRecord

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-07-01", DAY),
        ("20250701", DAY),
        ("2025/07/01", DAY),
        ("July 1, 2025", DAY),
        ("Tuesday, 1 July 2025", DAY),
        ("1st of July 2025", DAY),
        ("Jul. 1, 2025 at 10:30", DAY),
        ("01-Jul-2025", DAY),
        ("2025-07-01T08:30:00", DAY),
        ("13/04/2024", date(2024, 4, 13)),
        ("04/13/2024", date(2024, 4, 13)),
        ("01.07.2025", DAY),
        ("01.07.2025 18:00", DAY),
        ("01.07.2025, 18.30 Uhr", DAY),
        ("13/04/2024 6:05 PM", date(2024, 4, 13)),
        ("03/04/2024 18:00", None),
        ("1er juillet 2025", DAY),
        ("1. Juli 2025", DAY),
        ("2025年7月1日", DAY),
        ("2025-07-01T08:30:00Z", datetime(2025, 7, 1, 8, 30, tzinfo=UTC)),
        ("20250701T083000Z", datetime(2025, 7, 1, 8, 30, tzinfo=UTC)),
        ("Tue, 01 Jul 2025 08:30:00 GMT", datetime(2025, 7, 1, 8, 30, tzinfo=UTC)),
        ("1751358600", datetime(2025, 7, 1, 8, 30, tzinfo=UTC)),
        ("-1820000000", datetime(1912, 4, 30, 4, 26, 40, tzinfo=UTC)),
        ("1751358600000", datetime(2025, 7, 1, 8, 30, tzinfo=UTC)),
        (
            "2025-07-01T16:30:00+08:00",
            datetime(2025, 7, 1, 16, 30, tzinfo=timezone(timedelta(hours=8))),
        ),
        (
            "July 1, 2025 4:30 PM EDT",
            datetime(2025, 7, 1, 16, 30, tzinfo=timezone(timedelta(hours=-4))),
        ),
    ],
)
def test_reads_a_date_that_stands_alone(text, value):
    found = parse(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    ["", "03/04/2024", "July 2025", "2025", "3 hours ago", "yesterday", "last March", "July 1",
     "2025-13-01", "2025-02-30", "not a date", "0001-01-01"],
)  # fmt: skip
def test_does_not_guess(text):
    assert parse(text) is None


@settings(max_examples=50)
@given(st.dates(min_value=date(1850, 1, 1), max_value=date(2099, 12, 31)))
def test_reads_back_every_day_in_the_common_forms(day):
    assert parse(day.isoformat()) == day
    assert parse(f"{day:%B} {day.day}, {day.year}") == day
    assert parse(f"{day.day} {day:%b} {day.year}") == day


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_any_string_gives_a_date_or_none(text):
    assert parse(text) is None or isinstance(parse(text), date)


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://e.com/2025/07/01/world/bridge.html", DAY),
        ("https://e.com/news/2025/jul/01/bridge", DAY),
        ("https://e.com/a/20250701/bridge", DAY),
        ("https://e.com/news/bridge-2025-07-01/", DAY),
        ("https://e.com/2025/07/bridge", None),
        ("https://e.com/story/201234567/x", None),
        ("https://e.com/a?d=/2025/07/01/", None),
        ("", None),
    ],
)
def test_day_of_an_address(url, value):
    assert from_url(url) == value


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("/x/2025-07-01-bridge.txt", DAY),
        ("/x/bridge_20250701.html", DAY),
        ("/x/1 July 2025 bridge.txt", DAY),
        ("old.zip!2025-07-01/bridge.txt", None),
        ("/2025-07-01/bridge.txt", None),
        ("/x/articles.jsonl:20250701", None),
        ("https://e.com/2025-07-01.html", None),
    ],
)
def test_day_of_a_file_name(place, value):
    assert from_name(place) == value


def test_header_line_says_only_a_date():
    assert from_header("Bridge opens\n\nPublished July 1, 2025, 10:30 AM\n\nText.")[0] == DAY
    assert from_header("Bridge opens\n\nUpdated: 1 July 2025 | 10.30pm BST\n\nT.")[1] is not None
    assert from_header("Bridge opens\n\nTuesday 1 July 2025 14:05\n\nText.")[0] == DAY
    assert from_header("Bridge opens\n\nIt was opened on July 1, 2025 by the mayor.") == (
        None,
        None,
    )
    assert from_header("Bridge to open by July 1, 2025") == (None, None)
    prose = (
        "The mayor of Hale named the three days on which the bridge will be closed to lorries. " * 2
    )
    assert from_header(f"Bridge to close\n\n{prose}\n\nTuesday, July 1, 2025") == (None, None)


def test_dateline_needs_its_year_from_elsewhere():
    text = "Bridge opens\n\nHALE, Sept 12 (NWA) - The bridge opened."
    assert from_dateline(text, (), "") is None
    assert from_dateline(text, (), "https://e.com/2024/09/bridge") == date(2024, 9, 12)
    assert from_dateline(text, (), "https://e.com/2024/10/bridge") is None
    assert from_dateline(text, (date(2025, 1, 3),), "") == date(2024, 9, 12)
    assert from_dateline(text.replace("12 (", "12, 2023 ("), (), "") == date(2023, 9, 12)


def claim(text, by, role="published"):
    return DateClaim(text=text, by=by, role=role)


def test_the_first_source_in_order_wins_and_the_others_are_recorded():
    record = RawRecord(
        place="/x/2025-07-04-bridge.html",
        fields={"url": "https://e.com/2025/07/03/bridge"},
        claims=(claim("2025-07-02", "meta"), claim("2025-07-01T23:00:00-04:00", "json-ld")),
    )
    found = find_date(record)
    assert (found.dated_by, found.published.date()) == ("json-ld", DAY)
    assert found.conflict == (
        "meta says 2025-07-02; url says 2025-07-03; file name says 2025-07-04"
    )
    assert find_date(record, date(2025, 6, 30)).dated_by == "--published"


def test_a_claim_that_cannot_be_read_gives_way():
    record = RawRecord(place="x", claims=(claim("soon", "json-ld"), claim("2025-07-01", "feed")))
    assert find_date(record).dated_by == "feed"


def test_years_told_in_the_text_date_nothing():
    text = "Bridge opens\n\nThe old one of May 3, 1998 fell in 2019, years after July 1, 2001."
    assert find_date(RawRecord(place="bridge.txt", text=text)).published is None


def test_only_an_update_dates_the_version_at_hand():
    found = find_date(RawRecord(place="x", claims=(claim("2025-07-01", "meta", "updated"),)))
    assert (found.published, found.dated_by) == (DAY, "meta")
    assert found.conflict


def test_the_date_that_readers_see_is_the_last_resort():
    html = (
        "<html><head><title>Bridge</title></head><body><article><h1>Bridge</h1>"
        "<time datetime='2025-07-01'>July 1, 2025</time><p>It opened.</p></article></body></html>"
    )
    found = find_date(RawRecord(place="x.html", html=html))
    assert (found.published, found.dated_by) == (DAY, "page")
    # Of a page and a sitemap that says when it was last touched:
    found = find_date(
        RawRecord(place="x.html", html=html, claims=(claim("2026-02-03", "feed", "updated"),))
    )
    assert (found.published, found.dated_by) == (DAY, "page")
    assert found.updated == date(2026, 2, 3)
    found = find_date(
        RawRecord(place="x.html", html=html, claims=(claim("2025-07-01", "meta", "updated"),))
    )
    assert found.dated_by == "meta"


@pytest.mark.parametrize(
    ("inner", "value"),
    [
        ("<div class='meta'>5 March 2024</div><p>It opened.</p>", date(2024, 3, 5)),
        ("<time datetime='2024-03-05T10:00:00Z'>5 March</time><p>It opened.</p>", date(2024, 3, 5)),
        ("<p>Published: 13/06/2024</p><p>It opened.</p>", date(2024, 6, 13)),
        ("<p>Published: 05/06/2024</p><p>It opened.</p>", None),
        ("<p>It opened.</p><footer>© 2019 Echo</footer>", None),
        ("<p>It opened.</p><aside><time datetime='2020-03-05'>5 March 2020</time></aside>", None),
        (
            "<p>It opened.</p><div class='related'><span class='date'>March 1, 2024</span></div>",
            None,
        ),
        (
            "<p>The deal of 2015-03-04 between the two towns on either bank of the river ended "
            "when the old bridge fell on May 3, 1998 after a storm.</p>",
            None,
        ),
        ("<img src='/2021/05/06/bridge.jpg'><p>It opened.</p>", None),
    ],
)
def test_what_a_page_shows(inner, value):
    html = f"<html><body><article><h1>Bridge</h1>{inner}</article></body></html>"
    assert visible_day(html) == value


@pytest.mark.parametrize(
    "text",
    [
        "202403051230",
        "Tue, 05 Mar 24 10:00:00 GMT",
        "2024-3-5",
        "2024/3/5",
        "Tue Mar 05 10:00:00 +0000 2024",
    ],
)
def test_days_as_exports_and_old_feeds_print_them(text):
    found = parse(text)
    assert (found.year, found.month, found.day) == (2024, 3, 5)


def test_a_count_of_milliseconds_is_no_year():
    assert parse("1709633400000").isoformat() == "2024-03-05T10:10:00+00:00"
    assert parse("170963340000").year == 1975
