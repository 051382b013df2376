"""Papers are pasted: the text is read, arXiv and Crossref are asked, papers stored.

Nothing is kept between the steps but what the page itself brings back.
"""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.models import User
from writing.bibliography.pasted import MAX_ENTRIES
from writing.paste import telling
from writing.paste.asking import ask
from writing.paste.forms import OnePasteForm, PasteForm, RowForm, ThenForm
from writing.paste.rows import Row, only_row, rows_of, unsign
from writing.paste.showing import Shown, show
from writing.paste.storing import Choice, StoreRefused, Then, sentences, store

PAPERS = "wagtailsnippets_writing_paper:list"
MAX_QUESTIONS = 20
# What is still to be done once the other entries are stored.
UNFINISHED = ("asked", "fault")


class PasteView(WagtailAdminTemplateMixin, TemplateView):
    """Takes a text or a file, and shows entry by entry what was understood of it."""

    template_name = "writing/admin/paste.html"
    page_title = "Paste papers"
    header_icon = "clipboard-list"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not request.user.has_perm("writing.add_paper"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        papers = {"url": reverse(PAPERS), "label": "Papers"}
        return [*self.breadcrumbs_items, papers, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context.setdefault("form", PasteForm())
        context.setdefault("then", ThenForm(user=self.user))
        return {**context, "media": form.media, "max_questions": MAX_QUESTIONS}

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PasteForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(form)
        text = form.cleaned_data["text"]
        rows = rows_of(text)
        if not rows:
            form.add_error("text", "There is no entry in it.")
        shown = [show(row, self.user) for row in rows]
        return self.answer(form, text, shown)

    def answer(
        self,
        form: PasteForm,
        text: str = "",
        shown: Iterable[Shown] = (),
        **context: Any,
    ) -> HttpResponse:
        """The page, with the text in its field, that of a file too."""
        if not form.errors and text:
            form = PasteForm(initial={"text": text})
        return self.render_to_response(
            self.get_context_data(form=form, shown=list(shown), **context)
        )


class StoreView(PasteView):
    """Stores the entries that were chosen."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PasteForm(initial={"text": request.POST.get("text", "")})
        try:
            rows = posted_rows(request)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.answer(form)
        forms = [RowForm(row, request.POST) for row in rows]
        chosen = [one for one in forms if one.is_chosen]
        choices = [choice for one in chosen if (choice := one.choice())]
        then = ThenForm(request.POST, user=self.user)
        if not chosen:
            return self.refuse(form, forms, then, "Nothing is chosen.")
        if len(choices) < len(chosen) or not then.is_valid():
            return self.refuse(form, forms, then, telling.NOT_FIT)
        return self.store(form, forms, then, choices)

    def store(
        self,
        form: PasteForm,
        forms: list[RowForm],
        then: ThenForm,
        choices: list[Choice],
    ) -> HttpResponse:
        wish = Then(then.cleaned_data["then"])
        try:
            stored = store(choices, self.user, wish)
        except StoreRefused as error:
            return self.refuse(form, forms, then, telling.NOT_FIT, error.faults)
        messages.success(self.request, telling.what_was_stored(stored, wish))
        left = [one.row for one in forms if one.row.state in UNFINISHED]
        if not left:
            return redirect(PAPERS)
        form = PasteForm(initial={"text": "\n".join(row.text for row in left)})
        return self.answer(form, shown=[show(row, self.user) for row in left])

    def refuse(
        self,
        form: PasteForm,
        forms: list[RowForm],
        then: ThenForm,
        message: str,
        faults: dict[int, list[str]] | None = None,
    ) -> HttpResponse:
        """The page as it was, with what is wrong beside each entry."""
        messages.error(self.request, message)
        told = faults or {}
        shown = [
            show(one.row, self.user, one, tuple(told.get(one.row.number, ())))
            for one in forms
        ]
        return self.answer(form, shown=shown, then=then)


def posted_rows(request: HttpRequest, limit: int = MAX_ENTRIES + 1) -> list[Row]:
    """The rows that a page brings back. Raises `ValidationError`."""
    signed = request.POST.getlist("row")
    if len(signed) > limit:
        raise ValidationError(f"There are more than {limit} entries.")
    return [unsign(text) for text in signed]


@require_POST
@permission_required("writing.add_paper", raise_exception=True)
def ask_view(request: HttpRequest) -> JsonResponse:
    """Asks arXiv and Crossref for rows; gives them back as HTML, by their numbers."""
    try:
        rows = posted_rows(request, MAX_QUESTIONS)
    except ValidationError as error:
        return JsonResponse({"fault": error.messages[0]}, status=400)
    user = cast(User, request.user)
    shown = (show(row, user) for row in ask(row for row in rows if row.identifier))
    return JsonResponse(
        {
            "rows": {
                one.row.number: render_to_string(
                    "writing/admin/paste_row.html", {"shown": one}, request
                )
                for one in shown
            }
        }
    )


@require_POST
@permission_required("writing.add_paper", raise_exception=True)
def fields_view(request: HttpRequest) -> JsonResponse:
    """The fields of the one paper in a text, for the form of a new paper."""
    form = OnePasteForm(request.POST, request.FILES)
    if not form.is_valid():
        faults = [fault for faults in form.errors.values() for fault in faults]
        return JsonResponse({"fault": faults[0]})
    try:
        row = only_row(form.cleaned_data["text"])
    except ValidationError as error:
        return JsonResponse({"fault": sentences(error)[0]})
    if row.state == "asked":
        row = ask([row])[0]
    shown = show(row, cast(User, request.user))
    return JsonResponse(telling.fields_of(shown))


urlpatterns: list[URLPattern] = [
    path("", PasteView.as_view(), name="paste"),
    path("ask/", ask_view, name="ask"),
    path("fields/", fields_view, name="fields"),
    path("store/", StoreView.as_view(), name="store"),
]


def paste_urls() -> list[URLResolver]:
    """Below the CMS's own address."""
    return [path("papers/paste/", include((urlpatterns, "paste")))]
