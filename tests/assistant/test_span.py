import itertools
import math
import re
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import span as module
from assistant.span import Calibration, Span, SpanReader, snap_to_words
from index_store.errors import ModelFileError

MAYOR = (
    "Mayor Ines Calloway opened the Harrow Street bridge on Tuesday after four years of work. "
    "The crossing cost $48.5 million, twice the first estimate, the council said."
)
FERRY = "The night ferry to Ostrava Island was cancelled because of high winds, its owner said."
FILLER = "The hall was full and the talk went on until late in the evening with no result. "


@pytest.fixture(scope="module")
def reader():
    return SpanReader.bundled()


def best(reader, question, passages):
    spans = [(s[0].margin, text[s[0].start : s[0].end]) for s, text in
             zip(reader.read(question, passages, top=1), passages, strict=True) if s]  # fmt: skip
    return max(spans)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who opened the Harrow Street bridge?", "Ines Calloway"),
        ("How much did the bridge cost?", "$48.5 million"),
        ("Why was the ferry cancelled?", "high winds"),
    ],
)
def test_the_answer_is_found_in_the_passage_that_holds_it(reader, question, answer):
    margin, text = best(reader, question, [FERRY, MAYOR, FILLER])
    assert answer in text
    assert len(text) < len(answer) + 20
    assert margin > 0


def test_a_passage_that_does_not_answer_stays_below_one_that_does(reader):
    question = "Who opened the Harrow Street bridge?"
    [[right], [wrong]] = reader.read(question, [MAYOR, FERRY], top=1)
    assert right.margin > wrong.margin
    assert reader.probability(right) > 0.5 > reader.probability(wrong)


def test_a_long_passage_is_read_to_its_end(reader):
    text = FILLER * 40 + MAYOR + FILLER * 40
    [spans] = reader.read("Who opened the Harrow Street bridge?", [text])
    assert "Ines Calloway" in text[spans[0].start : spans[0].end]


def test_spans_are_best_first_and_apart(reader):
    for spans in reader.read("What did the council say?", [MAYOR, FILLER * 30, FERRY], top=4):
        assert 1 <= len(spans) <= 4
        assert all(a.margin >= b.margin for a, b in itertools.pairwise(spans))
        for n, one in enumerate(spans):
            assert one.start < one.end
            assert all(one.end <= o.start or o.end <= one.start for o in spans[:n])


def test_the_company_does_not_change_what_is_read(reader):
    question = "How much did the bridge cost?"
    [alone] = reader.read(question, [MAYOR], top=1)
    among = reader.read(question, [FERRY, FILLER * 30, MAYOR, ""], top=1)
    assert (alone[0].start, alone[0].end) == (among[2][0].start, among[2][0].end)
    # Activations are quantised with one scale for a whole batch.
    assert alone[0].margin == pytest.approx(among[2][0].margin, abs=1.5)


def test_a_headline_is_read_and_never_answers(reader):
    asked, passage = "Who opened the bridge?", "The mayor opened the bridge on Friday."
    (bare,) = reader.read(asked, [passage])
    (headed,) = reader.read(asked, [passage], heads=["Ida Brandt opens Karsund bridge"])
    assert headed[0].margin != bare[0].margin
    assert passage[headed[0].start : headed[0].end] == "The mayor"
    assert all(0 <= s.start < s.end <= len(passage) for s in headed)
    assert reader.read(asked, [passage], heads=[""]) == [bare]


def test_nothing_in_nothing_out(reader):
    assert reader.read("Who?", []) == []
    assert reader.read("Who?", ["", "  \n"]) == [[], []]


def test_a_question_longer_than_a_window_is_cut(reader):
    [spans] = reader.read("Who opened the bridge? " * 200, [MAYOR])
    assert spans


def test_no_answer_is_longer_than_asked_for(reader):
    [spans] = reader.read("What happened?", [MAYOR], max_answer_tokens=1)
    assert all(len(re.findall(r"\S+", MAYOR[s.start : s.end])) == 1 for s in spans)


