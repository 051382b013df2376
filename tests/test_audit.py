"""`make audit` is content only when every package was asked about."""

import os
import subprocess
import sys
from pathlib import Path

from deploy.audit import told

PROJECT = Path(__file__).resolve().parent.parent


def package(name, **more):
    return {"name": name, "version": "1.0", **more}


def test_a_vulnerability_is_told_with_its_remedy():
    vulns = [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]
    report = {"dependencies": [package("sound", vulns=[]), package("ill", vulns=vulns)]}
    assert told("a.lock", report) == "ill 1.0: PYSEC-1, fixed in 1.1."


def test_nothing_is_told_when_all_is_well():
    assert told("a.lock", {"dependencies": [package("sound", vulns=[])]}) == ""


def test_what_was_passed_over_is_not_taken_for_sound():
    skipped = package("unknown", skip_reason="not found")
    report = {"dependencies": [package("sound", vulns=[]), skipped]}
    assert told("a.lock", report).startswith("1 of the 2 packages of a.lock could not")


def test_without_a_network_it_says_so_and_fails(tmp_path):
    offline = {"UV_OFFLINE": "1", "UV_CACHE_DIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "deploy.audit", "requirements-s3.lock"],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), **offline},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("The packages of requirements-s3.lock could not")
    assert ended.stderr.count("\n") == 1
