"""Environment, .env and options in, one frozen Settings record out; read once, at the edge."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from index_store.addresses import shown
from index_store.errors import SettingsError

PREFIX = "DATELINE_"


def _from(*names: str) -> Any:
    return AliasChoices(*names)


class Settings(BaseSettings):
    """All that a person can set; see `variable` for what each is called outside.

    The environment beats `.env` in the working directory; command line options beat both.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        populate_by_name=True,
    )

    library: Path = Field(
        default_factory=lambda: user_data_path("dateline") / "library",
        description="folder of the library; unset: in the user's data folder",
    )
    vectors_url: str | None = Field(None, description="a Chroma server for new libraries")
    reader: Literal["auto", "extractive", "llm"] = Field(
        "auto",
        description="who reads: auto takes the model where a key or address is set, "
        "else a local model that was pulled, else the built-in reader",
    )
    k: int = Field(
        8, ge=1, le=50, description="passages read for an answer; of an order or a day at least 16"
    )

    openai_api_key: SecretStr | None = Field(
        None, validation_alias=_from("OPENAI_API_KEY"), description="key of the chat endpoint"
    )
    openai_base_url: str | None = Field(
        None,
        validation_alias=_from("OPENAI_BASE_URL", "OPENAI_API_BASE"),
        description="any endpoint that speaks OpenAI's chat API; also as OPENAI_API_BASE",
    )
    model: str = Field("gpt-4.1-mini", description="chat model")
    timeout_s: float = Field(
        60.0,
        gt=0,
        le=86_400,
        description="seconds that an endpoint may be silent; a whole reply has ten times that",
    )
    retries: int = Field(3, ge=0, le=10, description="further tries when an endpoint is overloaded")
    context_tokens: int | None = Field(
        None, ge=200, description="budget for the passages in a prompt; unset: 6000, local 1200"
    )
    check_threshold: float | None = Field(
        None, ge=0, le=1,
        description="the model's own yes/no check below this drops an answer, 0: no check; "
        "unset: as `dateline eval tune` found for the model, else 0.5",
    )  # fmt: skip
    price_in: float | None = Field(
        None, ge=0, allow_inf_nan=False,
        description="dollars for a million tokens that the model reads",
    )  # fmt: skip
    price_out: float | None = Field(
        None, ge=0, allow_inf_nan=False,
        description="dollars for a million tokens that it writes",
    )  # fmt: skip

    models: Path = Field(
        default_factory=lambda: user_data_path("dateline") / "models",
        description="folder of local models; unset: in the user's data folder",
    )
    local_model: str | None = Field(
        None, description="local chat model, by name or file; unset: the one that was pulled"
    )
    threads: int | None = Field(
        None, ge=1, description="threads of the local model; unset: as many as there are cores"
    )
    hub_url: str = Field("https://huggingface.co", description="model hub, or a mirror of it")

    embed_base_url: str | None = Field(
        None, description="endpoint for embeddings; unset with a model: OpenAI's own"
    )
    embed_api_key: SecretStr | None = Field(None, description="its key; unset: OPENAI_API_KEY")
    embed_model: str | None = Field(
        None, description="embedding model there; unset: the bundled model"
    )

    allow_hosts: str = Field(
        "", description="hosts or networks of an intranet to load from, by commas; else refused"
    )

    @field_validator("openai_api_key", "embed_api_key", mode="before")
    @classmethod
    def _key(cls, value: object) -> object:
        """Take a key without the blanks around it; one that is nothing else counts as not set.

        Raises:
            ValueError: it holds what no request can carry; the key itself is not told.
        """
        if not isinstance(value, str):
            return value
        key = value.strip()
        for place, character in enumerate(key, 1):
            if not (character.isascii() and character.isprintable()):
                raise ValueError(
                    f"character {place} of {len(key)} is none that a key can have "
                    "(a line break, or no plain letter, digit or sign)"
                )
        return key or None

    @field_validator("openai_base_url", "embed_base_url", "vectors_url", "hub_url", mode="before")
    @classmethod
    def _address(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str) or info.field_name is None:
            return value
        return value.strip() or cls.model_fields[info.field_name].default

    @property
    def has_endpoint(self) -> bool:
        """Whether a chat endpoint is set."""
        return self.openai_api_key is not None or self.openai_base_url is not None

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """Hosts and networks of an intranet that may be loaded from."""
        return tuple(filter(None, (host.strip() for host in self.allow_hosts.split(","))))


def variable(name: str) -> str:
    """Return the environment variable of a field."""
    alias = Settings.model_fields[name].validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"{PREFIX}{name}".upper()


def told(name: str, value: object) -> str | None:
    """Write a setting so that it can be shown to others: keys and passwords stay hidden."""
    if value is None:
        return None
    if isinstance(value, SecretStr) or name.endswith("_key"):
        return "set, hidden"
    text = str(value)
    return shown(text) if name.endswith("_url") or "://" in text else text


def read_settings(**options: object) -> Settings:
    """Read the settings; options that are None count as not given.

    Raises:
        SettingsError: a key that starts with `DATELINE_` is unknown, a value does not fit, or one
            price is set without the other.
    """
    known = {name for name in map(variable, Settings.model_fields) if name.startswith(PREFIX)}
    given = {**dotenv_values(".env"), **os.environ}
    unknown = sorted(key for key in given if key.startswith(PREFIX) and key not in known)
    if unknown:
        raise SettingsError(
            f"unknown setting {', '.join(unknown)}",
            f"Known are: {', '.join(sorted(known))}.",
        )
    chosen = {name: value for name, value in options.items() if value is not None}
    try:
        settings = Settings(**chosen)  # type: ignore[arg-type]
    except ValidationError as error:
        raise _unfit(error) from None
    if (settings.price_in is None) != (settings.price_out is None):
        here, missing = ("price_in", "price_out")[:: 1 if settings.price_out is None else -1]
        raise SettingsError(
            f"{variable(here)} is set without {variable(missing)}", "Set both, or neither."
        )
    return settings


def _unfit(error: ValidationError) -> SettingsError:
    first = error.errors()[0]
    name = str(first["loc"][0])
    said = first["msg"].removeprefix("Value error, ")
    field = next((f for f in Settings.model_fields if name in (f, *_variables(f))), name)
    called = variable(field) if field in Settings.model_fields else name
    given = "" if field.endswith("_key") else f", not {told(field, first['input'])!r}"
    return SettingsError(f"{called}: {said.lower()}{given}", "Set it right or unset it.")


def _variables(name: str) -> tuple[str, ...]:
    alias = Settings.model_fields[name].validation_alias
    more = map(str, alias.choices) if isinstance(alias, AliasChoices) else ()
    return (variable(name), *more)
