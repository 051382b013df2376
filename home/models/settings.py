"""What the site calls itself."""

from django.db import models
from wagtail import blocks
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField


class LinkBlock(blocks.StructBlock):
    """A link in the foot of every page."""

    text = blocks.CharBlock(max_length=40)
    url = blocks.CharBlock(
        max_length=300, help_text="A path on this site or a whole address."
    )

    class Meta:
        icon = "link"


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
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
