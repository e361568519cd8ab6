"""Irregular verbs."""

from index_store.verbs import NOUNS, PARTICIPLES, PAST, PAST_FORMS


def test_a_form_belongs_to_one_verb() -> None:
    assert len(set(PAST.values())) == len(PAST)
    assert all(word.isalpha() and word.islower() for row in PAST.items() for word in row)
    assert PAST["withdraw"] == "withdrew"
    assert PAST["build"] == "built"


def test_what_may_be_present_or_a_noun_is_not_surely_past() -> None:
    assert {"stole", "spent", "blew", "kept"} <= PAST_FORMS
    assert not PAST_FORMS & {"cut", "bound", "fed", "spread"}
    assert {"stolen", "kept", "undergone"} <= PARTICIPLES
    assert not PARTICIPLES & {"run", "cut", "wound"}
    assert set(PAST.values()) | PAST.keys() >= NOUNS
