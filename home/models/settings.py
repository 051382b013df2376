"""What the site calls itself."""

from copy import copy
from functools import partial
from typing import Self

from django.db import models
from django.http import HttpRequest
from wagtail import blocks
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from home.generations import once


class LinkBlock(blocks.StructBlock):
    """A link in the foot of every page."""

    text = blocks.CharBlock(max_length=40)
    url = blocks.CharBlock(
        max_length=300, help_text="A path on this site or a whole address."
    )

    class Meta:
        icon = "link"


class PageSetting(BaseSiteSetting):
    """Settings that can be asked for by a page."""

    class Meta:
        abstract = True

    @classmethod
    def for_request(cls, request: HttpRequest) -> Self:
        """Those of the site that was asked, read once for each generation."""
        name = cls.get_cache_attr_name()
        if not hasattr(request, name):
            read = partial(cls.for_site, Site.find_for_request(request))
            # Each request has its own, which knows the request it was asked by.
            found = copy(once(request, name, read))
            found._request = request
            setattr(request, name, found)
        own: Self = getattr(request, name)
        return own

    @classmethod
    def for_page(cls, page: Page) -> Self:
        """Those of the site a page belongs to; the defaults for a page of none."""
        site = page.get_site() if page.path else None
        found = cls.objects.filter(site=site).first() if site else None
        return found or cls()

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        """Those of a site, made when there are none yet.

        Wagtail always asks as if it would write, which a replica can't answer.
        """
        found: Self | None = cls.base_queryset().filter(site=site).first()
        return found or super().for_site(site)


@register_setting(icon="site")
class SiteSettings(PageSetting):
    """Name, description and publisher, as pages, feeds and citations print them."""

    site_name = models.CharField(max_length=60, default="Close Reading")
    tagline = models.CharField(max_length=140, blank=True)
    description = models.TextField(blank=True, max_length=300)
    publisher = models.CharField(max_length=100, blank=True)
    security_contact = models.CharField(
        max_length=200,
        blank=True,
        help_text="A mailto: or https: address for security.txt.",
    )
    links = StreamField([("link", LinkBlock())], blank=True, max_num=8)

    class Meta:
        verbose_name = "site settings"
