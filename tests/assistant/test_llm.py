from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.llm import YES_SAID, replied, visible, yes_share
from assistant.llm.endpoint import EndpointModel
from assistant.llm.place import Endpoint
from assistant.llm.terms import TO_THINK
from index_store.errors import (
    EndpointError,
    EndpointKeyError,
    EndpointRequestError,
    EndpointUnreachableError,
)
from tests.openai_server import Hang, OpenAIServer, Reply, Text


@pytest.fixture(scope="module")
def running() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


@pytest.fixture
def server(running: OpenAIServer) -> OpenAIServer:
    running.requests.clear()
    return running


def model(server: OpenAIServer, **more: Any) -> EndpointModel:
    chosen = {"api_key": "key", "timeout_s": 10.0, "retries": 2, **more}
    return EndpointModel(Endpoint(model="m1", base_url=server.base_url, **chosen))


def reply(content: str, tokens: dict[str, float] | None = None, end: str = "length") -> Reply:
    """A chat reply; `tokens` are the probabilities of its first token's alternatives."""
    top = [{"token": t, "logprob": math.log(p), "bytes": None} for t, p in (tokens or {}).items()]
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content},
        "finish_reason": end,
        "logprobs": {"content": [{**top[0], "top_logprobs": top}]} if top else None,
    }
    used = {"prompt_tokens": 20, "completion_tokens": 1, "total_tokens": 21}
    body = {"id": "c", "object": "chat.completion", "created": 0, "model": "m1"}
    return Reply(200, {**body, "choices": [choice], "usage": used})


# --- streaming


def test_a_reply_comes_piece_by_piece_and_is_counted(server: OpenAIServer) -> None:
    server.script(Text("The bridge reopened [1]."))
    asked = model(server)
    assert list(asked.stream("Be brief.", "When?", max_tokens=33)) == [
        "The", " bridge", " reopened", " [1].",
    ]  # fmt: skip
    assert (asked.usage.prompt_tokens, asked.usage.completion_tokens) == (10, 4)
    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer key"
    body = request.body
    assert (body["model"], body["stream"], body["temperature"], body["max_tokens"]) == (
        "m1", True, 0.0, 33,
    )  # fmt: skip
    assert [(m["role"], m["content"]) for m in body["messages"]] == [
        ("system", "Be brief."),
        ("user", "When?"),
    ]


def test_usage_adds_up(server: OpenAIServer) -> None:
    server.script(Text("One two"), Text("three"))
    asked = model(server)
    list(asked.stream("s", "u"))
    list(asked.stream("s", "u"))
    assert (asked.usage.prompt_tokens, asked.usage.completion_tokens) == (20, 3)


def test_a_stream_can_be_left_early(server: OpenAIServer) -> None:
    server.script(Text(" ".join(["word"] * 50)))
    pieces = model(server).stream("s", "u")
    assert next(pieces) == "word"
    pieces.close()  # type: ignore[attr-defined]


def test_a_stream_that_is_cut_off_is_an_error_not_an_answer(server: OpenAIServer) -> None:
    server.script(Text("The bridge did not reopen", cut_after=3))
    with pytest.raises(EndpointError, match="broke off"):
        list(model(server, retries=0).stream("s", "u"))


@pytest.mark.parametrize("finish", ["length", "content_filter"])
def test_a_reply_that_stops_before_its_end_says_so(server: OpenAIServer, finish: str) -> None:
    server.script(Text("The bridge did", finish=finish))
    assert "".join(model(server).stream("s", "u")).endswith("did…")


def test_a_server_without_a_key_will_do(server: OpenAIServer) -> None:
    server.script(Text("ok"))
    assert list(model(server, api_key=None).stream("s", "u")) == ["ok"]


# --- errors


def streamed(asked: EndpointModel) -> object:
    return list(asked.stream("s", "u"))


def weighed(asked: EndpointModel) -> object:
    return asked.probability_yes("s", "u")


