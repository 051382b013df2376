"""Whether what was to be published is, and what is live is drawn."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Revision

from home.health.doctor.examining import Finding, examines, fault
from writing.models import ReviewPage

# The schedule is looked at every minute.
LATEST = timedelta(minutes=10)


@examines("schedule")
def schedule_is_kept() -> Iterator[Finding]:
    """What was due some time ago has gone live."""
    late = Revision.objects.filter(
        approved_go_live_at__lt=timezone.now() - LATEST
    ).order_by("approved_go_live_at")
    if first := late.first():
        yield fault(
            f"{late.count()} scheduled pages have not gone live; the first was due at "
            f"{first.approved_go_live_at:%Y-%m-%d %H:%M} UTC: nothing looks at the "
            "schedule, or the database is too busy.",
            "See whether the server runs; where another serves the site, run manage.py "
            "publish_scheduled every minute.",
        )


@examines("renderings", seconds=60)
def live_reviews_are_drawn() -> Iterator[Finding]:
    """Each has its stored rendering."""
    bare = ReviewPage.objects.live().filter(rendered__isnull=True)
    if slugs := list(bare.order_by("slug").values_list("slug", flat=True)[:5]):
        yield fault(
            f"{bare.count()} live reviews have no stored text, such as "
            f"{', '.join(slugs)}.",
            "Run manage.py render_reviews.",
        )
