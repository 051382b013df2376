"""The stored texts of a paper in the CMS, for those who may change papers."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.models import User
from writing.models import Paper, VersionText
from writing.models.version_texts import labels_of
from writing.paper_text.pages import Unreadable
from writing.versions.news import News
from writing.versions.storing import remove_text, store_text
from writing.versions.text_form import TextForm


def refuse_strangers(request: HttpRequest) -> None:
    """Raise `PermissionDenied` for those who may not change papers."""
    if not cast(User, request.user).has_perm("writing.change_paper"):
        raise PermissionDenied


class ForPaperEditors(WagtailAdminTemplateMixin):
    """A page of the CMS about one paper, for those who may change papers."""

    header_icon = "doc-full"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        refuse_strangers(request)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def crumbs(self, paper: Paper) -> list[dict[str, str]]:
        """The way from the list of papers to this page."""
        names = "wagtailsnippets_writing_paper"
        return [
            {"url": reverse(f"{names}:list"), "label": "Papers"},
            {"url": reverse(f"{names}:edit", args=[paper.pk]), "label": str(paper)},
        ]


class PaperTextsView(ForPaperEditors, FormView):
    """What is stored of each version, and the form that stores more."""

    form_class = TextForm
    template_name = "writing/admin/paper_texts.html"
    page_title = "Texts"

    @cached_property
    def paper(self) -> Paper:
        return get_object_or_404(Paper, pk=self.kwargs["paper_id"])

    @cached_property
    def labels(self) -> list[str]:
        return labels_of(self.paper)

    def get_page_subtitle(self) -> str:
        return self.paper.short_title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.crumbs(self.paper), {"url": "", "label": "Texts"}]

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.request.GET.get("version", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "labels": self.labels}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = {text.label: text for text in self.paper.texts.listed()}
        rows = [(label, stored.pop(label, None)) for label in self.labels]
        return super().get_context_data(
            **kwargs, paper=self.paper, rows=rows, unlisted=list(stored.values())
        )

    def form_valid(self, form: TextForm) -> HttpResponse:
        try:
            news = store_text(
                self.paper,
                form.cleaned_data["version"],
                form.cleaned_data["file"].read(),
                cast(User, self.request.user),
            )
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        self.tell(news)
        return redirect("paper_texts:list", self.paper.pk)

    def tell(self, news: News) -> None:
        """Say what was stored and what it means for reviews."""
        text = news.text
        stored = f"The text of {text.label} is stored."
        if text.problem:
            messages.warning(self.request, f"{stored} {text.problem}")
        elif news.rows:
            queue = messages.button(reverse("stale_claims:list"), "See the places")
            said = f"{stored} {news.summary}"
            messages.warning(self.request, said, buttons=[queue])
        else:
            messages.success(self.request, stored)


@require_safe
def download_text(request: HttpRequest, text_id: int) -> FileResponse:
    """The file as it was stored: to keep, never to be opened under our address."""
    refuse_strangers(request)
    text = get_object_or_404(VersionText.objects.listed(), pk=text_id)
    try:
        file = text.file.open("rb")
    except OSError as error:
        raise Http404("The file is not where it was stored.") from error
    return FileResponse(
        file,
        as_attachment=True,
        filename=text.download_name,
        content_type="application/octet-stream",
        headers={
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )


class RemoveTextView(ForPaperEditors, TemplateView):
    """Asks, then takes a stored text away."""

    template_name = "writing/admin/remove_text.html"
    page_title = "Remove the text"

    @cached_property
    def text(self) -> VersionText:
        texts = VersionText.objects.listed().select_related("paper")
        return get_object_or_404(texts, pk=self.kwargs["text_id"])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        texts = reverse("paper_texts:list", args=[self.text.paper_id])
        return [
            *self.crumbs(self.text.paper),
            {"url": texts, "label": "Texts"},
            {"url": "", "label": f"Remove {self.text.label}"},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, text=self.text)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        label, paper = self.text.label, self.text.paper_id
        remove_text(self.text, cast(User, request.user))
        messages.success(request, f"The text of {label} is removed.")
        return redirect("paper_texts:list", paper)
