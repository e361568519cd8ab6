"""Every shape of article in, what comes out of it."""

import io
import json
import sys
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from index_store.identity import canonical_url
from index_store.load import kinds, read_records
from index_store.load.visit import Visitor
from tests.reading import only, read, refused
from tests.site import PAGE

TEXT = "Mayor opens bridge\n\nThe mayor of Hale opened the new bridge on Monday.\n\nIt cost $3m."


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


def test_markdown_with_front_matter_in_toml(tmp_path):
    path = tmp_path / "b.md"
    text = (
        '+++\ntitle = "Dam bursts"\ndate = 2024-03-05T10:00:00Z\n[extra]\nx = 1\n+++\nIt burst.\n'
    )
    path.write_text(text)
    found = only(path)
    assert (found.title, found.dated_by, found.body) == ("Dam bursts", "front matter", "It burst.")
    assert found.day == date(2024, 3, 5)
    path.write_text(text.replace("2024-03", "2024-13"))
    assert "front matter cannot be read" in refused(path).reason
    path.write_text("+++ news +++\n\nThe dam burst.\n")
    assert "The dam burst." in only(path).body


def test_web_page(tmp_path):
    path = tmp_path / "c.html"
    path.write_text(PAGE)
    found = only(path)
    assert found.title == "Storm closes Hale port"
    assert (found.source, found.author, found.language) == ("Hale Echo", "Jo Roe", "en")
    assert found.published.isoformat() == "2025-03-02T09:00:00+01:00"
    assert found.body.count("\n\n") == 1


def test_references_name_nobody(tmp_path):
    ld = '{"@type": "Article", "headline": "Storm", "publisher": {"@id": "https://e.com/#org"}}'
    meta = '<meta property="og:site_name" content="Hale Echo">'
    meta += '<meta property="article:author" content="https://social.example/jo">'
    head = f'<script type="application/ld+json">{ld}</script>{meta}'
    body = "<p>The port of Hale was closed on Sunday after a storm, officials said.</p>" * 3
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body>{body}</body></html>")
    found = only(tmp_path / "a.html")
    assert (found.source, found.author) == ("Hale Echo", None)


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
    assert found[1].body == "B rose.\n\nC too."


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


def test_word_document_with_a_date_line_and_tables(tmp_path):
    document = docx.Document()
    document.add_heading("Storm closes port", 0)
    document.add_paragraph("March 5, 2024")
    document.add_paragraph("The port of Hale was closed on Sunday.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Ship", "Dead", "Calla Star", "29"), strict=True):
        cell.text = text
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "It opens on Monday."
    document.save(str(tmp_path / "f.docx"))
    found = only(tmp_path / "f.docx")
    assert (found.published, found.dated_by) == (date(2024, 3, 5), "header")
    assert found.body == (
        "The port of Hale was closed on Sunday.\n\nShip | Dead\n\nCalla Star | 29\n\n"
        "It opens on Monday."
    )


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


def test_a_feed_that_breaks_off_is_told(tmp_path):
    long = "The port of Hale was closed on Sunday, the harbour master said. " * 30
    whole = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Hale Echo</title><entry><id>urn:1</id>"
        f"<title>Storm</title><updated>2025-03-02T09:00:00Z</updated><content>{long}</content>"
        "</entry>"
    )
    (tmp_path / "feed.xml").write_text(whole + "</feed>")
    found = only(tmp_path / "feed.xml")
    assert found.url is None
    assert found.place == f"{tmp_path / 'feed.xml'}#1"
    (tmp_path / "feed.xml").write_text(whole + "<entry><title>Fer")
    articles, errors = read(tmp_path / "feed.xml")
    assert articles[0].title == "Storm"
    assert "breaks off" in errors[-1].reason


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


def test_every_kind_of_file_is_documented():
    documented = (Path(__file__).parents[2] / "docs" / "loading.md").read_text(encoding="utf-8")
    assert [s for s in kinds.SUFFIXES if f"`{s}`" not in documented] == []
    assert [root for root in ("nitf", "newsItem", "urlset") if f"`{root}`" not in documented] == []


def test_a_meter_knows_how_much_of_the_files_has_been_read(tmp_path):
    (tmp_path / "a.txt").write_text("Dam holds\n\n" + "It held. " * 30)
    (tmp_path / "b.jsonl").write_text('{"title": "T", "text": "It rained."}\n' * 20_000)
    visitor = Visitor()
    meter = visitor.meter
    assert meter.share is None
    records = read_records([str(tmp_path)], visitor)
    assert meter.share == 0
    shares = []
    for _ in records:
        assert meter.share is not None
        shares.append(meter.share)
    assert shares == sorted(shares)
    assert shares[0] < 0.01 < shares[1] < 0.5
    assert shares[-1] == 1.0


