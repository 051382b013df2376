"""What processes have used, themselves and those they started."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def family(root: int) -> Iterator[int]:
    """A process and all that came of it and still live."""
    yield root
    for listed in PROC.glob(f"{root}/task/*/children"):
        try:
            children = listed.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def cpu_seconds(roots: list[int]) -> float:
    """User and system time, that of children which have ended among it."""
    used = 0
    for process in (one for root in roots for one in family(root)):
        try:
            line = (PROC / str(process) / "stat").read_text()
        except OSError:
            continue
        used += sum(map(int, line.rpartition(")")[2].split()[11:15]))
    return used / TICKS


def megabytes(roots: list[int]) -> tuple[float, float]:
    """Memory, with what is shared told by halves (PSS) and told wholly (RSS)."""
    shared, whole = 0, 0
    for process in (one for root in roots for one in family(root)):
        try:
            text = (PROC / str(process) / "smaps_rollup").read_text()
        except OSError:
            continue
        sizes = {line.split(":")[0]: line.split()[1] for line in text.splitlines()[1:]}
        shared += int(sizes["Pss"])
        whole += int(sizes["Rss"])
    return shared / 1024, whole / 1024
