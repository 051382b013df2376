"""The pages on which an app is set up, asked for its code, and turned off."""

from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import RedirectURLMixin, redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.safestring import mark_safe
from django.views.generic import FormView
from wagtail.admin import messages

from home.models import User
from home.security.second_factor import devices
from home.security.second_factor.gate import (
    ACCESS,
    CODE,
    SET_UP,
    at_the_door,
    let_in,
)

KEY = "second_factor_key"


class CodeForm(forms.Form):
    """Asks for a code of the app, or for a recovery code."""

    code = forms.CharField(
        max_length=64,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not devices.use(self.user, code):
            raise ValidationError(
                "This code is wrong, was used before, or came too soon after a wrong "
                "one. Wait for the next that your app shows."
            )
        return code


class KeyForm(forms.Form):
    """Asks for a first code of an app that was given the key."""

    code = CodeForm.base_fields["code"]


class FactorView(RedirectURLMixin, FormView):
    """A page for one person, known before anything else is looked at."""

    door = "wagtailadmin_login"
    next_page: Any = reverse_lazy("wagtailadmin_home")
    person: User

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        found = self.get_person(request)
        if found is None:
            here = self.get_redirect_url() or request.path
            return redirect_to_login(here, reverse(self.door))
        if "leave" in request.POST:
            logout(request)
            return redirect(self.door)
        self.person = found
        return super().dispatch(request, *args, **kwargs)

    def get_person(self, request: HttpRequest) -> User | None:
        user = request.user
        return user if isinstance(user, User) and user.has_perm(ACCESS) else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        next_url = self.get_redirect_url()
        return super().get_context_data(next=next_url, person=self.person, **kwargs)


class CodeView(FactorView):
    """The second step of the log-in to the CMS."""

    form_class = CodeForm
    template_name = "home/second_factor/code.html"

    def get_person(self, request: HttpRequest) -> User | None:
        return at_the_door(request, CODE)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        let_in(self.request, self.person)
        return super().form_valid(form)


class ReadersCodeView(CodeView):
    """The second step of the log-in that readers of restricted pages have."""

    door = "wagtailcore_login"
    next_page = settings.LOGIN_REDIRECT_URL
    template_name = "home/second_factor/readers_code.html"


class SetUpView(FactorView):
    """Shows a key until a code of it comes back; then, once, the recovery codes."""

    form_class = KeyForm
    template_name = "home/second_factor/set_up.html"

    def get_person(self, request: HttpRequest) -> User | None:
        return super().get_person(request) or at_the_door(request, SET_UP)

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if request.user.is_authenticated and devices.device_of(request.user):
            return redirect("wagtailadmin_account")
        return super().dispatch(request, *args, **kwargs)

    @property
    def key(self) -> str:
        """Kept in the session: one that nobody confirms goes with it."""
        kept: str = self.request.session.setdefault(KEY, devices.new_key())
        return kept

    def get_form_kwargs(self) -> dict[str, Any]:
        return FormView.get_form_kwargs(self)

    def form_valid(self, form: KeyForm) -> HttpResponse:
        if not devices.set_up(self.person, self.key, form.cleaned_data["code"]):
            form.add_error("code", "That is not the code which this key has now.")
            return self.form_invalid(form)
        codes = devices.new_recovery_codes(self.person)
        del self.request.session[KEY]
        let_in(self.request, self.person)
        context = {"codes": codes, "onward": self.get_success_url()}
        return render(self.request, "home/second_factor/recovery_codes.html", context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        picture = segno.make_qr(devices.address_for_app(self.person, self.key))
        drawn = picture.svg_inline(omitsize=True, light="#fff")
        return super().get_context_data(
            # Drawn from numbers alone.
            picture=mark_safe(drawn),  # noqa: S308
            key=[self.key[at : at + 4] for at in range(0, len(self.key), 4)],
            **kwargs,
        )


class TurnOffView(FactorView):
    """Forgets the app of who shows a code once more."""

    form_class = CodeForm
    template_name = "home/second_factor/turn_off.html"
    next_page = reverse_lazy("wagtailadmin_account")

    def form_valid(self, form: CodeForm) -> HttpResponse:
        devices.remove(self.person)
        messages.success(self.request, "The second factor is off.")
        return super().form_valid(form)
