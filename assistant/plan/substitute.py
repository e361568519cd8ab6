"""An earlier question and a new piece in, the question with that piece in its place out."""

from __future__ import annotations

import re
from datetime import date

from assistant.plan.conversation import Said
from assistant.plan.names import TITLE_WORDS, names_in
from assistant.plan.words import AUX, CONJUNCTIONS, PREPOSITIONS, WH, Word, words_of
from index_store.numbers import ORDINALS
from index_store.times import find_times

_SAYS = re.compile(
    r",?\s*\b(?:according to [^,?]+|(?:says?|said) (?:the )?[\w’' -]+)(?=\s*\?|$)", re.IGNORECASE
)
_SPEAKER = re.compile(
    r"\b(?P<do>does|do|did) (?P<who>(?:(?!\b(?:does|do|did)\b)[^,?]){2,50}?) "
    r"(?P<say>say|claim|report|state|maintain|argue|estimate)\b", re.IGNORECASE
)  # fmt: skip
_CAPITALS = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
_TWO_NAMES = re.compile(rf"\b({_CAPITALS}) and ({_CAPITALS})")
_SUPPOSED = re.compile(
    r"\b(?:did|does|do) (?:(?!\b(?:did|does|do)\b)[^,?]){2,40}? (?:say|claim|report|think|believe|"
    r"estimate|reckon)(?: that)? (?:there )?(?=(?:were|was|had|are|is)\b)", re.IGNORECASE
)  # fmt: skip
_ORDINALS = rf"(?:{'|'.join(ORDINALS)}|last)"
_ORDINAL = re.compile(rf"^(?:the )?(?P<which>{_ORDINALS})(?: (?:time|one|round))?$", re.IGNORECASE)
_OPERATOR = re.compile(
    r"\b(?:the )?(?:very )?(?:most recent|latest|last|first|current)(?: time)?\s+|"
    r"\b(?:most recently|currently|now|still)\s*", re.IGNORECASE
)  # fmt: skip
_PART_OF = re.compile(
    r"^(?:the )?(?:end|start|beginning|middle|close|first days) of |^the (?=\w+day\b)|"
    r" of (?:that|the same) (?:week|month|year)$", re.IGNORECASE
)  # fmt: skip
_NOW = re.compile(
    r"(?:right )?now|today|these days|currently|at present|(?:in|at) the end|finally|eventually|"
    r"all told|in all|altogether", re.IGNORECASE
)  # fmt: skip
_CLAUSE = re.compile(
    r",?\s+\b(?:before|after|since|until)\b (?:[^,?]|,(?=\s*\d{4}))+", re.IGNORECASE
)
_EXTREME = re.compile(
    r"^\W*(?:and|but|so|or)?[\s,]*(?:(?:what|how) about |when was |when did they )?(?:the )?"
    r"(?:very )?(?P<word>first|last|latest|most recent)(?: (?:one|time|call|meeting|conversation|"
    r"visit|occasion|speak|talk|meet))?\W*$", re.IGNORECASE
)  # fmt: skip
_ORDER = re.compile(r"\b(?:first|last|latest|most recent(?:ly)?)\b", re.IGNORECASE)


def bare(question: str) -> str:
    """Take the question mark off."""
    return question.rstrip(" ?!.")


def said_by(said: Said, who: str) -> str | None:
    """Ask a question of what somebody else says: in the place of who said it, or with a source.

    None where it was not about what somebody says, nor about a number, which others may give
    another of.
    """
    text = bare(said.question)
    speaker = _SPEAKER.search(text)
    if speaker:
        return f"{text[: speaker.start('who')]}{who}{text[speaker.end('who') :]}?"
    counts = said.asked.kind in {"how many", "how much"}
    return f"{_SAYS.sub('', text)} according to {who}?" if counts or _SAYS.search(text) else None


def counted_by(said: Said, who: str, rest: str) -> str | None:
    """Ask the last count that was asked for of what somebody says: "what number did Lind give"."""
    turn: Said | None = said
    while turn:
        if turn.asked.kind in {"how many", "how much"}:
            return f"{_SAYS.sub('', bare(turn.question))} according to {who}{rest}?"
        turn = turn.earlier
    return None


def by_the_other(said: Said) -> str | None:
    """Ask of the other of two whose accounts were spoken of; None where one is not told apart."""
    text = bare(said.question)
    for pair in _TWO_NAMES.finditer(text):
        rest = text[: pair.start()] + text[pair.end() :]
        one, other = (bool(re.search(rf"\b{n.split()[-1]}\b", rest)) for n in pair.groups())
        if one is not other:
            return said_by(said, pair[2] if one else pair[1])
    return None


def counted_in_the_end(said: Said) -> str | None:
    """Ask how many there were, without who first said so; None after a question of something else.

    "How many did the coastguard first say were aboard?", asked for the right number.
    """
    if said.asked.kind not in {"how many", "how much"}:
        return None
    text = re.sub(r"\b(?:at )?first\b ?", "", _SUPPOSED.sub("", bare(said.question)))
    return f"{text} in the end?"


def without_time(question: str, period: str) -> str:
    """Take operator, clause and days of time out of a question."""
    text = _CLAUSE.sub("", bare(question))
    if period and period in text:
        text = text.replace(period, "")
    text = _OPERATOR.sub(lambda m: "the " if m.group().lower().startswith("the ") else "", text)
    return re.sub(r"\s+(,|$)|\s{2,}", lambda m: m.group(1) or " ", text).strip(" ,")


