"""How the threads of the model wait for each other, and for those of Python."""

from __future__ import annotations

import os
import sys

POLICY = "OMP_WAIT_POLICY"
TURN_S = 0.0005


def wait_without_spinning() -> None:
    """Lets a thread that waits sleep; a value that the user chose stays.

    By default it keeps its processor busy for some milliseconds instead: beside another busy program one query took
    1,500 ms, with sleeping threads 40 ms. The library of the threads reads this when it is loaded, which the model does
    and other libraries may do before it: so every front door calls this first.
    """
    os.environ.setdefault(POLICY, "PASSIVE")


def take_short_turns() -> None:
    """Lets threads of Python take turns ten times as often.

    A search goes on in Python while the model works; whenever the model needs Python it waits for the end of a turn, of
    5 ms by default: a query of 18 ms took 29 beside 10 ms of searching, with shorter turns 21.
    """
    sys.setswitchinterval(TURN_S)
