"""What is said beside a question, and questions for the accounts of all sides."""

import pytest

from assistant.plan.asides import without_asides


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("When did they last speak?", "When did they last speak?"),
        ("Who resigned? Need it for a caption", "Who resigned?"),
        ("What did Lind say when she went? Quote please", "What did Lind say when she went?"),
        ("What was the vote? The Mirror had to fix it, I think", "What was the vote?"),
        ("latest toll in Kesh please", "latest toll in Kesh"),
        ("Straight answer please: did the siren go off?", "did the siren go off?"),
        # What narrows a question down, or asks again, stays.
        ("How many were killed? In March, I mean.", "How many were killed? In March, I mean."),
        ("Who resigned? And why?", "Who resigned? And why?"),
        ("Who resigned? Health minister in Kesh.", "Who resigned? Health minister in Kesh."),
        ("Who said I saw two men?", "Who said I saw two men?"),
        ("Which bill was backed by both parties?", "Which bill was backed by both parties?"),
        ("Who won? Name the country.", "Who won? Name the country."),
        ("Who gave it? (the two ministers)", "Who gave it? (the two ministers)"),
        ("They differ on how it began. What now?", "They differ on how it began. What now?"),
        ("Did they get it? what was it", "Did they get it? what was it"),
        ("Which drink is “zero?”", "Which drink is “zero?”"),
        ("Please tell me who won.", "Please tell me who won."),
        ("Lind: what does she want?", "Lind: what does she want?"),
        ("What do both sides say about the treaty?", "What do both sides say about the treaty?"),
    ],
)
def test_asides_are_cut_off(typed: str, asked: str) -> None:
    assert without_asides(typed) == (asked, False)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("How many died according to each side?", "How many died?"),
        (
            "The coastguard and the line disagreed about how many were aboard. What did each say?",
            "How many were aboard (The coastguard and the line)?",
        ),
        ("How many came? need the police number and the organisers' own", "How many came?"),
        ("What does it cost - I've seen two amounts, who says what?", "What does it cost?"),
        ("What is the gap? I heard two different numbers", "What is the gap?"),
        ("What is the damage? I've read two different figures", "What is the damage?"),
        (
            "Police versus union: what figure did each give for arrests?",
            "What was the number of arrests?",
        ),
        ("What are the two different figures for the dead?", "What was the number of the dead?"),
        (
            "turnout at the gate: what do the two camps each claim?",
            "What was the turnout at the gate?",
        ),
        (
            "What do the two sides each say about the length of the firefight?",
            "What was the length of the firefight?",
        ),
    ],
)
def test_who_asks_for_all_accounts_asks_for_the_thing_itself(typed: str, asked: str) -> None:
    assert without_asides(typed) == (asked, True)
