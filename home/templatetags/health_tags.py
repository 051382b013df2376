"""What an error page tells of the request that failed."""

from django import template

from home.health.answering import current

register = template.Library()


@register.simple_tag
def request_id() -> str:
    """The id under which the log has the request; empty outside of one."""
    answering = current()
    return answering.id if answering else ""
