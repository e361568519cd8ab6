"""Plain text in, its paragraphs with their kinds out, by wording and by their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index_store.clean import captions, credit, framing, furniture
from index_store.types import BlockKind

Piece = tuple[BlockKind, str]
_LONGEST_TITLE = 250
_KICKED = 160
_RAGGED = 25  # letters that a line of wrapped prose may be shorter than the widest
_LONGEST_SAID = 12  # words of a headline that ends in a full stop
_MOST_OPENING = 6
# Headlines too open with what elsewhere points to another page.
_LABELLED_TITLE = re.compile(
    r"^(?:watch|opinion|in pictures|photos|gallery|graphic|interactive|more): (?=(?:\S+ ){3})", re.I
)
_LONGEST_CAPTION = 350
_SPEECH = re.compile(r"[“\"].{10,}[”\"]")


def classify(text: str, *, titled: bool) -> list[Piece]:
    """Name the kind of each paragraph; the first that is not furniture is the headline.

    One that reads as a long sentence is not: the text has no headline then.

    Args:
        text: normalised text.
        titled: the title is known from elsewhere, so no paragraph is the headline.
    """
    paragraphs = split(text)
    pieces: list[Piece] = [(kind_of(paragraph), paragraph) for paragraph in paragraphs]
    if not titled:
        _mark_headline(pieces)
    return polish(pieces)


def kind_of(text: str) -> BlockKind:
    """Name the kind of a paragraph by its wording alone."""
    if credit.is_correction(text) or credit.is_credit(text):
        return "credit"
    if captions.is_picture_credit(text) or captions.is_caption(text):
        return "caption"
    if framing.led_summary(text):
        return "summary"
    if furniture.is_change_note(text) or framing.is_label(text) or furniture.is_furniture(text):
        return "boilerplate"
    return "body"


def polish(pieces: Sequence[Piece]) -> list[Piece]:
    """Apply what only neighbours tell: captions over their credits, bullets of a summary."""
    out = list(pieces)
    _mark_captions(out)
    _mark_summaries(out)
    _mark_opening(out)
    _mark_links(out)
    _mark_ending(out)
    return [piece for kind, text in out for piece in _tidy(kind, text)]


def split(text: str) -> list[str]:
    """Cut at blank lines, and at every line where lines are paragraphs of their own."""
    paragraphs: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        runs = _runs(lines[1:])
        if _is_wrapped(lines):
            paragraphs.append(" ".join(lines))
        elif _is_broken(runs):
            paragraphs += [lines[0], *(" ".join(run) for run in runs)]
        else:
            paragraphs.extend(lines)
    return paragraphs


def _runs(lines: Sequence[str]) -> list[list[str]]:
    """Part lines behind each one that ends a sentence clearly before the others end."""
    widest = max(map(len, lines), default=0)
    runs: list[list[str]] = [[]]
    for line in lines:
        runs[-1].append(line)
        if len(line) < widest - _RAGGED and not framing.is_unpunctuated(line):
            runs.append([])
    return [run for run in runs if run]


def _is_broken(runs: Sequence[Sequence[str]]) -> bool:
    """Tell hard-wrapped paragraphs without a blank line, which stand below a headline."""
    long = [run for run in runs if len(run) > 1]
    inside = [line for run in long for line in run[:-1]]
    cut = sum(framing.is_unpunctuated(line) for line in inside)
    return len(inside) > 1 and cut * 2 > len(inside) and all(map(_is_wrapped, long))


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Tell hard-wrapped prose: every line but the last is near one width."""
    if len(lines) < 2 or any(framing.BULLET.match(line) for line in lines):
        return False
    widths = [len(line) for line in lines[:-1]]
    widest = max(widths)
    return 40 <= widest <= 100 and min(widths) >= widest - _RAGGED and len(lines[-1]) <= widest + 5


def _mark_headline(pieces: list[Piece]) -> None:
    """Take the first paragraph that is no furniture, under a section's name if there is one."""
    for index, (kind, text) in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else ("boilerplate", "")
        labelled = _LABELLED_TITLE.match(text) or credit.is_correction_title(text)
        if kind != "body" and not (index == 0 and labelled and following[1]):
            continue
        if framing.is_kicker(text) and following[0] == "body" and len(following[1]) <= _KICKED:
            pieces[index] = ("boilerplate", text)
            continue
        alone = sum(kind == "body" for kind, _ in pieces) == 1
        if len(text) <= _LONGEST_TITLE and not _is_lead(text, alone=alone):
            pieces[index] = ("headline", framing.BULLET.sub("", text))
        return


