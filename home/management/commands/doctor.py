"""Examine an installation, and say in sentences what is wrong."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from home.health.doctor.examining import Level, Report, examinations, examine


class Command(BaseCommand):
    """Changes nothing. Ends with 1 when something is broken; warnings don't count."""

    help = "Examine this installation and say what is wrong and what to do about it."
    # A fault of the settings or of the database is a finding.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="For machines.")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = []
        for examination in examinations():
            report = examine(examination)
            reports.append(report)
            if not options["json"]:
                self.tell(report)
        faults, warnings = count(reports, Level.FAULT), count(reports, Level.WARNING)
        if options["json"]:
            told = [asdict(report) for report in reports]
            self.stdout.write(json.dumps({"faults": faults, "reports": told}, indent=1))
        else:
            self.stdout.write(f"\n{faults} faults, {warnings} warnings.")
        if faults:
            raise SystemExit(1)

    def tell(self, report: Report) -> None:
        """One line for what is well, and two for each finding."""
        if not report.findings:
            self.stdout.write(f"ok       {report.name}")
        for finding in report.findings:
            self.stdout.write(f"{finding.level:<8} {report.name}: {finding.what}")
            self.stdout.write(f"         → {finding.advice}")
        self.stdout.flush()


def count(reports: list[Report], level: Level) -> int:
    """How many findings of a level there are."""
    return sum(f.level is level for report in reports for f in report.findings)
