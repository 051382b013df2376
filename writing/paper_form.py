"""The form in which papers are edited."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm


class PaperForm(WagtailAdminModelForm):
    """Refuses in words what the database would refuse with an error."""

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] | None = super().clean()
        relations = self.formsets.get("relations")
        for form in relations.forms if relations else ():
            self._refuse_itself(form)
        return cleaned

    def _refuse_itself(self, form: WagtailAdminModelForm) -> None:
        known = form.is_valid() and self.instance.pk
        if known and form.cleaned_data.get("target") == self.instance:
            form.add_error("target", "A paper has no relation to itself.")
