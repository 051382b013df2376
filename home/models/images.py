"""Images with what a reader needs to know of their origin."""

import secrets

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Licence(models.TextChoices):
    """On what ground a picture may be shown."""

    OWN = "own", "Drawn for this site"
    PUBLIC_DOMAIN = "public-domain", "Public domain"
    CC0 = "cc0", "CC0 1.0"
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    PERMISSION = "permission", "With permission"
    QUOTATION = "quotation", "Quoted for review"


class EditorialImage(AbstractImage):
    """A picture, whose it is, and on what ground it is shown."""

    credit = models.CharField(
        max_length=200, blank=True, help_text="Who made it, as printed beneath."
    )
    licence = models.CharField(max_length=20, choices=Licence.choices, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = "image"

    def get_upload_to(self, filename: str) -> str:
        """A name nobody can guess, so that a draft's pictures stay with the draft.

        The secret comes first because Wagtail cuts long names at their end.
        """
        unguessable = f"{secrets.token_urlsafe(12)}-{filename}"
        return super().get_upload_to(unguessable)


class EditorialRendition(AbstractRendition):
    """An image at one size."""

    image = models.ForeignKey(
        EditorialImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
