"""How the threads of the model wait for each other."""

from __future__ import annotations

import os

POLICY = "OMP_WAIT_POLICY"


def wait_without_spinning() -> None:
    """Lets a thread that waits sleep; a value that the user chose stays.

    By default it keeps its processor busy for some milliseconds instead: beside another busy program one query took
    1,500 ms, with sleeping threads 40 ms. The library of the threads reads this when it is loaded, which the model does
    and other libraries may do before it: so every front door calls this first.
    """
    os.environ.setdefault(POLICY, "PASSIVE")
