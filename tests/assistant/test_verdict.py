from datetime import date

import numpy as np
import pytest

import assistant.verdict as module
from assistant.verdict import NO, UNTOLD, YES, Context, VerdictModel, heading, window
from index_store.errors import ModelFileError

DAY = date(2023, 5, 5)


@pytest.fixture(scope="module")
def model() -> VerdictModel:
    return VerdictModel.bundled()


def weigh(model: VerdictModel, question: str, text: str, before: str = "") -> np.ndarray:
    context = Context(text=text, before=before, title="News from Orlan", day=DAY)
    return model.weigh([question], [context])[0]


def test_chances_add_up_and_keep_their_order(model):
    contexts = [Context(text=t) for t in ("The bridge is open.", "", "Ida Brandt left in May.")]
    rows = model.weigh(["Is the bridge open?"] * 3, contexts)
    assert rows.shape == (3, 3)
    assert rows.sum(1) == pytest.approx([1.0, 1.0, 1.0], abs=1e-5)
    alone = model.weigh(["Is the bridge open?"], [contexts[2]])
    assert alone[0] == pytest.approx(rows[2], abs=1e-6)
    assert model.weigh([], []).shape == (0, 3)


def test_what_a_sentence_says_in_other_words_is_told_apart(model):
    asked = "Did the dockers in Orlan go on strike?"
    told = weigh(model, asked, "Harbour workers in Orlan walked off the job at midnight.")
    called_off = weigh(model, asked, "The strike of the dockers in Orlan was called off on Monday.")
    other = weigh(model, asked, "The museum of Orlan showed 40 paintings of the sea.")
    assert told[YES] > told[NO]
    assert called_off[NO] > called_off[YES]
    assert other[UNTOLD] > 0.5
    assert told[UNTOLD] < other[UNTOLD]


def test_an_answer_behind_a_question_is_weighed(model):
    sentence = "Ida Brandt has been mayor of Orlan since May, when Karl Osten stepped down."
    right = weigh(model, "Who is the mayor of Orlan? Ida Brandt", sentence)
    wrong = weigh(model, "Who is the mayor of Orlan? Karl Osten", sentence)
    assert right[YES] > wrong[YES]


def test_long_parts_are_cut_so_that_every_part_is_read():
    long = "word " * 400
    asked, rest = window(long, Context(text=long, before=long, title=long, day=DAY))
    assert len(asked) == module.QUESTION_TOKENS
    assert len(rest) == module.HEAD_TOKENS + module.BEFORE_TOKENS + module.SENTENCE_TOKENS


@pytest.mark.parametrize(
    ("title", "day", "line"),
    [
        ("Bridge opens", DAY, "May 5, 2023. Bridge opens."),
        ("Bridge opens.", None, "Bridge opens."),
        ("", DAY, "May 5, 2023."),
        ("", None, ""),
    ],
)
def test_the_heading_gives_day_and_headline(title, day, line):
    assert heading(Context(text="x", title=title, day=day)) == line


def test_a_bundled_file_that_was_changed_is_refused(tmp_path, monkeypatch):
    for name in ("MODEL", "CARD"):
        path = getattr(module, name)
        (tmp_path / path.name).write_bytes(path.read_bytes())
        monkeypatch.setattr(module, name, tmp_path / path.name)
    VerdictModel.bundled()
    with module.MODEL.open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelFileError, match="SHA-256"):
        VerdictModel.bundled()
    module.CARD.write_text("{}")
    with pytest.raises(ModelFileError, match="cannot be read"):
        VerdictModel.bundled()
    module.MODEL.unlink()
    module.CARD.unlink()
    with pytest.raises(ModelFileError, match="cannot be read"):
        VerdictModel.bundled()