def put_in(said: Said, piece: str, preposition: str, topic: bool, today: date) -> str:
    """Ask the earlier question of something else.

    Args:
        said: the earlier turn.
        piece: what to ask it of: a name, a plain noun or a time.
        preposition: the one that the piece came with; empty when none.
        topic: the piece was named as "what about", so what the question is about gives way
            before who acts in it.
        today: the day on which relative times count.
    """
    text = bare(said.question)
    whole = f"{preposition} {piece}".strip()
    if _NOW.fullmatch(whole):
        return f"{without_time(said.question, said.period)} {whole}?"
    ordinal = _ORDINAL.match(piece)
    if ordinal and re.search(rf"\bthe {_ORDINALS}\b", text):
        return re.sub(rf"\bthe {_ORDINALS}\b", f"the {ordinal.group('which')}", text, count=1) + "?"
    if _is_time(piece, today):
        return _replace_time(said, piece, preposition)
    if preposition:
        text = _without_partner(said, text, preposition)
        return _replace_phrase(text, preposition, whole, said.period)
    named = names_in(piece) or piece[:1].isupper()
    return _replace_name(said, piece, topic) if named else _replace_noun(said, piece)


def _replace_time(said: Said, piece: str, preposition: str) -> str:
    text, whole = bare(said.question), f"{preposition} {piece}".strip()
    if not said.period or said.period not in text:
        return f"{text} {whole if preposition else 'in ' + piece}?"
    before = re.match(r"(?:in|on|at|during|of|by|since) ", said.period)
    lead = before.group() if before and not preposition else ""
    return f"{text.replace(said.period, f'{lead}{whole if before else piece}')}?"


def _is_time(piece: str, today: date) -> bool:
    piece = _PART_OF.sub("", piece)
    mentions = [m for m in find_times(piece, today) if m.kind == "date"]
    return bool(mentions) and len(mentions[0].text) * 2 > len(piece)


def _without_partner(said: Said, text: str, preposition: str) -> str:
    """Leave the second of two who acted together out when somebody else is named by "with"."""
    pair = said.parts.subject if said.parts else ""
    if preposition.lower() == "with" and " and " in pair:
        return text.replace(pair, pair.split(" and ")[0])
    return text


def _replace_phrase(text: str, preposition: str, whole: str, period: str) -> str:
    preposition = preposition.lower()
    if preposition == "according to":
        return f"{_SAYS.sub('', text)} {whole}?"
    words = words_of(text)
    at = text.rfind(period) if period else -1
    places = [w for w in words if w.lower == preposition and w.start > 0 and w.start != at]
    if not places:
        return f"{text} {whole}?"
    start = places[-1].start
    end = _phrase_end(words, words.index(places[-1]) + 1)
    return f"{text[:start]}{whole}{text[end:]}?"


def _phrase_end(words: list[Word], i: int) -> int:
    end = words[i].end if i < len(words) else words[-1].end
    for word in words[i:]:
        stops = word.lower in PREPOSITIONS | AUX | WH or word.sign
        if stops or (word.lower in CONJUNCTIONS - {"and", "or"}):
            break
        end = word.end
    return end


def _replace_name(said: Said, piece: str, topic: bool) -> str:
    names = said.names
    if not names:
        return f"{bare(said.question)}, in the case of {piece}?"
    chosen = names[-1]
    if not topic:
        acting = [n for n in names if n.text in said.subject_names and not said.in_place(n)]
        chosen = acting[-1] if acting else chosen
    head = re.sub(r"(?:\b(?:the|[A-Z]\w*\.?) )*$", _kept, said.question[: chosen.start])
    return f"{bare(head + piece + said.question[chosen.end :])}?"


def _kept(match: re.Match[str]) -> str:
    """Drop the role or article that stood before a name that is replaced."""
    words = match.group().split()
    while words and words[-1].lower().rstrip(".") in TITLE_WORDS | {"the"}:
        words.pop()
    return " ".join([*words, ""])


def _replace_noun(said: Said, piece: str) -> str:
    text = bare(said.question)
    plain = re.sub(r"^(?:the|its|their|his|her)\s+", "", piece)
    if said.asked.kind in {"how many", "how much"} and said.asked.noun:
        noun = " ".join(said.asked.noun)
        return re.sub(rf"\b{re.escape(noun)}\b", lambda _: plain, text, count=1, flags=re.I) + "?"
    found = list(re.finditer(r"\b(?:the|its|their|his|her) [a-z][\w-]*(?= (?:in|on|at|of|for)\b|$)",
                             text))  # fmt: skip
    if found and not piece.startswith("in "):
        last = found[-1]
        return f"{text[: last.start()]}{piece}{text[last.end() :]}?"
    return f"{text}, in the case of {piece}?"


def at_the_other_end(text: str, said: Said) -> str | None:
    """Complete "And the first time?" from "When did Lind and Brandt last speak?"."""
    match, turn = _EXTREME.match(text), said
    while turn.earlier and not _ORDER.search(turn.question):
        turn = turn.earlier
    base = _CLAUSE.sub("", bare(turn.question))
    if not match or not _ORDER.search(base):
        return None
    word = "first" if match["word"].lower() == "first" else "last"
    return f"{_ORDER.sub(word, base, count=1)}?"
