"""Files that were uploaded, let go of when they were taken over: else Streamlit keeps them until the window closes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile


def forget(files: Iterable[UploadedFile]) -> None:
    """Takes files from what Streamlit keeps for this window; the field that they were put in must be a new one next."""
    context = get_script_run_ctx()
    kept = context.uploaded_file_mgr if context else None
    if context and isinstance(kept, MemoryUploadedFileManager):
        for file in files:
            kept.remove_file(context.session_id, file.file_id)
