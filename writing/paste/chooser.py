"""A paper is chosen for a review or a reference, or pasted where it is missing.

The chooser's second tab takes one entry. A paper that is here is offered; one that is
not is shown before it is added. Either is then chosen in the form behind, which is
neither left nor changed otherwise.
"""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtail.admin.staticfiles import versioned_static
from wagtail.snippets.views.chooser import (
    ChooseView,
    SnippetChooserViewSet,
    SnippetCreateView,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from home.models import User
from writing.models import Paper
from writing.paste.asking import ask
from writing.paste.forms import OnePasteForm, RowForm, ThenForm
from writing.paste.rows import Row, only_row, unsign
from writing.paste.showing import show
from writing.paste.storing import StoreRefused, Then, store
from writing.paste.telling import DRAFT_NEXT


class PastesPapers:
    """How the tab looks, wherever it is drawn."""

    creation_form_template_name = "writing/admin/paste_tab.html"

    def get_creation_form(self) -> OnePasteForm:
        return OnePasteForm(auto_id="chooser_%s")


class PaperChooseView(PastesPapers, ChooseView):
    """The papers of the library, and the tab for one that is not among them."""


class PaperPasteView(PastesPapers, SnippetCreateView):
    """Reads the entry, then does what is wanted of it."""

    context: dict[str, Any]

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def get_creation_form_context_data(self, form: OnePasteForm) -> dict[str, Any]:
        context: dict[str, Any] = super().get_creation_form_context_data(form)
        return {**context, **getattr(self, "context", {})}

    def post(self, request: HttpRequest) -> HttpResponse:
        self.form = OnePasteForm(request.POST, request.FILES, auto_id="chooser_%s")
        try:
            if signed := request.POST.get("row"):
                return self.decide(unsign(signed))
            if self.form.is_valid():
                self.read(self.form.cleaned_data["text"])
        except ValidationError as error:
            self.form.add_error(None, error)
        return self.get_reshow_creation_form_response()

    def read(self, text: str) -> None:
        """Show the one entry, and keep its text, though it came in a file."""
        row = only_row(text)
        if row.state == "asked":
            row = ask([row])[0]
        self.form = OnePasteForm(initial={"text": text}, auto_id="chooser_%s")
        self.offer(row)

    def offer(
        self,
        row: Row,
        form: RowForm | None = None,
        then: ThenForm | None = None,
        faults: tuple[str, ...] = (),
    ) -> None:
        """Show the entry in the tab."""
        self.context = {
            "shown": show(row, self.user, form, faults),
            "then": then or ThenForm(user=self.user, auto_id="chooser_%s"),
            "next": "" if self.user.has_perm("writing.publish_paper") else DRAFT_NEXT,
        }

    def decide(self, row: Row) -> HttpResponse:
        """Choose the paper that is here, or the one that is now added."""
        if row.here and self.request.POST.get("use"):
            return self.get_chosen_response(get_object_or_404(Paper, pk=row.here))
        form = RowForm(row, self.request.POST)
        then = ThenForm(self.request.POST, user=self.user, auto_id="chooser_%s")
        choice = form.choice()
        faults: tuple[str, ...] = ()
        if choice and then.is_valid():
            try:
                wish = Then(then.cleaned_data["then"])
                stored = store([choice], self.user, wish)
                return self.get_chosen_response(stored[0].paper)
            except StoreRefused as error:
                faults = tuple(error.faults[row.number])
        self.form = OnePasteForm(
            initial={"text": self.request.POST.get("text", "")}, auto_id="chooser_%s"
        )
        self.offer(row, form, then, faults)
        return self.get_reshow_creation_form_response()


class PaperChooser(AdminSnippetChooser):
    """The field of a paper, with a second button that leads to the tab."""

    template_name = "writing/admin/paper_chooser.html"

    @cached_property
    def media(self) -> forms.Media:
        own = ("paste.js", "paste-tab.js")
        media: forms.Media = super().media
        return media + forms.Media(
            js=[versioned_static(f"writing/admin/{name}") for name in own],
            css={"all": [versioned_static("writing/admin/paste.css")]},
        )


class PaperChooserViewSet(SnippetChooserViewSet):
    """The chooser of papers."""

    choose_view_class = PaperChooseView
    create_view_class = PaperPasteView
    base_widget_class = PaperChooser
    creation_tab_label = "Paste a paper"
    create_action_label = "Read"
    create_action_clicked_label = "Reading…"
