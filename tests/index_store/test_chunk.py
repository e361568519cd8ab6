from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index_store.chunk import SEARCHABLE, chunk, estimate_tokens
from index_store.types import Article, Block, BlockKind

KINDS: tuple[BlockKind, ...] = ("body", "caption", "summary", "quote-out", "credit", "boilerplate")
TEXTS = st.text(st.sampled_from('ab Z.!?\n"’é\u200b\x00-漢'), max_size=120)


def article(*parts: tuple[BlockKind, str]) -> Article:
    body, blocks = "", []
    for kind, text in parts:
        body += "\n\n" if body else ""
        blocks.append(Block(kind=kind, start=len(body), end=len(body) + len(text)))
        body += text
    return Article(id="a", title="t", body=body, blocks=tuple(blocks))


def tokens(text: str) -> int:
    return len(estimate_tokens(text))


def test_sentences_are_kept_whole_and_packed_up_to_the_limit() -> None:
    body = "One two three. Four five six. Seven eight nine."
    passages = chunk(Article(id="a", title="", body=body), max_tokens=8)
    assert [p.text for p in passages] == ["One two three. Four five six.", "Seven eight nine."]
    assert [p.id for p in passages] == ["a:000", "a:001"]


def test_a_passage_never_crosses_kinds_of_block() -> None:
    made = article(("body", "One."), ("caption", "Two."), ("body", "Three."), ("body", "Four."))
    passages = chunk(made, max_tokens=100)
    assert [(p.kind, p.text) for p in passages] == [
        ("body", "One."),
        ("caption", "Two."),
        ("body", "Three.\n\nFour."),
    ]


def test_credits_and_boilerplate_are_not_indexed_and_part_what_they_stand_between() -> None:
    made = article(("body", "One."), ("boilerplate", "Sign up."), ("body", "Two."), ("credit", "X"))
    assert [p.text for p in chunk(made, max_tokens=100)] == ["One.", "Two."]


def test_a_giant_sentence_is_cut_between_words() -> None:
    body = " ".join(["word"] * 1000)
    passages = chunk(Article(id="a", title="", body=body), max_tokens=50)
    assert all(tokens(p.text) <= 50 for p in passages)
    assert all(set(p.text.split()) == {"word"} for p in passages)


def test_text_without_tokens_or_with_one_giant_token_is_cut_too() -> None:
    body = "\u200b" * 10_000 + "x" * 10_000
    passages = chunk(
        Article(id="a", title="", body=body),
        max_tokens=50,
        tokenize=lambda text: [(10_000, len(text))],
    )
    assert "".join(p.text for p in passages) == body
    assert max(len(p.text) for p in passages) < 2000


def test_an_empty_article_has_no_passages() -> None:
    assert chunk(Article(id="a", title="t", body=" \n "), max_tokens=5) == []
    assert chunk(article(("boilerplate", "Sign up.")), max_tokens=5) == []


def test_the_tokenizer_is_called_once() -> None:
    calls = []

    def tokenize(text: str) -> list[tuple[int, int]]:
        calls.append(text)
        return estimate_tokens(text)

    chunk(Article(id="a", title="", body="One. Two. " * 50), max_tokens=5, tokenize=tokenize)
    assert len(calls) == 1


@given(st.lists(st.tuples(st.sampled_from(KINDS), TEXTS), max_size=6), st.integers(1, 12))
def test_every_searched_character_is_in_exactly_one_passage(
    parts: list[tuple[BlockKind, str]], limit: int
) -> None:
    made = article(*parts)
    passages = chunk(made, max_tokens=limit)
    covered = [0] * len(made.body)
    for p in passages:
        assert p.text == made.body[p.start : p.end]
        assert p.text == p.text.strip()
        assert tokens(p.text) <= limit
        for at in range(p.start, p.end):
            covered[at] += 1
    kind_at: dict[int, BlockKind] = {}
    for block in made.blocks or (Block(kind="body", start=0, end=len(made.body)),):
        kind_at.update(dict.fromkeys(range(block.start, block.end), block.kind))
    for at, char in enumerate(made.body):
        if not char.isspace():
            assert covered[at] == (kind_at[at] in SEARCHABLE)
    for p in passages:
        kinds = {kind_at[at] for at in range(p.start, p.end) if not made.body[at].isspace()}
        assert kinds <= {p.kind}


def test_what_an_article_corrects_is_searched_and_nothing_else_of_its_credits() -> None:
    made = article(("body", "One."), ("credit", "By X"), ("credit", "(Corrects: two, not 3.)"))
    made = replace(made, corrects="Corrects: two, not 3.")
    assert [p.text for p in chunk(made, max_tokens=100)] == ["One.", "(Corrects: two, not 3.)"]
    assert [p.kind for p in chunk(made, max_tokens=100)] == ["body", "credit"]
