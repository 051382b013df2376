"""What Lighthouse says of a page, run by npm with the Chromium that is here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.browsing import FLAGS
from bench.limits import Row, told

NPX = shutil.which("npx")
# The last that runs on Node 18, which is Debian 12's.
PACKAGE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
DEVICES: dict[str, list[str]] = {"mobile": [], "desktop": ["--preset=desktop"]}
LIMIT = 99
# A score of time is noisy on a busy machine; one run in the middle of three is less so.
RUNS = 3
FAILURES = 2
# The first run may have to download the package.
PATIENCE = 240
ITEMS_SHOWN = 3
ITEM_LENGTH = 200
KEYS = ("url", "source", "totalBytes", "wastedBytes", "wastedMs")


def lighthouse(chromium: str, site: str, pages: dict[str, str]) -> Iterator[Row]:
    """A row for each page, device and category."""
    for name, path in pages.items():
        for device, options in DEVICES.items():
            if not NPX:
                yield without_value(device, name, "not measured: no npx", None)
            elif reports := several(chromium, site + path, options):
                yield from scores(device, name, reports)
            else:
                yield without_value(device, name, "failed: its errors are above", False)


def without_value(device: str, name: str, why: str, ok: bool | None) -> Row:
    """The row of a page that has no score."""
    return Row(f"Lighthouse, {device}", name, why, f"at least {LIMIT}", ok)


def several(chromium: str, address: str, options: list[str]) -> list[dict[str, Any]]:
    """Reports of one page; none if Lighthouse fails more often than it may."""
    reports: list[dict[str, Any]] = []
    for _ in range(RUNS + FAILURES):
        # It loses track of a page that loads too quickly, and says so: NO_NAVSTART.
        with suppress(subprocess.SubprocessError, ValueError):
            reports.append(audited(chromium, address, options))
        if len(reports) == RUNS:
            return reports
    return []


def audited(chromium: str, address: str, options: list[str]) -> dict[str, Any]:
    """One report of Lighthouse."""
    with tempfile.TemporaryDirectory() as kept:
        report = Path(kept, "report.json")
        # Nothing of this comes from elsewhere than this module and the command line.
        subprocess.run(  # noqa: S603
            [
                str(NPX),
                "--yes",
                PACKAGE,
                address,
                "--quiet",
                "--output=json",
                f"--output-path={report}",
                f"--only-categories={','.join(CATEGORIES)}",
                f"--chrome-flags={' '.join(FLAGS)}",
                "--no-enable-error-reporting",
                *options,
            ],
            env=os.environ | {"CHROME_PATH": chromium, "CI": "1"},
            check=True,
            timeout=PATIENCE,
            stdout=subprocess.DEVNULL,
        )
        answer: dict[str, Any] = json.loads(report.read_text())
    return answer


def scores(device: str, name: str, reports: list[dict[str, Any]]) -> Iterator[Row]:
    """The score in the middle, with the causes that its own report gives."""
    speeds = [report["environment"]["benchmarkIndex"] for report in reports]
    speed = f"{min(speeds):.0f} to {max(speeds):.0f}"
    yield told(f"speed of this machine, {device}", name, speed)
    for category in CATEGORIES:
        ordered = sorted(reports, key=lambda report: score(report, category))
        middle = ordered[len(ordered) // 2]
        value = score(middle, category)
        every = ", ".join(f"{score(report, category):.0f}" for report in ordered)
        yield Row(
            f"Lighthouse {category}, {device}",
            name,
            f"{value:.0f} (of {every})",
            f"at least {LIMIT}",
            value >= LIMIT,
            tuple(causes(middle, category)),
        )


def score(report: dict[str, Any], category: str) -> float:
    """A score of 0 to 100; what could not be scored counts as 0."""
    return round((report["categories"][category]["score"] or 0) * 100)


def causes(report: dict[str, Any], category: str) -> Iterator[str]:
    """The audits of a category that are not passed, those that count most first."""
    references = report["categories"][category]["auditRefs"]
    for reference in sorted(references, key=lambda one: -one["weight"]):
        audit = report["audits"][reference["id"]]
        if audit["score"] is not None and audit["score"] < 1:
            yield described(audit, reference["weight"])


def described(audit: dict[str, Any], weight: float) -> str:
    """One audit on a line, with the first few of what it is about."""
    items = audit.get("details", {}).get("items", [])
    shown = "; ".join([part for part in map(place, items) if part][:ITEMS_SHOWN])
    value = audit.get("displayValue", "")
    return f"{audit['id']} {audit['score']} (weight {weight}) {value} {shown}".strip()


def place(item: dict[str, Any]) -> str:
    """What of an item helps to find it in the page."""
    named = {"selector": item.get("node", {}).get("selector")}
    named |= {key: item.get(key) for key in KEYS}
    known = {key: value for key, value in named.items() if value is not None}
    return json.dumps(known)[:ITEM_LENGTH] if known else ""
