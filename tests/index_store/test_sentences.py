"""Texts are cut where sentences end, and nowhere else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_store.sentences import split


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dr. Lind came at 5 p.m. Friday.", "He left."],
        ["J. K. Roske spoke.", "She sat."],
        ["The P.F. Kerr’s shop is to open in 2023.", "It is big."],
        ["He met J.D. Kerr in the U.S. Senate.", "They spoke."],
        ["They call her R.J.", "The board does not."],
        ["It lies in the U.S.", "The other does not."],
        ["“It is over.”", "He went."],
        ["A headline", "A text without a stop"],
    ],
)
def test_a_text_is_cut_where_its_sentences_end(sentences: list[str]) -> None:
    text = "\n\n".join(sentences) if sentences[0] == "A headline" else " ".join(sentences)
    assert [text[a:b] for a, b in split(text)] == sentences


@given(st.text(alphabet="Ab. \n\"'”!?1", max_size=60))
def test_nothing_but_white_space_is_left_out(text: str) -> None:
    spans = split(text)
    told = "".join("".join(text[a:b].split()) for a, b in spans)
    assert told == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
