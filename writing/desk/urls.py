"""Where the desk's reports, and what is done from them, are in the CMS."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail.admin.menu import MenuItem

from writing.desk import twins
from writing.desk.check_view import check_now
from writing.desk.link_report import LinkReport
from writing.desk.review_report import ReviewReport
from writing.desk.rights import may_edit_pages
from writing.desk.tag_report import TagReport

REPORTS = {"reviews": ReviewReport, "links": LinkReport, "tags": TagReport}


def _addresses() -> list[URLPattern]:
    pages = [
        path(f"{name}/", view.as_view(), name=name) for name, view in REPORTS.items()
    ]
    parts = [
        path(
            f"{name}/results/",
            view.as_view(results_only=True),
            name=f"{name}_results",
        )
        for name, view in REPORTS.items()
    ]
    return [*pages, *parts, path("check/", check_now, name="check")]


def desk_urls() -> list[URLPattern | URLResolver]:
    """The desk's addresses below that of the CMS."""
    return [
        path("reports/desk/", include((_addresses(), "desk"))),
        path("reviews/tags/", include((twins.urlpatterns, "tag_twins"))),
    ]


class ForWhoEditsPages(MenuItem):
    """A report for who may edit some page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_edit_pages(request.user)


class ForWhoKeepsTags(MenuItem):
    """A report for who may change the vocabulary."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("writing.change_reviewtag")


def reviews_item() -> MenuItem:
    """The report of reviews, among Wagtail's reports."""
    url = reverse("desk:reviews")
    return ForWhoEditsPages("Reviews", url, icon_name="doc-full", order=100)


def links_item() -> MenuItem:
    """The report of outside links."""
    url = reverse("desk:links")
    return ForWhoEditsPages("Outside links", url, icon_name="link-external", order=110)


def tags_item() -> MenuItem:
    """The report of tags."""
    return ForWhoKeepsTags("Tags", reverse("desk:tags"), icon_name="tag", order=120)
