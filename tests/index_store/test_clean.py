"""Text and markup in, kinds of blocks out."""

import importlib.util
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_store.clean import clean
from index_store.clean.credit import agency_of, correction, dateline_place, split_ending
from index_store.clean.framing import writer
from index_store.clean.language import language_of
from index_store.clean.lines import classify, kind_of
from index_store.clean.normal import normalise
from index_store.load.page import read_page
from index_store.raw import RawRecord

ROOT = Path(__file__).parents[2]


def kinds(text, **options):
    options.setdefault("titled", False)
    return [(kind, words[:12]) for kind, words in classify(text, **options)]


def cleaned(**fields):
    return clean(RawRecord(place="x", **fields))


# --- the labelled set --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tally():
    spec = importlib.util.spec_from_file_location("blocks", ROOT / "bench" / "blocks.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["blocks"] = module
    spec.loader.exec_module(module)
    return module.measure()


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [
        ("headline", 0.98, 0.98),
        ("body", 0.97, 0.99),
        ("caption", 0.95, 0.95),
        ("summary", 0.95, 0.95),
        ("quote-out", 0.95, 0.95),
        ("credit", 0.95, 0.95),
        ("boilerplate", 0.99, 0.96),
    ],
)
def test_labelled_pages_keep_their_precision_and_recall(tally, kind, precision, recall):
    assert tally.precision(kind) >= precision, tally.wrong
    assert tally.recall(kind) >= recall, tally.wrong


LEAD = (
    "The harbour bridge in Hale was closed on Tuesday after engineers found cracks in two of its "
    "cables, the city council said."
)


def test_a_text_without_a_headline_keeps_its_lead():
    found = cleaned(text=f"{LEAD}\n\nMayor Ida Brandt said 12 people were hurt.")
    assert (found.title, found.body.count("\n\n")) == ("", 1)
    assert found.body.startswith(LEAD)
    assert cleaned(text="The dam burst.").body == "The dam burst."
    found = cleaned(text=f"The bridge is shut.\n\n{LEAD}")
    assert (found.title, found.body) == ("The bridge is shut.", LEAD)


def test_wrapped_lines_under_a_headline_are_paragraphs():
    text = """Bridge closed in Hale
The harbour bridge in Hale was closed on Tuesday after
engineers found cracks in two of its cables, the city
council said, and traffic was sent over the old road while
the crews worked.
    Mayor Ida Brandt said 12 people were treated for shock. She
told reporters that the bridge would open again in June."""
    found = cleaned(text=text)
    assert found.title == "Bridge closed in Hale"
    assert [part[:9] for part in found.body.split("\n\n")] == ["The harbo", "Mayor Ida"]


def test_short_lines_that_are_no_prose_stay_apart():
    rows = [
        "Hale Rovers beat Kesh Town 3-1 on Saturday.",
        "Orm lost.",
        "Loden drew 2-2 with Asque.",
    ]
    assert [text for _, text in classify("\n".join(["Results", *rows]), titled=True)][1:] == rows


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our newsletter",
        "Already a subscriber? Log in",
        "Advertisement",
        "Read more: The dam that split a town",
        "© 2024 Hale Echo. All rights reserved.",
        "We use cookies to give you the best experience.",
        "5 min read",
        "By Jo Roe and Ann Poe",
        "Published 3 March 2024, 10:30 GMT",
        "Home > World > Europe",
        "Jo Roe is a reporter for the Hale Echo. Reach her at jroe@echo.example.",
        "Ines Halloran covers housing and transit in the city.",
        "You can now listen to Echo articles!",
        "Please use a modern browser to see the player",
        "The video above is from an earlier story about the bridge.",
        "See an error? Let us know.",
        "The Echo's climate coverage receives support from several foundations.",
        "This paper is paid for by 2,300 members.",
        "Toggle caption",
        "Correction",
        "Abonnez-vous à notre lettre pour ne rien manquer ↓",
        "Dernière mise à jour : 12 mai 2025",
        "___",
    ],
)
def test_furniture(text):
    assert kind_of(text) == "boilerplate"


