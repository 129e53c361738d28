from __future__ import annotations

from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from ui.app.state import uploaded


def test_what_was_taken_over_is_no_longer_kept_and_that_of_other_windows_is(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = MemoryUploadedFileManager("/_stcore/upload_file")
    for window, number in (("een", "a"), ("een", "b"), ("twee", "a")):
        kept.add_file(window, UploadedFileRec(file_id=number, name="x.xml", type="text/xml", data=b"<a/>"))
    context = SimpleNamespace(session_id="een", uploaded_file_mgr=kept)
    monkeypatch.setattr(uploaded, "get_script_run_ctx", lambda: context)
    uploaded.forget([SimpleNamespace(file_id="a")])  # type: ignore[list-item]
    assert [file.file_id for file in kept.get_files("een", ["a", "b"])] == ["b"]
    assert len(kept.get_files("twee", ["a"])) == 1
