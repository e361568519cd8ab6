"""The irregular verbs of news English: base forms in, past tenses and participles out.

`be`, `have` and `do` are not among them: they mostly stand beside another verb.
"""

from __future__ import annotations

# base, past, participle; two where past and participle are one.
_TABLE = """
arise arose arisen;awake awoke awoken;bear bore borne;beat beat beaten;become became become;
begin began begun;bend bent;bid bid;bind bound;bite bit bitten;bleed bled;blow blew blown;
break broke broken;breed bred;bring brought;broadcast broadcast;build built;burst burst;buy bought;
cast cast;catch caught;choose chose chosen;cling clung;come came come;cost cost;creep crept;
cut cut;deal dealt;dig dug;draw drew drawn;drink drank drunk;drive drove driven;eat ate eaten;
fall fell fallen;feed fed;feel felt;fight fought;find found;flee fled;fling flung;fly flew flown;
forbid forbade forbidden;forecast forecast;foresee foresaw foreseen;forget forgot forgotten;
forgive forgave forgiven;freeze froze frozen;get got;give gave given;go went gone;grind ground;
grow grew grown;hang hung;hear heard;hide hid hidden;hit hit;hold held;hurt hurt;keep kept;
kneel knelt;know knew known;lay laid;lead led;leave left;lend lent;let let;light lit;lose lost;
make made;mean meant;meet met;mislead misled;mistake mistook mistaken;overcome overcame overcome;
overhear overheard;overrun overran overrun;oversee oversaw overseen;
overtake overtook overtaken;overthrow overthrew overthrown;pay paid;put put;quit quit;read read;
rebuild rebuilt;redraw redrew redrawn;retake retook retaken;rewrite rewrote rewritten;
ride rode ridden;ring rang rung;rise rose risen;run ran run;say said;see saw seen;seek sought;
sell sold;send sent;set set;shake shook shaken;shed shed;shine shone;shoot shot;
shrink shrank shrunk;shut shut;sing sang sung;sink sank sunk;sit sat;sleep slept;slide slid;
speak spoke spoken;speed sped;spend spent;spin spun;split split;spread spread;
spring sprang sprung;stand stood;steal stole stolen;stick stuck;sting stung;strike struck;
strive strove striven;swear swore sworn;sweep swept;swim swam swum;swing swung;take took taken;
teach taught;tear tore torn;tell told;think thought;throw threw thrown;thrust thrust;
undergo underwent undergone;understand understood;undertake undertook undertaken;undo undid undone;
uphold upheld;wake woke woken;wear wore worn;weave wove woven;weep wept;win won;
wind wound;withdraw withdrew withdrawn;withhold withheld;withstand withstood;wring wrung;
write wrote written
"""
_ROWS = [row.split() for row in _TABLE.split(";")]
# By the base: `spoke` of `speak`.
PAST: dict[str, str] = {row[0]: row[1] for row in _ROWS}
# Forms that are mostly nouns or other words, as in "a deal", "a bit", "bound to", "the Fed".
NOUNS = frozenset(
    "bend bit bite bound breed broadcast cast deal drink fed feed forecast ground light mistake "
    "overthrow shed spin spring stick sting swing thrust wind wound".split()
)
# Forms that can hardly be anything but past: "built", but neither "cut" nor "bound".
PAST_FORMS = frozenset(past for base, past in PAST.items() if past != base) - NOUNS
PARTICIPLES = frozenset(row[-1] for row in _ROWS) - PAST.keys() - NOUNS
