"""The elements of a page in, those that stand beside the column of its text out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index_store.clean.elements import Element
from index_store.clean.framing import is_scrap, is_unpunctuated
from index_store.clean.lines import kind_of

_SENTENCE = 60  # letters from which a line that ends as a sentence does is taken for prose
_MOST = 0.9  # of the prose stands in the column


def beside(found: Sequence[Element], main: str) -> set[int]:
    """Give the indices of the lines that stand beside the column: bylines, labels, headings below.

    The column is the innermost element that holds the page's prose. What is stated to be a caption,
    a summary or a credit stays, wherever it stands, and so does every sentence.

    Args:
        found: all elements, in reading order.
        main: the key of what was taken for the article, roughly; only its prose counts.
    """
    prose = [i for i, e in enumerate(found) if is_prose(e) and e.key in main]
    column = _column(found, prose)
    if column is None:
        return set()
    first = next(i for i in prose if column in found[i].path)
    aside: set[int] = set()
    for i, element in enumerate(found):
        if element.outside or element.hint or column in element.path:
            continue
        # Sentences stay, and so do standfirsts over the text, and what stands over a credit.
        loose = is_scrap(element.text) if i < first else is_unpunctuated(element.text)
        worded = [kind_of(one.text) for one in found[i : i + 2]]
        if loose and worded[0] != "credit" and "caption" not in worded:
            aside.add(i)
    return aside


def is_prose(element: Element) -> bool:
    """Tell a sentence of some length that no name and no wording makes anything else."""
    return (
        not element.outside
        and element.hint is None
        and len(element.key) >= _SENTENCE
        and not is_unpunctuated(element.text)
        and kind_of(element.text) == "body"
    )


def _column(found: Sequence[Element], prose: Sequence[int]) -> int | None:
    """Find the innermost element that holds most of the prose."""
    weights: Counter[int] = Counter()
    depths: dict[int, int] = {}
    for i in prose:
        for depth, node in enumerate(found[i].path):
            weights[node] += len(found[i].key)
            depths[node] = depth
    total = sum(len(found[i].key) for i in prose)
    holding = [node for node, weight in weights.items() if weight >= _MOST * total]
    return max(holding, key=lambda node: depths[node], default=None)
