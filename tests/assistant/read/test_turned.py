"""Whether something still is so: reports that it ended, or came back, in other words."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.yes_no.turned import answer
from assistant.types import Hit, Question
from index_store.types import Article, Passage

TODAY = date(2025, 6, 1)


def hit(key: str, body: str, day: date = date(2025, 5, 1)) -> Hit:
    article = Article(id=key, title="Report", body=body, published=day, source="Post")
    passage = Passage(id=f"{key}:000", article_id=key, text=body, start=0, end=len(body))
    return Hit(passage=passage, article=article, score=1.0)


def told(question: str, *bodies: str) -> str:
    hits = [hit(f"a{n}", body, date(2025, 5, 1 + n)) for n, body in enumerate(bodies)]
    draft = answer(plan(Question(text=question, asked_at=TODAY)), hits)
    return draft.short if draft else ""


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("Are the fishermen still in jail?", "The two fishermen walked out of jail.", "No"),
        ("Are the fishermen still in jail?", "The court freed the fishermen on Monday.", "No"),
        ("Are the fishermen still in jail?", "The fishermen will be freed on Monday.", ""),
        ("Are the fishermen still in jail?", "The fishermen were not released.", ""),
        ("Are the fishermen still in jail?", "The fishermen walked to the river.", ""),
        ("Are the fishermen still in jail?", "The judge freed the two sailors.", ""),
        ("Is anyone still missing?", "The last of the missing, Bo Kerr, was found in May.", "No"),
        ("Are any sailors still missing?", "The last of them was found on Monday.", "No"),
        ("Is anybody still missing?", "All were rescued on Monday.", "No"),
        ("Is anyone still missing?", "Two sailors were found on Monday.", ""),
        ("Is Nina Holt still the mayor?", "Mayor Nina Holt stepped down on Friday.", "No"),
        ("Is Nina Holt still the mayor?", "Nina Holt was replaced by Ivo Brandt.", "No"),
        ("Is Ivo Brandt still the mayor?", "Nina Holt was replaced by Ivo Brandt.", ""),
        ("Is Nina Holt still the mayor?", "Nina Holt left the hall at noon.", ""),
        ("Is Nina Holt still the mayor?", "Her deputy resigned, said Nina Holt.", ""),
        ("Does Nina Holt still work there?", "Holt left the company in July.", "No"),
        ("Is the bridge still closed?", "The bridge reopened at noon.", "No"),
        ("Is the bridge still open?", "The town closed the bridge at noon.", "No"),
        ("Is the museum still open?", "The town closed the bridge at noon.", ""),
        ("Is the ban still in force?", "The ministry lifted the ban.", "No"),
        ("Are people still missing?", "Most people left their homes.", ""),
        ("Are ferries running again?", "The ferries resumed on Tuesday.", "Yes"),
        ("Is the bridge open again?", "The town reopened the bridge.", "Yes"),
        ("Is the bridge open again?", "The town may reopen the bridge.", ""),
        ("Is the bridge open?", "The town reopened the bridge.", ""),
        ("Have the remains been recovered?", "The remains were recovered on Monday.", ""),
        ("Is Nina Holt still against the dam?", "Nina Holt resigned on Friday.", ""),
        ("Does Nina Holt still oppose the dam?", "Nina Holt resigned on Friday.", ""),
        ("Does Nina Holt still run the port?", "Nina Holt was dismissed on Friday.", "No"),
        ("Is Nina Holt still in hospital?", "Nina Holt was discharged on Friday.", "No"),
        ("Has Nina Holt met Ivo Brandt again?", "Nina Holt returned to Orlan.", ""),
        ("Is Nina Holt back in Orlan?", "Nina Holt returned to Orlan.", "Yes"),
        ("Is Nina Holt meeting Brandt again?", "Nina Holt returned to Orlan.", ""),
        ("Is the strike still on?", "The strike ended on Monday.", "No"),
        ("Was the bridge still closed in May?", "The bridge reopened in June.", ""),
    ],
)
def test_a_report_that_it_turned_settles_the_question(
    question: str, sentence: str, short: str
) -> None:
    assert told(question, sentence) == short


def test_the_last_turn_counts() -> None:
    freed, returned = "The fishermen were freed.", "The fishermen returned to jail on Friday."
    assert told("Are the fishermen still in jail?", freed, returned) == ""
    assert told("Are the fishermen still in jail?", returned, freed) == "No"


def test_the_report_is_quoted() -> None:
    body = "It rained. The two fishermen walked out of jail. They sang."
    question = Question(text="Are the fishermen still in jail?", asked_at=TODAY)
    draft = answer(plan(question), [hit("a", body)])
    assert draft is not None
    [(key, start, end)] = draft.claims[0].quotes
    assert (key, body[start:end]) == ("a", "The two fishermen walked out of jail.")
