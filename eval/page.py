"""Scored cases and what the run was made with in, one self-contained HTML page out.

Nothing is fetched and no script runs; what articles and answers say is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from importlib import resources
from string import Template
from typing import Any

from eval import outcomes, plots, stats
from eval.report import figure
from eval.score import METRICS, Scored, Summary, by_kind, summarise

_TILES = (
    ("strict", "strictly right", "right"), ("relaxed", "right in short or text", "right"),
    ("cited_right", "right article cited", "elsewhere"),
    ("abstained_right", "abstained rightly", "declined"),
    ("over_abstained", "abstained, yet answerable", "missed"),
    ("must_not_broken", "decoy or order taken", "wrong"),
    ("hit1", "right article first", "declined"), ("hit5", "in the first five", "declined"),
    ("citation_recall", "sentences borne out", "elsewhere"),
)  # fmt: skip
_FEWEST = 10  # answers below which a share right says nothing
_SHOWN = 400  # characters of a passage


def page(scored: Sequence[Scored], meta: Mapping[str, Any], title: str) -> str:
    """Write the page of a run."""
    template = Template(
        resources.files("eval").joinpath("templates/report.html").read_text(encoding="utf-8")
    )
    whole = summarise(scored)
    colours = "\n".join(
        f".{name} {{ --tone: var(--{name}); }}"
        f" svg .{name} rect, svg .{name} circle {{ fill: var(--{name}); }}"
        f" svg .{name} line, svg .curve.{name} {{ stroke: var(--{name}); }}"
        for name in outcomes.OUTCOMES.values()
    )
    return template.substitute(
        title=escape(title),
        colours=colours,
        meta=_meta(meta, len(scored)),
        tiles="".join(_tile(whole, *tile) for tile in _TILES) + _speed(whole),
        sections="".join(part(scored) for part in _PARTS),
    )


def _meta(meta: Mapping[str, Any], n: int) -> str:
    settings = meta.get("settings") or {}
    known = {
        "cases": f"{n} of {meta.get('cases', 'unknown')}",
        "reader": meta.get("reader"),
        "passages read": settings.get("k"),
        "articles": (meta.get("library") or {}).get("articles"),
        "dateline": (meta.get("versions") or {}).get("dateline"),
    }
    return "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(str(value))}</dd></div>"
        for name, value in known.items()
        if value is not None
    )


def _tile(whole: Summary, metric: str, label: str, colour: str) -> str:
    mean = whole.means[metric]
    if mean is None:
        return ""
    low, high = whole.intervals[metric]
    told = f"{figure(mean)}: {figure(low)} to {figure(high)}, n = {whole.counts[metric]}"
    return (
        f'<div class="tile {colour}" title="{escape(told)}"><b>{figure(mean)}</b>'
        f'<span>{escape(label)}</span><i style="--low:{low:.3f};--high:{high:.3f}"></i></div>'
    )


def _speed(whole: Summary) -> str:
    p50, p95 = whole.seconds["p50_s"], whole.seconds["p95_s"]
    if p50 is None or p95 is None:
        return ""
    label = f"half of the answers; 95 % in {p95:.2f} s"
    return f'<div class="tile"><b>{p50:.2f} s</b><span>{label}</span></div>'


def _section(title: str, note: str, body: str) -> str:
    return f'<section><h2>{escape(title)}</h2><p class="note">{escape(note)}</p>{body}</section>'


def _by_kind(scored: Sequence[Scored]) -> str:
    rows = [(kind, _counts(group)) for kind, group in by_kind(scored).items()]
    rows = [("all", _counts(scored)), *sorted(rows, key=lambda row: -_good(row[1]))]
    legend = "".join(
        f'<li class="{colour}">{escape(name)}</li>'
        for name, colour in outcomes.OUTCOMES.items()
        if rows[0][1][name]
    )
    drawing = plots.stacked(rows, outcomes.OUTCOMES)
    return _section(
        "How each kind of question went",
        "Every case has one outcome; the number of cases stands at the right.",
        f'<figure><ul class="legend">{legend}</ul>{drawing}</figure>',
    )


def _good(counts: Mapping[str, int]) -> float:
    good = (outcomes.RIGHT, outcomes.DECLINED, outcomes.ELSEWHERE)
    return sum(counts[name] for name in good) / sum(counts.values())


def _counts(scored: Sequence[Scored]) -> dict[str, int]:
    found = Counter(outcomes.outcome(one) for one in scored)
    return {name: found[name] for name in outcomes.OUTCOMES}


def _shares(scored: Sequence[Scored]) -> str:
    rows: list[tuple[str, float, float, float, str]] = []
    for kind, group in by_kind(scored).items():
        summary = summarise(group)
        for metric, colour in (("strict", "right"), ("abstained_right", "declined")):
            mean = summary.means[metric]
            if mean is not None:
                label = f"{kind} ({summary.counts[metric]})"
                rows.append((label, mean, *summary.intervals[metric], colour))
    rows.sort(key=lambda row: -row[1])
    return _section(
        "How sure the figures are",
        "Strictly right for answerable cases, rightly abstained for the others, each with its "
        "95 % bootstrap interval; the number of cases stands in brackets.",
        '<figure><ul class="legend"><li class="right">answerable: strictly right</li>'
        '<li class="declined">not answerable: abstained</li></ul>'
        f"{plots.intervals(rows)}</figure>",
    )


def _trust(scored: Sequence[Scored]) -> str:
    """Draw what a higher threshold would do; only for runs that keep the reader's confidence."""
    known = [(float(c), one) for one in scored if (c := one.row.get("confidence")) is not None]
    if not known:
        return ""
    answerable = [pair for pair in known if pair[1].case.answerable]
    others = [pair for pair in known if not pair[1].case.answerable]
    kept: list[tuple[float, float]] = []
    precise: list[tuple[float, float]] = []
    declined: list[tuple[float, float]] = []
    for step in range(51):
        at = step / 50
        given = [one for c, one in known if c >= at and one.row["status"] == "answered"]
        right = sum(one.figures["strict"] == 1 for one in given)
        if len(given) >= _FEWEST:
            precise.append((at, right / len(given)))
        kept.append((at, _share(answerable, at)))
        declined.append((at, 1 - _share(others, at)))
    lines = {"right, of those given": ("right", precise)} if precise else {}
    lines["answerable, answered"] = ("missed", kept)
    if others:
        lines["unanswerable, declined"] = ("declined", declined)
    return _section(
        "What a stricter threshold would do",
        "Answers below the confidence on the horizontal axis are taken as abstentions.",
        f"<figure>{plots.curves(lines)}</figure>",
    )


