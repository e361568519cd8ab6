"""A text in, whether it names nobody but says what somebody is out: `an adviser`, `two guards`."""

from __future__ import annotations

import re

from index_store.titles import OFFICES, SPOKEN

PERSON_NOUNS = (OFFICES | SPOKEN).union(
    (
        "person man woman actor actress singer player politician lawyer leader official officer "
        "celebrity athlete star superstar artist musician comedian author writer coach driver "
        "pilot figure candidate nominee winner model host astronaut scientist businessman "
        "businesswoman billionaire journalist executive sailor child boy girl ceo gymnast golfer "
        "swimmer rapper striker goalkeeper hero suspect victim witness successor predecessor "
        "worker teacher doctor nurse farmer dancer producer designer engineer runner fighter "
        "soldier commentator editor reporter founder owner manager investor prosecutor trainer "
        "cyclist filmmaker composer painter priest diplomat architect chef surgeon poet envoy "
        "survivor lawmaker guard inmate prisoner hostage detainee fugitive passenger student "
        "pupil professor researcher expert climber hiker tourist resident neighbour neighbor "
        "customer cook guide technician mechanic electrician plumber baker hermit monk nun rabbi "
        "vicar curator historian adviser advisor aide delegate lieutenant detective investigator "
        "coroner magistrate barrister solicitor attorney notary clerk keeper ranger warden "
        "firefighter rescuer volunteer veteran refugee migrant teenager pensioner employee "
        "defendant plaintiff attacker killer murderer thief robber burglar heir widow widower "
        "wife husband son daughter father mother brother sister uncle aunt cousin friend partner "
        "colleague rival opponent challenger referee umpire jockey boxer wrestler skier rower "
        "bowler batsman midfielder defender winger conductor violinist soprano tenor presenter "
        "blogger programmer hacker whistleblower spy treasurer sultan emir duke duchess "
        "descendant relative ancestor skipper"
    ).split()
)
_ENDS = re.compile(r"\b(?:of|who|from|in|at|to|for|with|on|near)\b|,")
_WORD = re.compile(r"[A-Za-z]+")
_PLURALS = {"people": "person", "men": "man", "women": "woman", "children": "child"}


def describes(text: str) -> bool:
    """Tell whether the noun of a text is one for people.

    >>> describes("an adviser to the president"), describes("the pipeline")
    (True, False)
    """
    words = _WORD.findall(_ENDS.split(text, maxsplit=1)[0].lower())
    return bool(words) and one_of(words[-1]) in PERSON_NOUNS


def one_of(noun: str) -> str:
    """Return the singular of a noun for people, in lower case; other words stay as they are."""
    single = _PLURALS.get(noun, noun.removesuffix("s"))
    return single if single in PERSON_NOUNS else noun