@pytest.mark.parametrize(
    "text",
    [
        "Sign language lessons will be free, the council said.",
        "Read more slowly, doctors told patients in a study of 300 people.",
        "More than 40 people were hurt.",
        "Share prices fell by a fifth.",
        "Subscribers pay four crowns a month.",
        "By Monday the water had gone.",
        "Copyright was not part of the case.",
        "Published accounts show a loss of 3 million crowns.",
        "Updated pricing posted online shows that the car will cost 49,890 crowns.",
        "Follow-up checks begin in autumn.",
        "Home prices rose by 2 percent in Hale.",
        "Photographs of the two were found in a drawer.",
        "Written by a schoolboy in 1973, the song hit number one.",
        "A video posted to a website on Tuesday shows a man near the car.",
        "Reporting by the committee is due in May.",
        "Customers may contact the mill at 800-555-0123 between 8 a.m. and 4 p.m.",
        "He said: 'Watch this space.'",
        "The grant covers housing and transit in the city.",
        "You can now ride from Hale to Kesh in an hour, the minister said.",
        "The map above the bar shows a town that is gone.",
        "The school is paid for by the county and 30 parents.",
        "The clinic was funded by the state until 2019.",
        "The league said that rules supported by its members would be turned upside down.",
        "With help from counsel, he decided to go on.",
        "With assistance from the army, rescuers reached the village.",
        "The ministry said that the video was produced by the rebels.",
        "The university contributed research to the vaccine, the minister said.",
        "Engineers found an error in the software on Friday.",
        "Lake Orm covers most of the valley in the north.",
        "Reporting of the disease is supported by a law of 2004.",
        "Mis au point en 2020, le vaccin est gratuit.",
        "Use of the browser in schools rose, a study found.",
    ],
)
def test_words_of_furniture_inside_reporting(text):
    assert kind_of(text) == "body"


@pytest.mark.parametrize(
    "text",
    [
        "FILE PHOTO: The mayor speaks in Hale, May 3, 2020. Jo Roe/Pool via REUTERS/File Photo",
        "Waves at the pier on Sunday. Jo Roe/AFP/Getty Images",
        "The mayor at work (Image credit: Jo Roe / AFP via Getty Images)",
        "In this photo provided by the city, a man walks on ice.",
        "PHOTO: REUTERS",
        "Picture: Jo Roe",
        "[PHOTO: The two leaders at a long table, Hale, Feb. 7, 2022. Credit: Pool]",
    ],
)
def test_captions(text):
    assert kind_of(text) == "caption"


@pytest.mark.parametrize(
    "text",
    [
        "(Reporting by Jo Roe; Editing by Ann Poe)",
        "AFP",
        "(AP)",
        "Contributing: Jo Roe, Hale Echo; Reuters",
        "Associated Press writer Ann Poe in Hale contributed to this report.",
        "With inputs from agencies",
        "— With assistance from Anders Ruud and Chloe Marchetti",
        "(Updates with analyst comment in fourth paragraph)",
        "Susan Okparo contributed research.",
        "The audio version of this story was produced by Ari Lunt.",
        "Correction: An earlier version of this story misstated the mayor's age.",
        "HALE —",
    ],
)
def test_credit_lines(text):
    assert kind_of(text) == "credit"


# --- neighbours --------------------------------------------------------------------------------


def test_copied_page():
    text = (
        "Mayor opens bridge\n\nSign up now: Get our newsletters\n\nThe mayor, seen last year.\n\n"
        "PHOTO: AFP\n\nFollow topic:\n  • The mayor opened it.\n  • It cost 3 million.\n\n"
        "AI generated\n\n- The mayor of Hale opened a bridge on Monday.\n\nIt is long. AFP\n\n"
        "See more on"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "headline", "boilerplate", "caption", "caption", "boilerplate", "summary", "summary",
        "boilerplate", "body", "body", "credit", "boilerplate",
    ]  # fmt: skip
    found = cleaned(text=text)
    assert found.title == "Mayor opens bridge"
    assert found.agency == "AFP"
    assert "\n\nThe mayor of Hale opened a bridge on Monday.\n\nIt is long.\n\nAFP" in found.body


