from collections.abc import Iterator

import pytest

from assistant.llm import counted
from assistant.llm.endpoint import EndpointModel
from assistant.llm.place import Endpoint
from assistant.llm.prices import Price, cost, price_of
from assistant.show import cost_text
from assistant.types import Usage
from tests.openai_server import OpenAIServer, Text


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as running:
        yield running


def test_dollars_for_a_million_tokens() -> None:
    assert cost(Price(prompt=0.4, completion=1.6), 1_000_000, 500_000) == pytest.approx(1.2)
    assert cost(None, 5, 5) is None
    assert price_of("gpt-4.1-mini") == Price(prompt=0.4, completion=1.6)
    assert price_of("my-own") is None


def test_a_price_that_is_set_is_counted(server: OpenAIServer) -> None:
    server.script(Text("one two"), Text("one two"))
    model = EndpointModel(
        Endpoint(
            model="m",
            base_url=server.base_url,
            api_key=None,
            price=Price(prompt=100.0, completion=1000.0),
        )
    )
    list(model.stream("s", "u"))
    assert model.usage.cost_usd == pytest.approx(0.003)
    own = counted(model)
    list(own.stream("s", "u"))
    assert own.usage == Usage(prompt_tokens=10, completion_tokens=2, cost_usd=0.003)
    assert model.usage == own.usage


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ("each", Usage(prompt_tokens=20, completion_tokens=4, cost_usd=0.006)),
        ("never", Usage(prompt_tokens=10, completion_tokens=1)),
    ],
)
def test_tokens_are_counted_once_and_what_is_not_told_is_not_known(
    server: OpenAIServer, counts: str, expected: Usage
) -> None:
    server.script(Text("one two three", counts=counts), Text("four"))
    price = Price(prompt=100.0, completion=1000.0)
    model = EndpointModel(Endpoint(model="m", base_url=server.base_url, api_key=None, price=price))
    list(model.stream("s", "u"))
    list(model.stream("s", "u"))
    assert model.usage == expected


def test_what_a_model_elsewhere_costs_is_not_guessed(server: OpenAIServer) -> None:
    named = {"model": "gpt-4.1-mini", "api_key": "k"}
    assert EndpointModel(Endpoint(base_url=server.base_url, **named)).usage.cost_usd is None
    for own in (None, "https://api.openai.com/v1", "https://API.openai.com:443/v1/"):
        assert EndpointModel(Endpoint(base_url=own, **named)).usage.cost_usd == 0.0
    other = "https://api.openai.com.example/v1"
    assert EndpointModel(Endpoint(base_url=other, **named)).usage.cost_usd is None


def test_cost_is_told_where_it_is_known() -> None:
    assert cost_text(Usage(prompt_tokens=5)) == ""
    told = cost_text(Usage(prompt_tokens=1200, completion_tokens=30, cost_usd=0.00053))
    assert told == "$0.0005 (1,200 tokens read, 30 written)"
