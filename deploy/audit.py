"""Asks pip-audit whether the packages of lock files have known vulnerabilities.

Ends with 0 only when every package was asked about and none has any.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PATIENCE = 300
UNREACHABLE = (
    "The packages of {lock} could not be checked: pip-audit, or what it knows of"
    " vulnerabilities, can't be reached from here. Run this again where it can be."
)


def audit(lock: str) -> str:
    """What is the matter with a lock file, in lines; nothing if all is well."""
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory, "report.json")
        if not ask(lock, report):
            return UNREACHABLE.format(lock=lock)
        return told(lock, json.loads(report.read_text()))


def ask(lock: str, report: Path) -> bool:
    """Have the report written; whether there is one."""
    command = [
        *(sys.executable, "-m", "uv", "tool", "run", "pip-audit"),
        *("--requirement", lock, "--require-hashes", "--disable-pip"),
        *("--progress-spinner", "off", "--format", "json", "--output", str(report)),
    ]
    try:
        # Its status doesn't tell what it found from what kept it from looking.
        subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    return report.is_file() and report.stat().st_size > 0


def told(lock: str, report: dict[str, Any]) -> str:
    """The report in lines, the packages that were passed over among them."""
    packages = report["dependencies"]
    lines = [
        f"{package['name']} {package['version']}: {found['id']}, fixed in"
        f" {', '.join(found['fix_versions']) or 'no version yet'}."
        for package in packages
        for found in package.get("vulns", [])
    ]
    passed_over = sum("skip_reason" in package for package in packages)
    if passed_over:
        lines.append(
            f"{passed_over} of the {len(packages)} packages of {lock} could not be"
            " checked: their index, or what pip-audit knows of vulnerabilities, can't"
            " be reached from here. Run this again where it can be."
        )
    return "\n".join(lines)


def main() -> None:
    found = [line for line in map(audit, sys.argv[1:]) if line]
    if found:
        sys.exit("\n".join(found))
    sys.stdout.write("No known vulnerabilities.\n")


if __name__ == "__main__":
    main()
