"""Environment, .env and options in, one frozen Settings record out; read once, at the edge."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

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
    timeout_s: float = Field(60.0, gt=0, description="seconds to wait for an endpoint")
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
        None, ge=0, description="dollars for a million tokens that the model reads"
    )
    price_out: float | None = Field(
        None, ge=0, description="dollars for a million tokens that it writes"
    )

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


def read_settings(**options: object) -> Settings:
    """Read the settings; options that are None count as not given.

    Raises:
        SettingsError: a key that starts with `DATELINE_` is unknown, or a value does not fit.
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
        return Settings(**chosen)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        shown = variable(name) if name in Settings.model_fields else name
        raise SettingsError(
            f"{shown}: {first['msg'].lower()}, not {first['input']!r}", "Set it right or unset it."
        ) from None
