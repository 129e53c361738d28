"""Asks the app a question where there is no network: `unshare --map-root-user --net python -m tests.browser.offline`.

Prints the verdict and how many quotations came with it. The environment names corpus, model and browser.
"""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, serve_app
from tests.browser.visitor import visit

SET_FLAGS = 0x8914  # SIOCSIFFLAGS of Linux
UP_AND_RUNNING = 0x1 | 0x40


def raise_loopback() -> None:
    """A new network namespace has a loopback that is down, and nothing else."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as some:
        fcntl.ioctl(some, SET_FLAGS, struct.pack("16sH14s", b"lo", UP_AND_RUNNING, b""))


def main(question: str) -> None:
    raise_loopback()
    own = {name: value for name, value in os.environ.items() if name.startswith("KAMERVRAGEN_")}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["KAMERVRAGEN_CHROMIUM"], args=ARGUMENTS)
        for address in serve_app(own, Path(folder)):
            with visit(browser, address) as visitor:
                page = visitor.open()
                visitor.ask(question)
                verdict = page.locator(".kv-verdict h2").inner_text()
                sys.stdout.write(f"{verdict}: {page.locator('.kv-statements li').count()}\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
