"""Taking a comment on a draft: on which claim, and not too many of them."""

from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest

from writing.drafts.comment_form import DraftCommentForm
from writing.drafts.limits import refusal_of
from writing.drafts.notices import tell_creator
from writing.drafts.shown import Draft, DraftClaim, draft_read
from writing.models import DraftComment, DraftLink
from writing.senders import sender_of

GONE = (
    "This claim is not in the draft any more. Your comment is still here: "
    "send it as one on the whole draft, if it still holds."
)


def take(
    form: DraftCommentForm, link: DraftLink, shown: Draft, request: HttpRequest
) -> HTTPStatus:
    """Keep what was sent for the editors; or say in the form why it is not kept."""
    if not form.is_valid():
        return HTTPStatus.BAD_REQUEST
    read = draft_read(shown, form.version) if link.newest else shown
    claim = read.claim(form.label) if form.label else None
    if form.label and claim is None:
        form.add_error(None, GONE)
        return HTTPStatus.BAD_REQUEST
    comment = comment_on(link, read, claim)
    comment.text, comment.name = form.cleaned_data["text"], form.cleaned_data["name"]
    comment.sender = sender_of(request)
    if refusal := keep(comment):
        form.add_error(None, refusal)
        return HTTPStatus.TOO_MANY_REQUESTS
    tell_creator(comment, request)
    return HTTPStatus.SEE_OTHER


def comment_on(link: DraftLink, draft: Draft, claim: DraftClaim | None) -> DraftComment:
    """A comment yet to be written, on a claim as it stands or on the whole draft."""
    about = claim._asdict() if claim else {}
    about.pop("number", None)
    return DraftComment(link=link, revision=draft.revision, **about)


def keep(comment: DraftComment) -> str:
    """Store a comment, or say why not. One that was sent twice is stored once."""
    with transaction.atomic():
        # Whoever else comments by this link waits, so that the count holds.
        link = DraftLink.objects.select_for_update().get(pk=comment.link_id)
        same = {name: getattr(comment, name) for name in ("sender", "label", "text")}
        if link.comments.filter(**same).exists():
            return ""
        if refusal := refusal_of(link, comment.sender):
            return refusal
        comment.save()
    return ""
