"""Archives, folders and what cannot be read in, the reasons out."""

import gzip
import io
import json
import os
import tarfile
import time
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter

from index_store.articles import read_articles
from index_store.errors import RecordError
from index_store.load import archive, office, source
from tests.index_store.test_load import pdf_of
from tests.reading import only, read, refused
from tests.site import PAGE

TEXT = "Mayor opens bridge\n\nThe mayor of Hale opened the new bridge on Monday.\n\nIt cost $3m."


def test_folder_with_an_ignore_file_and_a_pattern(tmp_path):
    for name in ("a.txt", "b.txt", "drafts/c.txt", "old/d.txt", "old/keep.txt", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Title of {name}\n\nText.")
    (tmp_path / ".datelineignore").write_text("drafts/\nold/*\n!old/keep.txt\n")
    titles = [a.title for a in read(tmp_path)[0]]
    assert titles == ["Title of a.txt", "Title of b.txt", "Title of old/keep.txt"]
    assert len(read(tmp_path / "**" / "*.txt")[0]) == 5


def test_a_locked_folder_does_not_stop_the_others(tmp_path, monkeypatch):
    for name in ("a.txt", "locked/b.txt", "z/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Title of {name}\n\nText.")
    listed = Path.iterdir

    def refusing(folder):
        if folder.name == "locked":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refusing)
    found, errors = read(tmp_path)
    assert [a.title for a in found] == ["Title of a.txt", "Title of z/c.txt"]
    assert [e.place for e in errors] == [str(tmp_path / "locked")]
    assert "Permission denied" in errors[0].reason


