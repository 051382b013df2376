"""Telling who made a draft link that its reader has said something."""

import logging

from django.core.mail import send_mail
from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.utils import get_admin_base_url

from home.models import SiteSettings, User
from writing.drafts.limits import HOUR
from writing.models import DraftComment, DraftLink

logger = logging.getLogger(__name__)


def tell_creator(comment: DraftComment, request: HttpRequest) -> None:
    """Mail the link's creator about a comment: at most once an hour for one link.

    The comment is stored whatever becomes of the mail.
    """
    person = comment.link.created_by
    if person is None or not (
        may_be_told(person, comment.link) and is_due(comment.link)
    ):
        return
    site = SiteSettings.for_request(request).site_name
    title = " ".join(comment.link.review.draft_title.split())
    base = get_admin_base_url() or request.build_absolute_uri("/")
    queue = reverse("drafts:comments")
    context = {
        "comment": comment,
        "title": title,
        "address": f"{base.rstrip('/')}{queue}?review={comment.link.review_id}",
    }
    try:
        send_mail(
            f"[{site}] A comment on the draft “{title}”",
            render_to_string("writing/admin/draft_comment_mail.txt", context),
            None,
            [person.email],
        )
    except Exception:
        logger.exception("No mail went out about draft link %s.", comment.link.pk)


def may_be_told(person: User, link: DraftLink) -> bool:
    """Whether who made a link is still here, can be reached, and may edit."""
    may_edit = link.review.permissions_for_user(person).can_edit()
    return bool(person.is_active and person.email and may_edit)


def is_due(link: DraftLink) -> bool:
    """Whether no mail went out for an hour; who asks first is the one to send it."""
    now = timezone.now()
    due = Q(notified_at=None) | Q(notified_at__lte=now - HOUR)
    mine = DraftLink.objects.filter(due, pk=link.pk).update(notified_at=now)
    return bool(mine)
