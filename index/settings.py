"""The settings of an installation: arguments win over the environment, which wins over a TOML file."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import AfterValidator, AliasChoices, Field, HttpUrl, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from index.errors import DataDirError, InputError, why

CONFIG_ENV = "KAMERVRAGEN_CONFIG"

Folder = Annotated[Path, AfterValidator(Path.expanduser)]
"""A folder that may be written as ~/name: no shell expands what stands in a file or a service's environment."""


def _endpoint(url: str) -> str:
    """The address of an endpoint; a key in it would end up in logs and errors."""
    parts = HttpUrl(url)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("zonder gebruikersnaam, wachtwoord of vraagteken: de sleutel hoort in KAMERVRAGEN_LLM_KEY")
    return url.rstrip("/")


EndpointUrl = Annotated[str, AfterValidator(_endpoint)]
"""http or https, up to and including `/v1`."""


class Settings(BaseSettings):
    """Every choice that an installation can make.

    Each field can be given as an environment variable `KAMERVRAGEN_<FIELD>` or in the TOML file that
    KAMERVRAGEN_CONFIG names (default: kamervragen.toml in the user's configuration directory).
    """

    model_config = SettingsConfigDict(
        env_prefix="KAMERVRAGEN_",
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,  # a traceback must not show the key
    )

    data_dir: Folder = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("kamervragen")),
        validation_alias=AliasChoices("data_dir", "KAMERVRAGEN_DATA"),
        description="catalogue and indexes",
    )
    cache_dir: Folder = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("kamervragen")),
        validation_alias=AliasChoices("cache_dir", "KAMERVRAGEN_CACHE"),
        description="the unpacked embedding model",
    )
    model: str | None = Field(default=None, description="sentence-transformers name or folder; none: bundled")
    dtype: Literal["auto", "float32", "bfloat16"] = Field(default="auto", description="number format of embedding")
    chroma_url: str | None = Field(default=None, description="a Chroma server instead of the embedded one")
    chroma_token: SecretStr | None = Field(default=None, description="token for that server or the proxy before it")
    chroma_tenant: str = Field(default="default_tenant", min_length=1, description="tenant on that server")
    chroma_database: str = Field(default="default_database", min_length=1, description="database on that server")
    chroma_connect_s: float = Field(default=5.0, gt=0.0, le=600.0, description="seconds to wait for a connection to it")
    chroma_timeout_s: float = Field(default=30.0, gt=0.0, le=3600.0, description="seconds to wait for its answer")
    chroma_attempts: int = Field(default=6, ge=1, le=20, description="how often a request to it is tried")
    keep_tokens: bool = Field(default=True, description="keep token vectors for reranking, 8 kB a passage")
    rerank: bool = Field(default=True, description="rerank by late interaction when token vectors are kept")
    dense_weight: float = Field(default=0.55, ge=0.0, le=1.0, description="weight of the dense arm in the fusion")
    candidates: int = Field(default=100, ge=1, le=1000, description="how many passages each arm contributes")
    llm_url: EndpointUrl | None = Field(default=None, description="OpenAI-compatible endpoint; none: nothing is sent")
    llm_model: str = Field(default="default", min_length=1, description="name of the language model at the endpoint")
    llm_key: SecretStr | None = Field(default=None, description="key of the endpoint; in no log, error or export")
    llm_timeout_s: float = Field(default=30.0, gt=0.0, le=600.0, description="seconds that the endpoint may take")
    sru_url: str = Field(default="https://repository.overheid.nl/sru", description="where the harvest searches")
    documents_url: str = Field(
        default="https://zoek.officielebekendmakingen.nl", description="where the harvest fetches publications"
    )
    tk_url: str | None = Field(
        default=None,
        description="where the harvest asks the Tweede Kamer who asked, whom, and for answer letters; none: version 5 "
        "of its open data, or 4 where that has what is needed and 5 has not",
    )
    harvest_contact: str | None = Field(
        default=None, description="mail or web address in the User-Agent of the harvest; needed to harvest"
    )
    harvest_requests: int = Field(default=10, ge=1, description="requests per window that the harvest sends a host")
    harvest_window_s: float = Field(default=30.0, gt=0.0, description="the window, in seconds")
    harvest_timeout_s: float = Field(default=180.0, gt=0.0, le=600.0, description="seconds for one request")
    harvest_proxy: SecretStr | None = Field(
        default=None, description="proxy between this computer and the sources, as http://host:port; in no log or error"
    )
    harvest_attempts: int = Field(default=5, ge=1, le=20, description="how often a request is tried")
    smtp_host: str | None = Field(default=None, description="mail server of `volg run --mail`")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="its port; 465 with tls, as a rule")
    smtp_security: Literal["starttls", "tls", "none"] = Field(default="starttls", description="how mail is secured")
    smtp_user: str | None = Field(default=None, description="name to log in with; none: without logging in")
    smtp_password: SecretStr | None = Field(default=None, description="its password; in no log or error")
    smtp_timeout_s: float = Field(default=30.0, gt=0.0, le=600.0, description="seconds that the mail server may take")
    mail_from: str | None = Field(default=None, description="sender of the mail")
    mail_to: str | None = Field(default=None, description="who gets it; several with a comma between")
    manage: Literal["auto", "yes", "no"] = Field(
        default="auto",
        description="whether app and API may change what is here: publications, saved searches; auto: on loopback only",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then environment, then the TOML file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=config_file())


def config_file() -> Path:
    """Where the TOML file is looked for; it need not exist."""
    named = os.environ.get(CONFIG_ENV)
    return Path(named) if named else Path(platformdirs.user_config_dir("kamervragen")) / "kamervragen.toml"


def load_settings(**given: object) -> Settings:
    """Settings with the given values on top, None: not given; an InputError names every value that is not allowed."""
    named = os.environ.get(CONFIG_ENV)
    if named and not Path(named).is_file():
        raise InputError(f"{CONFIG_ENV} noemt {named}, maar dat bestand is er niet: maak het, of haal de variabele weg")
    values = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**values)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}{_given(item['loc'], item['input'])}"
            for item in error.errors()
        )
        raise InputError(f"instellingen die niet mogen: {problems}") from error
    except ValueError as error:  # a TOML file that is no TOML
        raise InputError(f"kan {config_file()} niet lezen: {error}") from error


def make_writable_dir(folder: Path) -> None:
    """Makes a folder and checks that it can be written; a DataDirError where it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):  # a name of its own: several may try at once
            pass
    except OSError as error:
        raise DataDirError(
            f"kan de datamap {folder} niet schrijven ({why(error)}): kies een andere met --data-dir of KAMERVRAGEN_DATA"
        ) from error


def _given(loc: tuple[int | str, ...], value: object) -> str:
    """What was given, to find the mistake by; never what may be secret: of language model, mail server, Chroma."""
    return "" if re.search("llm|smtp|chroma_token|proxy", str(loc[:1]), re.IGNORECASE) else f" (gegeven: {value!r})"
