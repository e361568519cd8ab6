"""Every shape of article in, what comes out of it."""

import gzip
import io
import json
import sys
import tarfile
import threading
import zipfile
import zlib
from datetime import date
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from index_store.articles import canonical_url, read_articles
from index_store.errors import RecordError
from index_store.load import archive
from index_store.load.fetch import Fetcher

TEXT = "Mayor opens bridge\n\nThe mayor of Hale opened the new bridge on Monday.\n\nIt cost $3m."
PAGE = """<!doctype html><html lang="en"><head><title>Storm closes port | Hale Echo</title>
<link rel="canonical" href="https://echo.example/2025/03/02/storm">
<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"],
"headline": "Storm closes Hale port", "datePublished": "2025-03-02T09:00:00+01:00",
"author": [{"@type": "Person", "name": "Jo Roe"}], "publisher": {"name": "Hale Echo"}}]}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Storm closes Hale port</h1>
<p>The port of Hale was closed on Sunday after a storm broke two moorings, officials said.</p>
<p>About 400 passengers spent the night in a school, according to the town council.</p>
</article></body></html>"""


def read(*paths, **options):
    found = list(read_articles([str(path) for path in paths], **options))
    errors = [one for one in found if isinstance(one, RecordError)]
    return [one for one in found if not isinstance(one, RecordError)], errors


def only(*paths, **options):
    articles, errors = read(*paths, **options)
    assert errors == []
    assert len(articles) == 1
    return articles[0]


def refused(*paths, **options):
    articles, errors = read(*paths, **options)
    assert articles == []
    assert len(errors) == 1
    assert errors[0].reason
    return errors[0]


# --- files -------------------------------------------------------------------------------------


def test_plain_text(tmp_path):
    path = tmp_path / "2024-03-05-bridge.txt"
    path.write_text(TEXT)
    found = only(path, source="The Hale Echo")
    assert found.title == "Mayor opens bridge"
    assert found.body.startswith("The mayor of Hale")
    assert (found.published, found.dated_by) == (date(2024, 3, 5), "file name")
    assert found.source == "The Hale Echo"


def test_markdown_with_front_matter(tmp_path):
    path = tmp_path / "b.md"
    path.write_text("---\nheadline: Dam bursts\ndate: 2024-03-05\noutlet: Echo\n---\nIt burst.\n")
    found = only(path, source="Other")
    assert (found.title, found.dated_by, found.source) == ("Dam bursts", "front matter", "Echo")


def test_web_page(tmp_path):
    path = tmp_path / "c.html"
    path.write_text(PAGE)
    found = only(path)
    assert found.title == "Storm closes Hale port"
    assert (found.source, found.author, found.language) == ("Hale Echo", "Jo Roe", "en")
    assert found.published.isoformat() == "2025-03-02T09:00:00+01:00"
    assert found.body.count("\n\n") == 1


def test_json_under_common_aliases(tmp_path):
    path = tmp_path / "d.json"
    path.write_text(
        json.dumps(
            {
                "articles": [
                    {"headline": "A", "body": "A fell.", "datePublished": "2024-03-07"},
                    {"name": "B", "content": ["B rose.", "C too."], "publisher": {"name": "Echo"}},
                    {"title": "C", "articleBody": "C.", "link": "https://e.com/c?utm_source=x"},
                ]
            }
        )
    )
    found, errors = read(path)
    assert errors == []
    assert [a.title for a in found] == ["A", "B", "C"]
    assert found[1].source == "Echo"


def test_jsonl_keeps_ids_when_asked_and_reports_the_broken_line(tmp_path):
    path = tmp_path / "e.jsonl"
    path.write_text(
        '{"id": "x1", "title": "E", "text": "E rose."}\n\n{broken\n[1]\n{"title": "T"}\n'
    )
    found, errors = read(path, own_ids=True)
    assert [a.id for a in found] == ["x1"]
    assert [e.place for e in errors] == [f"{path}:{n}" for n in (3, 4, 5)]
    assert len(read(path)[0][0].id) == 16


def test_word_document_with_a_caption(tmp_path):
    document = docx.Document()
    document.add_heading("Storm closes port", 0)
    document.add_paragraph("The port of Hale was closed on Sunday.")
    document.add_paragraph("Waves at the pier", style="Caption")
    document.save(str(tmp_path / "f.docx"))
    found = only(tmp_path / "f.docx")
    assert found.title == "Storm closes port"
    assert [b.kind for b in found.blocks] == ["body", "caption"]
    assert found.published is None


