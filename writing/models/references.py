"""What belongs to a review line by line: its byline and its bibliography."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Orderable

from writing.models.papers import Paper
from writing.models.reviews import ReviewPage


class Contributor(Orderable):
    """A name in the byline."""

    review = ParentalKey(ReviewPage, on_delete=models.CASCADE, related_name="byline")
    name = models.CharField(max_length=120, help_text="As printed in the byline.")
    url = models.URLField(
        "address", max_length=500, blank=True, help_text="A page about them, if any."
    )

    panels = [FieldRowPanel(["name", "url"])]

    def __str__(self) -> str:
        return self.name


KEY = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_:.+/-]*\Z")


def check_key(key: str) -> None:
    """Refuse a key that a citation in the text could not name."""
    if not KEY.match(key):
        raise ValidationError("Use letters, digits and _ : . + / - only.")


def check_record(record: Any) -> None:
    """Refuse what is no CSL-JSON record, which nothing could print."""
    if not isinstance(record, dict):
        raise ValidationError({"record": "A CSL record is an object: {…}."})
    for role in ("author", "editor"):
        people = record.get(role, [])
        if not isinstance(people, list) or not all(
            isinstance(person, dict) for person in people
        ):
            raise ValidationError({"record": f"“{role}” is a list of objects."})


class Reference(Orderable):
    """A work that a review cites: a paper of the library, or a record of its own."""

    review = ParentalKey(
        ReviewPage, on_delete=models.CASCADE, related_name="references"
    )
    key = models.CharField(
        max_length=80, validators=[check_key], help_text="As in [@key]: kreps2011kafka."
    )
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="cited_in"
    )
    record = models.JSONField(
        "CSL record",
        default=dict,
        blank=True,
        help_text="CSL-JSON, for a work that is not in the library.",
    )

    panels = ["key", "paper", "record"]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(paper=None, record={}),
                name="reference_names_a_work",
                violation_error_message="Choose a paper or give a record.",
            )
        ]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        super().clean()
        self.record = self.record or {}
        check_record(self.record)

    @property
    def csl_record(self) -> dict[str, Any]:
        """The work as CSL-JSON."""
        return self.paper.csl_record if self.paper else self.record
