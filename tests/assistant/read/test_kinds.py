import pytest

from assistant.read.sentence.kinds import country_meant, goes_with


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
        ("country", "the Slovenian prime minister", 1),
        ("city", "the Slovenian prime minister", 0),
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


@pytest.mark.parametrize(
    ("noun", "text", "country"),
    [
        ("country", "the Slovenian prime minister", "Slovenia"),
        ("nation", "Dutch", "Netherlands"),
        ("country", "Slovenia", ""),
        ("country", "the Czech Republic", ""),
        ("country", "English", ""),
        ("city", "Dutch", ""),
        ("", "Dutch", ""),
    ],
)
def test_a_country_is_told_by_its_people_where_one_is_asked_for(noun, text, country):
    assert country_meant(noun, text) == country