def test_highlights_over_the_first_sentence_are_a_summary():
    text = "T\n\nStrike in third day\n\n140,000 walk or cycle to work\n\nNo trams ran on Thursday."
    assert [k for k, _ in kinds(text)] == ["headline", "boilerplate", "summary", "body"]
    listing = "\n\n".join(f"Street number {n} of the old town" for n in range(12))
    assert {k for k, _ in kinds(f"{listing}\n\nThese are closed.", titled=True)} == {"body"}


def test_a_heading_of_links_takes_what_hangs_below():
    text = (
        "T t t\n\nIt rained.\n\nTop stories\n\nRovers sign keeper\n\nFrost tonight\n\nIt was wet."
    )
    assert [k for k, _ in kinds(text)][2:] == ["boilerplate", "boilerplate", "boilerplate", "body"]


def test_a_section_name_is_no_headline():
    found = cleaned(text="WORLD NEWS\n\nVolcano wakes\n\nMount Keel threw ash on Friday.")
    assert found.title == "Volcano wakes"


def test_hard_wrapped_lines_are_one_paragraph_and_lists_are_not():
    wrapped = (
        "Title of it\n\nThe tunnel under the harbour will close for six weeks from\n"
        "Monday so that a leak in its southern wall can be mended by\nthe city."
    )
    assert len(kinds(wrapped)) == 2
    assert len(kinds("Title of it\n\nIt changes:\n• one thing\n• another thing")) == 4


# --- credits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraphs", "agency", "place"),
    [
        (["JERUSALEM (AP) — It rained."], "AP", "Jerusalem"),
        (["HALE, Sept 12 (NWA) - It rained."], "NWA", "Hale"),
        (["Kyiv, Ukraine (Reuters) - It rained."], "Reuters", "Kyiv, Ukraine"),
        (["OSLO, Norway — It rained."], None, "Oslo, Norway"),
        (["It rained.", "(AFP)"], "AFP", None),
        (["It rained.", "Contributing: Jo Roe; The Associated Press"], "AP", None),
        (["The AP said it rained.", "It was wet."], None, None),
        (["IT IS A-MAZING how it rained."], None, None),
    ],
)
def test_agency_and_place(paragraphs, agency, place):
    assert agency_of(paragraphs) == agency
    assert dateline_place(paragraphs) == place


def test_a_credit_is_cut_only_from_the_end_of_a_sentence():
    long = "The bridge of Hale was opened on Monday after nine years of building"
    assert split_ending(f"{long}. AFP") == (f"{long}.", "AFP")
    assert split_ending(f"{long}. – Reuters") == (f"{long}.", "– Reuters")
    assert split_ending(f"{long}, said Reuters.") == (f"{long}, said Reuters.", "")
    assert split_ending(f"{long}. Hale") == (f"{long}. Hale", "")


def test_corrections_are_kept_in_their_words():
    note = "(Corrects the mayor's age in paragraph 3)"
    assert correction("T", [note, "It rained."]) == note.strip("()")
    assert correction("CORRECTED-Mayor opens bridge", []) == "CORRECTED-Mayor opens bridge"
    assert correction("T", ["Editor's note: updated to accurately reflect her title."])
    assert correction("T", ["Editor's note: this page is a summary."]) is None
    assert correction("T", ["Officials corrected the figure on Monday."]) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jo Roe", "Jo Roe"),
        ("By Jo Roe, Health Correspondent", "Jo Roe"),
        ("BY JO ROE AND ANN POE", "JO ROE AND ANN POE"),
        ("Jo Roe, Associated Press", "Jo Roe"),
        ("Von Karin Holz", "Karin Holz"),
    ],
)
def test_writer(line, name):
    assert writer(line) == name


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The mayor of the town said that it was time for a bridge and that she was glad."),
        ("fr", "Le maire de la ville dit que le pont est dans un état qui ne va pas."),
        ("de", "Der Rat der Stadt sagte, dass die Brücke nicht mit dem Geld von der Stadt ist."),
        ("es", "El alcalde de la ciudad dijo que el puente no fue por los años que se han ido."),
        (None, "Hale 3 Dunmore 1"),
    ],
)  # fmt: skip
def test_language(code, text):
    assert language_of(text) == code


