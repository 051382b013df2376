from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from writing.checks import findings
from writing.checks.findings import Finding, Level
from writing.checks.library import library_findings
from writing.models import ReviewPage


class Command(BaseCommand):
    """Asks the publish gate about what is live, since its rules may be newer."""

    help = (
        "Hold every live review against the rules of the publish gate, and the library "
        "against itself. Exits with 1 when there is an error; warnings are only told."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", help="only these reviews")

    def handle(self, *args: Any, slugs: list[str], **options: Any) -> None:
        reviews = ReviewPage.objects.live().select_related("paper").order_by("slug")
        if slugs:
            reviews = reviews.filter(slug__in=slugs)
            known = set(reviews.values_list("slug", flat=True))
            if missing := sorted(set(slugs) - known):
                raise CommandError(f"There is no live review {', '.join(missing)}.")
        counts: Counter[Level] = Counter()
        for review in reviews:
            counts += self.tell(review.slug, findings(review))
        if not slugs:
            counts += self.tell("library", library_findings())
        faults, doubts = counts[Level.ERROR], counts[Level.WARNING]
        self.stdout.write(
            f"{len(reviews)} live review{pluralize(len(reviews))}: "
            f"{faults} error{pluralize(faults)}, {doubts} warning{pluralize(doubts)}"
        )
        if faults:
            raise SystemExit(1)

    def tell(self, name: str, found: Iterable[Finding]) -> Counter[Level]:
        """Print findings, errors to standard error; how many there were of each."""
        counts: Counter[Level] = Counter()
        for finding in found:
            is_error = finding.level == Level.ERROR
            stream = self.stderr if is_error else self.stdout
            stream.write(f"{finding.level}: {name}: {finding}")
            counts[finding.level] += 1
        return counts
