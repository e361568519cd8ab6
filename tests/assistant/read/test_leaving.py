"""Who leaves an office, by a sentence."""

import pytest

from assistant.read.holders.leaving import left_in


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Ada Lind, the foreign minister of Orlan, resigned on Monday.", "Ada Lind"),
        ("Ada Lind was dismissed by President Bo Kerr.", "Ada Lind"),
        ("The club sacked its coach, Ada Lind, after the defeat.", "Ada Lind"),
        ("President Bo Kerr accepted the resignation of Ada Lind.", "Ada Lind"),
        ("Ada Lind's departure was a surprise to Bo Kerr.", "Ada Lind"),
        ("Ada Lind will step down in May.", "Ada Lind"),
        ("Ada Lind gave up the post on Friday; she is succeeded by Bo Kerr.", "Ada Lind"),
        ("Ada Lind lost her job in May.", "Ada Lind"),
        ("Ada Lind is no longer science minister; Bo Kerr is.", "Ada Lind"),
        ("Ada Lind is no longer ill.", ""),
        ("Ada Lind gave up smoking.", ""),
        ("Ada Lind did not resign.", ""),
        ("Bo Kerr called on Ada Lind to resign.", ""),
        ("Bo Kerr said that Ada Lind might resign.", ""),
        ("Ada Lind left the hall.", ""),
        ("He resigned on Monday.", ""),
    ],
)
def test_who_leaves(sentence: str, who: str) -> None:
    assert left_in(sentence) == who