# --- pages -------------------------------------------------------------------------------------

SENTENCE = (
    "The port of Hale was closed on Sunday after a storm broke two of its moorings, number {}."
)


def page(inner, head=""):
    return f"<html><head>{head}</head><body>{inner}</body></html>"


def paragraphs(count):
    return "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(count))


def test_line_breaks_part_paragraphs():
    text = "<br><br>".join(SENTENCE.format(n) for n in range(4))
    found = cleaned(html=page(f"<h1>Storm</h1><div>{text}<br>same line</div>"))
    assert found.body.count("\n\n") == 3
    assert found.body.endswith("number 3. same line")


def test_blocks_stand_in_reading_order():
    inner = (
        f"<article><h1>Storm</h1>{paragraphs(2)}<figure><figcaption>Waves</figcaption></figure>"
        f"<p>{SENTENCE.format(2)}</p><p>Short.</p><p>{SENTENCE.format(3)}</p></article>"
    )
    found = cleaned(html=page(inner))
    assert [b.kind for b in found.blocks] == ["body", "body", "caption", "body", "body", "body"]
    assert found.body.split("\n\n")[4] == "Short."


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Norvik agrees to takeover", "Norvik agrees to a takeover by fund Castell"),
        ("Hale Echo: all the news", "Hale Echo: all the news"),
        ("", "Norvik agrees to a takeover by fund Castell"),
    ],
)
def test_the_headline_is_the_one_that_readers_see(stated, title):
    shown = "<h1>Norvik agrees to a takeover by fund Castell</h1>"
    made = page(shown + paragraphs(4), f"<meta property='og:title' content='{stated}'>")
    assert clean(read_page(made, "x")).title == title


def test_a_name_on_the_whole_page_says_nothing():
    inner = f"<div class='page has-sidebar related'><h1>Storm</h1>{paragraphs(4)}</div>"
    assert cleaned(html=page(inner)).body.count("\n\n") == 3


@pytest.mark.parametrize("name", ["teaser-content", "paywall", "subscription-body"])
def test_what_a_reader_pays_for_may_be_the_article(name):
    inner = f"<h1>Storm</h1><div class='{name}'>{paragraphs(6)}</div><div><p>End.</p></div>"
    assert cleaned(html=page(inner)).body.count(SENTENCE[:12]) >= 6
    wall = f"<h1>Storm</h1>{paragraphs(6)}<div class='{name}'><p>Pay us, and read on.</p></div>"
    assert "Pay us" not in cleaned(html=page(wall)).body


def test_a_heading_with_a_line_to_readers_in_a_box_is_furniture():
    def with_box(text):
        box = f"<div class='x1'><h3>Facts of the lake</h3><p>{text}</p></div>"
        return cleaned(html=page(f"<h1>Storm</h1>{paragraphs(4)}{box}{paragraphs(8)}")).body

    assert "every morning" not in with_box("We send you the news of the lake every morning.")
    assert "61 metres" in with_box("The lake lies at 940 metres and is 61 metres deep.")


def test_a_summary_stands_above_and_a_heading_named_so_in_the_text_is_one():
    deck = "<p class='dek'>What the storm left behind in the valley of the Orm.</p>"
    inner = f"{deck}{paragraphs(3)}<h3 class='subhead'>After the storm</h3>{paragraphs(6)}"
    card = "<div class='excerpt'><p>Another storm, in another valley, ten years ago.</p></div>"
    found = cleaned(html=page(f"<h1>Storm</h1>{inner}{card}"))
    kinds = {found.body[b.start : b.end][:14]: b.kind for b in found.blocks}
    assert kinds["What the storm"] == "summary"
    assert kinds["After the stor"] == "body"
    assert "Another storm" not in found.body


