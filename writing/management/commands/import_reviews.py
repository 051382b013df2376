from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from writing.bundles.library import read_library
from writing.bundles.library_import import Report, import_library
from writing.models import WritingIndexPage
from writing.models.overrides import check_reason


class Command(BaseCommand):
    help = "Bring reviews in from a folder; docs/bundle-format.md describes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a review's folder, or a library")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what is brought in; without it everything stays a draft",
        )

        parser.add_argument(
            "--override",
            default="",
            metavar="REASON",
            help="publish in spite of warnings, and say why; errors still refuse",
        )

    def handle(
        self, *args: Any, path: Path, publish: bool, override: str, **options: Any
    ) -> None:
        if not path.is_dir():
            raise CommandError(f"{path} is no folder.")
        index = WritingIndexPage.objects.first()
        if index is None:
            raise CommandError("There is no Writing page yet: run prepare_site first.")
        library = read_library(path)
        if not (library.bundles or library.series or library.tags or library.errors):
            raise CommandError(f"{path} holds no review.")
        reason = reason_of(override)
        report = import_library(library, index, publish=publish, reason=reason)
        for error in report.errors:
            self.stderr.write(str(error))
        self.stdout.write(summary(report))
        if report.errors:
            raise SystemExit(1)


def reason_of(override: str) -> str:
    """The reason that was given, if one was."""
    try:
        return check_reason(override) if override else ""
    except ValidationError as error:
        raise CommandError(f"--override: {error.messages[0]}") from error


def summary(report: Report) -> str:
    """What was done, in a line: "3 reviews: 2 created, 1 unchanged"."""
    parts = [_counted("review", list(report.reviews.values()))]
    if report.tags:
        parts.append(_counted("tag", list(report.tags.values())))
    if report.series:
        parts.append(_counted("series", list(report.series.values())))
    if report.errors:
        parts.append(f"{len(report.errors)} not brought in")
    return "; ".join(parts)


def _counted(noun: str, outcomes: list[str]) -> str:
    plural = noun if noun.endswith("s") or len(outcomes) == 1 else f"{noun}s"
    counts = ", ".join(
        f"{count} {outcome}" for outcome, count in sorted(Counter(outcomes).items())
    )
    return f"{len(outcomes)} {plural}: {counts}" if counts else f"no {plural}"