def test_eight_passages_are_read_quickly(reader):
    passages = [FILLER * 10 + MAYOR] * 8
    began = time.process_time()
    reader.read("Who opened the Harrow Street bridge?", passages)
    assert time.process_time() - began < 5  # some 0.3 s; a bound that a busy machine keeps


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("It cost $1,250 then", "250", "$1,250"),
        ("It cost $1,250 then", "1", "$1,250"),
        ("up by 3.5% in May", "5", "3.5%"),
        ("said Macron.", "acr", "Macron"),
        ("said Macron.", " Macron", "Macron"),
        ("in Düsseldorf today", "ü", "Düsseldorf"),
        ("of 2,000, they", "2", "2,000"),
        ("Macron's office", "Macron", "Macron"),
    ],
)
def test_spans_widen_to_whole_words_and_numbers(text, part, whole):
    start = text.index(part)
    found = snap_to_words(text, start, start + len(part))
    assert text[slice(*found)] == whole


@given(st.text(alphabet="ab1,.$ '\n-é", max_size=60), st.data())
def test_snapping_settles_and_cuts_no_word(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = snap_to_words(text, start, end)
    assert 0 <= first <= last <= len(text)
    assert snap_to_words(text, first, last) == (first, last)
    if first < last:
        for at in (first, last):
            around = text[max(0, at - 1) : at + 1]
            assert not re.fullmatch(r"\w\w", around)


@given(st.integers(0, 3000), st.integers(150, 221))
def test_windows_cover_every_token_and_overlap(length, room):
    windows = module._cut(length, room)
    assert all(0 < last - first <= room for first, last in windows)
    assert {t for first, last in windows for t in range(first, last)} == set(range(length))
    for (_, one), (other, _) in itertools.pairwise(windows):
        assert one - other >= module.OVERLAP_TOKENS


@settings(max_examples=60)
@given(st.integers(1, 14), st.integers(1, 6), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_the_best_spans_are_those_of_an_exhaustive_search(size, longest, count, seed):
    logits = np.random.default_rng(seed).normal(size=(size, 2)).astype(np.float32)
    left = [
        (float(logits[i, 0] + logits[j, 1]), i, j)
        for i in range(size)
        for j in range(i, min(size, i + longest))
    ]
    wanted = []
    while left and len(wanted) < count:
        score, first, last = max(left)
        wanted.append((first, last, score))
        left = [s for s in left if s[2] < first or s[1] > last]
    assert module._best_spans(logits, longest, count) == wanted


def test_a_calibration_turns_margins_into_probabilities():
    even = Calibration(temperature=2.0, offset=0.0)
    assert even.probability(0.0) == 0.5
    assert even.probability(2.0) == pytest.approx(1 / (1 + math.exp(-1)))
    assert Calibration(temperature=2.0, offset=-1.0).probability(2.0) == 0.5
    assert even.probability(-1e6) == 0.0
    assert even.probability(1e6) == 1.0


def test_the_margin_is_the_score_above_null():
    assert Span(start=0, end=1, score=3.0, null=1.25).margin == 1.75


def test_a_missing_model_file_is_named(tmp_path):
    with pytest.raises(ModelFileError, match=r"none\.onnx"):
        SpanReader(tmp_path / "none.onnx")


def test_a_file_that_is_no_model_is_named(tmp_path):
    (tmp_path / "odd.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelFileError, match=r"odd\.onnx"):
        SpanReader(tmp_path / "odd.onnx")


def test_a_bundled_file_that_was_changed_is_refused(tmp_path, monkeypatch):
    for name in (module.MODEL, module.CARD):
        (tmp_path / name).write_bytes((module.FOLDER / name).read_bytes())
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    SpanReader.bundled()
    with (tmp_path / module.MODEL).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelFileError, match="SHA-256"):
        SpanReader.bundled()
    (tmp_path / module.CARD).write_text("{}")
    with pytest.raises(ModelFileError, match="cannot be read"):
        SpanReader.bundled()
