"""What the account page of the CMS says of the second factor."""

from typing import Any

from django.forms import ModelForm
from wagtail.admin.views.account import BaseSettingsPanel

from home.models import User
from home.security.second_factor.devices import device_of, recovery_codes_left


class NothingForm(ModelForm):
    """The account page saves each panel's form; here everything has its own page."""

    class Meta:
        model = User
        fields: list[str] = []


class SecondFactorPanel(BaseSettingsPanel):
    name = "second_factor"
    title = "Second factor"
    order = 600
    form_class = NothingForm
    template_name = "home/second_factor/panel.html"

    def get_context_data(self) -> dict[str, Any]:
        return {
            "device": device_of(self.user),
            "left": recovery_codes_left(self.user),
        }
