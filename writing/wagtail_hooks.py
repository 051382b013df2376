"""Reviews, papers and tags in the CMS."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, Revision
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import HomePage
from writing import bundle_views
from writing.checklist.views import checklist_urls
from writing.desk import urls as desk
from writing.desk.home import desk_styles, lay_desk
from writing.drafts import cms as drafts
from writing.gate_log import register_gate_actions
from writing.history.comparing.views import ReviewCompareView
from writing.history.concurrent_editing import name_log_actions
from writing.history.listing import ReviewHistoryView
from writing.listings import WritingExplorerView
from writing.models import Paper, ReviewPage, ReviewTag, SeriesPage, WritingIndexPage
from writing.objections.queue import objection_urls, objections_menu_item
from writing.paste.chooser import PaperChooserViewSet
from writing.paste.paper_views import PaperCreateView, PaperIndexView
from writing.paste.views import paste_urls
from writing.publishing_views import (
    PublishBulkAction,
    ReviewConvertAliasView,
    ReviewCopyView,
    ReviewCreateView,
    ReviewEditView,
    ReviewRevertView,
    ReviewWorkflowActionView,
)
from writing.versions import hooks as versions
from writing.whole_changes import MoveBulkAction, UnpublishBulkAction, WholeViewSet


class ReviewViewSet(WholeViewSet):
    """Reviews, published whole or refused in words."""

    model = ReviewPage
    add_view_class = ReviewCreateView
    edit_view_class = ReviewEditView
    copy_view_class = ReviewCopyView
    history_view_class = ReviewHistoryView
    revisions_compare_view_class = ReviewCompareView
    convert_alias_view_class = ReviewConvertAliasView
    revisions_revert_view_class = ReviewRevertView
    workflow_action_view_class = ReviewWorkflowActionView


class WritingIndexViewSet(WholeViewSet):
    """The Writing index, whose explorer shows what reviews are about."""

    model = WritingIndexPage
    index_view_class = WritingExplorerView
    # Whose children the view above lists; Wagtail's guess leaves out an index that
    # holds more than one type of page.
    parent_models = [WritingIndexPage]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        view_kwargs: dict[str, Any] = super().get_index_view_kwargs(**kwargs)
        return {**view_kwargs, "model": Page}


class SeriesViewSet(WholeViewSet):
    """Series, of which reviews are found as part."""

    model = SeriesPage


class HomeViewSet(WholeViewSet):
    """The front page, with all that is below it."""

    model = HomePage


class PaperViewSet(SnippetViewSet):
    """Papers: bibliographic records that reviews are about."""

    model = Paper
    icon = "doc-full"
    add_to_admin_menu = True
    menu_order = 150
    list_display = ("short_title", "title", "venue", "year", "live")
    list_filter = ("year", "live")
    search_fields = ("short_title", "title", "arxiv_id", "doi")
    ordering = ("short_title",)
    index_view_class = PaperIndexView
    add_view_class = PaperCreateView
    create_template_name = "writing/admin/paper_create.html"
    chooser_viewset_class = PaperChooserViewSet
    edit_view_class = versions.PaperEditView


class ReviewTagViewSet(SnippetViewSet):
    """The vocabulary of subjects, each with the line that readers see."""

    model = ReviewTag
    icon = "tag"
    list_display = ("name", "description")
    search_fields = ("name", "description")
    panels = ("name", "description", "slug")


register_snippet(PaperViewSet)
register_snippet(ReviewTagViewSet)


@hooks.register("register_admin_viewset")
def page_viewsets() -> list[PageViewSet]:
    """Our own views in place of Wagtail's, for these page types."""
    return [ReviewViewSet(), WritingIndexViewSet(), SeriesViewSet(), HomeViewSet()]


hooks.register("register_log_actions", name_log_actions)

# After Wagtail's own, which has the same name and would otherwise take its place.
for bulk_action in (PublishBulkAction, MoveBulkAction, UnpublishBulkAction):
    hooks.register("register_bulk_action", bulk_action, order=100)


@hooks.register("register_admin_urls")
def bundle_urls() -> list[URLResolver]:
    """Reviews as bundles."""
    return [path("reviews/", include((bundle_views.urlpatterns, "bundles")))]