def pdf_of(lines):
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    drawn = "".join(f"BT /F1 12 Tf 50 {800 - 16 * n} Td ({t}) Tj ET\n" for n, t in enumerate(lines))
    content = DecodedStreamObject()
    content.set_data(drawn.encode())
    page[NameObject("/Contents")] = content
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_pdf_lines_become_paragraphs(tmp_path):
    lines = [
        "Storm closes port",
        "The port of Hale was closed on Sunday after a storm broke two of its oldest moor-",
        "ings, the harbour master said.",
        "About 400 passengers spent the night in the town school, said the council of Hale.",
    ]
    (tmp_path / "g.pdf").write_bytes(pdf_of(lines))
    found = only(tmp_path / "g.pdf")
    assert found.title == "Storm closes port"
    assert "its oldest moorings, the harbour master said.\n\nAbout 400" in found.body


def test_mail_with_an_attachment(tmp_path):
    mail = EmailMessage()
    mail["Subject"] = "Storm closes port"
    mail["From"] = "Jo Roe <jo@echo.example>"
    mail["Date"] = "Sun, 02 Mar 2025 09:00:00 +0100"
    mail.set_content("The port of Hale was closed on Sunday.")
    mail.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename="bridge.txt")
    (tmp_path / "h.eml").write_bytes(mail.as_bytes())
    found, errors = read(tmp_path / "h.eml")
    assert errors == []
    assert [a.title for a in found] == ["Storm closes port", "Mayor opens bridge"]
    assert (found[0].author, found[0].dated_by) == ("Jo Roe", "header")
    assert found[0].published.isoformat() == "2025-03-02T09:00:00+01:00"


def test_feed_with_whole_articles(tmp_path):
    long = "The port of Hale was closed on Sunday, the harbour master said. " * 30
    (tmp_path / "feed.xml").write_text(
        '<rss version="2.0"><channel><title>Hale Echo</title><item><title>Storm</title>'
        "<link>https://echo.example/storm</link><pubDate>Sun, 02 Mar 2025 09:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{long}&lt;/p&gt;</description></item></channel></rss>"
    )
    found = only(tmp_path / "feed.xml")
    assert (found.title, found.source, found.dated_by) == ("Storm", "Hale Echo", "feed")


def test_nitf(tmp_path):
    (tmp_path / "n.xml").write_text(
        "<nitf><head><title>slug</title><docdata><date.issue norm='20250302T090000Z'/></docdata>"
        "</head><body><body.head><hedline><hl1>Storm closes port</hl1></hedline><byline>By Jo Roe"
        "</byline><distributor>NWA</distributor><dateline><location>HALE</location></dateline>"
        "</body.head><body.content><p>The port was closed on Sunday.</p><media><media-caption>"
        "<p>Waves at the pier</p></media-caption></media><p>It may open on Monday.</p>"
        "</body.content></body></nitf>"
    )
    found = only(tmp_path / "n.xml")
    assert (found.title, found.author, found.agency) == ("Storm closes port", "Jo Roe", "NWA")
    assert (found.published.isoformat(), found.dated_by) == ("2025-03-02T09:00:00+00:00", "meta")
    assert [b.kind for b in found.blocks] == ["body", "caption", "body"]


def test_newsml_message_with_a_withdrawn_item(tmp_path):
    item = (
        "<newsItem guid='{id}' xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta><provider>"
        "<name>NWA</name></provider><versionCreated>2025-03-02T10:00:00Z</versionCreated>"
        "<firstCreated>2025-03-02T09:00:00Z</firstCreated><pubStatus qcode='stat:{status}'/>"
        "</itemMeta><contentMeta><headline>Storm {id}</headline><language tag='en'/></contentMeta>"
        "<contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body><p>The port was "
        "closed.</p></body></html></inlineXML></contentSet></newsItem>"
    )
    both = item.format(id="u1", status="usable") + item.format(id="u2", status="canceled")
    (tmp_path / "m.xml").write_text(f"<newsMessage><itemSet>{both}</itemSet></newsMessage>")
    found, errors = read(tmp_path / "m.xml")
    assert [(a.title, a.source, a.language) for a in found] == [("Storm u1", "NWA", "en")]
    assert found[0].updated.isoformat() == "2025-03-02T10:00:00+00:00"
    assert "withdrawn" in errors[0].reason


def test_standard_input_is_told_by_its_first_bytes(monkeypatch):
    class Stream:
        buffer = io.BytesIO(b'{"title": "A", "text": "A fell."}\n{"title": "B", "text": "B."}\n')

    monkeypatch.setattr(sys, "stdin", Stream)
    assert [a.title for a in read("-")[0]] == ["A", "B"]


# --- folders and archives ----------------------------------------------------------------------


