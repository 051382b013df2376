"""The address of a draft link: whoever has it reads the draft and may comment.

Nothing under it is for anybody else. It is kept by no cache, named to no other site and
listed by no search engine. robots.txt does not forbid it: a crawler that may not ask
would not see the `noindex`, and lists what others link to all the same.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from home.replicas import reading_from_primary
from writing.drafts.comment_form import DraftCommentForm
from writing.drafts.comments import take
from writing.drafts.limits import HOUR, is_too_long
from writing.drafts.pages import DraftPage, missing, place_of
from writing.drafts.shown import draft_of
from writing.models import DraftLink
from writing.senders import is_from_here
from writing.text_files import chart_csv

TOO_LONG = "That is far longer than a comment may be. Go back, and shorten it."


def for_one_reader(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep every answer of a view out of caches, indexes and other sites' logs.

    A link that was revoked opens nothing at once, so no replica is asked for it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        with reading_from_primary():
            response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return answer


@csrf_exempt
@for_one_reader
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """The draft behind a link, or a comment on it.

    A comment needs no CSRF token, for which the reader would have to take a cookie: a
    foreign page that wanted to send one would have to know the address, and who knows
    it may comment anyway. Such a page is refused besides, by what browsers say of it.
    """
    link = DraftLink.objects.valid().for_token(token)
    shown = draft_of(link) if link else None
    if link is None or shown is None:
        return missing(request)
    page = DraftPage(request, link, shown)
    if request.method == "POST":
        return comment(page)
    # Links are often copied without their last slash, from which the page's own start.
    if not request.path.endswith("/"):
        return redirect(link)
    if is_opening(request):
        link.count_view()
    return page.response()


@for_one_reader
@require_safe
def draft_chart(request: HttpRequest, token: str, anchor: str) -> HttpResponse:
    """The data of a chart, beside the draft that draws it."""
    link = DraftLink.objects.valid().for_token(token)
    shown = draft_of(link) if link else None
    try:
        return chart_csv(shown.review, anchor) if shown else missing(request)
    except Http404:
        return missing(request)


def comment(page: DraftPage) -> HttpResponse:
    """Take a comment; one that can't be taken is kept in its form."""
    request = page.request
    if not page.link.comments_allowed or not is_from_here(request, nameless=True):
        return missing(request)
    if is_too_long(request):
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return HttpResponse(TOO_LONG, content_type="text/plain", status=status)
    form = DraftCommentForm(request.POST)
    status = take(form, page.link, page.draft, request)
    if status == HTTPStatus.SEE_OTHER:
        return HttpResponseRedirect(thanks_at(page, form), status=status)
    response = page.keeping(form).response(status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(int(HOUR.total_seconds()))
    return response


def thanks_at(page: DraftPage, form: DraftCommentForm) -> str:
    """The same draft, where it thanks for the comment."""
    depth = {"depth": page.depth} if page.depth else {}
    query = urlencode({**depth, "sent": form.label})
    return f"{page.request.path}?{query}#{place_of(form.label)}"


def is_opening(request: HttpRequest) -> bool:
    """Whether somebody opens the link: no check of it, and no step on its own page.

    What an editor opens from the CMS is no opening either, where browsers tell.
    """
    headers = request.headers
    ahead = headers.get("Sec-Purpose", "") + headers.get("Purpose", "")
    inside = headers.get("Sec-Fetch-Site") == "same-origin"
    return request.method == "GET" and "prefetch" not in ahead and not inside
