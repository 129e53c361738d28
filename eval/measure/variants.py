"""The settings of one run: which corpus, which arm, and how retrieval is set, from `key=value`, TOML or a record."""

from __future__ import annotations

import tomllib
import typing
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import InputError, why

if TYPE_CHECKING:
    from index.settings import Settings
    from rag.assistant.assistant import Assistant

INSTALLATION = ("data_dir", "cache_dir", "model", "dtype", "chroma_url")
"""Keys that choose another corpus or model; the index must have been made with that model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Settings as given; what is not given stays as the installation has it.

    Attributes:
        installation: fields of `index.settings.Settings`.
        arm: which arm is asked: dense, lexical or hybrid.
        retrieval: fields of `rag.retrieve.settings.Retrieval`.
    """

    installation: Mapping[str, object] = field(default_factory=dict)
    arm: str = "hybrid"
    retrieval: Mapping[str, object] = field(default_factory=dict)


def make_variant(values: Mapping[str, object]) -> Variant:
    """Checks settings by name; text such as "0.6" becomes what the setting holds.

    Raises:
        InputError: unknown keys or values that are not allowed, all at once, with what is.
    """
    from pydantic import ConfigDict, TypeAdapter, ValidationError

    from rag.retrieve.settings import Retrieval
    from rag.values import Arm

    hints = {item.name: typing.get_type_hints(Retrieval)[item.name] for item in fields(Retrieval)}
    installation: dict[str, object] = {}
    retrieval: dict[str, object] = {}
    arm = Arm.HYBRID.value
    problems: list[str] = []
    for key, value in values.items():
        if key in INSTALLATION:
            installation[key] = str(value)
        elif key == "arm":
            arm = str(value)
            if arm not in {allowed.value for allowed in Arm}:
                problems.append(f"arm={arm}: moet zijn: {', '.join(allowed.value for allowed in Arm)}")
        elif key in hints:
            try:
                retrieval[key] = TypeAdapter(hints[key], config=ConfigDict(extra="forbid")).validate_python(value)
            except ValidationError as error:
                problems.append(f"{key}={value}: {error.errors()[0]['msg']}")
        else:
            problems.append(f"{key}: onbekende instelling; er zijn {', '.join(('arm', *hints, *INSTALLATION))}")
    if problems:
        raise InputError("instellingen die niet mogen: " + "; ".join(problems))
    return Variant(installation=installation, arm=arm, retrieval=retrieval)


def read_pairs(pairs: Sequence[str]) -> dict[str, object]:
    """`["dense_weight=0.6", "candidates=200"]` as settings; each may hold several, separated by commas.

    Raises:
        InputError: a part that is not key=value.
    """
    values: dict[str, object] = {}
    for part in (part for pair in pairs for part in pair.split(",")):
        key, sign, value = part.partition("=")
        if not sign or not key.strip() or not value.strip():
            raise InputError(f"schrijf instelling {part!r} als naam=waarde, zoals dense_weight=0.6")
        values[key.strip()] = value.strip()
    return values


def read_toml(path: Path) -> dict[str, object]:
    """The settings of a TOML file, by name; an InputError where it cannot be read."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"kan de instellingen {path} niet lezen: {why(error)}") from error
    except ValueError as error:
        raise InputError(f"{path} is geen TOML: {error}") from error


def installation_settings(variant: Variant) -> Settings:
    """The settings of the installation, those of the variant on top; an InputError where a value is not allowed."""
    from index.settings import load_settings

    return load_settings(**variant.installation)


def open_variant(variant: Variant) -> Assistant:
    """Opens the corpus, ready to search as the variant says.

    Raises:
        KamervragenError: nothing ingested, another model, a broken store.
        InputError: a value of the retrieval is not allowed.
    """
    from rag.assistant.assistant import Assistant
    from rag.assistant.compose import open_assistant

    assistant = open_assistant(installation_settings(variant))
    if not variant.retrieval:
        return assistant
    try:
        retrieval = replace(assistant.retrieval, **variant.retrieval)  # type: ignore[arg-type]  # checked when made
    except ValueError as error:
        raise InputError(f"instellingen die niet mogen: {error}") from error
    return Assistant(assistant.corpus, retrieval)


def describe(variant: Variant, assistant: Assistant) -> dict[str, object]:
    """Every setting of a run, such that `make_variant` makes the same run of it."""
    from pydantic import TypeAdapter

    settings = installation_settings(variant)
    retrieval = TypeAdapter(dict[str, object]).dump_python(asdict(assistant.retrieval), mode="json")
    installation = {name: getattr(settings, name) for name in INSTALLATION if name != "cache_dir"}
    return {
        **{name: str(value) for name, value in installation.items() if value is not None},
        "arm": variant.arm,
        **retrieval,
    }
