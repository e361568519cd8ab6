import json

import pytest

from index_store.articles import canonical_url, read_articles
from index_store.errors import RecordError

TEXT = "Mayor opens bridge\n\nThe mayor of Hale opened the new bridge on Monday.\n\nIt cost $3m."


def test_reads_text_markdown_html_json_and_jsonl_below_a_folder(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.md").write_text("---\ntitle: B\ndate: 2024-03-05\n---\nThe dam burst on Friday.\n")
    (tmp_path / "c.html").write_text(
        '<html><head><title>C</title><meta property="article:published_time" '
        'content="2024-03-06T10:00:00Z"></head><body><article><h1>C wins</h1><p>The vote in Hale '
        "ended late on Tuesday with a win for C, officials said, after a long count.</p></article>"
    )
    (tmp_path / "d.json").write_text(json.dumps({"headline": "D", "body": "D fell.", "date": "2024-03-07"}))
    (tmp_path / "e.jsonl").write_text('{"title": "E", "text": "E rose."}\n{broken\n')
    found = list(read_articles([str(tmp_path)], source="The Hale Echo"))
    articles = [item for item in found if not isinstance(item, RecordError)]
    errors = [item for item in found if isinstance(item, RecordError)]
    assert [a.title for a in articles] == ["Mayor opens bridge", "B", "C wins", "D", "E"]
    assert [a.dated_by for a in articles] == [None, "front matter", "meta", "field", None]
    assert [e.place for e in errors] == [f"{tmp_path / 'e.jsonl'}:2"]


def test_refuses_a_missing_path_before_reading(tmp_path):
    with pytest.raises(RecordError, match="no such file"):
        read_articles([str(tmp_path / "none.txt")])


def test_one_form_for_addresses_of_the_same_page():
    assert canonical_url("HTTP://Example.com/a/?utm_source=x#top") == "https://example.com/a"
