"""Form fields that keep a text as it was typed."""

from typing import Any

from django import forms


class PlainTextField(forms.CharField):
    """Text with the line ends that were typed: browsers send `\\r\\n` for each."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class OneLineField(forms.CharField):
    """Text on one line, whatever was sent."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())