def test_a_page_drawn_by_scripts_gives_the_text_it_states():
    body = " ".join(SENTENCE.format(n) for n in range(4))
    script = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Storm", '
        f'"articleBody": "{body}"}}</script>'
    )
    found = cleaned(html=page("<div id='root'></div>", script))
    assert found.body == body


@pytest.mark.parametrize(("count", "fast"), [(4, False), (1600, True)])
def test_no_second_opinion_on_pages_of_very_many_scraps(monkeypatch, count, fast):
    asked = []
    monkeypatch.setattr("trafilatura.extract", lambda html, **how: asked.append(how["fast"]))
    cleaned(html=page("<div>aa</div>" * count))
    assert asked == [fast]


def test_hidden_text_is_not_read():
    inner = (
        f"<article><h1>Storm</h1>{paragraphs(3)}<p hidden>{SENTENCE.format('hidden')}</p></article>"
    )
    assert "hidden" not in cleaned(html=page(inner)).body


# --- what always holds -------------------------------------------------------------------------


def test_invisible_characters_go_and_quotes_stay():
    assert normalise("so\u00adft\u200b “x” – y\u202e\u00a0z e\u0301\r\n\r\n\r\nend") == (
        "soft “x” – y z é\n\nend"
    )
    assert normalise("Oslo%2C %22seven%22 rose 5% on 20") == 'Oslo, "seven" rose 5% on 20'


@given(st.text(max_size=300))
def test_normal_text_stays_as_it_is(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.lists(st.text(max_size=120), max_size=8).map("\n\n".join))
def test_blocks_are_spans_of_the_body_in_order(text):
    found = cleaned(text=text)
    end = -2
    for block in found.blocks:
        assert block.start == end + 2
        assert found.body[block.start : block.end].strip()
        assert block.kind not in ("headline", "boilerplate")
        end = block.end
    assert end in (-2, len(found.body))


TAGS = (
    "p div h1 h2 li ul br a span article figure figcaption blockquote script table td aside".split()
)
TREES = st.recursive(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)


@given(TREES)
@settings(max_examples=60)
def test_no_markup_stops_the_cleaner(markup):
    found = cleaned(html=page(markup))
    assert "\0" not in found.body


@pytest.mark.parametrize(
    ("text", "title", "words", "body"),
    [
        (
            "Correction: cost of the bridge\n\nAn earlier article said that the bridge cost 5 "
            "million. It cost 50 million.",
            "Correction: cost of the bridge", "Correction: cost of the bridge",
            "An earlier article said",
        ),
        (
            "CORRECTED-Bridge to cost 50 million\n\n(Corrects cost in paragraph 2)\n\nThe bridge "
            "reopened.\n\nIt cost 50 million.",
            "CORRECTED-Bridge to cost 50 million", "Corrects cost in paragraph 2", "The bridge",
        ),
        (
            "Deadline passes\n\n(Adds comment, corrects number of patients to 112,000)\n\nThe "
            "deadline passed on Friday.",
            "Deadline passes", "Adds comment, corrects number of patients to 112,000",
            "The deadline",
        ),
        (
            "Bridge reopens\n\nThe bridge reopened.\n\nThis article was amended on 6 May 2025. An "
            "earlier version said that it cost 5 million.",
            "Bridge reopens", "This article was amended on 6 May 2025.", "The bridge reopened.",
        ),
        (
            "Bridge: what we got wrong\n\nIn our article of Monday we wrote that the bridge cost "
            "5 million. It cost 50 million.",
            "Bridge: what we got wrong", "In our article of Monday we wrote", "In our article",
        ),
    ],
)  # fmt: skip
def test_corrections_keep_their_headline_and_can_be_cited(text, title, words, body):
    found = cleaned(text=text)
    assert found.title == title
    assert found.corrects.startswith(words)
    cited = [found.body[b.start : b.end] for b in found.blocks if b.kind == "body"]
    assert cited[0].startswith(body)
