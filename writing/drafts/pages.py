"""What the reader of a draft link is answered with: the draft, or the plain 404."""

from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Self

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from writing.depths import cut
from writing.drafts.comment_form import DraftCommentForm
from writing.drafts.shown import Draft, DraftClaim
from writing.models import DraftLink, Rendered
from writing.reading import tags_of
from writing.rendering.former import undisputed


def missing(request: HttpRequest) -> HttpResponse:
    """The answer to every address that shows no draft, whatever the reason.

    It says nothing of the address, so that all are answered with the same bytes.
    """
    context = {"show_userbar": False}
    return render(request, "writing/draft_missing.html", context, status=404)


def place_of(label: str) -> str:
    """The anchor of the box for a claim, or without one of that for the whole draft."""
    return f"say-{label}" if label else "say"


@dataclass(frozen=True)
class DraftPage:
    """A draft with a form below each claim; `form` is one that was sent and kept."""

    request: Any
    link: DraftLink
    draft: Draft
    form: DraftCommentForm | None = None

    def response(self, status: int = 200) -> HttpResponse:
        # What stands on a page only when it is public asks this, as in previews.
        self.request.is_preview = True
        review = self.draft.review
        rendered = self.rendered()
        context = {
            "page": review,
            "rendered": rendered,
            "cut": cut(rendered, self.depth, review.bottom_line),
            "tags": tags_of(review),
            "link": self.link,
            "version": self.draft.revision,
            "sent": self.request.GET.get("sent"),
            "comment_on_all": self.comment_box(None),
            "show_userbar": False,
        }
        return render(self.request, "writing/draft_page.html", context, status=status)

    @property
    def depth(self) -> str:
        """How much of it the reader asked for."""
        depth: str = self.request.GET.get("depth", "")
        return depth

    def rendered(self) -> Rendered:
        """The rendering with a box below each claim."""
        claims = self.draft.claims
        rendered = copy(self.draft.rendered)
        rendered.blocks = [
            {
                **block,
                "html": undisputed(block["html"]) + self.comment_box(claims[position]),
            }
            if position in claims
            else block
            for position, block in enumerate(rendered.blocks)
        ]
        return rendered

    def comment_box(self, claim: DraftClaim | None) -> str:
        """The form for one claim or the whole draft, with what became of it."""
        if not self.link.comments_allowed:
            return ""
        label = claim.label if claim else ""
        is_kept = self.form is not None and label == self.kept_at
        context = {
            "claim": claim,
            "place": place_of(label),
            "form": self.form if is_kept else None,
            "sent": self.form is None and self.request.GET.get("sent") == label,
            "version": self.draft.revision,
            "depth": self.depth,
        }
        return render_to_string("components/draft_comment.html", context)

    @property
    def kept_at(self) -> str:
        """The claim whose box keeps what was sent; empty for that of the whole draft.

        That is also where a comment on a claim goes that the draft has no longer.
        """
        label = self.form.label if self.form else ""
        return label if self.draft.claim(label) else ""

    def keeping(self, form: DraftCommentForm) -> Self:
        """The same page with what was sent, and why it was not taken."""
        return replace(self, form=form)
