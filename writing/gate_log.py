"""What the history of a page tells of the publish gate."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.log_actions import LogActionRegistry, LogFormatter

REFUSED = "writing.publish.refused"
OVERRIDDEN = "writing.override"


class Refused(LogFormatter):
    """A scheduled revision that was due and did not go live."""

    label = "Could not be published as scheduled"

    def format_message(self, log_entry: Any) -> SafeString:
        reason = log_entry.data.get("reason", "")
        return format_html("Could not be published as scheduled: {}", reason)


class Overridden(LogFormatter):
    """Warnings that somebody let stand."""

    label = "Override warnings"

    def format_message(self, log_entry: Any) -> SafeString:
        data = log_entry.data
        warnings = "; ".join(
            f"{one['label']}: {one['message']}" for one in data.get("findings", [])
        )
        return format_html("Let stand, because “{}”: {}", data.get("reason"), warnings)


def register_gate_actions(actions: LogActionRegistry) -> None:
    """Tell Wagtail how to print the gate's log entries."""
    actions.register_action(REFUSED)(Refused)
    actions.register_action(OVERRIDDEN)(Overridden)
