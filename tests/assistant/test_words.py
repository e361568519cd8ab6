import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.words import cover, fold, name_in, same_name, stem, stems, words_of


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("zelensky", "zelenskyy"),
        ("zelensky", "zelenskiy"),
        ("mahmoud", "mahmud"),
        ("macron", "macrons"),
        ("russia", "russian"),
        ("tarsenian", "tarsenia"),
        ("iraq", "iraqi"),
    ],
)
def test_spellings_of_one_name_meet(a: str, b: str) -> None:
    assert same_name(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("biden", "binden"), ("putin", "putsch"), ("scholz", "schulz")]
)
def test_other_names_do_not(a: str, b: str) -> None:
    assert not same_name(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("resigned", "resigns"),
        ("resignation", "resigned"),
        ("visited", "visits"),
        ("called", "calls"),
    ],
)
def test_inflected_forms_share_a_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_the_last_word_of_a_name_is_enough() -> None:
    assert name_in("Emmanuel Macron", words_of("Mr Macron said"))
    assert not name_in("Emmanuel Macron", words_of("Emmanuel Church said"))


def test_function_words_do_not_count() -> None:
    assert stems("Who is the mayor of it?") == ["mayor"]


def test_nothing_wanted_is_covered() -> None:
    assert cover(set(), {"a"}) == 1.0
    assert cover({"a", "b"}, {"a"}) == 0.5


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert all(stems(text))
