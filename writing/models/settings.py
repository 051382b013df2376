"""How the site's reviews cite."""

from django.db import models
from wagtail.contrib.settings.models import register_setting

from home.models import PageSetting
from writing.bibliography.csl import DEFAULT, STYLES


@register_setting(icon="openquote")
class CitationSettings(PageSetting):
    """The style in which every list of references is set."""

    reference_style = models.CharField(
        max_length=60,
        choices=list(STYLES.items()),
        default=DEFAULT,
        help_text="A change sets the references of every live review anew.",
    )

    class Meta:
        verbose_name = "citation settings"
