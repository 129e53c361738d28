"""`python -m tests.supply.lock UNIVERSAL`: makes the lock with hashes out of what uv resolved for every platform.

The build of torch for processors alone has a hash of its own and needs no libraries of NVIDIA; the one on the general
index does, on Linux. Those stand in a lock of their own, which on the machine of the first build asks for nothing.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

LOCK, GPU_LOCK = Path("requirements.hashed.lock"), Path("requirements-gpu.hashed.lock")
CPU_TORCH = ("6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b",)
"""Hashes of torch 2.13.0+cpu for Linux and Python 3.11, which the general index does not have."""
PC = "sys_platform == 'linux' and platform_machine == 'x86_64' and python_version == '3.11'"
NO_PC = "sys_platform != 'linux' or platform_machine != 'x86_64' or python_version != '3.11'"
LINUX = "sys_platform == 'linux'"
GPU = re.compile(r"^(?:nvidia-|cuda-|triton\b)")


def split(universal: str) -> tuple[str, str]:
    """The lock for every platform, and what only the build of torch for NVIDIA needs."""
    blocks = [block for block in re.split(r"\n(?=\S)", universal.strip()) if not block.startswith("#")]
    torch = next(n for n, block in enumerate(blocks) if block.startswith("torch=="))
    name, _, hashes = blocks[torch].partition(" \\\n")
    for_processors = "".join(f" \\\n    --hash=sha256:{one}" for one in CPU_TORCH)
    # apart: of two builds pip takes the one whose hash the index tells, and that is the one for NVIDIA
    blocks[torch] = f"{name} ; {PC}{for_processors}\n{name} ; {NO_PC} \\\n{hashes}"
    plain = [block for block in blocks if not GPU.match(block)]
    gpu = [_beside(block) for block in blocks if GPU.match(block)]
    return "\n".join(plain) + "\n", "\n".join(gpu) + "\n"


def _beside(block: str) -> str:
    """A package that is only needed where the build of torch for processors alone is not installed."""
    head, _, hashes = block.partition(" \\\n")
    name, _, marker = head.partition(" ; ")
    return f"{name} ; ({marker or LINUX}) and ({NO_PC}) \\\n{hashes}"


def main() -> None:
    """Writes both locks."""
    plain, gpu = split(Path(sys.argv[1]).read_text(encoding="utf-8"))
    LOCK.write_text(plain, encoding="utf-8")
    GPU_LOCK.write_text(gpu, encoding="utf-8")


if __name__ == "__main__":
    main()
