"""Numbers in words."""

import re

import pytest

from index_store.numbers import ORDINALS, SPELLED, spell, value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("two", 2),
        ("twenty-five", 25),
        ("twenty five", 25),
        ("two hundred", 200),
        ("two hundred and five", 205),
        ("a hundred", 100),
        ("two dozen", 24),
        ("a dozen", 12),
        ("one thousand", 1000),
        ("three hundred thousand", 300_000),
        ("two million three hundred thousand and six", 2_300_006),
        ("a million", 1_000_000),
    ],
)
def test_a_number_in_words_is_read_whole(text: str, number: int) -> None:
    found = re.search(SPELLED, f"Some {text} people fled.")
    assert found is not None
    assert found.group() == text
    assert value(text) == number


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("five and six", ["five", "six"]),
        ("two, three", ["two", "three"]),
        ("one of a few", []),
        ("nobody but half a million", []),
        ("hundreds, dozens and several thousand", []),
        ("Betty of Liberty canteen", []),
        ("sixty-six", ["sixty-six"]),
    ],
)
def test_what_is_no_number_or_several_is_not_read_as_one(text: str, numbers: list[str]) -> None:
    assert re.findall(SPELLED, text) == numbers


def test_digits_keep_their_scale() -> None:
    assert value("1.5 million") == 1_500_000
    assert value("12,000.") == 12_000
    with pytest.raises(ValueError, match="gives no number"):
        value("some")


def test_numbers_and_ordinals_are_spelled() -> None:
    assert [spell(n) for n in (2, 13, 40, 57)] == ["two", "thirteen", "forty", "fifty-seven"]
    ordinals = {"first": 1, "fifth": 5, "ninth": 9, "twelfth": 12, "twentieth": 20, "fortieth": 40}
    assert ORDINALS.items() >= (ordinals | {"thirty-second": 32}).items()
