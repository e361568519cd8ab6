import pytest

from assistant.read.kinds import goes_with


@pytest.mark.parametrize(
    ("noun", "text", "says"),
    [
        ("country", "Botswana", 1),
        ("country", "the United States", 1),
        ("country", "Africa", -1),
        ("country", "Iowa", -1),
        ("state", "Minnesota", 1),
        ("state", "Canada", -1),
        ("continent", "Africa", 1),
        ("city", "Iran", -1),
        ("museum", "Israel", -1),
        ("city", "Tehran", 0),
        ("country", "Velmara", 0),
        ("country", "Georgia", 0),
        ("person", "Israel", 0),
        ("", "Israel", 0),
        ("country", "", 0),
    ],
)
def test_a_known_place_speaks_for_or_against_the_noun_and_an_unknown_one_is_silent(
    noun, text, says
):
    assert goes_with(noun, text) == says
