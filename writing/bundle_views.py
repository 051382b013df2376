"""Reviews as bundles to take away from the CMS."""

from collections.abc import Iterable
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from home.models import User
from writing import import_views
from writing.bundles.archives import pack
from writing.bundles.downloads import (
    File,
    files_of_index,
    files_of_review,
    files_of_series,
)
from writing.models import ReviewPage, SeriesPage, WritingIndexPage


@require_safe
def download_review(request: HttpRequest, review_id: int) -> StreamingHttpResponse:
    """The latest draft of a review, as a zip file of its bundle."""
    review = get_object_or_404(ReviewPage, pk=review_id)
    if not review.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return zip_response(review.slug, files_of_review(review))


@require_safe
def download_series(request: HttpRequest, series_id: int) -> StreamingHttpResponse:
    """A series and its reviews, each as its latest draft."""
    series = get_object_or_404(SeriesPage, pk=series_id)
    if not series.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    files = files_of_series(series, cast(User, request.user))
    return zip_response(series.slug, files)


@require_safe
def download_index(request: HttpRequest, index_id: int) -> StreamingHttpResponse:
    """All reviews that the person may edit, with series and tags."""
    index = get_object_or_404(WritingIndexPage, pk=index_id)
    if not index.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    return zip_response(index.slug, files_of_index(index, cast(User, request.user)))


def zip_response(name: str, files: Iterable[File]) -> StreamingHttpResponse:
    """A zip file that is sent while it is made."""
    header = content_disposition_header(True, f"{name}.zip")
    return StreamingHttpResponse(
        pack(files),
        content_type="application/zip",
        headers={"Content-Disposition": header or "attachment"},
    )


urlpatterns: list[URLPattern] = [
    path("<int:review_id>/bundle/", download_review, name="download"),
    path("series/<int:series_id>/bundle/", download_series, name="download_series"),
    path("index/<int:index_id>/bundle/", download_index, name="download_index"),
    *import_views.urlpatterns,
]
