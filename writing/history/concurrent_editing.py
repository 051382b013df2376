"""Two people, or two windows, with one review open: no text is lost in silence.

A save over a version that the form has not seen is stopped. Its text is kept as a
version of its own, aside: it is in the history, and nothing takes it for the newest.
The form comes back as it was typed, says who was first, and leads to a comparison. A
second save is then a choice, and the other version stays in the history.
"""

import json
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.edit import EditView
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from writing.history.labels import KEPT_ASIDE

# In place of the time of the version that a form was loaded with: who sends the form
# has been told of that version, so that saving it is no accident.
TOLD = "told"

# What a version has of the page's state rather than of its text. Comments are the
# page's own and stand in no version.
COUNTED = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "wagtail_admin_comments",
}


class KeepsBothTexts(EditView):
    """An edit view whose save never replaces what its form has not seen."""

    page: Any

    def dispatch(
        self, request: HttpRequest, page_id: int, **kwargs: Any
    ) -> HttpResponseBase:
        if request.method == "POST":
            # Two saves that arrive together are looked at one after the other.
            list(Page.objects.select_for_update().filter(pk=page_id).values_list("pk"))
        response: HttpResponseBase = super().dispatch(request, page_id, **kwargs)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for entry in asides(self.latest_revision).exclude(user=request.user):
            text = (
                f"{name_of(entry)} had this page open as well and wrote another"
                " version: it is kept in the history."
            )
            messages.info(request, text, buttons=[self.comparison_with(entry.revision)])
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_out_of_date and not self.page.alias_of_id:
            stopped = self.stop()
            if stopped is not None:
                return stopped
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    @cached_property
    def is_out_of_date(self) -> bool:
        """Whether there is a newer version of which the sender has not been told."""
        posted = self.request.POST
        is_told = posted.get("loaded_revision_created_at") == TOLD
        newest = self.latest_revision and str(self.latest_revision.pk)
        if is_told and posted.get("loaded_revision_id") == newest:
            return False
        return bool(super().is_out_of_date)

    def stop(self) -> HttpResponse | None:
        """Keep what was sent, and tell the sender of the other version.

        There is nothing to keep, and no need to stop, where the newest version says
        the same: after a double click, or when the draft has just saved itself.
        """
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        self.form.defer_required_fields()
        aside = None
        if self.form.is_valid():
            page = self.form.save(commit=False)
            page.name_blocks()
            if says_the_same(page, self.latest_revision):
                self.page = self.get_object()
                return None
            if not self.locked_for_user:
                aside = keep_aside(page, self.latest_revision, self.request.user)
        self.form.restore_required_fields()
        return self.refusal(aside)

    def refusal(self, aside: Revision | None) -> HttpResponse:
        """The form as it was typed; in short for a draft that saves itself."""
        if self.expects_json_response:
            answer: HttpResponse = self.json_error_response(
                "invalid_revision", self.what_happened(aside)
            )
            return answer
        self.tell(aside)
        self.has_unsaved_changes = True
        # The choice is the sender's: nothing saves itself until it is made.
        self.autosave_enabled = False
        page: HttpResponse = self.render_to_response(
            self.get_context_data() | {"loaded_revision_created_at": TOLD}
        )
        return page

    def what_happened(self, aside: Revision | None) -> str:
        """Who saved what when, and where both texts are."""
        newest = self.latest_revision
        time = date_format(timezone.localtime(newest.created_at), "j F, H:i")
        if newest.user_id == self.request.user.pk:
            first = f"You saved a newer version in another window on {time}."
        else:
            first = f"{name_of(newest)} saved a newer version on {time}."
        if aside is None:
            return f"{first} Yours is not saved."
        return f"{first} Yours has not replaced it: both are kept in the history."

    def tell(self, aside: Revision | None) -> None:
        """Say it above the form, with the ways to go on."""
        if self.locked_for_user:
            messages.error(self.request, "The page could not be saved as it is locked.")
        elif not aside:
            messages.error(self.request, "What is marked below can't be saved.")
        text = f"{self.what_happened(aside)} Save again to put yours in its place."
        newest = messages.button(self.get_edit_url(), "Open the newest", True)
        compare = [self.comparison_with(aside)] if aside else []
        messages.warning(self.request, text, buttons=[*compare, newest])

    def comparison_with(self, aside: Revision) -> Any:
        """The way to the newest version and the other side by side."""
        pair = (self.page.pk, self.latest_revision.pk, aside.pk)
        url = reverse("wagtailadmin_pages:revisions_compare", args=pair)
        return messages.button(url, "Compare the two", True)


def says_the_same(page: Page, newest: Revision) -> bool:
    """Whether an unsaved page has nothing that a version of it has not."""
    content = json.dumps(page.serializable_data(), cls=DjangoJSONEncoder)
    return _written(json.loads(content)) == _written(newest.content)


def _written(content: dict[str, Any]) -> dict[str, Any]:
    """What people wrote of a version's content: no keys of rows, nothing counted."""
    return {
        name: [{**row, "pk": None} for row in value]
        if isinstance(value, list)
        else value
        for name, value in content.items()
        if name not in COUNTED
    }


def keep_aside(page: Page, newest: Revision, user: Any) -> Revision:
    """Store an unsaved page as a version that is not the newest.

    It stands right before the version that was quicker: whatever looks for the newest
    by time must not find it. Who is stopped again beside the same version has their
    text brought up to date.
    """
    former = asides(newest).filter(user=user).first()
    revision = former.revision if former else Revision(content_object=page)
    revision.base_content_type = page.get_base_content_type()
    revision.user = user
    revision.created_at = newest.created_at - timedelta(microseconds=1)
    revision.content = page.serializable_data()
    revision.object_str = str(page)
    revision.save()
    log(
        instance=page,
        action=KEPT_ASIDE,
        user=user,
        revision=revision,
        content_changed=True,
        data={"beside": newest.pk},
        uuid=former.uuid if former else None,
    )
    return revision


def name_log_actions(actions: Any) -> None:
    """What the history calls it."""
    actions.register_action(
        KEPT_ASIDE, "Keep aside", "Kept aside, since another version was saved first"
    )


def asides(newest: Revision | None) -> QuerySet[PageLogEntry]:
    """The texts that were kept aside of a version, one entry for each."""
    if newest is None:
        return PageLogEntry.objects.none()
    entries = PageLogEntry.objects.filter(
        page=newest.object_id, action=KEPT_ASIDE, data__beside=newest.pk
    )
    kept = entries.filter(revision__isnull=False).latest_by_uuid_and_action()
    return kept.select_related("revision", "user")


def name_of(written: Revision | PageLogEntry) -> str:
    """Who wrote it."""
    return str(get_user_display_name(written.user) or "Somebody")