def _is_lead(text: str, *, alone: bool) -> bool:
    """Tell the first paragraph of a text without a headline."""
    ends = text.rstrip('"”’)').endswith(".")
    return ends and (alone or len(text.split()) > _LONGEST_SAID)


def _mark_captions(pieces: list[Piece]) -> None:
    """Call the paragraph right before a picture's credit line its caption."""
    for index in range(1, len(pieces)):
        kind, text = pieces[index]
        above, words = pieces[index - 1]
        if kind != "caption" or above != "body" or len(words) > _LONGEST_CAPTION:
            continue
        # A bracketed credit belongs to a caption that it stands in; speech is no caption.
        if text[0] not in "([" and captions.is_picture_credit(text) and not _SPEECH.search(words):
            pieces[index - 1] = ("caption", words)


def _mark_summaries(pieces: list[Piece]) -> None:
    """Call bullets a summary when a heading of key points or a machine's mark frames them."""
    headed = False
    for index, (kind, text) in enumerate(pieces):
        if framing.is_summary_head(text):
            headed = True
        elif framing.is_summary_tail(text):
            headed = False
            _mark_back(pieces, index - 1)
        elif headed and kind == "body" and framing.BULLET.match(text):
            pieces[index] = ("summary", text)
        elif kind == "body":
            headed = False


def _mark_back(pieces: list[Piece], index: int) -> None:
    while index >= 0 and pieces[index][0] == "body" and framing.BULLET.match(pieces[index][1]):
        pieces[index] = ("summary", pieces[index][1])
        index -= 1


def _mark_opening(pieces: list[Piece]) -> None:
    """Call a summary what stands over the first sentence: bullets, or lines without a full stop.

    Names and other scraps there are furniture.
    """
    top: list[int] = []
    for index, (kind, text) in enumerate(pieces):
        if kind != "body":
            continue
        bullet = bool(framing.BULLET.match(text)) and len(text) <= _LONGEST_CAPTION
        if not bullet and not _may_open(text):
            break
        top.append(index)
    else:
        return
    if len(top) > _MOST_OPENING:
        return
    bullets = [index for index in top if framing.BULLET.match(pieces[index][1])]
    for index in top:
        text = pieces[index][1]
        if index in bullets and len(bullets) < 2:
            continue
        scrap = index not in bullets and framing.is_scrap(text)
        pieces[index] = ("boilerplate" if scrap else "summary", text)


def _may_open(text: str) -> bool:
    return (
        framing.is_unpunctuated(text) and len(text) <= _LONGEST_TITLE and not _SPEECH.search(text)
    )


def _mark_links(pieces: list[Piece]) -> None:
    """Call furniture the lines without a full stop under a heading of links."""
    under = False
    for index, (kind, text) in enumerate(pieces):
        if kind == "boilerplate":
            under = under or furniture.is_list_head(text)
        elif kind == "body" and under:
            under = len(text) <= _KICKED and framing.is_unpunctuated(text)
            if under:
                pieces[index] = ("boilerplate", text)


def _mark_ending(pieces: list[Piece]) -> None:
    """Call furniture the short lines behind the last sentence, once some furniture stood there."""
    last = max(
        (n for n, (kind, text) in enumerate(pieces) if kind == "body" and not _is_short(text)),
        default=len(pieces),
    )
    framed = False
    for index in range(last + 1, len(pieces)):
        kind, text = pieces[index]
        framed = framed or kind == "boilerplate"
        if framed and kind == "body":
            pieces[index] = ("boilerplate", text)


def _is_short(text: str) -> bool:
    return len(text) <= _KICKED and framing.is_unpunctuated(text)


def _tidy(kind: BlockKind, text: str) -> list[Piece]:
    """Take bullets and labels off, and a credit from the end of its paragraph."""
    if kind == "summary":
        return [(kind, framing.BULLET.sub("", framing.led_summary(text) or text))]
    if kind != "body":
        return [(kind, text)]
    # A lone dash opens paragraphs that somebody copied from a list.
    text = re.sub(r"^[-–—] (?=\w)", "", text)
    text, ending = credit.split_ending(text)
    return [("body", text), ("credit", ending)] if ending else [("body", text)]
