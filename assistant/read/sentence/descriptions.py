"""A sentence and a name in, what the sentence says in passing that it is out.

Beside the name (`Judge Tereza Malik`, `the operator Ostransit`), between commas (`Lorcan Vane, the
head of finance`), or as a statement (`Luhov is a town on the border`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.people import PERSON_NOUNS, describes, one_of
from assistant.read.sentence.syntax import Token, parse

LONGEST = 16  # words of a description
PEOPLE = PERSON_NOUNS | frozenset(
    "head boss native tycoon magnate ruler icon legend activist rebel cleric dissident socialite "
    "analyst strategist economist consultant champion mother-in-law nephew niece grandson "
    "granddaughter grandfather grandmother girlfriend boyfriend fiance creator inventor pioneer "
    "dictator monarch patriarch cardinal archbishop ayatollah operative contestant participant "
    "olympian medalist quarterback linebacker forward centre center guard rookie speaker".split()
)
_PHRASE = frozenset("NOUN PROPN ADJ NUM".split())
_WITHIN = frozenset("NOUN PROPN ADJ NUM ADP DET PART".split())
_OWNERS = frozenset("his her its their our my".split())
_NAMING = frozenset("call name dub nickname know christen".split())
_LEADING = frozenset("lead head run chair command manage own direct coach edit represent".split())
_LINKS = frozenset("is was are were".split())
_PLACED = frozenset({"of", "from"})
_CLAUSES = frozenset("who whose whom which where when".split())
_CLOSE = _CLAUSES | {",", ".", ")", ";", "–", "—"}
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def descriptions(name: str, sentence: str) -> Iterator[tuple[str, str]]:
    """Yield what a sentence says that a name is, with the noun of that in lower case.

    >>> list(descriptions("Edda Rooke", "Judge Edda Rooke, a former teacher, resigned."))
    [('Judge', 'judge'), ('a former teacher', 'teacher')]
    """
    tokens = list(parse(sentence))
    words = short_name(name).split()
    given = name.split()[0] if len(name.split()) == 2 else ""
    given = "" if one_of(given.lower()) in PERSON_NOUNS else given
    for at in range(len(tokens) - len(words) + 1):
        if [t.text for t in tokens[at : at + len(words)]] != words:
            continue
        start, end = _whole(tokens, at), at + len(words)
        if given and start < at and given not in {t.text for t in tokens[start:at]}:
            continue  # a namesake
        for phrase in _phrases(tokens, start, end):
            text, noun = _worded(phrase)
            if noun and len(text.split()) <= LONGEST and short_name(name) not in text:
                yield text, noun


def doings(name: str, sentence: str) -> Iterator[str]:
    """Yield what a sentence says behind a name that they lead.

    >>> list(doings("Edda Rooke", "Edda Rooke, who leads the union, resigned."))
    ['leads the union']
    """
    tokens = list(parse(sentence))
    words = short_name(name).split()
    for at in range(len(tokens) - len(words) - 2):
        end = at + len(words)
        if [t.text for t in tokens[at:end]] != words or tokens[end].text != ",":
            continue
        who, clause = tokens[end + 1], _until(tokens[end + 2 :])
        if who.lower_ == "who" and _leads(clause) and len(clause) <= LONGEST:
            yield "".join(t.text_with_ws for t in clause).strip()


def _leads(clause: Sequence[Token]) -> bool:
    """Tell whether a clause says what somebody is the head of: not `leads Torvik by two goals`."""
    if len(clause) < 2 or clause[0].tag_ not in _FINITE:
        return False
    lemma = clause[0].lemma_.lower()
    return lemma in _LEADING and (lemma != "lead" or clause[1].pos_ == "DET")


def short_name(name: str) -> str:
    """Return the word by which news names somebody again; a thing or body keeps all its words."""
    first = name.split(" and ")[0]
    return first.split()[-1] if len(first.split()) == 2 else first


def _whole(tokens: Sequence[Token], at: int) -> int:
    """Return where a name begins: at the given name, if that stands before it."""
    while at and tokens[at - 1].pos_ == "PROPN" and not _role(tokens[at - 1]):
        at -= 1
    return at


def _role(token: Token) -> bool:
    """Tell whether a word is a noun, or the title of an office written with a capital."""
    titled = token.pos_ in _PHRASE and one_of(token.lower_) in PERSON_NOUNS
    return token.pos_ == "NOUN" or titled


def _phrases(tokens: Sequence[Token], start: int, end: int) -> Iterator[Sequence[Token]]:
    """Yield the words that may describe the name at `start` to `end`."""
    before, after = tokens[:start], tokens[end:]
    yield from _in_front(before, after)
    if after and after[0].text in {",", "("}:
        yield from _behind(after[1:])
    elif len(after) > 1 and after[0].lower_ in _LINKS and after[1].pos_ == "DET":
        yield _until(after[1:])
    elif after and after[0].pos_ == "NOUN" and before and before[-1].pos_ == "DET":
        phrase = _until(after, _WITHIN)
        yield phrase if phrase[-1].pos_ == "PROPN" else []  # the Azovstal steelworks in Mariupol


def _in_front(before: Sequence[Token], after: Sequence[Token]) -> Iterator[Sequence[Token]]:
    if (called := _called(before)) is not None:
        yield _tail(called, _WITHIN)
    elif before and _role(before[-1]):
        phrase = _tail(before, _PHRASE)
        if phrase[0].lower_ not in {"a", "an"}:  # told an NPR reporter Booker had left
            yield [*phrase, *_placed(after)]
    elif before and before[-1].text == "," and (not after or after[0].is_punct):
        yield _tail(before[:-1], _WITHIN)
    elif before and before[-1].lower_ in {"and", ","}:
        yield from _shared(before[:-1], after)


def _called(before: Sequence[Token]) -> Sequence[Token] | None:
    """Return what stands before `that fishermen call the Loom`, `known as the Loom`."""
    for n in range(len(before) - 1, max(-1, len(before) - 4), -1):
        verb = before[n]
        between = all(t.pos_ in {"DET", "ADP", "PUNCT"} for t in before[n + 1 :])
        if between and verb.lemma_.lower() in _NAMING and verb.dep_ in {"relcl", "acl"}:
            head, start = verb.head, verb.left_edge.i
            named = verb.tag_ == "VBN" or any(c.dep_ == "nsubj" for c in verb.children)
            front = before[: max(start, head.i + 1)]
            front = front[:-1] if front[-1].is_punct else front
            return front if named and head.i < n else None
    return None


def _tail(tokens: Sequence[Token], kinds: frozenset[str]) -> Sequence[Token]:
    """Return the noun phrase that a row of words ends with, with its article or owner."""
    at = len(tokens)
    while at and (tokens[at - 1].pos_ in kinds or tokens[at - 1].text == "-"):
        at -= 1
    if at and (tokens[at - 1].pos_ == "DET" or tokens[at - 1].lower_ in _OWNERS):
        at -= 1
    while at < len(tokens) and tokens[at].pos_ in {"ADP", "PART"}:
        at += 1
    return tokens[at:]


def _placed(after: Sequence[Token]) -> Sequence[Token]:
    """Return `of Ostrany` behind a name with its office."""
    if len(after) < 2 or after[0].lower_ not in _PLACED or after[1].pos_ != "PROPN":
        return []
    return _until(after, frozenset({"ADP", "PROPN"}))[:4]


def _shared(before: Sequence[Token], after: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the office of `ministers Petra Hanus of Velmara and Ilja Kott of Ostrany` for both."""
    at = len(before)
    while at and (before[at - 1].pos_ == "PROPN" or before[at - 1].lower_ in _PLACED):
        at -= 1
    if 0 < at < len(before) and before[at - 1].tag_ == "NNS":
        yield [*_tail(before[:at], _PHRASE), *_placed(after)]


