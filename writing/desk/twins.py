"""Tags that look like twins: two are shown side by side, merged or said to be two."""

from typing import Any, NamedTuple, cast

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.models import User
from writing.checks.front import TAGS
from writing.desk.rights import editable_reviews
from writing.models import ReviewTag, TagsApart
from writing.tag_merging import left_with_few, merge_tags
from writing.tag_twins import find_twins, why_twins

NEEDED = ("writing.change_reviewtag", "writing.delete_reviewtag")
LISTED = 20


class Pair(NamedTuple):
    """Two tags that look like one subject, and why."""

    first: ReviewTag
    second: ReviewTag
    reason: str

    @property
    def address(self) -> str:
        """Where they are merged."""
        return reverse("tag_twins:merge", args=[self.first.pk, self.second.pk])

    @property
    def apart_address(self) -> str:
        """Where they are said to be two."""
        return reverse("tag_twins:apart", args=[self.first.pk, self.second.pk])


def twins() -> list[Pair]:
    """The pairs that look like one subject and were not said to be two."""
    tags = list(ReviewTag.objects.order_by("pk"))
    apart = set(TagsApart.objects.values_list("first", "second"))
    found = (
        Pair(tags[a], tags[b], reason)
        for a, b, reason in find_twins([tag.name for tag in tags])
    )
    return [pair for pair in found if (pair.first.pk, pair.second.pk) not in apart]


def may_merge(user: Any) -> bool:
    """Whether the person may merge tags."""
    return bool(user.has_perms(NEEDED))


class OfTwoTags(PermissionRequiredMixin):
    """Something that is done with the two tags that the address names."""

    permission_required = NEEDED
    request: HttpRequest
    kwargs: dict[str, Any]

    def handle_no_permission(self) -> Any:
        raise PermissionDenied

    @cached_property
    def tags(self) -> list[ReviewTag]:
        """The two, in the order of the address."""
        keys = self.kwargs["first"], self.kwargs["second"]
        if keys[0] == keys[1]:
            raise Http404("A tag has no twin in itself.")
        return [get_object_or_404(ReviewTag, pk=key) for key in keys]


class MergeView(OfTwoTags, WagtailAdminTemplateMixin, TemplateView):
    """Both tags with their reviews; the one that is kept is chosen by its button."""

    template_name = "writing/admin/desk/merge_tags.html"
    page_title = "Merge tags"
    header_icon = "tag"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        items: list[dict[str, str]] = super().get_breadcrumbs_items()
        report = {"url": reverse("desk:tags"), "label": "Tags"}
        return [*items, report, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first, second = self.tags
        return super().get_context_data(
            sides=[self.side(first, second), self.side(second, first)],
            reason=why_twins(first.name, second.name),
            pair=Pair(first, second, ""),
            few=left_with_few(first, second, TAGS.start),
            **kwargs,
        )

    def side(self, tag: ReviewTag, other: ReviewTag) -> dict[str, Any]:
        """One of the two, as the page shows it."""
        reviews = editable_reviews(self.request.user).filter(tagged__tag=tag)
        return {
            "tag": tag,
            "other": other,
            "count": tag.tagged_reviews.count(),
            "reviews": reviews.order_by("title", "pk").defer_streamfields()[:LISTED],
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        keep = request.POST.get("keep", "")
        kept = [tag for tag in self.tags if str(tag.pk) == keep]
        if not kept:
            messages.error(request, "Choose which of the two tags is kept.")
            return self.render_to_response(self.get_context_data())
        gone = next(tag for tag in self.tags if tag not in kept)
        count = merge_tags(gone, kept[0], request.user)
        messages.success(
            request,
            f"“{gone.name}” is “{kept[0].name}” now, on {count} live "
            f"review{'' if count == 1 else 's'}; its address leads there.",
        )
        return redirect("desk:tags")


class ApartView(OfTwoTags, View):
    """Notes that two tags are two, so that nobody is asked again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        first, second = sorted(self.tags, key=lambda tag: tag.pk)
        TagsApart.objects.get_or_create(
            first=first, second=second, defaults={"said_by": cast(User, request.user)}
        )
        messages.success(request, f"“{first}” and “{second}” stay two tags.")
        return redirect("desk:tags")


urlpatterns: list[URLPattern] = [
    path("merge/<int:first>/<int:second>/", MergeView.as_view(), name="merge"),
    path("apart/<int:first>/<int:second>/", ApartView.as_view(), name="apart"),
]
