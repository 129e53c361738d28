from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from index.errors import InputError
from index.settings import Settings, config_file, load_settings


def test_an_argument_wins_over_the_environment_over_the_file_over_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert load_settings().dense_weight == 0.55
    config = tmp_path / "own.toml"
    config.write_text('dense_weight = 0.1\nmodel = "from-file"\ncandidates = 7\n', encoding="utf-8")
    monkeypatch.setenv("KAMERVRAGEN_CONFIG", str(config))
    monkeypatch.setenv("KAMERVRAGEN_DENSE_WEIGHT", "0.2")
    monkeypatch.setenv("KAMERVRAGEN_MODEL", "from-env")
    settings = load_settings(dense_weight=0.3)
    assert (settings.dense_weight, settings.model, settings.candidates) == (0.3, "from-env", 7)


def test_the_folders_have_short_names_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMERVRAGEN_DATA", "/somewhere/data")
    monkeypatch.setenv("KAMERVRAGEN_CACHE", "/somewhere/cache")
    settings = load_settings()
    assert settings.data_dir == Path("/somewhere/data")
    assert settings.cache_dir == Path("/somewhere/cache")


def test_the_folders_can_be_given_as_arguments_and_in_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert load_settings(data_dir=tmp_path).data_dir == tmp_path
    monkeypatch.delenv("KAMERVRAGEN_DATA")
    config = tmp_path / "own.toml"
    config.write_text(f'data_dir = "{tmp_path}/from-file"\n', encoding="utf-8")
    monkeypatch.setenv("KAMERVRAGEN_CONFIG", str(config))
    assert load_settings().data_dir == tmp_path / "from-file"


@pytest.mark.parametrize("name", ["DATA", "CACHE", "MODEL", "CHROMA_URL", "DENSE_WEIGHT"])
def test_an_empty_variable_counts_as_not_given(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(f"KAMERVRAGEN_{name}", raising=False)
    unset = load_settings()
    monkeypatch.setenv(f"KAMERVRAGEN_{name}", "")
    assert load_settings() == unset


def test_a_home_folder_may_be_written_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMERVRAGEN_DATA", "~/corpus")
    assert load_settings().data_dir == Path.home() / "corpus"


def test_all_values_that_are_not_allowed_are_named_at_once() -> None:
    with pytest.raises(InputError, match=r"(?s)dense_weight.*1\.5.*candidates.*-1"):
        load_settings(dense_weight=1.5, candidates=-1)


def test_an_unknown_name_in_the_file_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = tmp_path / "own.toml"
    config.write_text("dense_wieght = 0.1\n", encoding="utf-8")
    monkeypatch.setenv("KAMERVRAGEN_CONFIG", str(config))
    with pytest.raises(InputError, match="dense_wieght"):
        load_settings()


def test_a_file_that_is_no_toml_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = tmp_path / "own.toml"
    config.write_text("dense_weight 0.1", encoding="utf-8")
    monkeypatch.setenv("KAMERVRAGEN_CONFIG", str(config))
    with pytest.raises(InputError, match=r"own\.toml"):
        load_settings()


def test_a_named_file_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KAMERVRAGEN_CONFIG", str(tmp_path / "absent.toml"))
    with pytest.raises(InputError, match=r"absent\.toml"):
        load_settings()


def test_the_default_file_lies_in_the_configuration_folder_of_the_user(tmp_path: Path) -> None:
    assert config_file() == tmp_path / "config" / "kamervragen" / "kamervragen.toml"


def test_settings_do_not_change() -> None:
    settings = Settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.candidates = 5


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KAMERVRAGEN_LLM_URL", "https://gebruiker:geheim@voorbeeld.nl/v1"),
        ("KAMERVRAGEN_LLM_URL", "https://voorbeeld.nl/v1?sleutel=geheim"),
        ("KAMERVRAGEN_LLM_URL", "geheim"),
        ("KAMERVRAGEN_LLM_URL", "file:///geheim"),
        ("KAMERVRAGEN_LLM_TIMEOUT_S", "geheim"),
    ],
)
def test_no_setting_of_the_language_model_is_repeated_in_an_error(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(InputError, match=variable.removeprefix("KAMERVRAGEN_").lower()) as caught:
        load_settings()
    assert "geheim" not in f"{caught.value}{caught.value.__cause__}"


def test_the_key_is_not_in_the_text_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMERVRAGEN_LLM_URL", "http://127.0.0.1:8080/v1/")
    monkeypatch.setenv("KAMERVRAGEN_LLM_KEY", "geheim")
    settings = load_settings()
    assert settings.llm_key is not None
    assert settings.llm_key.get_secret_value() == "geheim"
    assert settings.llm_url == "http://127.0.0.1:8080/v1"
    assert "geheim" not in f"{settings!r}{settings}{settings.model_dump()}{settings.model_dump_json()}"


def test_no_language_model_is_configured_by_default() -> None:
    assert load_settings().llm_url is None
