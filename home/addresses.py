"""Where pages stand: what Wagtail looks up for every request and every address."""

from contextvars import ContextVar
from copy import copy
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import PageViewRestriction, Site

from home.generations import of_request, once


class Known(NamedTuple):
    """What holds for every page in one generation."""

    root_paths: list[Any]
    has_restrictions: bool


# For the request that this thread answers, if it only reads.
known: ContextVar[Known | None] = ContextVar("known", default=None)


class Addressed:
    """A page that asks once a generation for what Wagtail asks for every page."""

    def _get_site_root_paths(self, cache_object: Any = None, **kwargs: Any) -> Any:
        if here := known.get():
            return here.root_paths
        return super()._get_site_root_paths(cache_object, **kwargs)  # type: ignore[misc]

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        here = known.get()
        if here and not here.has_restrictions:
            return PageViewRestriction.objects.none()
        found: QuerySet[PageViewRestriction] = super().get_view_restrictions()  # type: ignore[misc]
        return found


def known_for(request: HttpRequest) -> Known | None:
    """What is known for a request; nothing where it can't tell the generation."""
    if of_request(request) is None:
        return None
    return once(request, "known", read_known)


def read_known() -> Known:
    """The sites' root paths as the database has them, and whether any page is private.

    Wagtail keeps the paths in the cache, where a reader who began before a change may
    have put them after it.
    """
    Site.clear_site_root_paths_cache()
    return Known(Site.get_site_root_paths(), PageViewRestriction.objects.exists())


def site_for(request: HttpRequest) -> Site | None:
    """The site that is asked, with a front page that this request may work on."""
    site = once(request, "site", lambda: read_site(request))
    if site is not None:
        root_page = copy(site.root_page)
        site = copy(site)
        site.root_page = root_page
    return site


def read_site(request: HttpRequest) -> Site | None:
    """The site with its front page as what it is."""
    site = Site.find_for_request(request)
    if site is not None:
        site.root_page = site.root_page.specific
    return site
