"""What becomes of people, in the words that news has for it: each list one fate, in all its forms.

Each begins with the word that stands for the rest. Whoever reads adds what only there goes for the
fate: a `toll`, `taken to hospital`.
"""

from __future__ import annotations

DEAD = (
    "die dies died dying dead death deaths kill kills killed killing killings fatal fatally "
    "fatality fatalities perish perishes perished perishing"
)
HURT = (
    "hurt hurts hurting injure injures injured injuring injury injuries wound wounds wounded "
    "wounding"
)
MISSING = "missing unaccounted"
SAVED = "rescue rescues rescued saved survive survives survived surviving survivor survivors"
HELD = "arrest arrests arrested arresting detain detains detained detaining"
