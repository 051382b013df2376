"""What the desk's reports have in common."""

from typing import Any

from django.utils import timezone
from wagtail.admin.views.reports import ReportView

from writing.spreadsheets import inert


class DeskReport(ReportView):
    """A report whose spreadsheet runs nothing that somebody typed.

    Wagtail writes texts as they are; one that begins with “=” would be a formula in
    either format.
    """

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        cell = super().preprocess_field_value(field, value, export_format)
        return inert(cell) if isinstance(cell, str) else cell

    def get_filename(self) -> str:
        return f"{self.export_filename}-{timezone.localdate():%Y-%m-%d}"
