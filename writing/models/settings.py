"""How the site's reviews cite."""

from typing import Self

from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page

from writing.bibliography.csl import DEFAULT, STYLES


@register_setting(icon="openquote")
class CitationSettings(BaseSiteSetting):
    """The style in which every list of references is set."""

    reference_style = models.CharField(
        max_length=60,
        choices=list(STYLES.items()),
        default=DEFAULT,
        help_text="A change sets the references of every live review anew.",
    )

    class Meta:
        verbose_name = "citation settings"

    @classmethod
    def for_page(cls, page: Page) -> Self:
        """The settings of the site a page belongs to; the default's for others."""
        site = page.get_site() if page.path else None
        found = cls.objects.filter(site=site).first() if site else None
        return found or cls()
