"""The page on which two versions of a review are held against each other."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.views.pages.revisions import RevisionsCompareView
from wagtail.models import Revision

from writing.history.concurrent_editing import name_of


class ReviewCompareView(RevisionsCompareView):
    """Says of each version who wrote it when; shows what has changed and no more."""

    template_name = "writing/admin/compare.html"

    def _get_revision_and_heading(self, revision_id: Any) -> tuple[Any, str]:
        version, heading = super()._get_revision_and_heading(revision_id)
        if isinstance(revision_id, int) or str(revision_id).isdigit():
            heading = _heading(self.object.revisions.get(pk=revision_id))
        return version, heading


def _heading(revision: Revision) -> str:
    time = date_format(timezone.localtime(revision.created_at), "j F Y, H:i")
    return f"{time}, {name_of(revision)}"