def test_folder_with_an_ignore_file_and_a_pattern(tmp_path):
    for name in ("a.txt", "b.txt", "drafts/c.txt", "old/d.txt", "old/keep.txt", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Title of {name}\n\nText.")
    (tmp_path / ".datelineignore").write_text("drafts/\nold/*\n!old/keep.txt\n")
    titles = [a.title for a in read(tmp_path)[0]]
    assert titles == ["Title of a.txt", "Title of b.txt", "Title of old/keep.txt"]
    assert len(read(tmp_path / "**" / "*.txt")[0]) == 5


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
    monkeypatch.setattr(archive, "MOST_UNPACKED", 5000)
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


def test_archives_inside_archives_end(tmp_path):
    data = TEXT.encode()
    for name in ("a.txt", "1.zip", "2.zip"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as packed:
            packed.writestr(name, data)
        data = buffer.getvalue()
    (tmp_path / "3.zip").write_bytes(data)
    assert "inside archives" in refused(tmp_path / "3.zip").reason


# --- what cannot be read -----------------------------------------------------------------------


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
        ("a.exe", b"MZ", "not a kind"),
        ("a.json", b'{"title": "x"', "not JSON"),
        ("a.json", b"[" * 100_000, "nested too deep"),
        ("a.json", b'{"title": "x"}', "no text"),
        ("a.md", b"---\na: [\n---\nText", "not YAML"),
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
    (tmp_path / "a.pdf").write_bytes(pdf_of([]))
    assert "without text" in refused(tmp_path / "a.pdf").reason
    writer = PdfWriter(clone_from=io.BytesIO(pdf_of(["Text"])))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(str(tmp_path / "b.pdf"))
    assert "password" in refused(tmp_path / "b.pdf").reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-8"])
def test_other_encodings_are_told(tmp_path, encoding):
    text = "Élysée opens café\n\nThe café of the Élysée “opened” on Monday – at last, said André."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    found = only(tmp_path / "a.txt")
    assert found.title == "Élysée opens café"
    assert "“opened”" in found.body


@given(
    st.sampled_from(sorted(".txt .md .html .json .jsonl .xml .eml .pdf .zip .gz".split())),
    st.binary(),
)
@settings(max_examples=150, deadline=None)
def test_no_bytes_stop_a_load(tmp_path_factory, suffix, data):
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(data)
    for found in read_articles([str(path)]):
        assert found.body if not isinstance(found, RecordError) else found.reason


# --- ids ---------------------------------------------------------------------------------------


def test_one_form_for_addresses_of_the_same_page():
    assert canonical_url("HTTP://Example.com/a/?utm_source=x#top") == "https://example.com/a"
    assert canonical_url("https://e.com/a?id=2") != canonical_url("https://e.com/a?id=3")
    assert canonical_url("ftp://e.com/a") == canonical_url("http://[bad") == ""


def test_the_same_page_gets_the_same_id_from_any_file(tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.json").write_text(
        json.dumps({"title": "x", "text": "y", "url": "http://echo.example/2025/03/02/storm/"})
    )
    assert only(tmp_path / "a.html").id == only(tmp_path / "b.json").id


# --- addresses ---------------------------------------------------------------------------------


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        status, headers, body = self.server.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.server.seen.append(dict(self.headers))
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.pages, server.seen = {}, []
    server.root = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_private_addresses_are_refused_unless_allowed(site):
    site.pages["/storm"] = (200, HTML, PAGE.encode())
    url = f"{site.root}/storm"
    assert "private network" in refused(url).reason
    assert site.seen == []
    assert only(url, allow_private=["127.0.0.1"]).title == "Storm closes Hale port"
    assert only(url, allow_private=["127.0.0.0/8"]).url == "https://echo.example/2025/03/02/storm"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/", "http://127.1/", "http://[::1]/", "http://169.254.169.254/latest/",
        "http://10.0.0.1/", "http://192.168.1.1/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/",
        "http://2130706433/", "http://[fe80::1]/", "http://100.64.0.1/",
        "http://[2002:7f00:1::]/", "http://[64:ff9b::7f00:1]/",
    ],
)  # fmt: skip
def test_no_spelling_of_a_private_address_gets_through(url):
    with pytest.raises(RecordError) as caught:
        Fetcher().resolve(url)
    assert caught.value.reason


@pytest.mark.parametrize(
    "url", ["ftp://e.com/a", "file:///etc/passwd", "gopher://e.com", "http://"]
)
def test_only_http_is_fetched(url):
    assert "http(s)" in refused(url).reason


