"""Addresses that mean this computer; finds a port to listen on, or says what stands in the way."""

from __future__ import annotations

import errno
import socket

from index.errors import InputError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # what to show for a host that means "all"


def address_of(host: str, port: int) -> str:
    """The web address at which a server that listens on this host can be asked."""
    shown = WILDCARDS.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def free_port(host: str, port: int) -> int:
    """The port, checked to be free; a free one for 0. An InputError names it, and the option to choose another."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address[0], port, *address[2:]))
            return int(probe.getsockname()[1])
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            problem = f"poort {port} op {host} is al in gebruik: stop wat daar draait, of kies een andere met --port"
        else:
            problem = f"kan niet luisteren op {host}, poort {port} ({error}): kies andere met --host en --port"
        raise InputError(problem) from error