def _behind(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield what follows a name behind a comma, an age left out."""
    if len(tokens) > 1 and tokens[0].like_num and tokens[1].text == ",":
        tokens = tokens[2:]
    phrase = _until(tokens)
    if not phrase or len(phrase) == len(tokens) or tokens[len(phrase)].text not in _CLOSE:
        return
    owned = any(t.tag_ == "POS" for t in phrase[1:4])
    begins = phrase[0].pos_ == "DET" or owned or any(one_of(t.lower_) in PEOPLE for t in phrase)
    verbs = [t for t in phrase if t.tag_ in _FINITE]
    if begins and (not verbs or (len(verbs) == 1 and _told_beside(verbs[0], phrase))):
        yield phrase


def _told_beside(verb: Token, phrase: Sequence[Token]) -> bool:
    """Tell whether a verb only says which noun of a phrase is meant: the firm that insures it."""
    clause = next((t for t in (verb, *verb.ancestors) if t.dep_ == "relcl"), None)
    return clause is not None and clause.head in phrase


def _until(tokens: Sequence[Token], kinds: frozenset[str] | None = None) -> Sequence[Token]:
    """Return the words up to the next sign or clause, or to the first of another kind."""
    for n, token in enumerate(tokens):
        ends = (token.is_punct and token.text != "-") or token.lower_ in _CLAUSES
        if ends or (kinds and token.pos_ not in kinds):
            return tokens[:n]
    return tokens


def _worded(phrase: Sequence[Token]) -> tuple[str, str]:
    """Return a description as it stands, without whose it is by a pronoun, and its noun."""
    while phrase and phrase[0].lower_ in _OWNERS:
        phrase = phrase[1:]
    if not phrase:
        return "", ""
    text = "".join(t.text_with_ws for t in phrase).strip()
    nouns = [t for t in _until(phrase, _PHRASE | {"DET", "PART"}) if _role(t)]
    nouns = nouns or [t for t in phrase if _role(t)][:1]  # the last of the missing
    if not nouns or (len(phrase) == 1 and phrase[0].like_num):
        return "", ""
    noun = one_of(nouns[-1].lower_)
    if nouns[-1].tag_ == "NNS" and phrase[-1].pos_ == "PROPN" and describes(nouns[-1].text):
        text = text.replace(nouns[-1].text, noun, 1)
    return text, noun
