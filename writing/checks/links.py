"""Links to this site itself: each leads to something that readers can open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, resolve, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

from writing.checks.anchors import linked_from, links_of
from writing.checks.draft import Draft
from writing.checks.findings import Finding


@dataclass(frozen=True)
class Address:
    """A path of this site, below the front page that it belongs to."""

    path: str
    root: str

    @property
    def url_path(self) -> str:
        """The path of a page at this address, as the tree keeps it."""
        return f"{self.root.rstrip('/')}/{self.path.strip('/')}/".replace("//", "/")

    @property
    def prefixes(self) -> list[str]:
        """The paths of that page and of those it would stand below, nearest first."""
        parts = self.url_path.strip("/").split("/")
        return [f"/{'/'.join(parts[:end])}/" for end in range(len(parts), 0, -1)]


def check_links(draft: Draft) -> Iterator[Finding]:
    """Pages of this site that are linked to are live and public.

    A warning: two drafts may lead to each other, and one has to go first.
    """
    sites = {urlsplit(root.root_url).netloc: root.root_path for root in _roots()}
    own = _root_of(draft)
    links = [
        (position, href, address)
        for position, href in links_of(draft)
        if (address := address_of(href, own, sites))
    ]
    open_ = Openings({address for _, _, address in links}, draft.review.url_path)
    for position, href, address in links:
        if not open_.has(address):
            message = f"“{href}” leads to no public page of this site."
            yield linked_from(draft, position, href, message)


def address_of(href: str, own: str, sites: dict[str, str]) -> Address | None:
    """What a link leads to on this site, or nothing if it leads elsewhere."""
    parts = urlsplit(href)
    root = sites.get(parts.netloc) if parts.netloc else own
    if root is None or parts.scheme not in {"", "http", "https"}:
        return None
    if not parts.netloc and not parts.path.startswith("/"):
        return None
    return Address(unquote(parts.path) or "/", root)


class Openings:
    """Which of some addresses a reader can open: found in one query of the tree."""

    def __init__(self, addresses: Iterable[Address], drafted: str) -> None:
        self.addresses = list(addresses)
        # The review's own page is there once it is published.
        self.drafted = drafted

    def has(self, address: Address) -> bool:
        """Whether the address answers with something public."""
        if self._is_page(address) or address.path.startswith(_served()):
            return True
        return self._is_view(address) or address.path.rstrip("/") in self._redirects

    def _is_page(self, address: Address) -> bool:
        return address.url_path == self.drafted or address.url_path in self._pages

    def _is_view(self, address: Address) -> bool:
        """Whether a view that is no page answers: a file, a feed, a route of a page."""
        try:
            match = resolve(address.path)
        except Resolver404:
            return False
        if match.url_name == "wagtail_serve":
            return self._is_route(address)
        if address.path.startswith(reverse("wagtailadmin_home")):
            return False
        beside = match.kwargs.get("path")
        return beside is None or self._is_page(Address(beside, address.root))

    def _is_route(self, address: Address) -> bool:
        near = (path for path in address.prefixes if path in self._pages)
        page = self._pages.get(next(near, ""))
        if not isinstance(page, RoutablePageMixin):
            return False
        rest = address.url_path.removeprefix(page.url_path)
        try:
            _, _, kwargs = page.resolve_subpage(f"/{rest}")
        except (Http404, Resolver404):
            return False
        return "slug" not in kwargs or kwargs["slug"] in self._tags

    @cached_property
    def _pages(self) -> dict[str, Page]:
        if not self.addresses:
            return {}
        wanted = {prefix for one in self.addresses for prefix in one.prefixes}
        pages = Page.objects.live().public().filter(url_path__in=wanted)
        return {page.url_path: page for page in pages.specific(defer=True)}

    @cached_property
    def _tags(self) -> set[str]:
        reviews = apps.get_model("writing", "ReviewPage").objects.published()
        slugs = reviews.order_by().values_list("tagged__tag__slug", flat=True)
        return set(slugs.distinct())

    @cached_property
    def _redirects(self) -> set[str]:
        paths = [one.path.rstrip("/") for one in self.addresses]
        found = Redirect.objects.filter(old_path__in=paths)
        return set(found.values_list("old_path", flat=True))


def _roots() -> list[Site]:
    return Site.get_site_root_paths()


def _root_of(draft: Draft) -> str:
    """The path of the front page that the review stands below."""
    paths = [root.root_path for root in _roots()]
    above = [path for path in paths if draft.review.url_path.startswith(path)]
    return max(above or paths, key=len, default="/")


def _served() -> tuple[str, ...]:
    """What the web server hands out by itself."""
    return settings.STATIC_URL, settings.MEDIA_URL
