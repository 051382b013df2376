"""How much the readers of a draft link may say, and in what time.

Rows are counted, so that no cache has to hold and nothing is forgotten at a restart.
"""

from datetime import timedelta

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from writing.models import DraftComment, DraftLink

HOUR = timedelta(hours=1)
FROM_ONE_LINK = 20
FROM_ONE_SENDER = 10
# Of one link, in all its time.
AT_MOST = 500
# The longest comment in the most wasteful encoding takes half of it.
BODY_BYTES = 64 * 1024


def is_too_long(request: HttpRequest) -> bool:
    """Whether the request brings more than any comment needs; nothing is read of it."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return length.isdecimal() and int(length) > BODY_BYTES


def refusal_of(link: DraftLink, sender: str) -> str:
    """Why no further comment is taken now; empty where one is.

    Behind a proxy that hides its readers' addresses, one link is one sender.
    """
    lately = Q(created_at__gt=timezone.now() - HOUR)
    counts = DraftComment.objects.filter(link=link).aggregate(
        total=Count("pk"),
        lately=Count("pk", filter=lately),
        sent=Count("pk", filter=lately & Q(sender=sender)),
    )
    if counts["total"] >= AT_MOST:
        return "This link has brought all the comments that it may."
    if counts["sent"] >= FROM_ONE_SENDER or counts["lately"] >= FROM_ONE_LINK:
        return (
            "That was many comments within an hour. Yours is still here below: "
            "please send it in a while."
        )
    return ""