def test_a_meter_knows_nothing_of_what_is_no_file(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Dam holds\n\nIt held.")
    visitor = Visitor()
    meter = visitor.meter
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Dam holds\n\nIt held.")))
    assert len(list(read_records([str(tmp_path), "-"], visitor))) == 2
    assert meter.share is None


def test_markup_of_one_paragraph_is_an_article_and_a_text_beside_it_stands_in(tmp_path):
    told = "The quay in Hale was closed on Tuesday after engineers found cracks, the council said."
    more = f"{told}\n\nTraffic was sent over the old road while the crews worked.\n\nSo it goes."
    rows = [
        {"title": "A", "html": f"<p>{told}</p>"},
        {"title": "B", "text": f"<p>{told}</p>"},
        {"title": "C", "text": more, "html": "<p>Read on.</p>"},
        {"title": "D", "text": more, "html": "<html><body><nav>Home</nav></body></html>"},
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    found, errors = read(tmp_path / "a.json")
    assert errors == []
    assert [a.body for a in found] == [told, told, more, more]


def test_a_damaged_byte_costs_one_letter_and_not_the_article(tmp_path):
    text = "Café in Besançon\n\nCafé owner Zoë Müller said that the naïve crowd agreed."
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode().replace(b"agreed", b"agr\xffeed"))
    assert only(path).body.endswith("Zoë Müller said that the naïve crowd agr\ufffdeed.")
    path.write_bytes(text.encode() + b"\n\xc3")
    assert only(path).title == "Café in Besançon"
    page = f'<html><head><meta charset="utf-8"></head><body><p>{text}</p></body></html>'
    (tmp_path / "b.html").write_bytes(page.encode().replace(b"agreed", b"agr\xffeed"))
    assert "Zoë Müller" in only(tmp_path / "b.html").body
    path.write_bytes(text.encode("cp1252"))
    assert only(path).title == "Café in Besançon"


def test_jsonl_in_utf_16(tmp_path):
    lines = '{"title": "Café ĊA", "text": "It rose."}\n{"title": "B", "text": "It fell."}\n'
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-16")
    found, errors = read(tmp_path / "a.jsonl")
    assert ([a.title for a in found], errors) == (["Café ĊA", "B"], [])


def _page_of(scripts, told):
    return (
        f"<html><head>{scripts}<link rel='canonical' href='https://e.com/pier'></head><body>"
        f"<article><h1>Pier closed</h1><p>{told}</p><p>{told} Again.</p></article></body></html>"
    )


def test_of_several_articles_in_json_ld_the_page_is_the_one_of_its_address_or_headline(tmp_path):
    told = "The pier of Hale was closed on Tuesday after divers found a crack, officials said."
    other = '{"@type": "NewsArticle", "headline": "Other", "datePublished": "2019-01-01"}'
    own = '{"@type": "NewsArticle", "headline": "%s", "url": "%s", "datePublished": "2024-03-05"}'
    for title, url in (("Pier shut", "https://e.com/pier/"), ("Pier closed", "https://e.com/x")):
        script = f'<script type="application/ld+json">[{other}, {own % (title, url)}]</script>'
        (tmp_path / "a.html").write_text(_page_of(script, told))
        assert only(tmp_path / "a.html").published == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("opening", "item"),
    [
        ("application/ld+json; charset=utf-8", "{}"),
        ("APPLICATION/LD+JSON", "{}"),
        ("application/ld+json", '{"@type": "WebPage", "mainEntity": {}}'),
        ("application/ld+json", "<!-- {} -->"),
        ("application/ld+json", "//<![CDATA[\n{}\n//]]>"),
        ("application/ld+json", "/*<![CDATA[*/ {} /*]]>*/"),
    ],
)
def test_json_ld_in_every_dress(tmp_path, opening, item):
    told = "The pier of Hale was closed on Tuesday after divers found a crack, officials said."
    inner = '{"@type": "https://schema.org/NewsArticle", "datePublished": "2024-03-05"}'
    script = f'<script type="{opening}">{item.replace("{}", inner)}</script>'
    (tmp_path / "a.html").write_text(_page_of(script, told))
    assert only(tmp_path / "a.html").dated_by == "json-ld"


def test_marks_of_markdown_and_markup_are_no_words(tmp_path):
    told = (
        "The **harbour** bridge_a was _shut_ on *Tuesday*, [the council](http://e.com/a_(b)) said."
    )
    (tmp_path / "a.md").write_text(
        f"# Bridge shut\n\n{told}\n\nWhat next\n----\n\n2 * 3 * 4 is 24.\n"
    )
    found = only(tmp_path / "a.md")
    assert found.title == "Bridge shut"
    plain = "The harbour bridge_a was shut on Tuesday, the council said."
    assert found.body.split("\n\n") == [plain, "What next", "2 * 3 * 4 is 24."]
    row = {
        "title": "Mayor&#8217;s <i>plan</i> &amp; AT&T",
        "text": "He said <b>no</b> &amp; left.<br>It was 3 < 4 & 5 > 2.\n\nShe stayed.",
    }
    (tmp_path / "a.json").write_text(json.dumps(row))
    found = only(tmp_path / "a.json")
    assert found.title == "Mayor’s plan & AT&T"
    assert found.body.startswith("He said no & left.\n\nIt was 3 < 4 & 5 > 2.")


def test_a_date_that_cannot_be_read_hides_no_other(tmp_path):
    rows = [
        {"text": "It rose.", "published": "soon", "date": "2024-03-05"},
        {"text": "It fell.", "published": {"$date": "2024-03-05T10:00:00Z"}},
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    assert [a.day for a in read(tmp_path / "a.json")[0]] == [date(2024, 3, 5)] * 2