@pytest.mark.parametrize("call", [streamed, weighed])
@pytest.mark.parametrize(
    ("status", "error", "words", "times"),
    [
        (401, EndpointKeyError, "OPENAI_API_KEY", 1),
        (403, EndpointKeyError, r"m1 \(403: scripted 403\)", 1),
        (400, EndpointRequestError, r"refused the request \(400: scripted 400\)", 1),
        (404, EndpointRequestError, r"\(404: scripted 404\).*DATELINE_MODEL", 1),
        (429, EndpointUnreachableError, r"for now \(429: scripted 429\).*Wait", 3),
        (500, EndpointUnreachableError, r"failed \(500: scripted 500\)", 3),
    ],
)
def test_refusals_are_mapped_and_only_overload_is_tried_again(
    server: OpenAIServer, call: Any, status: int, error: type, words: str, times: int
) -> None:
    server.script(*[Reply(status)] * times)
    with pytest.raises(error, match=words) as caught:
        call(model(server))
    assert len(server.requests) == times
    assert server.base_url in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>bad gateway</html>", "(503: Service Unavailable)"),
        ({"detail": "no\n such  route"}, "(503: no such route)"),
        ({"error": "x" * 999}, f"(503: {'x' * 200}…)"),
    ],
)
def test_what_the_endpoint_said_is_one_line(server: OpenAIServer, body: Any, words: str) -> None:
    server.script(Reply(503, body))
    with pytest.raises(EndpointUnreachableError) as caught:
        streamed(model(server, retries=0))
    assert words in str(caught.value)


def test_a_key_without_money_is_told_apart_from_haste(server: OpenAIServer) -> None:
    error = {"message": "You exceeded your current quota", "code": "insufficient_quota"}
    server.script(Reply(429, {"error": error}))
    with pytest.raises(EndpointKeyError, match=r"\(429: You exceeded .*billing"):
        streamed(model(server, retries=0))


@pytest.mark.parametrize("address", ["banana", "localhost:8000/v1", "ftp://x/v1"])
def test_what_is_no_address_is_told(address: str) -> None:
    asked = EndpointModel(Endpoint(model="m1", base_url=address, api_key="k", retries=0))
    with pytest.raises(EndpointRequestError, match=f"OPENAI_BASE_URL={address} is not a web"):
        streamed(asked)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_after_a_pause_it_goes_on(server: OpenAIServer, status: int) -> None:
    server.script(Reply(status), Reply(status), Text("yes then"))
    assert "".join(model(server).stream("s", "u")) == "yes then"
    assert len(server.requests) == 3


def test_silence_ends_at_the_time_limit(server: OpenAIServer) -> None:
    server.script(Hang(2.0))
    with pytest.raises(EndpointUnreachableError, match="did not answer"):
        list(model(server, timeout_s=0.2, retries=0).stream("s", "u"))


def test_nobody_listens() -> None:
    with OpenAIServer() as gone:
        pass
    with pytest.raises(EndpointUnreachableError, match="OPENAI_BASE_URL"):
        list(model(gone, retries=0).stream("s", "u"))


@pytest.mark.parametrize("call", [streamed, weighed])
@pytest.mark.parametrize("body", [b"<html>Sign in</html>", b"not json {", {"hello": 1}])
def test_a_page_instead_of_a_reply_is_refused(server: OpenAIServer, call: Any, body: Any) -> None:
    server.script(Reply(200, body))
    with pytest.raises(EndpointRequestError, match="else than a chat completion"):
        call(model(server))


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (400, [{"error": {"message": "API key not valid"}}], r"\(400: API key not valid\)"),
        (
            422,
            {"detail": [{"loc": ["body", "model"], "msg": "Field required", "type": "missing"}]},
            r"\(422: body.model: Field required\)",
        ),
        (400, {"error": {"error": {"message": "deep"}}}, r"\(400: deep\)"),
        (200, {"error": {"message": "model not loaded"}}, r"failed \(200: model not loaded\)"),
        (200, {"error": "model not loaded"}, r"failed \(200: model not loaded\)"),
        (200, {"error": {"message": "no such", "code": 404}}, r"refused .*\(200: no such\)"),
    ],
)
@pytest.mark.parametrize("call", [streamed, weighed])
def test_reasons_are_told_in_whatever_form_they_come(
    server: OpenAIServer, call: Any, status: int, body: Any, words: str
) -> None:
    server.script(Reply(status, body))
    with pytest.raises(EndpointError, match=words):
        call(model(server, retries=0))


def test_a_whole_completion_is_a_reply_where_a_stream_was_asked_for(server: OpenAIServer) -> None:
    server.script(reply("It reopened in May.", end="stop"))
    asked = model(server)
    assert "".join(asked.stream("s", "u")) == "It reopened in May."
    assert asked.usage.prompt_tokens == 20


def test_a_long_pause_that_was_asked_for_is_told(server: OpenAIServer) -> None:
    server.script(Reply(429, headers={"retry-after": "3600"}))
    with pytest.raises(EndpointUnreachableError, match="Ask again in 60 minutes"):
        streamed(model(server, retries=0))


def test_a_reply_that_does_not_end_is_left(server: OpenAIServer) -> None:
    long = 16 * (5 + TO_THINK)
    server.script(Text("x" * long), Text("x" * (long + 1)))
    asked = model(server)
    assert len("".join(asked.stream("s", "u", max_tokens=5))) == long
    with pytest.raises(EndpointRequestError, match="does not end"):
        list(asked.stream("s", "u", max_tokens=5))


