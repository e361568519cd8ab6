"""Corrections in, the articles that they correct out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index_store.build import build
from index_store.chunk import estimate_tokens
from index_store.store import Library
from index_store.types import Article, Block, IndexSpec
from tests.fakes import HashEmbedder

EMBEDDER = HashEmbedder()
SPEC = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=80)


def article(name: str, day: int, title: str, body: str, **more: str) -> Article:
    values = {"source": "Orlan Post", **more}
    blocks = (Block(kind="body", start=0, end=len(body)),)
    return Article(
        id=name, title=title, body=body, blocks=blocks, published=date(2025, 5, day), **values
    )  # type: ignore[arg-type]


BRIDGE = article(
    "bridge", 4, "Bridge in Orlan reopens after two years",
    "The old bridge in Orlan reopened on Sunday after two years of work.\n\n"
    "Its repair cost 5 million crowns, mayor Ida Brandt said.",
)  # fmt: skip
FERRY = article(
    "ferry", 4, "Ferry line to Sund ends",
    "The ferry line from Orlan to Sund will end in June, its owner said.\n\n"
    "Mayor Ida Brandt called that a loss of 5 million crowns for the town.",
)  # fmt: skip
SEPARATE = article(
    "fix", 6, "Correction: cost of the Orlan bridge",
    "Our report of May 4 on the bridge gave a wrong cost. Its repair cost 50 million crowns.",
    corrects="Correction: cost of the Orlan bridge",
)  # fmt: skip
UNDATED_NOTE = article(
    "words", 6, "Correction",
    "In an article on the reopened bridge in Orlan we wrote that its repair cost 5 million "
    "crowns. It cost 50 million, mayor Ida Brandt said.",
    corrects="In an article on the reopened bridge in Orlan we wrote",
)  # fmt: skip
RESENT = article(
    "resent", 5, "CORRECTED-Bridge in Orlan reopens after two years",
    "The old bridge in Orlan reopened on Sunday.\n\nIts repair cost 50 million crowns.",
    corrects="Corrects cost in second paragraph",
)  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library", SPEC) as made:
        yield made


def load(library: Library, *articles: Article) -> None:
    build(library, articles, EMBEDDER, tokenize=estimate_tokens)


@pytest.mark.parametrize("correction", [SEPARATE, UNDATED_NOTE, RESENT])
@pytest.mark.parametrize("first", [True, False])
def test_a_correction_is_linked_whichever_came_first(
    library: Library, correction: Article, first: bool
) -> None:
    if first:
        load(library, correction)
        load(library, FERRY, BRIDGE)
    else:
        load(library, FERRY, BRIDGE, correction)
    assert library.article(correction.id).correction_of == "bridge"
    assert library.corrected_by(["bridge", "ferry"]) == {"bridge": [correction.id]}
    row = next(row for row in library.list() if row.id == correction.id)
    assert (row.corrects, row.correction_of) == (correction.corrects, "bridge")


def test_other_outlets_later_articles_and_other_subjects_are_not_corrected(
    library: Library,
) -> None:
    elsewhere = article("b2", 4, BRIDGE.title, "It reopened, " + BRIDGE.body, source="Sund News")
    later = article("b3", 9, "Bridge in Orlan busy", BRIDGE.body.replace("5", "50"))
    load(library, FERRY, elsewhere, later, UNDATED_NOTE)
    assert library.article("words").correction_of is None
    assert library.corrected_by(["ferry", "b2", "b3"]) == {}


def test_a_note_at_the_foot_corrects_its_own_article(library: Library) -> None:
    note = "Correction, May 4, 2025: The bridge in Orlan reopened after two years."
    footed = article(
        "later", 6, "Bridge in Orlan praised by its mayor",
        f"The bridge in Orlan was praised by mayor Ida Brandt.\n\n{note}", corrects=note,
    )  # fmt: skip
    load(library, BRIDGE, footed)
    assert library.article("later").correction_of is None


def test_a_correction_of_itself_leads_to_its_earlier_version(library: Library) -> None:
    load(library, BRIDGE)
    body = BRIDGE.body.replace("5 million", "50 million")
    mended = article("bridge", 4, BRIDGE.title, body, corrects="Corrects cost")
    load(library, mended)
    assert library.article("bridge").correction_of == "bridge@1"
    assert library.article("bridge@1").correction_of is None


def test_links_go_with_their_articles(library: Library) -> None:
    load(library, BRIDGE, SEPARATE)
    library.remove(["bridge"])
    assert library.article("fix").correction_of is None
    load(library, BRIDGE)
    assert library.article("fix").correction_of == "bridge"
    library.remove(["fix"])
    assert library.corrected_by(["bridge"]) == {}
