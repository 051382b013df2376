"""My drafts: what a person began and has not published."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, cast

from django.db.models import F, Q
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from writing.desk.checking import HAS_DRAFT
from writing.desk.rights import editable_pages
from writing.desk.rows import ROWS, DeskPanel, Listed, Row, edit_url
from writing.models import Paper, Standing

STATES = {
    WorkflowState.STATUS_IN_PROGRESS: "In moderation",
    WorkflowState.STATUS_NEEDS_CHANGES: "Returned",
}


class MyDrafts(DeskPanel):
    """Pages and papers with unpublished changes that are this person's own."""

    name = "my_drafts"
    heading = "My drafts"
    icon = "edit"
    order = 205
    empty = "You have no drafts."

    def listed(self, user: Any) -> Listed:
        pages, papers = drafted_pages(user), drafted_papers(user)
        rows = [*_page_rows(pages[:ROWS]), *_paper_rows(papers[:ROWS])]
        newest = sorted(rows, key=attrgetter("when"), reverse=True)[:ROWS]
        address = f"{reverse('desk:reviews')}?state=draft&mine=true"
        return Listed(newest, pages.count() + papers.count(), address)


def is_mine(user: Any) -> Q:
    """Begun by the person, or last changed by them."""
    return Q(owner=user) | Q(latest_revision__user=user)


def drafted_pages(user: Any) -> Any:
    """Pages with changes of this person's that are not published."""
    return (
        editable_pages(user)
        .filter(HAS_DRAFT, is_mine(user), latest_revision__isnull=False)
        .order_by("-latest_revision_created_at", "-pk")
    )


def drafted_papers(user: Any) -> Any:
    """Papers with changes of this person's that are not published."""
    if not user.has_perm("writing.change_paper"):
        return Paper.objects.none()
    return (
        Paper.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
        .annotate(saved_at=F("latest_revision__created_at"))
        .order_by("-saved_at", "-pk")
    )


def _page_rows(pages: Any) -> Iterator[Row]:
    found = list(pages.prefetch_workflow_states())
    drafts = Standing.objects.filter(text=Standing.Text.DRAFT)
    standings = {
        one.review_id: one for one in drafts.filter(review__in=[p.pk for p in found])
    }
    for page in found:
        state = cast(Any, page).current_workflow_state
        yield Row(
            title=page.get_admin_display_title(),
            url=edit_url(page.pk),
            says=_gate_says(page, standings.get(page.pk)),
            when=page.latest_revision_created_at,
            mark=STATES.get(state.status, "") if state else "",
            grave=bool(state) and state.status == WorkflowState.STATUS_NEEDS_CHANGES,
        )


def _gate_says(page: Page, standing: Standing | None) -> str:
    """What the gate found in a draft, and whether that is of now."""
    if standing is None:
        return ""
    if standing.saved_at != page.latest_revision_created_at:
        return f"gate: {standing.sentence}, before the last change"
    return f"gate: {standing.sentence}"


def _paper_rows(papers: Any) -> Iterator[Row]:
    for paper in papers:
        yield Row(
            title=str(paper),
            url=reverse("wagtailsnippets_writing_paper:edit", args=[paper.pk]),
            says="paper",
            when=paper.saved_at,
        )
