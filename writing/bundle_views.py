"""Reviews as bundles in the CMS: one is downloaded, many are brought in."""

import tempfile
from pathlib import Path
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.models import Page

from home.models import User
from writing.bundle_form import ImportForm
from writing.bundles.archives import ArchiveError, pack, unpack
from writing.bundles.library import read_library
from writing.bundles.library_import import Report, import_library
from writing.bundles.review_records import bundle_of
from writing.bundles.writer import write_bundle
from writing.models import ReviewPage, WritingIndexPage


@require_safe
def download_bundle(request: HttpRequest, review_id: int) -> HttpResponse:
    """The latest draft of a review, as a zip file of its bundle."""
    review = get_object_or_404(ReviewPage, pk=review_id)
    if not review.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    bundle = bundle_of(review, drafts=True)
    name = content_disposition_header(True, f"{bundle.slug}.zip")
    return HttpResponse(
        pack(bundle.slug, write_bundle(bundle)),
        content_type="application/zip",
        headers={"Content-Disposition": name or "attachment"},
    )


class ImportReviewsView(WagtailAdminTemplateMixin, FormView):
    """Takes a zip file of bundles and tells what became of each."""

    form_class = ImportForm
    template_name = "writing/admin/import_reviews.html"
    page_title = "Import reviews"
    header_icon = "upload"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not self.permissions.can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def index(self) -> WritingIndexPage:
        return get_object_or_404(WritingIndexPage, pk=self.kwargs["index_id"])

    @property
    def permissions(self) -> Any:
        return self.index.permissions_for_user(self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = get_breadcrumbs_items_for_page(self.index, self.request.user)
        return [*above, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        may_publish = self.permissions.can_publish_subpage()
        return {**super().get_form_kwargs(), "may_publish": may_publish}

    def form_valid(self, form: ImportForm) -> HttpResponse:
        try:
            report = import_archive(
                form.cleaned_data["file"].read(),
                self.index,
                publish=form.cleaned_data.get("publish", False),
                user=cast(User, self.request.user),
            )
        except ArchiveError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        context = self.get_context_data(
            faults=[fault for error in report.errors for fault in error.faults],
            outcomes=outcomes_of(report, self.index),
        )
        return self.render_to_response(context)


def import_archive(
    data: bytes, index: WritingIndexPage, *, publish: bool, user: User
) -> Report:
    """Bring in what is in a zip file, or raise an `ArchiveError`."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(data, Path(folder))
        library = read_library(Path(folder))
    return import_library(library, index, publish=publish, user=user)


def outcomes_of(report: Report, index: WritingIndexPage) -> list[tuple[Page, str]]:
    """The pages of an import, each with what was done to it."""
    outcomes = report.reviews | report.series
    pages = Page.objects.child_of(index).filter(slug__in=outcomes).order_by("title")
    return [(page, outcomes[page.slug]) for page in pages]


urlpatterns: list[URLPattern] = [
    path("<int:review_id>/bundle/", download_bundle, name="download"),
    path("import/<int:index_id>/", ImportReviewsView.as_view(), name="import"),
]
