"""Two words in, whether news uses them for the same thing, or one for the opposite of the other.

Small groups of words that reporters put in each other's place. A group joins a verb and the nouns
made of it, because a question asks "did they talk" where an article tells of "their call".
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache

from assistant.fates import DEAD, HELD, HURT
from assistant.words import STOP, WORD, fold, stem

_GROUPS = f"""
{DEAD} victim toll casualty murder
{HURT}
resign resignation step-down quit leave depart departure retire give-up
win victory beat defeat triumph prevail
lose loss defeat
meet meeting summit encounter see
speak talk talks call telephone phone ring conversation discuss discussion converse
buy purchase acquire acquisition takeover
sell sale sold
begin start open launch commence opening onset
end stop finish conclude halt cease
close shut closure
cancel scrap call-off abandon drop give-up
postpone delay put-off defer reschedule move
{HELD} detention custody seize
charge accuse accusation indict prosecute
sentence jail imprison prison convict conviction
approve approval back endorse pass adopt support favour favor
reject refuse decline turn-down dismiss refusal rejection dismissal
rise increase climb grow growth raise jump
fall drop decline decrease cut cut-back lower reduce reduction slump lowered
name appoint appointment choose pick nominate nomination select
elect election vote ballot
swap exchange
attack strike bomb shell raid hit assault
destroy destruction wreck ruin demolish
damage harm
find discover discovery locate
rescue save pull-out
evacuate evacuation
flee escape
return come-back
visit travel trip journey fly tour
cost price pay payment fee worth
happen occur hold
break collapse fall-apart break-apart
announce announcement unveil declare
deny denial
confirm confirmation
ban prohibit outlaw forbid bar
agree agreement deal accord pact
sign signature
build construct construction erect
land touch-down landing
lift-off liftoff launch take-off
crash collide collision
sink sinking capsize go-down
erupt eruption go-off
explode explosion blast
burn burn-down fire blaze catch-fire
flood flooding
steal theft rob robbery thief take
reach arrive arrival spread
recall withdraw withdrawal
run stand candidate
concede concession
lead head chair
work job employ employee
teach professor teacher
live reside home
earn salary wage income
ask request demand call-for urge
want seek wish
promise pledge vow
warn warning
criticise criticize condemn denounce
apologise apologize apology sorry
child children infant baby boy girl
hospital clinic
attend come visit
army military soldier troop
police officer
sick ill illness sickness
poison poisoning
jab vaccine vaccinate vaccination dose
fine penalty
trial hearing court lawsuit sue challenge
""".strip().splitlines()

_OPPOSITES = """
open close closed shut
stay leave
accept reject refuse
approve reject veto block
uphold quash overturn annul
grant refuse deny reject
praise criticise criticize condemn
welcome reject condemn
admit deny
support oppose
win lose
rise fall drop
raise lower cut
increase decrease reduce
keep drop abandon
hold cancel postpone
safe dangerous
guilty innocent acquit clear
alive dead
agree disagree
confirm deny
begin end stop halt cease
start stop halt end cease
resume stop halt suspend
arrest free release walk-out walk-free
detain free release walk-out walk-free
arrive depart leave
remain resign leave
unchanged change cut raise
free jail imprison
convict acquit clear
allow ban forbid prohibit
public private
legal illegal
true false
""".strip().splitlines()


def _key(word: str) -> str:
    return stem(fold(word))


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for n, line in enumerate(_GROUPS):
        for word in line.split():
            found.setdefault(_key(word), set()).add(n)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = set()
    for line in _OPPOSITES:
        first, *others = (_key(w) for w in line.split())
        pairs |= {(first, other) for other in others} | {(other, first) for other in others}
    return frozenset(pairs)


@cache
def akin(a: str, b: str) -> bool:
    """Tell whether two words, given as lemmas or phrasal verbs (`step-down`), mean the same."""
    a, b = _key(a), _key(b)
    if a == b:
        return True
    groups = _groups()
    return bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


def share_akin(wanted: AbstractSet[str], text: str) -> float:
    """Return the share of wanted stems for which a text has a word of the same meaning."""
    words = [w for w in WORD.findall(fold(text)) if w not in STOP]
    own = {stem(w) for w in words}
    held = sum(t in own or any(akin(t, w) for w in words) for t in wanted)
    return held / len(wanted) if wanted else 1.0


@cache
def opposite(a: str, b: str) -> bool:
    """Tell whether one word says that the other is not so: open and closed."""
    return (_key(a), _key(b)) in _opposites()
