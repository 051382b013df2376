"""Bundles brought into the CMS: uploaded, looked at, and then imported."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from home.models import User
from writing.bundle_form import ImportForm, PapersForm
from writing.bundles.archives import ArchiveError
from writing.bundles.knowledge import known_of
from writing.bundles.plan import Task, carry_out, plan
from writing.bundles.planned import Plan, PlanChanged
from writing.bundles.uploads import Arrival, read_upload
from writing.models import BundleUpload, WritingIndexPage

GONE = "That upload is not kept any more: upload the file again."
NOTHING_CHOSEN = "Nothing was imported: choose what is to be."
CHANGED = (
    "Nothing was imported: the site has changed meanwhile, or what was chosen needs "
    "what was not. This is what would change now."
)


class OnWritingIndex(WagtailAdminTemplateMixin):
    """A page of the CMS for those who may add reviews below a Writing index."""

    page_title = "Import reviews"
    header_icon = "upload"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not self.permissions.can_add_subpage():
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def index(self) -> WritingIndexPage:
        return get_object_or_404(WritingIndexPage, pk=self.kwargs["index_id"])

    @property
    def permissions(self) -> Any:
        return self.index.permissions_for_user(self.request.user)

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = get_breadcrumbs_items_for_page(self.index, self.request.user)
        return [*above, {"url": "", "label": self.page_title}]


class UploadView(OnWritingIndex, FormView):
    """Takes a file and keeps it until its person has seen what it would change."""

    form_class = ImportForm
    template_name = "writing/admin/import_reviews.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        may_publish = self.permissions.can_publish_subpage()
        return {**super().get_form_kwargs(), "may_publish": may_publish}

    def form_valid(self, form: ImportForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            with read_upload(file.name, data, known_of(self.index)):
                pass
        except ArchiveError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        publish = form.cleaned_data.get("publish", False)
        upload = BundleUpload.objects.keep(self.user, file.name, data, publish=publish)
        return redirect("bundles:plan", self.index.pk, upload.pk)


class PlanView(OnWritingIndex, TemplateView):
    """Shows what an upload would change, and does it when told to."""

    template_name = "writing/admin/import_plan.html"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except BundleUpload.DoesNotExist:
            messages.error(request, GONE)
            return redirect("bundles:import", self.index.pk)

    @cached_property
    def upload(self) -> BundleUpload:
        token: UUID = self.kwargs["token"]
        return BundleUpload.objects.of(self.user).get(pk=token)

    @property
    def task(self) -> Task:
        return Task(self.index, self.upload.publish, self.user)

    @contextmanager
    def arrival(self) -> Iterator[Arrival]:
        upload = self.upload
        known = known_of(self.index)
        with read_upload(upload.name, bytes(upload.data), known, upload.papers) as read:
            yield read

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        with self.arrival() as arrival:
            found = plan(arrival.library, self.task)
            form = PapersForm(texts=arrival.unplaced)
        context = {
            "plan": found,
            "arrival": arrival,
            "upload": self.upload,
            "index": self.index,
            "form": form,
            "media": form.media,
        }
        return super().get_context_data(**kwargs) | with_reports(context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with self.arrival() as arrival:
            if "papers" in request.POST:
                return self._choose_papers(arrival)
            return self._import(arrival, request.POST.getlist("take"))

    def _choose_papers(self, arrival: Arrival) -> HttpResponse:
        form = PapersForm(self.request.POST, texts=arrival.unplaced)
        if form.is_valid() and form.chosen:
            self.upload.papers |= form.chosen
            self.upload.save(update_fields=["papers"])
        else:
            messages.error(self.request, "No paper was chosen.")
        return self._show_again()

    def _import(self, arrival: Arrival, tickets: list[str]) -> HttpResponse:
        if not tickets:
            messages.error(self.request, NOTHING_CHOSEN)
            return self._show_again()
        try:
            with transaction.atomic():
                self._take_upload()
                done = carry_out(arrival.library, self.task, tickets)
        except PlanChanged as changed:
            reasons = " ".join(f"{fault}." for fault in changed.plan.faults)
            messages.error(self.request, f"{CHANGED} {reasons}")
            return self._show_again()
        return self._tell(done, arrival)

    def _take_upload(self) -> None:
        """Drop the upload: of two who confirm it at once, the second finds none."""
        taken, _ = BundleUpload.objects.filter(pk=self.upload.pk).delete()
        if not taken:
            raise BundleUpload.DoesNotExist

    def _show_again(self) -> HttpResponse:
        return redirect("bundles:plan", self.index.pk, self.upload.pk)

    def _tell(self, done: Plan, arrival: Arrival) -> HttpResponse:
        self.template_name = "writing/admin/import_done.html"
        context = super().get_context_data(index=self.index)
        told = with_reports({"plan": done, "arrival": arrival})
        return self.render_to_response(context | told)


def with_reports(context: dict[str, Any]) -> dict[str, Any]:
    """The context, each item of its plan beside the report on its text, if any."""
    reports = context["arrival"].reports
    told = [(item, reports.get(item.name)) for item in context["plan"].altering]
    return {**context, "told": told}


urlpatterns: list[URLPattern] = [
    path("import/<int:index_id>/", UploadView.as_view(), name="import"),
    path("import/<int:index_id>/<uuid:token>/", PlanView.as_view(), name="plan"),
]
