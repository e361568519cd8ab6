import pytest

from assistant.places import country_of, lies_within, region, speaks_of
from assistant.words import missing_names, name_in, words_of


@pytest.mark.parametrize(
    ("name", "text", "names_it"),
    [
        ("German", "AURICH, Germany, March 20", True),
        ("Germans", "the German chancellor", True),
        ("French", "the president of France", True),
        ("Dutch", "farmers in the Netherlands", True),
        ("Ghanaian", "Ghana's independence", True),
        ("American", "in the United States", True),
        ("Burmese", "a court in Myanmar", True),
        ("British", "the premier of the UK", True),
        ("UK", "the British premier", True),
        ("UK", "fires in British Columbia", False),
        ("German", "a court in Austria", False),
        ("American", "the Northern Mariana Islands", False),
        ("Guinean", "Papua New Guinea", False),
        ("Sudanese", "Scholz and Putin", False),
        ("Scholz", "the German chancellor", False),
        ("", "Germany", False),
        ("the", "Germany", False),
    ],
)
def test_a_people_and_its_country_are_one_name(name, text, names_it):
    assert speaks_of(name, words_of(text)) == names_it


@pytest.mark.parametrize(
    ("name", "text", "within"),
    [
        ("South America", "SANTIAGO - Chile's Supreme Court", True),
        ("South Korea", "in a Seoul Open final", True),
        ("North African", "the first Tunisian to win", True),
        ("Asian", "India will lend the money", True),
        ("Middle Eastern", "talks in Qatar", True),
        ("Southeast Asia", "a factory in Vietnam", True),
        ("Dutch", "Professor Haaksma of Utrecht", True),
        ("Scandinavian", "a Swedish firm", True),
        ("South America", "a mine in Mongolia", False),
        ("South Korea", "Rio's carnival", False),
        ("Marnland", "India", False),
    ],
)
def test_a_place_lies_within_its_country_and_region(name, text, within):
    assert lies_within(name, words_of(text)) == within
    assert (missing_names([name], text) == []) == within


def test_a_claim_needs_the_country_itself_where_a_search_takes_a_place_in_it():
    assert not name_in("South Korea", words_of("in a Seoul Open final"))
    assert name_in("French", words_of("the president of France"))


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Slovenian Prime Minister Bojan Kresnik", "Slovenia"),
        ("the Ecuadorean Andes", "Ecuador"),
        ("French", "France"),
        ("North Korean", "North Korea"),
        ("Papua New Guinean", "Papua New Guinea"),
        ("French and German ministers", ""),
        ("England's captain", ""),
        ("the Congolese army", ""),
        ("Marnlandic", ""),
        ("", ""),
    ],
)
def test_a_people_tells_its_country_where_it_tells_one(text, country):
    assert country_of(text) == country


def test_regions_are_known_by_their_usual_names():
    assert region("South America") > {"CL", "BR"}
    assert region("Latin American") > {"CL", "MX"}
    assert region("Baltic") == {"EE", "LV", "LT"}
    assert region("Chile") == region("Marnland") == region("") == frozenset()
