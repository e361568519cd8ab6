from string import Template

import pytest

import prompts


def test_every_prompt_has_slots_and_a_digest() -> None:
    digests = prompts.digest()
    assert {"answer", "check", "repair"} <= digests.keys()
    assert all(Template(prompts.load(name)).get_identifiers() for name in digests)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(prompts.PromptError, match="lacks passages"):
        prompts.render("check", question="q", answer="a")


def test_an_unused_value_is_named() -> None:
    with pytest.raises(prompts.PromptError, match="no slot for extra"):
        prompts.render("check", question="q", answer="a", passages="p", extra="x")


def test_an_unknown_prompt_is_named() -> None:
    with pytest.raises(prompts.PromptError, match="nowhere"):
        prompts.load("nowhere")


def test_values_are_data() -> None:
    text = prompts.render("check", question="$answer", answer="a", passages="$passages {x}")
    assert "$passages {x}" in text
    assert "$answer" in text
