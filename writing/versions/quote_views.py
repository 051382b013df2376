"""The quote check of a review in the CMS."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from writing.models import ReviewPage
from writing.paper_text.matching import Outcome
from writing.paper_text.nearest import nearest
from writing.paper_text.places import name_of_pages
from writing.paper_text.searchable import Passage
from writing.versions.quote_check import Checked, quote_check

# For all the passages of a page together that are looked for by their likeness.
SECONDS = 2.0
STATUS = {
    Outcome.FOUND: "Found",
    Outcome.ELSEWHERE: "Found elsewhere",
    Outcome.MISSING: "Not found",
    Outcome.UNCHECKED: "Not checked",
}


@dataclass(frozen=True)
class QuoteRow:
    """A line of the table."""

    checked: Checked
    edit_url: str
    seconds: float

    @property
    def status(self) -> str:
        return STATUS[self.checked.match.outcome]

    @property
    def is_sound(self) -> bool:
        return self.checked.match.outcome == Outcome.FOUND

    @property
    def is_wrong(self) -> bool:
        return self.checked.match.outcome in {Outcome.ELSEWHERE, Outcome.MISSING}

    @property
    def content_path(self) -> str:
        """Where the editor's own script goes when the form is opened."""
        excerpt = self.checked.excerpt
        return f"{self.edit_url}#:w:contentpath=body.{excerpt.block}.{excerpt.field}"

    @property
    def version(self) -> str:
        text = self.checked.match.text
        return text.label if text else ""

    @property
    def place(self) -> str:
        """Where it was found: the first few pages, since a number stands on many."""
        match = self.checked.match
        if match.text is None or not match.pages:
            return ""
        return name_of_pages(sorted(match.pages)[:5], match.text)

    @cached_property
    def passage(self) -> Passage | None:
        """The words where they stand."""
        match = self.checked.match
        return match.text.passage(match.span) if match.text and match.span else None

    @cached_property
    def near(self) -> tuple[str, Passage] | None:
        """The passage that is most like words that are not there, and its page."""
        match, words = self.checked.match, self.checked.excerpt.words
        if match.outcome != Outcome.MISSING or match.text is None or not words:
            return None
        found = nearest(words, match.text, self.seconds)
        if found is None:
            return None
        return name_of_pages([found.page], match.text), found.passage


class QuoteCheckView(WagtailAdminTemplateMixin, TemplateView):
    """What the latest draft quotes, and whether its papers say so."""

    template_name = "writing/admin/quote_check.html"
    page_title = "Quote check"
    header_icon = "openquote"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not self.stored.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def stored(self) -> ReviewPage:
        return get_object_or_404(ReviewPage, pk=self.kwargs["review_id"])

    def get_page_subtitle(self) -> str:
        return str(self.stored.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = get_breadcrumbs_items_for_page(self.stored, self.request.user)
        return [*above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review = self.stored.get_latest_revision_as_object()
        checked = quote_check(review)
        edit_url = reverse("wagtailadmin_pages:edit", args=[review.pk])
        missing = sum(one.match.outcome == Outcome.MISSING for one in checked)
        seconds = SECONDS / max(1, missing)
        counts = Counter(one.match.outcome for one in checked)
        return super().get_context_data(
            **kwargs,
            review=review,
            rows=[QuoteRow(one, edit_url, seconds) for one in checked],
            tally=[(STATUS[outcome], counts[outcome]) for outcome in Outcome],
            paper=review.paper if review.paper_id else None,
            may_store=self.request.user.has_perm("writing.change_paper"),
        )
