"""Paths in, whole articles out: where load, clean and dates meet."""

import json
from datetime import UTC, date, datetime

import pytest

from index_store.articles import not_before, read_articles
from tests.reading import only


def read(tmp_path, record, **options):
    (tmp_path / "a.json").write_text(json.dumps(record))
    (found,) = read_articles([str(tmp_path / "a.json")], **options)
    return found


def test_the_flag_overrides_and_the_rest_is_recorded(tmp_path):
    record = {"title": "T", "text": "It rained.", "date": "2025-03-02", "url": "https://e.com/a"}
    found = read(tmp_path, record, published=date(2025, 3, 1))
    assert (found.published, found.dated_by) == (date(2025, 3, 1), "--published")
    assert found.date_conflict == "field says 2025-03-02"
    assert found.source == "e.com"


def test_zones_and_updates_are_kept(tmp_path):
    times = {"published_at": "2025-03-02T23:30:00-05:00", "updated_at": "2025-03-03T06:00:00Z"}
    found = read(tmp_path, {"title": "T", "text": "It rained.", **times})
    assert found.published.isoformat() == times["published_at"]
    assert found.day == date(2025, 3, 2)
    assert found.updated == datetime(2025, 3, 3, 6, tzinfo=UTC)


def test_credits_fill_what_no_field_says(tmp_path):
    text = (
        "By Ann Poe\n\nHALE, Sept 12 (NWA) - The mayor said that the bridge was of no use to the "
        "town and that it had to go.\n\n(Corrects the name of the bridge)"
    )
    found = read(tmp_path, {"title": "T", "text": text})
    assert (found.author, found.agency, found.location) == ("Ann Poe", "NWA", "Hale")
    assert found.language == "en"
    assert found.corrects == "Corrects the name of the bridge"
    assert found.published is None


def test_a_dateline_takes_its_year_from_the_address(tmp_path):
    record = {
        "title": "T",
        "text": "HALE, Sept 12 (NWA) - It rained.",
        "url": "https://e.com/2024/09/x",
    }
    found = read(tmp_path, record)
    assert (found.published, found.dated_by) == (date(2024, 9, 12), "header")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The bridge was closed on March 3, 2024, after a storm.", date(2024, 3, 3)),
        ("He resigned in May 2024. She had left in April 2023.", date(2024, 5, 1)),
        ("On March 3, 2024, his wife published a letter.", date(2024, 3, 3)),
        ("A storm blew the roof off on March 3, 2024.", date(2024, 3, 3)),
        ("The trial will begin on March 3, 2031.", None),
        ("Bonds that mature in May 2040 were sold.", None),
        ("The council voted to close it by June 2, 2030.", None),
        ("It was the coldest winter since 1987.", None),
        ("It rained on Monday.", None),
    ],
)
def test_what_a_text_tells_as_past_bounds_its_day(text, bound):
    assert not_before(text) == bound


def test_a_dated_article_needs_no_bound(tmp_path):
    text = "The bridge was closed on March 3, 2024."
    assert read(tmp_path, {"title": "T", "text": text, "date": "2024-03-04"}).not_before is None
    assert read(tmp_path, {"title": "T", "text": text}).not_before == date(2024, 3, 3)


def test_a_stated_summary_is_marked_and_not_repeated(tmp_path):
    record = {"title": "T", "text": "It rained in Hale. It was wet.", "description": "Rain came."}
    assert [b.kind for b in read(tmp_path, record).blocks] == ["summary", "body"]
    record["description"] = "It rained in Hale."
    assert [b.kind for b in read(tmp_path, record).blocks] == ["body"]
    alone = read(tmp_path, {"title": "T", "summary": "Rain came."})
    assert [b.kind for b in alone.blocks] == ["summary"]


def test_a_file_has_one_id_from_whatever_folder_it_is_named(tmp_path, monkeypatch):
    for folder in ("p/deep", "d"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "p" / "a.txt").write_text("Rain in Hale\n\nIt rained in Hale on Monday.")
    monkeypatch.chdir(tmp_path)
    found = only("p/a.txt")
    monkeypatch.chdir("d")
    again = only("../p/a.txt")
    assert (again.id, again.place) == (found.id, found.place) == (found.id, f"{tmp_path}/p/a.txt")
    (tmp_path / "d" / "link").symlink_to(tmp_path / "p" / "deep")
    assert only("link/../a.txt").id == found.id, "what lies above a link is above what it leads to"
