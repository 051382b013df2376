"""The banner above a review's form when a newer text of its paper changes claims."""

from typing import Any

from django.db.models import Count, Q
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel


class StaleClaimsPanel(Panel):
    """Tells what is open, and is not there when nothing is."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "writing/admin/stale_banner.html"

        @cached_property
        def news(self) -> list[dict[str, Any]]:
            """For each newer version, how many blocks moved and vanished."""
            if not self.instance.pk:
                return []
            rows = self.instance.stale_claims.open().order_by()
            blocks = {
                change: Count("block_id", distinct=True, filter=Q(change=change))
                for change in ("moved", "vanished")
            }
            return list(rows.values("new_version").annotate(**blocks))

        def is_shown(self) -> bool:
            return bool(self.news)
