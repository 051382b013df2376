from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from writing.models import ReviewPage
from writing.paper_text.matching import Match, Outcome
from writing.paper_text.places import name_of_pages
from writing.versions.quote_check import Checked, quote_check


class Command(BaseCommand):
    """Looks for everything that reviews quote in the stored texts of their papers."""

    help = (
        "Look for the exact words and numbers of reviews, as their latest drafts have "
        "them, in the stored texts of papers. Exits with 1 when exact words are not "
        "where they are said to stand."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", help="only these reviews")

    def handle(self, *args: Any, slugs: list[str], **options: Any) -> None:
        reviews = ReviewPage.objects.order_by("slug")
        if slugs:
            reviews = reviews.filter(slug__in=slugs)
            known = set(reviews.values_list("slug", flat=True))
            if missing := sorted(set(slugs) - known):
                raise CommandError(f"There is no review {', '.join(missing)}.")
        counts: Counter[Outcome] = Counter()
        is_wrong = False
        for review in reviews:
            for checked in quote_check(review.get_latest_revision_as_object()):
                counts[checked.match.outcome] += 1
                is_wrong |= self.tell(review.slug, checked)
        self.stdout.write(", ".join(f"{counts[one]} {one}" for one in Outcome))
        if is_wrong:
            raise SystemExit(1)

    def tell(self, slug: str, checked: Checked) -> bool:
        """Print what is not where it should be; whether it is a quotation."""
        excerpt, match = checked.excerpt, checked.match
        if match.outcome in {Outcome.FOUND, Outcome.UNCHECKED}:
            return False
        shown = excerpt.text if excerpt.number else f"“{excerpt.text}”"
        self.stdout.write(
            f"{match.outcome}: {slug}: {excerpt.label}: {shown}"
            f" ({excerpt.locators}){found_at(match)}"
        )
        return excerpt.number is None


def found_at(match: Match) -> str:
    """Where it stands instead."""
    if match.text is None or not match.pages:
        return ""
    pages = name_of_pages(sorted(match.pages)[:5], match.text)
    return f", but {pages} of {match.text.label}"
