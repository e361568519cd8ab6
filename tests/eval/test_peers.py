from __future__ import annotations

from datetime import date

import pytest
from llama_index.core.schema import NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

from assistant.types import Question
from bench.peers import _DECLINES, picked, row_from
from eval.cases import Case
from index_store.types import Article

ASKED = Question(text="Who won?", asked_at=date(2025, 5, 9), as_of=date(2025, 5, 9))
ARTICLES = {
    name: Article(id=name, title=name, body=f"Of {name}: Weld won.", published=date(2025, 5, 2))
    for name in ("a", "b")
}


def node(name: str, text: str) -> NodeWithScore:
    source = {NodeRelationship.SOURCE: RelatedNodeInfo(node_id=name)}
    return NodeWithScore(node=TextNode(text=text, relationships=source), score=0.5)


NODES = [node("a", "Source 1:\nOf a: Weld won.\n"), node("b", "Kerr won.")]


def test_an_engine_cites_what_it_shows_or_what_it_numbers() -> None:
    plain = row_from(ASKED, "Weld won.", NODES, ARTICLES, numbered=False)
    assert (plain["status"], plain["short"]) == ("answered", "Weld won.")
    assert [c["article_id"] for c in plain["citations"]] == ["a", "b"]
    assert plain["verbatim"] == [True, False]
    for said, cited in (("Weld [2].", ["b"]), ("By Source 1, Weld.", ["a"]), ("Weld [3].", [])):
        row = row_from(ASKED, said, NODES, ARTICLES, numbered=True)
        assert [c["article_id"] for c in row["citations"]] == cited
        assert [hit["article_id"] for hit in row["retrieved"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("The context does not mention who won.", "abstained"),
        ("There is no information about it.", "abstained"),
        ("It cannot be determined from the text.", "abstained"),
        ("None of the sources are helpful.", "abstained"),
        ("Empty Response", "abstained"),
        ("Weld won, and Kerr did not come.", "answered"),
        ("No.", "answered"),
    ],
)
def test_an_engine_abstains_in_many_words(said: str, status: str) -> None:
    assert row_from(ASKED, said, NODES, ARTICLES, numbered=False)["status"] == status


def test_a_third_of_what_is_picked_is_unanswerable_and_fewer_are_the_first() -> None:
    cases = [
        Case(
            id=f"c{n}", question="Who?", answers=("Weld",) if n % 4 else (), answerable=bool(n % 4)
        )
        for n in range(40)
    ]
    some = picked(cases, 12, seed=7)
    assert [case.answerable for case in some] == [True, True, False] * 4
    assert picked(cases, 6, seed=7) == some[:6]
    assert len(picked(cases, 100, seed=7)) == 40


@pytest.mark.parametrize(
    ("said", "declines"),
    [
        ("Empty Response", True),
        ("The provided context does not mention who won the vote.", True),
        ("I do not have enough information to answer that.", True),
        ("There isn't sufficient context to say.", True),
        ("Insufficient information.", True),
        ("It is not possible to determine the toll from the sources.", True),
        ("The vote did not pass [1].", False),
        ("The council had not enough votes [2].", False),
        ("She said no to the offer.", False),
    ],
)
def test_ways_of_saying_that_one_does_not_know(said: str, declines: bool) -> None:
    assert bool(_DECLINES.search(said)) is declines
