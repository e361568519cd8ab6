"""Made-up files in, valid on the outside and hostile or broken inside; none may stop a load."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from dataclasses import fields
from email.message import EmailMessage
from html import escape

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_store.types import Article
from tests.index_store.test_load import pdf_of
from tests.reading import read

TEXT = "Mayor opens bridge\n\nThe mayor of Hale opened the new bridge on Monday.\n\nIt cost $3m."
NUMBER = "9" * 5000
# All of them are refused without a look at the network.
ADDRESSES = [
    "http://127.0.0.1:99999/a", "http://127.0.0.1:1/2024/13/45/", "http://[::1", "http://[bad]/",
    "https://[::1]:8/a?b=[", "http://[", "http://", "http:///a", "//[x", "file:///etc/passwd",
    "http://[fe80::1%25eth0]/", "http://127.0.0.1:1/%zz", "http://127.0.0.1:-1/", "http://\u2100",
    "http://a@[::1]@127.0.0.1:1/", "javascript:alert(1)",
]  # fmt: skip
DATES = [
    "2024-13-45", "0000-00-00", "2024-02-30T25:61:61+99:99", "9999-12-31T23:59:59-23:59", "1e400",
    "0001-01-01T00:00:00+14:00", "Mon, 32 Foo 99999 99:99:99 +9999", "\u0662\u0660\u0662\u0665",
    "99999999999999999999", "-1", "2024-W99-9", "24:00", "1709251200000000000", "05/06/2024",
]  # fmt: skip
OTHERS = [
    "\ud800",
    "a\udfffb",
    "\0",
    "\ufffe",
    "",
    "{",
    "---",
    "&#xD800;",
    "]]>",
    NUMBER,
    "\U000e0001",
]
NAMES = (
    "id", "title", "text", "html", "url", "source", "author", "agency", "section", "language",
    "location", "summary", "published", "updated", "articleBody", "datePublished",
)  # fmt: skip
WORDS = st.sampled_from([*ADDRESSES, *DATES, *OTHERS]) | st.text(st.characters(), max_size=20)
NUMBERS = st.integers() | st.floats() | st.booleans() | st.none()
VALUES = st.recursive(
    WORDS | NUMBERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
URLS, DAYS = st.sampled_from(ADDRESSES) | WORDS, st.sampled_from(DATES) | WORDS
ROWS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(NAMES, VALUES) | {"url": URLS, "published": DAYS}
)
FIELDS = st.fixed_dictionaries(
    {"url": URLS, "published": DAYS},
    optional=dict.fromkeys([name for name in NAMES if name not in ("url", "published")], WORDS),
)


def _json(row: dict[str, object]) -> bytes:
    # A number of 5,000 digits can be written, but not by Python.
    return json.dumps({"text": TEXT, **row}).replace(f'"{NUMBER}"', NUMBER).encode()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape" if text.isascii() else "replace")


def _markdown(row: dict[str, str]) -> bytes:
    lines = [f"{name}: {value}" for name, value in row.items()]
    return _bytes("\n".join(["---", *lines, "---", TEXT]))


def _page(row: dict[str, str]) -> bytes:
    metas = "".join(
        f'<meta property="{name}" content="{escape(row.get(key, ""))}">'
        for name, key in (("article:published_time", "published"), ("og:url", "url"),
                          ("author", "author"), ("og:title", "title"))
    )  # fmt: skip
    link = f'<link rel="canonical" href="{escape(row.get("url", ""))}">'
    data = json.dumps({"@type": "NewsArticle", **row}).replace(f'"{NUMBER}"', NUMBER)
    script = f'<script type="application/ld+json">{data}</script>'
    body = "".join(
        f"<p>The port of Hale was closed for {n} days, officials said.</p>" * 2 for n in (3, 4)
    )
    return _bytes(f"<html><head>{metas}{link}{script}</head><body><article>{body}</article></body>")


def _feed(row: dict[str, str]) -> bytes:
    names = {"title": "title", "url": "link", "id": "guid", "published": "pubDate",
             "author": "author", "text": "description", "section": "category"}  # fmt: skip
    items = "".join(f"<{to}>{escape(row.get(of, ''))}</{to}>" for of, to in names.items())
    sound = f"<item><title>Port</title><description>{TEXT * 20}</description></item>"
    return _bytes(f"<rss version='2.0'><channel><item>{items}</item>{sound}</channel></rss>")


def _sitemap(row: dict[str, str]) -> bytes:
    loc, day = escape(row.get("url", "x")), escape(row.get("published", ""))
    return _bytes(f"<urlset><url><loc>{loc}</loc><lastmod>{day}</lastmod></url></urlset>")


def _mail(row: dict[str, str]) -> bytes:
    names = {"title": "Subject", "author": "From", "id": "Message-ID", "published": "Date",
             "section": "Content-Type"}  # fmt: skip
    lines = [f"{to}: {' '.join(row.get(of, '').split())}" for of, to in names.items()]
    return _bytes("\n".join([*lines, "", TEXT]))


MAKERS = {
    ".md": _markdown, ".html": _page, ".rss": _feed, ".xml": _sitemap, ".eml": _mail,
}  # fmt: skip


def _check(path: object) -> int:
    articles, errors = read(path)
    for article in articles:
        assert article.body
        for field in fields(Article):
            str(getattr(article, field.name)).encode()
    for error in errors:
        assert error.reason
        str(error).encode()
    return len(articles) + len(errors)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    return tmp_path_factory.mktemp("hostile")


@given(row=ROWS)
@settings(max_examples=150)
def test_no_value_in_json_stops_a_load(folder, row):
    sound = json.dumps({"title": "A", "text": "It rose."}).encode()
    (folder / "a.jsonl").write_bytes(b"\n".join([sound, _json(row), sound]))
    assert _check(folder / "a.jsonl") == 3
    (folder / "a.json").write_bytes(_json(row))
    assert _check(folder / "a.json") > 0


@pytest.mark.parametrize("suffix", sorted(MAKERS))
@given(row=FIELDS)
@settings(max_examples=100)
def test_no_value_stops_a_load(folder, suffix, row):
    path = folder / f"a{suffix}"
    path.write_bytes(MAKERS[suffix](row))
    assert _check(path) > 0 or suffix == ".xml", "a sitemap may have no address"


def _zip(method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        packed.writestr("a.txt", TEXT * 5)
        packed.writestr("b.json", b'{"text": "It rose."}')
    return buffer.getvalue()


def _tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as packed:
        for name in ("a.txt", "b" * 150 + ".txt"):
            info = tarfile.TarInfo(name)
            info.size, info.pax_headers = len(TEXT), {"mtime": "1.5"}
            packed.addfile(info, io.BytesIO(TEXT.encode()))
    return buffer.getvalue()


def _docx() -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_heading("Port closed", 1)
    document.add_paragraph("The port of Hale was closed.")
    document.save(buffer)
    return buffer.getvalue()


def _with_attachment() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = '"Roe, Jo" <a@b.example>', "Sé", "<a@b>"
    mail.set_content(TEXT)
    mail.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename="é.txt")
    return mail.as_bytes()


PACKED = {
    "stored.zip": _zip(zipfile.ZIP_STORED), "deflated.zip": _zip(zipfile.ZIP_DEFLATED),
    "bzip2.zip": _zip(zipfile.ZIP_BZIP2), "lzma.zip": _zip(zipfile.ZIP_LZMA), "a.tar": _tar(),
    "a.tar.gz": gzip.compress(_tar()), "bzip2.tar": bz2.compress(_tar()),
    "lzma.tar": lzma.compress(_tar()), "a.jsonl.gz": gzip.compress(b'{"text": "It rose."}\n' * 50),
    "a.pdf": pdf_of(["Dam repaired", "The dam above Hale was repaired."]), "a.docx": _docx(),
    "a.eml": _with_attachment(),
}  # fmt: skip


@pytest.mark.parametrize("name", PACKED)
@given(
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=2)), max_size=3)
)
@settings(max_examples=60)
def test_no_damage_stops_a_load(folder, name, flips):
    data = PACKED[name]
    for share, other in flips:
        at = int(share * len(data))
        data = data[:at] + other + data[at + 1 :]
    (folder / name).write_bytes(data)
    _check(folder / name)


@given(
    st.sampled_from(sorted(".txt .md .html .json .jsonl .xml .eml .pdf .zip .gz".split())),
    st.binary(),
)
@settings(max_examples=150)
def test_no_bytes_stop_a_load(folder, suffix, data):
    (folder / f"b{suffix}").write_bytes(data)
    _check(folder / f"b{suffix}")