# --- what is not told, and what is


KEY = "sk-SECRETKEY1234567890"


@pytest.mark.parametrize("call", [streamed, weighed])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_keys_and_passwords_are_in_no_error(server: OpenAIServer, call: Any, status: int) -> None:
    where = server.base_url.replace("//", "//ida:hunter2@") + "?api-key=hunter3"
    said = f"{'x' * 190} Bearer {KEY}, hunter2, hunter3 {where}"
    server.script(Reply(status, {"error": {"message": said}}))
    asked = EndpointModel(Endpoint(model="m1", base_url=where, api_key=KEY, retries=0))
    with pytest.raises(EndpointError, match=r"http://\*\*\*@127") as caught:
        call(asked)
    for secret in ("sk-SECRET", "hunter2", "hunter3"):
        assert secret not in str(caught.value)


def test_a_dead_proxy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer() as gone:
        pass
    monkeypatch.setenv("http_proxy", gone.base_url.removesuffix("/v1").replace("//", "//ida:x@"))
    monkeypatch.setenv("no_proxy", "")
    asked = EndpointModel(
        Endpoint(model="m1", base_url="http://models.example/v1", api_key=KEY, retries=0)
    )
    with pytest.raises(EndpointUnreachableError, match=r"through the proxy http://\*\*\*@127"):
        streamed(asked)


def test_a_port_that_is_none_is_told() -> None:
    with pytest.raises(EndpointRequestError, match=r"http://\*\*\*@h:x/v1 is not a web address"):
        EndpointModel(Endpoint(model="m1", base_url="http://i:p@h:x/v1", api_key=None))


# --- the probability of a yes


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ({"yes": 0.6, "no": 0.2, "maybe": 0.2}, 0.75),
        ({"Yes": 0.3, " yes": 0.3, "No": 0.4}, 0.6),
        ({"no": 0.9}, 0.0),
        ({"perhaps": 0.9}, None),
    ],
)
def test_it_is_the_share_of_yes_among_yes_and_no(
    server: OpenAIServer, tokens: dict[str, float], expected: float | None
) -> None:
    server.script(reply("x", tokens))
    assert weighed(model(server)) == (None if expected is None else pytest.approx(expected))
    body = server.requests[0].body
    assert (body["logprobs"], body["max_tokens"]) == (True, 1)
    assert body["top_logprobs"] >= 5


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Yes", YES_SAID), ("no.", 0.0), ("No, it", 0.0), ("Nobody", None)],
)
def test_without_probabilities_the_word_counts(
    server: OpenAIServer, word: str, expected: float | None
) -> None:
    server.script(reply(word))
    asked = model(server)
    assert weighed(asked) == expected
    assert asked.usage.prompt_tokens == 20


# --- what a model does not take


def unsupported(parameter: str, message: str = "", status: int = 400) -> Reply:
    said = message or f"Unsupported parameter: '{parameter}' is not supported with this model."
    error = {"message": said, "type": "invalid_request_error", "param": parameter}
    return Reply(status, {"error": {**error, "code": "unsupported_parameter"}})


def test_what_a_model_refuses_is_left_out_from_then_on(server: OpenAIServer) -> None:
    server.script(
        unsupported("max_tokens", "'max_tokens' is not supported. Use 'max_completion_tokens'."),
        unsupported("temperature", "'temperature' does not support 0.0 with this model."),
        Text("It reopened."),
        Text("Again."),
    )
    asked = model(server)
    assert "".join(asked.stream("s", "u", max_tokens=70)) == "It reopened."
    assert "".join(asked.stream("s", "u", max_tokens=70)) == "Again."
    assert len(server.requests) == 4
    for request in server.requests[2:]:
        assert request.body["max_completion_tokens"] == 70
        assert not {"max_tokens", "temperature"} & set(request.body)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "Logprobs is not enabled for models/some-model"),
        (403, "You are not allowed to request logprobs from this model"),
    ],
)
def test_without_leave_for_probabilities_the_word_is_asked_for(
    server: OpenAIServer, status: int, message: str
) -> None:
    server.script(unsupported("", message, status), reply("no"), reply("Yes"))
    asked = model(server)
    assert (weighed(asked), weighed(asked)) == (0.0, YES_SAID)
    assert not any("logprobs" in request.body for request in server.requests[1:])


def test_a_refusal_that_stays_is_told(server: OpenAIServer) -> None:
    server.script(unsupported("max_tokens"), unsupported("max_tokens"))
    with pytest.raises(EndpointRequestError, match="Unsupported parameter"):
        streamed(model(server))
    assert len(server.requests) == 2


