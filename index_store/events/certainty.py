"""The words of a clause in, whether it tells what happened, a plan, a denial or an if out."""

from __future__ import annotations

import re

from index_store.events.clauses import VERB
from index_store.types import Certainty

_DENIED = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|will|would|could|can)(?:\s+not\b|n['’]t\b)"
    r"(?!\s+(?:only|just|merely))|\bwon['’]t\b|\bcan(?:no|['’])t\b|\bnever\b"
    r"|\brefus(?:ed|es|ing)\b|\bdeclin(?:ed|es|ing) to\b|\bfail(?:ed|s|ing) to\b"
    r"|\bden(?:ied|ies|ying)\b"
    r"|\brul(?:ed|es|ing) out\b|\bcall(?:ed|s|ing) off\b|\bcancell?(?:ed|s|ing)\b|\bscrapped\b"
    r"|\breject(?:ed|s)\b|\bboycott(?:ed|s)\b|\bskipp(?:ed|ing)\b|\bnor\b|\bneither\b"
)
# "Found guilty of failing to pay" tells what somebody was found guilty of, and denies nothing.
_BEHIND_PREPOSITION = re.compile(
    r"\b(?:of|for|by|with|about|over)\s+(?:refusing|declining|failing|denying|rejecting|ruling out|"
    r"calling off|cancell?ing|skipping)\b"
)
_NOT_DENIED = re.compile(r"\b(?:not|n['’]t|never) (?:rul(?:e|ed) out|den(?:y|ied)|refuse|reject)\b")
_IF = re.compile(
    r"\b(?:may|might|could|if|whether|unless|possibly|perhaps|potentially|"
    r"threaten(?:ed|s|ing)? to|consider(?:s|ed|ing)?|propos(?:ed|es|al)|urg(?:ed|es|ing)|"
    r"call(?:ed|s|ing) for|hop(?:es|ed|ing) (?:to|for|that)|wants? to|wanted to|likely|unlikely|"
    r"suggest(?:ed|s) that|demand(?:ed|s)|would have|should)\b"
)
_WOULD = re.compile(r"\b(?:would|['’]d)\b")
_PROMISED = re.compile(r"\b(?:said|says|announced|agreed|confirmed|promised|told|added|vowed)\b")
_PLANNED = re.compile(
    r"\b(?:will|shall|going to|plan(?:s|ned|ning)? (?:to|for|on)|expected|set to|set for|"
    r"schedul(?:ed|ing)|slated|pencill?ed in|due (?:to|on|in|at|for|by|next)|upcoming|forthcoming|"
    r"preview|poised to|about to|prepar(?:es|ed|ing) (?:to|for)|agreed to|intend(?:s|ed)? to|"
    r"aims? to|vow(?:s|ed) to|pledg(?:es|ed) to|promis(?:es|ed) to|decided to|look(?:s|ing) to|"
    r"invited to|(?:is|are|was|were) to [a-z]+|to be held|takes effect|kicks off|gears? up|"
    r"countdown|postponed (?:to|until)|delayed until)\b|['’]ll\b"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_VERB_BEFORE, _WORDS_AFTER = 4, 3
_CONDITION = frozenset({"if", "whether", "unless"})


def around_the_verb(words: str, dated: str) -> str:
    """Cut a clause down to the verb that its date stands with: the last before it, else the next.

    Args:
        words: the clause.
        dated: its date as written; with an empty one what is quoted is left out instead.
    """
    at = words.find(dated) if dated else -1
    if at < 0:
        return _QUOTED.sub(" ", words)
    verbs = list(VERB.finditer(words, 0, at))
    if verbs:
        before = words[: verbs[-1].start()].split()[-_VERB_BEFORE:]
        return " ".join([*before, words[verbs[-1].start() : at]])
    verb = VERB.search(words, at + len(dated))
    if verb is None:
        return words
    after = words[verb.end() :].split()[:_WORDS_AFTER]
    return " ".join([words[:at].rpartition(",")[2], words[at : verb.end()], *after])


def certainty(words: str, *, opener: str, sentence: str, ahead: bool) -> Certainty:
    """Judge a clause by its verbs; in doubt the weaker reading.

    Args:
        words: the clause.
        opener: the word that opens it when it depends on another clause.
        sentence: the whole sentence, for conditions and promises outside the clause.
        ahead: whether its date lies after the day of publication.
    """
    if opener in _CONDITION:
        return "hypothetical"
    if _DENIED.search(_BEHIND_PREPOSITION.sub(" ", words)):
        return "hypothetical" if _NOT_DENIED.search(words) else "denied"
    if _IF.search(words):
        return "hypothetical"
    if _WOULD.search(words):
        return "planned" if _PROMISED.search(sentence) else "hypothetical"
    if ahead or _PLANNED.search(words):
        return "hypothetical" if re.search(r"\b[Ii]f\b|\b[Uu]nless\b", sentence) else "planned"
    return "happened"