def test_archives_hold_what_folders_hold(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("in/a.txt", TEXT)
        packed.writestr("in/b.exe", b"MZ\0\0")
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as packed:
        info = tarfile.TarInfo("c.html")
        info.size = len(PAGE.encode())
        packed.addfile(info, io.BytesIO(PAGE.encode()))
    with gzip.open(tmp_path / "d.jsonl.gz", "wt") as packed:
        packed.write('{"title": "D", "text": "D rose."}\n')
    found, errors = read(tmp_path)
    assert [a.title for a in found] == ["Mayor opens bridge", "Storm closes Hale port", "D"]
    assert [e.place for e in errors] == [f"{tmp_path / 'a.zip'}!in/b.exe"]


def test_members_cannot_lead_out_of_their_archive(tmp_path):
    with tarfile.open(tmp_path / "evil.tar", "w") as packed:
        for name in ("../up.txt", "/etc/abs.txt", "C:/win.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT)
            packed.addfile(info, io.BytesIO(TEXT.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)
    found, errors = read(tmp_path / "evil.tar")
    assert found == []
    assert len(errors) == 4
    assert not (tmp_path.parent / "up.txt").exists()


def test_an_archive_that_swells_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    monkeypatch.setattr(source, "MOST_UNPACKED", 5000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", "A" * 2000)
        packed.writestr("b.txt", "short\n\ntext of b")
        for n in range(9):
            packed.writestr(f"c{n}.txt", "C" * 2000)
        packed.writestr("z.txt", "never reached")
    found, errors = read(tmp_path / "bomb.zip")
    assert [a.title for a in found] == ["short"]
    assert errors[0].place.endswith("!a.txt")
    assert "more than can be trusted" in errors[-1].reason


def _zip(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


@pytest.mark.parametrize("limit", ["MOST_UNPACKED", "MOST_MEMBERS"])
def test_archives_inside_one_archive_share_its_bounds(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(source, limit, 5000 if limit == "MOST_UNPACKED" else 4)
    inner = _zip(a_txt="A\n\n" + "It rose. " * 200)
    (tmp_path / "a.zip").write_bytes(_zip(**{f"i{n}_zip": inner for n in range(9)}))
    found, errors = read(tmp_path / "a.zip")
    assert len(found) == 2
    assert {e.place for e in errors if "more than can be trusted" in e.reason} == {
        str(tmp_path / "a.zip")
    }


def test_a_packed_file_that_swells_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MOST_UNPACKED", 300_000)
    row = b'{"title": "A", "text": "It rose."}\n'
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(row + b"\n" * 1_000_000 + row))
    (found,), (error,) = read(tmp_path / "a.jsonl.gz")
    assert found.title == "A"
    assert "more than can be trusted" in error.reason


def test_archives_inside_archives_end(tmp_path):
    data = TEXT.encode()
    for name in ("a.txt", "1.zip", "2.zip"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as packed:
            packed.writestr(name, data)
        data = buffer.getvalue()
    (tmp_path / "3.zip").write_bytes(data)
    assert "inside archives" in refused(tmp_path / "3.zip").reason


def test_refuses_a_missing_path_before_reading(tmp_path):
    for path in ("none.txt", "none*.txt"):
        with pytest.raises(RecordError):
            read_articles([str(tmp_path / path)])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.txt", bytes(range(256)), "binary"),
        ("a.txt", TEXT.encode("utf-16-be"), "UTF-16-BE without"),
        ("a.txt", TEXT.encode("utf-16-le"), "UTF-16-LE without"),
        ("a.txt", TEXT.encode().replace(b"mayor", b"may\0r"), "NUL"),
        ("a.exe", b"MZ", "not a kind"),
        ("a.csv", b"title,text\nA,B", "not a kind"),
        ("a.json", b'{"title": "x"', "not JSON"),
        ("a.json", b"[" * 100_000, "nested too deep"),
        ("a.json", b'{"title": "x"}', "no text"),
        ("a.json", b'{"title": "x", "text": 5}', "no text"),
        ("a.md", b"---\na: [\n---\nText", "front matter cannot be read"),
        ("a.md", b"---\na: b\n---\n", "no text"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.xml", b"<svg></svg>", "unknown kind"),
        ("a.xml", b"nothing", "unknown kind"),
        ("a.xml", b"<rss></rss>", "no entries"),
        ("a.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><nitf>&a;</nitf>', "entities"),
        ("a.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///a">]><rss>&a;</rss>', "entities"),
        ("a.nitf", b"<nitf><body/></nitf>", "no text"),
        ("a.pdf", b"%PDF-1.4 broken", "not a PDF"),
        ("a.docx", b"PK broken", "not a Word"),
        ("a.zip", b"PK\x03\x04 broken", "damaged"),
        ("a.tar.gz", b"\x1f\x8b broken", "damaged"),
        ("a.jsonl.gz", b"\x1f\x8b broken", "ends too early"),
        ("a.jsonl.gz", gzip.compress(b'{"title": "A", "text": "b"}\n')[:-12], "too early"),
        ("a.eml", b"Subject: x\n\n", "without text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    error = refused(tmp_path / name)
    assert words in error.reason
    assert error.place.startswith(str(tmp_path / name))
    assert error.remedy


def test_a_scanned_pdf_and_a_locked_one(tmp_path):
    scanned = PdfWriter()
    scanned.add_blank_page(width=595, height=842)
    scanned.write(str(tmp_path / "a.pdf"))
    assert "without text" in refused(tmp_path / "a.pdf").reason
    scanned.encrypt("secret", algorithm="RC4-128")
    scanned.write(str(tmp_path / "b.pdf"))
    assert "password" in refused(tmp_path / "b.pdf").reason


def test_a_very_long_pdf_is_read_in_part_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "_MOST_PAGES", 1)
    writer = PdfWriter()
    for _ in range(2):
        writer.append(io.BytesIO(pdf_of(["Dam repaired", "The dam above Hale was repaired."])))
    writer.write(str(tmp_path / "a.pdf"))
    (found,), (cut,) = read(tmp_path / "a.pdf")
    assert found.title == "Dam repaired"
    assert cut.reason == "only its first 1 pages were read"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-8"])
def test_other_encodings_are_told(tmp_path, encoding):
    text = "Élysée opens café\n\nThe café of the Élysée “opened” on Monday – at last, said André."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    found = only(tmp_path / "a.txt")
    assert found.title == "Élysée opens café"
    assert "“opened”" in found.body


BODY = "<p>The port of Hale was closed on Sunday after a storm, officials said there.</p>" * 4


def _zip_of(name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        member = zipfile.ZipInfo("x")
        member.filename = name
        packed.writestr(member, TEXT)
    return buffer.getvalue()


def _nested_mail(depth):
    inner = b"Content-Type: text/plain\n\nhello\n"
    for n in range(depth):
        edge = b"b%d" % n
        head = b"Content-Type: multipart/mixed; boundary=" + edge
        inner = head + b"\n\n--" + edge + b"\n" + inner + b"\n--" + edge + b"--\n"
    return b"From: a@b.example\nSubject: S\nMIME-Version: 1.0\n" + inner


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.zip", _zip_of(""), "leads out"),
        ("a.zip", _zip_of("."), "leads out"),
        ("a.eml", _nested_mail(1500), "nested too deep"),
        ("a.json", b'{"text":"x","author":' + b"[" * 950 + b"]" * 950 + b"}", "nested too deep"),
        ("a.json", b"[" * 100_000, "nested too deep"),
        ("a.jsonl", b"[" * 100_000, "nested too deep"),
        ("a.nitf", b"<nitf>" + b"<b>" * 50_000 + b"x", "no text"),
        ("a.md", b"---\na: &a [x]\nauthor: *a\n---\nText.\n", "YAML aliases"),
    ],
    ids=["no name", "dot", "mail", "json", "json list", "jsonl", "xml", "yaml"],
)
def test_what_is_nested_or_named_to_do_harm_is_refused(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    assert words in refused(tmp_path / name).reason.replace("JSON nested", "nested")


def test_yaml_that_swells_takes_no_time(tmp_path):
    lines = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    text = "\n".join(["---", "a0: &a0 [lol]", *lines, "author: *a8", "---", "Text."])
    (tmp_path / "a.md").write_text(text)
    began = time.perf_counter()
    assert "YAML aliases" in refused(tmp_path / "a.md").reason
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "harm",
    [
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">'
        + '{"@graph":[' * 450
        + "1"
        + "]}" * 450
        + "</script>",
        "<b>" * 20_000 + "x" + "</b>" * 20_000,
    ],
    ids=["json-ld", "graph", "inline"],
)
def test_what_is_nested_in_a_page_does_not_cost_its_article(tmp_path, harm):
    page = f"<html><head></head><body><article>{BODY}{harm}</article></body></html>"
    (tmp_path / "a.html").write_text(page)
    assert only(tmp_path / "a.html").body.startswith("The port of Hale")


def test_the_library_for_pdfs_says_nothing_of_its_own(tmp_path, caplog):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    refused(tmp_path / "a.pdf")
    assert caplog.records == []


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.csv", "rows as JSON"),
        ("a.rtf", ".docx or .txt"),
        ("a.doc", ".docx or .txt"),
        ("a.mbox", ".eml"),
        ("a.tar.bz2", ".zip"),
        ("a.exe", "and each of them packed as .gz"),
    ],
)
def test_what_to_do_with_a_kind_that_cannot_be_read(tmp_path, name, remedy):
    (tmp_path / name).write_bytes(b"x")
    assert remedy in str(refused(tmp_path / name))


def test_nul_bytes_in_fields_do_no_harm(tmp_path):
    row = {name: f"{name}\0x" for name in ("id", "title", "text", "author", "source", "url")}
    (tmp_path / "a.json").write_text(json.dumps(row | {"published": "2025-01-02\0"}))
    found = only(tmp_path / "a.json")
    assert (found.title, found.body) == ("titlex", "textx")


@pytest.mark.parametrize("url", ["http://x.example:99999/a", "http://[bad/a", "https://[::1]:8/a"])
def test_an_address_that_is_none_does_not_cost_the_article(tmp_path, url):
    (tmp_path / "a.json").write_text(json.dumps({"title": "A", "text": "It rose.", "url": url}))
    link = f'<link rel="canonical" href="{url}">'
    page = f"<html><head>{link}</head><body><article>{BODY}</article></body></html>"
    (tmp_path / "b.html").write_text(page)
    found, errors = read(tmp_path)
    assert errors == []
    assert [a.url for a in found] == [url, url]


def _flipped(data, at):
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def _packed(method):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        packed.writestr("a.txt", TEXT * 9)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl.gz", b"\x1f\x8b\x08" + bytes(7) + b"\x07" * 50),
        ("a.zip", _flipped(_packed(zipfile.ZIP_LZMA), 60)),
        ("a.zip", _flipped(_packed(zipfile.ZIP_DEFLATED), 40)),
        ("a.zip", _packed(zipfile.ZIP_STORED).replace(b"a.txt", b"\xff.txt")),
    ],
    ids=["gzip", "lzma", "deflate", "name"],
)
def test_a_damaged_archive_says_so_and_stops_nothing(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text(TEXT)
    found, errors = read(tmp_path)
    assert "Mayor opens bridge" in [a.title for a in found]
    assert all(e.place.startswith(str(tmp_path / name)) and e.remedy for e in errors)


LONG = "9" * 5000


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.json", f'{{"title": "A", "text": "b", "id": {LONG}}}', "not JSON (a number too long"),
        ("a.jsonl", f'{{"title": "A", "text": "b", "id": {LONG}}}', "not JSON (a number too long"),
        ("a.md", f"---\nid: {LONG}\n---\nText.", "front matter"),
        ("a.md", f"---\nid: 0x{LONG}\n---\nText.", "front matter"),
        ("a.md", "---\ndate: 2024-13-45\n---\nText.", "front matter"),
        ("a.md", "---\ndate: !!timestamp soon\n---\nText.", "front matter"),
        ("a.md", "---\nid: !!int ''\n---\nText.", "front matter"),
        ("a.md", "---\nid: !!bool maybe\n---\nText.", "front matter"),
        ("a.md", "\n---\na: &a [x]\nauthor: *a\n---\nText.\n", "YAML aliases"),
        ("a.md", "---\na: &a [x]\n---x: 1\nauthor: *a\n---\nText.\n", "YAML aliases"),
    ],
)
def test_values_that_cannot_be_read_cost_their_record_alone(tmp_path, name, data, words):
    (tmp_path / name).write_text(data)
    (tmp_path / "b.txt").write_text(TEXT)
    (found,), (error,) = read(tmp_path)
    assert found.title == "Mayor opens bridge"
    assert words in error.reason
    assert error.place.startswith(str(tmp_path / name))


def test_a_number_too_long_in_a_page_does_not_cost_its_article(tmp_path):
    data = f'{{"@type": "NewsArticle", "headline": "A", "wordCount": {LONG}}}'
    script = f'<script type="application/ld+json">{data}</script>'
    page = f"<html><head>{script}</head><body><article>{BODY}</article></body></html>"
    (tmp_path / "a.html").write_text(page)
    assert only(tmp_path / "a.html").body.startswith("The port of Hale")


@pytest.mark.parametrize(
    "head", ["{\n", "{\n}\n", "+++\na = 1\n+++\n", "A rise\n---\nb: *c\n---\n"]
)
def test_markdown_that_begins_otherwise_than_with_front_matter_is_text(tmp_path, head):
    (tmp_path / "a.md").write_text(f"{head}\nPort closed\n\nThe port of Hale was closed on Sunday.")
    assert only(tmp_path / "a.md").body.endswith("The port of Hale was closed on Sunday.")


@pytest.mark.parametrize(
    "head", [b"Message-ID: <,@y>", b"Message-ID: <x@[>", b"From: <a@\n.example>", b'From: "\ro, R']
)
def test_a_broken_head_does_not_cost_a_mail(tmp_path, head):
    (tmp_path / "a.eml").write_bytes(b"Subject: Port\n" + head + b"\n\nThe port was closed.\n")
    assert only(tmp_path / "a.eml").title == "Port"


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "rain.txt").write_text("Rain in Hale\n\nIt rained in Hale on Monday.")
    (found,), (error,) = read(tmp_path)
    assert found.title == "Rain in Hale"
    assert (error.place, error.reason) == (
        str(tmp_path / "pipe.txt"),
        "a pipe or a device, not a file",
    )
    assert "dateline load -" in refused(tmp_path / "pipe.txt").remedy