@pytest.mark.parametrize("thought", ["", "<think>The bridge, when was", "<think>Hm.</think>\n"])
def test_a_model_that_spends_its_reply_on_thoughts_gets_more_room(
    server: OpenAIServer, thought: str
) -> None:
    server.script(Text(thought, finish="length"), Text("<think>May.</think> It reopened."))
    asked = model(server)
    assert replied(asked, "s", "u", 90) == "It reopened."
    rooms = [request.body["max_tokens"] for request in server.requests]
    assert rooms == [90, 90 + TO_THINK]
    server.script(Text("<think>It says May, so", finish="length"))
    assert replied(asked, "s", "u", 90) == ""
    assert len(server.requests) == 3


def test_a_refusal_for_want_of_room_gives_room(server: OpenAIServer) -> None:
    cut = unsupported(
        "", "Could not finish the message because max_tokens or model output limit was reached. "
        "Please try again with higher max_tokens."
    )  # fmt: skip
    server.script(cut, Text("yes"))
    asked = model(server)
    assert weighed(asked) == YES_SAID
    assert server.requests[1].body["max_tokens"] == 1 + TO_THINK
    server.script(cut)
    with pytest.raises(EndpointRequestError, match="output limit"):
        weighed(asked)


@pytest.mark.parametrize(
    "message",
    [
        "Invalid 'max_output_tokens': integer below minimum value. "
        "Expected a value >= 16, but got 1 instead.",
        "max_tokens must be at least 16",
        "Invalid 'max_completion_tokens': below the minimum value of 16",
        "[{'loc': ['body', 'max_tokens'], 'msg': 'Input should be greater than or equal to 16'}]",
    ],
)
def test_the_least_that_may_be_asked_for_is_learned(server: OpenAIServer, message: str) -> None:
    server.script(unsupported("max_tokens", message), reply("Yes"), Text("It did."), reply("No"))
    asked = model(server)
    assert weighed(asked) == YES_SAID
    assert "".join(asked.stream("s", "u", max_tokens=70)) == "It did."
    weighed(asked)
    rooms = [request.body["max_tokens"] for request in server.requests]
    assert rooms == [1, 16, 70, 16]


def test_probabilities_with_holes_are_none(
    server: OpenAIServer, capsys: pytest.CaptureFixture[str]
) -> None:
    made = reply("No", {"No": 0.9})
    token = made.body["choices"][0]["logprobs"]["content"][0]
    token["logprob"] = token["top_logprobs"][0]["logprob"] = None
    server.script(made)
    assert weighed(model(server)) == 0.0
    assert capsys.readouterr() == ("", "")


def test_a_check_lets_it_think_too(server: OpenAIServer) -> None:
    server.script(
        reply("<think>", {"<think>": 0.99}),
        Text("<think>The passage says no such thing, or yes</think>\n\nNo."),
    )
    assert weighed(model(server)) == 0.0
    body = server.requests[1].body
    assert body["max_tokens"] == 1 + TO_THINK
    assert "logprobs" not in body


def test_a_check_that_stays_without_a_word_tells_nothing(server: OpenAIServer) -> None:
    server.script(reply(""), reply(""))
    assert weighed(model(server)) is None
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("No - the passage does not say so", 0.0),
        ("no\n\nBecause", 0.0),
        ("NO!", 0.0),
        ("**No**", 0.0),
        ("Stated: no", 0.0),
        ("No, it says yes elsewhere", 0.0),
        ("Yes.", YES_SAID),
        ("yesterday", None),
        ("It says yes and no", None),
        ("maybe", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("first", ["", "\n"])
def test_a_yes_or_no_is_read_in_whatever_form(text: str, share: float | None, first: str) -> None:
    choice: dict[str, object] = {"message": {"content": text}}
    if first:
        token = {"token": first, "logprob": -0.01}
        choice["logprobs"] = {"content": [{**token, "top_logprobs": [token]}]}
    assert yes_share(choice) == share


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<think>a [1]\nb</think>\n\nOn May 4 [1].", "On May 4 [1]."),
        ("\n<thinking>a", ""),
        ("a, whose end alone is here</think> On May 4.", "On May 4."),
        ("<THINK>a</THINK>On May 4.", "On May 4."),
        ("<reasoning>a</reasoning>\nOn May 4.", "On May 4."),
        ("<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>fin", ""),
        (
            "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>"
            "On May 4.<|return|>",
            "On May 4.",
        ),
        ("They said <think> is a tag.", "They said <think> is a tag."),
    ],
)
def test_thoughts_are_no_reply(text: str, shown: str) -> None:
    assert visible(text).strip() == shown
