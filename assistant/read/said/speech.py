"""A passage in, its direct speech out, each with who says it and the sentences that show so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.read.said.meant import SUBJECTS, description, last_named, meant_by, outside_of
from assistant.read.sentence.candidates import around, sentence_spans
from assistant.read.sentence.printed import quotation, told_as
from assistant.read.sentence.syntax import Token, parse
from assistant.types import Claim, Hit
from assistant.words import fold
from index_store.sentences import split

_MARKED = re.compile(r"“([^“”]+)”|\"([^\"\n]+)\"|«([^«»]+)»")
_TELLS = frozenset(
    "say tell call add ask write reply answer describe put quote note joke warn insist declare "
    "announce state argue explain comment remark claim shout recall admit promise dismiss speak "
    "advise urge complain continue concede think name reckon mock sum dub label refer".split()
)
# By these somebody says something without being quoted.
_REPORTS = _TELLS - {"speak", "name", "continue", "mock", "sum", "dub", "refer"} | frozenset(
    "deny vow report confirm suggest repeat stress acknowledge criticise criticize condemn accuse "
    "blame predict reveal respond believe hope regret apologise apologize thank agree testify "
    "estimate accord".split()
)
_AGED = re.compile(r"(?:the )?\d+[ -]+year[ -]+old", re.IGNORECASE)
_PRONOUNS = frozenset("he she they it".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Words in quotation marks; offsets are into `hit.article.body`.

    Attributes:
        rank: place of its hit, from 0.
        start: where the words begin, after the mark.
        end: where they end, before the mark.
        shown: the sentences that hold the words and name the speaker.
        speaker: who says it, as the article puts it: `the head of Brightwell, Odette Marsh`; empty
            when it does not say.
    """

    hit: Hit
    rank: int
    start: int
    end: int
    shown: tuple[int, int]
    speaker: str

    @property
    def text(self) -> str:
        """The words."""
        return self.hit.article.body[self.start : self.end]

    @property
    def apart(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """The sentences of the words and the one that names the speaker.

        None where nothing stands between them, or where the speaker is quoted from the first.
        """
        first, last = self.shown
        body = self.hit.article.body
        spans = [(first + a, first + b) for a, b in split(body[first:last])]
        own = [start for start, _ in spans[2:] if start < self.start]
        quoted = _MARKED.search(body[first : own[-1]]) if own else None
        return ((own[-1], last), spans[0]) if own and not quoted else None


def told_by(speech: Speech) -> Claim:
    """Quote somebody's words with who says them, and nothing of what may stand between."""
    article, apart = speech.hit.article, speech.apart
    who = _as_written(speech.speaker, article.body[slice(*apart[1])]) if apart else ""
    if apart is None or not who:
        return quotation(article, *speech.shown)
    told = told_as(who, quotation(article, *apart[0]))
    return replace(told, quotes=(*told.quotes, (article.id, *apart[1])))


def _as_written(speaker: str, sentence: str) -> str:
    """Return as much of a description as stands in a sentence, such as the name before an age."""
    words = speaker.split()
    while words and " ".join(words) not in sentence:
        words = words[:-1]
    return " ".join(words)


def says(sentence: str) -> bool:
    """Tell whether somebody says something in a sentence, in direct speech or reported."""
    return bool(_MARKED.search(sentence)) or any(map(reports, parse(sentence)))


def reports(word: Token) -> bool:
    """Tell whether by this word somebody says something, quoted or not."""
    return word.pos_ == "VERB" and word.lemma_.lower() in _REPORTS


def reporter(body: str, where: tuple[int, int]) -> str:
    """Return who says what a sentence without direct speech reports; empty where nobody does."""
    doc = parse(body[slice(*where)])
    verbs = [t for t in doc if reports(t) and _of_a_clause(t)]
    subjects = [c for t in verbs[:1] for c in t.children if c.dep_ == "nsubj"]
    if not subjects or _MARKED.search(doc.text):
        return ""
    if subjects[0].lower_ in {"he", "she"}:
        return (meant_by(body, where) or ("", where))[0]
    return description(subjects[0])


def _of_a_clause(verb: Token) -> bool:
    """Tell whether a verb has what is said as its clause, or stands in the middle of it."""
    return verb.dep_ == "parataxis" or any(c.dep_ == "ccomp" for c in verb.children)


def speeches(hit: Hit, rank: int = 0) -> list[Speech]:
    """List the direct speech of a passage in its order.

    Words that follow an attributed quotation without an attribution of their own are the same
    person's. A pronoun stands for the named subject last before it.
    """
    found: list[Speech] = []
    sentences = sentence_spans(hit)
    body, offset = hit.article.body, hit.passage.start
    for match in _MARKED.finditer(hit.passage.text):
        start, end = (offset + at for at in match.span(match.lastindex or 0))
        run = around(sentences, start - 1, end + 1)
        speaker = _speaker_in(body[slice(*run)], body[start:end])
        before = found[-1] if found else None
        if not speaker and before and _goes_on(body, before, run):
            speaker, run = before.speaker, (min(before.shown[0], run[0]), run[1])
        elif not speaker:
            speaker, run = _told_before(body, sentences, run) or ("", run)
        if fold(speaker) in _PRONOUNS:
            speaker, run = meant_by(body, run, thing=fold(speaker) == "it") or ("", run)
        elif _AGED.fullmatch(speaker):
            speaker, run = last_named(body, run) or (speaker, run)
        end = start + len(body[start:end].rstrip(" ,.;"))
        found.append(Speech(hit=hit, rank=rank, start=start, end=end, shown=run, speaker=speaker))
    return found


def _goes_on(body: str, before: Speech, run: tuple[int, int]) -> bool:
    """Tell whether a quotation belongs to the one before it: in its sentence, or right after."""
    between = body[before.shown[1] : run[0]]
    return bool(before.speaker) and not between.strip()


def _told_before(
    body: str, sentences: Sequence[tuple[int, int]], run: tuple[int, int]
) -> tuple[str, tuple[int, int]] | None:
    """Return who speaks in the sentence before one that is a quotation and nothing else."""
    before = [s for s in sentences if s[1] <= run[0]][-1:]
    if not before or not _MARKED.fullmatch(body[slice(*run)].strip()):
        return None
    start, end = before[0]
    speaker = "" if "\n\n" in body[end : run[0]] else _speaker_in(body[start:end])
    return (speaker, (start, run[1])) if speaker else None


def _speaker_in(text: str, quoted: str = "") -> str:
    """Return who says what is quoted in a text, or what it tells; empty when it does not say."""
    doc = parse(text)
    outside = outside_of(doc)
    for verb in _tellers(doc, outside, quoted):
        if verb.lower_ == "according":
            named = [o for c in verb.children for o in c.children if o.dep_ == "pobj"]
            if named:
                return description(named[0])
            continue
        subject = _subject(verb, outside)
        if subject is not None:
            return _named_beside(subject, outside) or description(subject)
    return ""


def _tellers(doc: Sequence[Token], outside: frozenset[int], quoted: str) -> list[Token]:
    """List the words of a sentence that say that somebody speaks; that of the quotation first."""
    telling = [t for t in doc if t.i in outside and _tells(t)]
    first = next((t for t in doc if t.i not in outside and t.text in quoted), None)
    above = [t.i for t in first.ancestors] if first is not None else []
    return sorted(telling, key=lambda t: above.index(t.i) if t.i in above else len(doc) + t.i)


def _tells(token: Token) -> bool:
    speaks = token.lemma_.lower() in _TELLS and token.pos_ in {"VERB", "AUX"}
    return speaks or token.lower_ == "according"


def _named_beside(subject: Token, outside: frozenset[int]) -> str:
    """Return whom a pronoun stands for that follows its noun: `told the president that he`."""
    if subject.lower_ not in _PRONOUNS:
        return ""
    clause = next((t for t in subject.ancestors if t.dep_ == "ccomp"), None)
    if clause is None:
        return ""
    told = [c for c in clause.head.children if c.dep_ == "dobj" and c.i in outside]
    told = told or [c for c in clause.head.children if c.dep_ == "nsubj" and c.i in outside]
    return description(told[0]) if told and told[0].pos_ != "PRON" else ""


def _subject(verb: Token, outside: frozenset[int]) -> Token | None:
    node = verb
    while True:
        own = [c for c in node.children if c.dep_ in SUBJECTS or _is_age(c)]
        own = [c for c in own if c.i in outside]
        if own:
            who = own[0]
            if who.dep_ == "nsubjpass":
                agents = [o for c in node.children if c.dep_ == "agent" for o in c.children]
                return agents[0] if agents else None
            return node.head if node.dep_ == "relcl" and who.tag_ in {"WP", "WDT"} else who
        if node.dep_ == "acl" and node.head.pos_ == "PROPN":
            return node.head  # "Brusk, a teacher, promised": taken for a participle
        if node.dep_ not in {"conj", "xcomp", "advcl", "acl", "relcl"}:
            break
        node = node.head
    # "said Kast, 61": what stands right behind the verb, where the parser saw no subject.
    behind = [t for t in verb.doc[verb.i + 1 : verb.i + 6] if t.i in outside]
    chunk = next((t for t in behind if t.pos_ in {"PROPN", "PRON"}), None)
    return _top(chunk) if chunk is not None and verb.lemma_.lower() == "say" else None


def _is_age(word: Token) -> bool:
    """Tell whether an age before a verb stands for its subject: "the 44-year-old said"."""
    years = any(c.lower_ == "year" for c in word.children)
    return bool(word.lower_ == "old" and word.i < word.head.i and years)


def _top(token: Token) -> Token:
    """Return the head of the name that a word is part of."""
    while token.dep_ in {"compound", "appos", "flat"} and token.head.i != token.i:
        token = token.head
    return token
