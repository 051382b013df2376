"""Which versions of a review people will look for: those that left their editor's desk.

Drafts save themselves, so that most versions are nobody's decision. These were:
submitted, published, scheduled, or kept aside since another was quicker.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import Page, PageLogEntry, Revision, TaskState

PUBLISHED, LIVE, SCHEDULED = "Published", "Live", "Scheduled"
SUBMITTED, ASIDE = "Submitted", "Kept aside"
# What the log calls it when a text is kept beside a newer version.
KEPT_ASIDE = "writing.kept_aside"
PUBLISHING = ["wagtail.publish", "wagtail.publish.scheduled"]


def labels_of(page: Page) -> dict[int, list[str]]:
    """By the key of each version that has any, its labels; in three queries."""
    entries = PageLogEntry.objects.filter(
        Q(action__in=PUBLISHING) | Q(action=KEPT_ASIDE),
        page=page.pk,
        revision__isnull=False,
    ).values_list("revision", "action")
    submitted = TaskState.objects.filter(
        revision__in=Revision.objects.for_instance(page).values("pk")
    ).values_list("revision", flat=True)
    scheduled = page.revisions.filter(approved_go_live_at__isnull=False)
    labels: dict[int, list[str]] = defaultdict(list)
    _add(labels, SUBMITTED, submitted)
    _add(labels, SCHEDULED, scheduled.values_list("pk", flat=True))
    _add(labels, PUBLISHED, (pk for pk, action in entries if action in PUBLISHING))
    _add(labels, ASIDE, (pk for pk, action in entries if action == KEPT_ASIDE))
    if page.live and page.live_revision_id:
        labels[page.live_revision_id] = [
            *(one for one in labels[page.live_revision_id] if one != PUBLISHED),
            LIVE,
        ]
    return dict(labels)


def is_settled(revision: Revision) -> bool:
    """Whether a version must stay as it is: it was submitted, published, scheduled."""
    return (
        revision.approved_go_live_at is not None
        or revision.task_states.exists()
        or Page.objects.filter(live_revision=revision).exists()
        or PageLogEntry.objects.filter(
            revision=revision, action__in=PUBLISHING
        ).exists()
    )


def _add(labels: dict[int, list[str]], label: str, keys: Iterable[int | None]) -> None:
    for key in keys:
        if key is not None and label not in labels[key]:
            labels[key].append(label)