def test_each_redirect_is_checked_and_they_end(site):
    site.pages["/ok"] = (302, {"Location": "/storm"}, b"")
    site.pages["/storm"] = (200, HTML, PAGE.encode())
    site.pages["/out"] = (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b"")
    site.pages["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    site.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    allow = ["127.0.0.1"]
    assert only(f"{site.root}/ok", allow_private=allow).title == "Storm closes Hale port"
    assert "private network" in refused(f"{site.root}/out", allow_private=allow).reason
    assert "http(s)" in refused(f"{site.root}/file", allow_private=allow).reason
    assert "redirects" in refused(f"{site.root}/loop", allow_private=allow).reason


def test_answers_are_limited_in_size_packed_or_not(site):
    fetcher = Fetcher(allow_private=("127.0.0.1",), most_bytes=2 * 2**20)
    site.pages["/gz"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 2**20))
    site.pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 2**26))
    site.pages["/zbomb"] = (200, {"Content-Encoding": "deflate"}, zlib.compress(b"x" * 2**26))
    site.pages["/big"] = (200, {}, b"x" * (2**21 + 1))
    site.pages["/br"] = (200, {"Content-Encoding": "br"}, b"x")
    assert len(fetcher.fetch(f"{site.root}/gz").data) == 2**20
    for path in ("/bomb", "/zbomb", "/big"):
        with pytest.raises(RecordError, match="larger than 2 MiB"):
            fetcher.fetch(site.root + path)
    with pytest.raises(RecordError, match="not asked for"):
        fetcher.fetch(f"{site.root}/br")


def test_slow_dead_and_missing_servers(site):
    with pytest.raises(RecordError, match="slower than"):
        Fetcher(allow_private=("127.0.0.1",), timeout_s=0).fetch(f"{site.root}/x")
    with pytest.raises(RecordError, match="answered 404"):
        Fetcher(allow_private=("127.0.0.1",)).fetch(f"{site.root}/x")
    assert "cannot be fetched" in refused("http://127.0.0.1:9/", allow_private=["127.0.0.1"]).reason


def test_conditional_requests(site):
    site.pages["/a"] = (
        200,
        {"ETag": '"v1"', "Last-Modified": "Sun, 02 Mar 2025 09:00:00 GMT"},
        b"x",
    )
    site.pages["/b"] = (304, {}, b"")
    fetcher = Fetcher(allow_private=("127.0.0.1",))
    first = fetcher.fetch(f"{site.root}/a")
    again = fetcher.fetch(f"{site.root}/b", etag=first.etag, last_modified=first.last_modified)
    assert again.unchanged
    assert site.seen[-1]["If-None-Match"] == '"v1"'
    assert site.seen[-1]["If-Modified-Since"].startswith("Sun, 02 Mar")


def test_feed_of_summaries_leads_to_the_articles(site):
    items = "".join(
        f"<item><title>Entry {n}</title><link>{site.root}/{n}</link>"
        "<description>Short.</description>"
        f"<pubDate>Mon, 03 Mar 2025 09:00:00 GMT</pubDate></item>"
        for n in ("storm", "gone")
    )
    feed = f"<rss version='2.0'><channel><title>Echo feed</title>{items}</channel></rss>"
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    site.pages["/storm"] = (200, HTML, PAGE.encode())
    found, errors = read(f"{site.root}/feed", allow_private=["127.0.0.1"])
    assert [a.title for a in found] == ["Storm closes Hale port", "Entry gone"]
    assert found[0].dated_by == "json-ld"
    assert found[0].date_conflict == "feed says 2025-03-03"
    assert [b.kind for b in found[1].blocks] == ["summary"]
    assert [e.place for e in errors] == [f"{site.root}/gone"]


def test_news_sitemap_dates_pages_that_do_not(site):
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>'
        f"<loc>{site.root}/plain</loc><news:news><news:publication><news:name>Hale Echo</news:name>"
        "<news:language>en</news:language></news:publication><news:publication_date>"
        "2025-03-04</news:publication_date><news:title>Plain</news:title>"
        "</news:news></url></urlset>"
    )
    body = "".join(
        f"<p>Paragraph {n} tells of the storm in the port of Hale.</p>" for n in range(4)
    )
    site.pages["/sitemap.xml"] = (200, {"Content-Type": "text/xml"}, sitemap.encode())
    site.pages["/plain"] = (
        200,
        HTML,
        f"<html><body><article>{body}</article></body></html>".encode(),
    )
    found = only(f"{site.root}/sitemap.xml", allow_private=["127.0.0.1"])
    assert (found.title, found.source, found.published) == ("Plain", "Hale Echo", date(2025, 3, 4))
    assert found.dated_by == "feed"