def _share(pairs: Sequence[tuple[float, Scored]], at: float) -> float:
    given = sum(c >= at and one.row["status"] == "answered" for c, one in pairs)
    return given / len(pairs) if pairs else 0.0


def _reliability(scored: Sequence[Scored]) -> str:
    """Draw whether answers are right as often as the reader's confidence says."""
    given = [one for one in scored if one.row["status"] == "answered"]
    pairs = [
        (float(c), one.figures["strict"] == 1)
        for one in given
        if (c := one.row.get("confidence")) is not None
    ]
    if not pairs:
        return ""
    bins = stats.reliability(pairs)
    return _section(
        "Whether confidence can be trusted",
        "Answers that were given, by confidence: on the line, they are strictly right as often as "
        "the reader says; below it, it is too sure of itself. Larger dots stand for more answers, "
        "lines for 95 % intervals; what was answered though not answerable counts as wrong. "
        f"Expected calibration error: {stats.calibration_error(bins):.3f}.",
        f"<figure>{plots.reliability(bins)}</figure>",
    )


def _times(scored: Sequence[Scored]) -> str:
    seconds = [float(one.row["seconds"]) for one in scored if one.row.get("seconds") is not None]
    if not seconds:
        return ""
    marks = {"p50": stats.quantile(seconds, 0.5), "p95": stats.quantile(seconds, 0.95)}
    return _section(
        "How long answers took",
        "Seconds from question to whole answer; the last bar holds all that took longer.",
        f"<figure>{plots.histogram(seconds, marks)}</figure>",
    )


def _table(scored: Sequence[Scored]) -> str:
    whole = summarise(scored)
    groups = {kind: summarise(group) for kind, group in by_kind(scored).items()}
    shown = [metric for metric in METRICS if whole.counts[metric]]
    head = "".join(f"<th>{escape(kind)}<br>{group.n}</th>" for kind, group in groups.items())
    body = "".join(
        f"<tr><td>{metric}</td><td>{whole.counts[metric]}</td>"
        f"<td><b>{figure(whole.means[metric])}</b></td>"
        f"<td>{figure(whole.intervals[metric][0])}–{figure(whole.intervals[metric][1])}</td>"
        + "".join(f"<td>{figure(group.means[metric])}</td>" for group in groups.values())
        + "</tr>"
        for metric in shown
    )
    return _section(
        "All figures",
        "A dash: no case of that kind to which the figure applies. n counts the cases it rests on.",
        '<div class="scroll"><table><tr><th></th><th>n</th><th>all</th><th>95 % interval</th>'
        f"{head}</tr>{body}</table></div>",
    )


def _failures(scored: Sequence[Scored]) -> str:
    parts = []
    for name in outcomes.FAILURES:
        group = [one for one in scored if outcomes.outcome(one) == name]
        if group:
            cases = "".join(_case(one, name) for one in group)
            parts.append(_section(f"{name.capitalize()}: {len(group)}", "", cases))
    return "".join(parts)


def _case(one: Scored, name: str) -> str:
    case, row = one.case, one.row
    given = row["short"] or row.get("reason") or "abstained"
    parts = " and ".join(" or ".join(group) for group in case.all_of)
    gold = " / ".join(case.answers[:4]) or parts or "not answerable"
    day = f", as of {case.as_of}" if case.as_of else ""
    cited = "".join(_quote(c["quote"], c.get("title"), "") for c in row["citations"])
    wanted = "".join(_quote(quote, name, "gold") for name, quote in case.quotes)
    found = "".join(
        _quote(_cut(text), hit["article_id"], "gold" if hit["article_id"] in case.evidence else "")
        for hit, text in zip(row["retrieved"], row.get("passages", []), strict=False)
    )
    return (
        f"<details><summary><span>{escape(case.question)}</span>"
        f'<small class="tag {outcomes.OUTCOMES[name]}">{escape(case.kind)}</small>'
        f'<span class="got"><b>{escape(given)}</b> for {escape(gold)}</span></summary><div>'
        f"<h3>{escape(case.id)}{day}. {escape(outcomes.blame(one))}</h3>"
        f"<pre>{escape(row['text'])}</pre>"
        + _block("Cited", cited)
        + _block("Gold evidence", wanted)
        + _block("Retrieved", found)
        + "</div></details>"
    )


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(None, 1)[0]} …"


def _block(title: str, body: str) -> str:
    return f"<h3>{title}</h3>{body}" if body else ""


def _quote(text: str, source: str | None, style: str) -> str:
    told = f"{escape(text)} <small>{escape(source or '')}</small>"
    return f'<blockquote class="{style}">{told}</blockquote>'


# In the order of the page.
_PARTS = (_by_kind, _shares, _trust, _reliability, _times, _table, _failures)
