from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from writing.bundles.library import read_library
from writing.bundles.library_import import Report, import_library
from writing.bundles.plan import Task, plan
from writing.bundles.planned import Item, Plan
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
            "--dry-run",
            action="store_true",
            help="say what would change, and store nothing",
        )

        parser.add_argument(
            "--override",
            default="",
            metavar="REASON",
            help="publish in spite of warnings, and say why; errors still refuse",
        )

    def handle(
        self,
        *args: Any,
        path: Path,
        publish: bool,
        dry_run: bool,
        override: str,
        **options: Any,
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
        if dry_run:
            self._tell(plan(library, Task(index, publish)))
        else:
            self._report(import_library(library, index, publish=publish, reason=reason))

    def _report(self, report: Report) -> None:
        for error in report.errors:
            self.stderr.write(str(error))
        self.stdout.write(summary(report))
        if report.errors:
            raise SystemExit(1)

    def _tell(self, found: Plan) -> None:
        for fault in found.faults:
            self.stderr.write(str(fault))
        for item in found.altering:
            self.stdout.write("\n".join(lines_of(item)))
        self.stdout.write(f"{len(found.same)} unchanged; nothing was stored")
        if found.faults:
            raise SystemExit(1)


def lines_of(item: Item) -> list[str]:
    """What would become of a thing: a line for it, then one for each change."""
    changes = [*item.changes, *item.paper, *([item.status] if item.status else [])]
    told = [f"  {one.name}: {one.old} -> {one.new}" for one in changes]
    told += [f"  {one.done}: {one.kind} “{one.words}”" for one in item.blocks]
    told += [f"  new picture: {name}" for name in item.new_pictures]
    return [f"{item.kind} {item.name}: {item.word.lower()}", *told]


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
