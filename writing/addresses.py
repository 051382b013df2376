"""Files beside a page: which public page an address stands below.

Wagtail's own routes can't hold a dot, so a review's `cite.bib` or a series' list is an
address of Django's. It is there exactly when its page is public: a draft, a restricted
page and one that was taken down answer 404, whoever asks.
"""

from django.http import Http404, HttpRequest
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet


def public_page(request: HttpRequest, path: str, queryset: PageQuerySet) -> Page:
    """The page at `path` of the request's site, among the public pages of `queryset`.

    `path` is as in the address, without the slash before and after it. The query set
    says of which model the page is and what is fetched with it. Raises `Http404`.
    """
    site = Site.find_for_request(request)
    # PostgreSQL takes no NUL in a text, and no page has one in its address.
    if site is None or "\0" in path:
        raise Http404("There is no page at this address.")
    url_path = f"{site.root_page.url_path}{path}/"
    page = queryset.live().public().filter(url_path=url_path).first()
    if page is None:
        raise Http404(f"There is no public page at “{path}”.")
    return page