hooks.register("register_admin_urls", paste_urls)
hooks.register("construct_homepage_panels", lay_desk)
hooks.register("insert_global_admin_css", desk_styles)
hooks.register("register_admin_urls", desk.desk_urls)
for report_item in (desk.reviews_item, desk.links_item, desk.tags_item):
    hooks.register("register_reports_menu_item", report_item)
hooks.register("register_admin_urls", objection_urls)
hooks.register("register_admin_menu_item", objections_menu_item)
hooks.register("register_admin_urls", checklist_urls)
hooks.register("register_log_actions", register_gate_actions)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def bundle_buttons(
    page: Page, user: AbstractBaseUser, next_url: str | None = None, view_name: str = ""
) -> Iterator[Button]:
    """Among the actions: the ways out, and the way in on the Writing index."""
    permissions = page.permissions_for_user(user)
    if page.specific_class is ReviewPage and permissions.can_edit():
        url = reverse("bundles:download", args=[page.pk])
        yield Button("Download as bundle", url, icon_name="download", priority=80)
    if page.specific_class is WritingIndexPage and permissions.can_add_subpage():
        url = reverse("bundles:import", args=[page.pk])
        yield Button("Import reviews", url, icon_name="upload", priority=80)
        url = reverse("bundles:download_index", args=[page.pk])
        yield Button("Download everything", url, icon_name="download", priority=81)
    if page.specific_class is SeriesPage and permissions.can_edit():
        url = reverse("bundles:download_series", args=[page.pk])
        yield Button("Download as bundle", url, icon_name="download", priority=80)


hooks.register("register_admin_urls", drafts.draft_urls)
hooks.register("register_page_header_buttons", drafts.draft_buttons)
hooks.register("register_page_listing_more_buttons", drafts.draft_buttons)
hooks.register("register_admin_menu_item", drafts.draft_comments_item)
hooks.register("register_log_actions", drafts.draft_log_actions)


hooks.register("register_admin_urls", versions.version_urls)
hooks.register("register_admin_menu_item", versions.stale_claims_menu_item)
hooks.register("register_page_header_buttons", versions.quote_check_button)
hooks.register("register_page_listing_more_buttons", versions.quote_check_button)
hooks.register("register_snippet_listing_buttons", versions.texts_button)
hooks.register("insert_editor_js", versions.arrival_script)
hooks.register("register_log_actions", versions.name_log_actions)


@hooks.register("insert_global_admin_css")
def editor_styles() -> SafeString:
    """Icons for the Markdown toolbar, whose own font would come from another host."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("writing/admin/markdown.css")
    )


# Of writing/static/writing/admin/.
SCRIPTS = ("markdown", "places", "preview-open", "two-editors")


@hooks.register("insert_global_admin_js")
def editor_scripts() -> SafeString:
    """The Markdown editor's options, and the ways to a place in the form."""
    return format_html_join(
        "",
        '<script src="{}"></script>',
        ((static(f"writing/admin/{name}.js"),) for name in SCRIPTS),
    )


@hooks.register("before_delete_snippet")
def keep_papers_that_drafts_name(
    request: HttpRequest, instances: list[Any]
) -> HttpResponse | None:
    """Refuse to delete a paper without which a draft could not be opened again.

    The database keeps the papers of stored reviews; what a draft names stands in its
    revision only.
    """
    if request.method != "POST":
        return None
    named = papers_named_in_drafts()
    if not any(isinstance(one, Paper) and one.pk in named for one in instances):
        return None
    messages.error(request, "A draft of a review names this paper: change that first.")
    return redirect("wagtailsnippets_writing_paper:list")


def papers_named_in_drafts() -> set[int]:
    """The keys of papers that the newest version of a review is about or cites."""
    newest = ReviewPage.objects.values("latest_revision")
    found: set[int | None] = set()
    for content in Revision.objects.filter(pk__in=newest).values_list(
        "content", flat=True
    ):
        found.add(content.get("paper"))
        found.update(one.get("paper") for one in content.get("references", []))
    return {pk for pk in found if pk}
