"""The CMS's list of papers and its form of a new one, with the ways to paste."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import CreateView, IndexView

from writing.bibliography.identifiers import arxiv_id, doi
from writing.paste.forms import OnePasteForm

MAX_QUERY = 500


class PaperIndexView(IndexView):
    """The papers, and a button that leads to where many are pasted at once."""

    @cached_property
    def header_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_buttons
        if not self.user_has_permission("add"):
            return buttons
        url = reverse("paste:paste")
        paste = HeaderButton("Paste papers", url=url, icon_name="clipboard-list")
        return [*buttons, paste]


class PaperCreateView(CreateView):
    """A new paper, whose fields may be filled from a paste or from the address."""

    def get_initial(self) -> dict[str, Any]:
        """Identifiers that a link names: a row of a paste that nobody could answer."""
        asked = self.request.GET
        named = {
            "arxiv_id": arxiv_id(asked.get("arxiv_id", "")[:MAX_QUERY]),
            "doi": doi(asked.get("doi", "")[:MAX_QUERY]),
        }
        initial: dict[str, Any] = super().get_initial()
        return {**initial, **{name: text for name, text in named.items() if text}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "paste_form": OnePasteForm(auto_id="paste_%s")}
