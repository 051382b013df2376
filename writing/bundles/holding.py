"""What an import changes is held before it begins: so nobody waits for who waits."""

from collections.abc import Iterable

from django.db.models import Q

from writing.bundles.records import Bundle
from writing.models import Paper, ReviewPage


def hold(bundles: Iterable[Bundle]) -> None:
    """Keep what these bundles change from others until the transaction ends.

    That is their papers, and then the reviews which are theirs or print these papers:
    in the order in which whoever publishes a paper holds them.
    """
    fronts = {bundle.slug: bundle.front.paper for bundle in bundles}
    slugs = [paper.slug for paper in fronts.values() if paper]
    papers = Paper.objects.filter(slug__in=slugs).order_by("pk")
    keys = list(papers.select_for_update(no_key=True).values_list("pk", flat=True))
    changed = ReviewPage.objects.filter(
        Q(slug__in=fronts) | Q(paper__in=keys) | Q(references__paper__in=keys)
    )
    ReviewPage.objects.filter(pk__in=changed.values("pk")).hold()
