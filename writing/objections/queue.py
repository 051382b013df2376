"""What readers object to, in the CMS: the queue, and what becomes of each."""

from typing import Any, cast

import django_filters
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm, Textarea
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.generic import DeleteView, UpdateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import (
    BaseListingView,
    WagtailAdminTemplateMixin,
)
from wagtail.permission_policies.pages import PagePermissionPolicy

from home.models import User
from writing.models import Objection, ReviewPage
from writing.models.objections import ObjectionQuerySet

LIST = "objections:list"


def may_handle(request: HttpRequest) -> bool:
    """Whether the user may edit any review at all."""
    policy = PagePermissionPolicy(ReviewPage)
    return bool(policy.user_has_permission(request.user, "change"))


class ForEditors:
    """Objections about reviews that the user may edit; no other is there."""

    request: HttpRequest

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not may_handle(request):
            raise PermissionDenied
        answer = super().dispatch  # type: ignore[misc]
        response: HttpResponseBase = answer(request, *args, **kwargs)
        return response

    def get_queryset(self) -> ObjectionQuerySet:
        user = cast(User, self.request.user)
        found: ObjectionQuerySet = Objection.objects.for_editor(user)
        return found.select_related("review", "handled_by")


class ObjectionFilters(WagtailFilterSet):
    """The queue by what became of an objection, and by review."""

    state = django_filters.ChoiceFilter(
        choices=Objection.State.choices, empty_label="All"
    )
    review = django_filters.ModelChoiceFilter(
        queryset=ReviewPage.objects.filter(objections__isnull=False)
        .distinct()
        .order_by("title"),
        empty_label="All",
    )

    class Meta:
        model = Objection
        fields = ["state", "review"]

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        mine = Objection.objects.for_editor(cast(User, request.user))
        reviews = self.filters["review"]
        reviews.queryset = reviews.queryset.filter(pk__in=mine.values("review"))


class ObjectionListView(ForEditors, BaseListingView):
    """The queue, newest first."""

    model = Objection
    page_title = "Objections"
    header_icon = "warning"
    paginate_by = 50
    filterset_class = ObjectionFilters
    index_url_name = LIST
    index_results_url_name = "objections:results"
    default_ordering = "-created_at"
    columns = [
        TitleColumn(
            "text",
            label="Objection",
            accessor=lambda one: Truncator(one.text).chars(90),
            get_url=lambda one: reverse("objections:one", args=[one.pk]),
        ),
        Column("said", label="Claim", width="25%"),
        Column("review", label="Review", accessor="review.title", width="20%"),
        Column("state", label="State", accessor="get_state_display"),
        DateColumn("created_at", label="Received", sort_key="created_at"),
    ]

    def get_base_queryset(self) -> ObjectionQuerySet:
        return ForEditors.get_queryset(self)

    def get_queryset(self) -> ObjectionQuerySet:
        found: ObjectionQuerySet = BaseListingView.get_queryset(self)
        return found


class AnswerForm(ModelForm):
    """What became of an objection, and a note among editors."""

    class Meta:
        model = Objection
        fields = ("state", "answer")
        widgets = {"answer": Textarea(attrs={"rows": 4})}
        help_texts = {"answer": "For the editors alone: readers never see it."}

    @property
    def note(self) -> Any:
        """The field that is typed in; the other is chosen by a button."""
        return self["answer"]


class ObjectionView(ForEditors, WagtailAdminTemplateMixin, UpdateView):
    """One objection beside the claim, with the way to the claim in the editor."""

    model = Objection
    form_class = AnswerForm
    context_object_name = "objection"
    template_name = "writing/admin/objection.html"
    page_title = "Objection"
    header_icon = "warning"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = [*self.breadcrumbs_items, {"url": reverse(LIST), "label": "Objections"}]
        return [*above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.object.review_id])
        return super().get_context_data(
            claim=self.object.review.claims.filter(
                block_id=self.object.block_id
            ).first(),
            editor_url=f"{edit}#:w:contentpath=body.{self.object.block_id}",
            **kwargs,
        )

    def form_valid(self, form: ModelForm) -> HttpResponse:
        objection = form.save(commit=False)
        is_handled = objection.state != Objection.State.OPEN
        objection.handled_by = cast(User, self.request.user) if is_handled else None
        objection.handled_at = timezone.now() if is_handled else None
        objection.save()
        state = objection.get_state_display().lower()
        messages.success(self.request, f"The objection is {state}.")
        return redirect(LIST)


class DeleteObjectionView(ForEditors, WagtailAdminTemplateMixin, DeleteView):
    """Delete an objection, with the name and the address that came with it."""

    model = Objection
    template_name = "wagtailadmin/generic/confirm_delete.html"
    page_title = "Delete objection"
    header_icon = "warning"
    confirmation_message = (
        "Delete this objection, with the name and the e-mail address given? "
        "It can't be brought back."
    )

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return []

    def get_delete_url(self) -> str:
        return reverse("objections:delete", args=[self.object.pk])

    def get_success_url(self) -> str:
        return reverse(LIST)


class ObjectionsMenuItem(MenuItem):
    """The way to the queue, with how many are open."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_handle(request)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        mine = Objection.objects.for_editor(cast(User, request.user))
        count = mine.open().count()
        label = f"{self.label} ({count})" if count else self.label
        return LinkMenuItem(
            self.name,
            label,
            self.url,
            icon_name=self.icon_name,
            classname=self.classname,
            attrs=self.attrs,
        )


def objections_menu_item() -> MenuItem:
    """In the main menu, below the papers."""
    url = f"{reverse(LIST)}?state={Objection.State.OPEN}"
    return ObjectionsMenuItem("Objections", url, icon_name="warning", order=160)


urlpatterns: list[URLPattern] = [
    path("", ObjectionListView.as_view(), name="list"),
    path("results/", ObjectionListView.as_view(results_only=True), name="results"),
    path("<int:pk>/", ObjectionView.as_view(), name="one"),
    path("<int:pk>/delete/", DeleteObjectionView.as_view(), name="delete"),
]


def objection_urls() -> list[URLResolver]:
    """The queue's addresses in the CMS."""
    return [path("reviews/objections/", include((urlpatterns, "objections")))]
