"""What the pages of results ask for."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from search.choices import Choice
from search.passages.hits import Segment

register = template.Library()

CHOICE = (
    '<li><a href="{}"{} rel="nofollow">{}<span class="w">{}</span>'
    ' <span class="n">{}</span></a></li>'
)
IS_APPLIED = mark_safe(' aria-current="true"')
NO_CHOICE = (
    '<li class="none"><span>{}<span class="w">{}</span>'
    ' <span class="n">0</span></span></li>'
)


@register.filter
def marked(segments: Iterable[Segment]) -> SafeString:
    """A text in pieces, with what was found between marks; all of it is escaped."""
    pieces = ((conditional_escape(text), found) for text, found in segments)
    return mark_safe(  # noqa: S308
        "".join(f"<mark>{text}</mark>" if found else text for text, found in pieces)
    )


@register.filter
def listed(choices: Iterable[Choice]) -> SafeString:
    """The values of one kind as items of a list.

    Forty of them are most of a page's tags: a template takes five times as long.
    """
    return mark_safe("\n".join(map(item, choices)))  # noqa: S308


def item(choice: Choice) -> SafeString:
    """A value with its count, and a link to what it leaves if it leaves anything."""
    value = choice.value
    if not choice.url:
        return format_html(NO_CHOICE, choice.mark, value.label)
    current = IS_APPLIED if value.is_applied else ""
    return format_html(
        CHOICE, choice.url, current, choice.mark, value.label, value.count
    )
