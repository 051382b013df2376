"""What the pages of results ask for."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from search.passages.hits import Segment

register = template.Library()


@register.filter
def marked(segments: Iterable[Segment]) -> SafeString:
    """A text in pieces, with what was found between marks; all of it is escaped."""
    pieces = ((conditional_escape(text), found) for text, found in segments)
    return mark_safe(  # noqa: S308
        "".join(f"<mark>{text}</mark>" if found else text for text, found in pieces)
    )
