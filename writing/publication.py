"""What follows from a publish: the stored rendering and the claims of a review.

All of it is written in the publish's own transaction. Nothing that runs after the
commit is needed for a page to be right.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from wagtail.search import index

from writing import cards
from writing.announcements import announce
from writing.citing import cite_box_of, records_of
from writing.corrections import corrections_of, front_of, marks_of
from writing.labels import give_ids
from writing.rendering.body import VERSION, Past, Source, anchor_of, render
from writing.rendering.document import Changed, Document
from writing.rendering.places import Text
from writing.structured_data import head_of

if TYPE_CHECKING:
    from writing.models import Claim, Rendered, ReviewPage


def record(review: "ReviewPage", *, anew: bool = False) -> bool:
    """Bring the stored rendering and claims of a review up to date with it.

    A review that is not live has no claims. A rendering whose inputs have not changed
    is kept, unless it is asked for `anew`; whether it was drawn is the answer.
    """
    if not review.live:
        review.claims.all().delete()
        return False
    cards.draw_card_of(review)
    stored = stored_rendering(review)
    digest = digest_of(review, stored)
    if stored and stored.digest == digest and not anew and review.claims.exists():
        return False
    rendered = draw(review, stored)
    rendered.digest = digest
    rendered.pk = stored.pk if stored else None
    rendered.save()
    review.rendered = rendered
    record_claims(review, rendered)
    return True


def record_claims(review: "ReviewPage", rendered: "Rendered") -> None:
    """Replace the claim rows of a live review by those of its rendering."""
    review.claims.all().delete()
    claims = claims_of(review, rendered.bibliography, rendered.corrections)
    apps.get_model("writing", "Claim").objects.bulk_create(claims)


def republish(reviews: Iterable["ReviewPage"], *, anew: bool = True) -> None:
    """Render live reviews again, since something they are made of has changed.

    Unless `anew`, only those whose inputs have changed: a picture's are not seen.
    """
    keys = [review.pk for review in reviews]
    if transaction.get_connection().in_atomic_block:
        # All are held until the end: none may be waited for once the first is indexed.
        apps.get_model("writing", "ReviewPage").objects.filter(pk__in=keys).hold()
    for pk in keys:
        with transaction.atomic():
            review = held(pk)
            if review and record(review, anew=anew):
                index.insert_or_update_object(review)
                announce([pk])


def held(pk: int) -> "ReviewPage | None":
    """The review as it is live now, kept from changing until the transaction ends."""
    live = apps.get_model("writing", "ReviewPage").objects.live()
    return live.filter(pk=pk).held().first()


def stored_rendering(review: "ReviewPage") -> "Rendered | None":
    """The rendering of the live revision, if there is one."""
    return getattr(review, "rendered", None) if review.pk else None


def published_labels(review: "ReviewPage") -> dict[str, str]:
    """By block id, the labels under which blocks were last published."""
    stored = stored_rendering(review)
    return {
        block_id: anchors[0].partition("-")[2]
        for block_id, anchors in (stored.anchors if stored else {}).items()
    }


def sources_of(review: "ReviewPage") -> list[Source]:
    """The review's bibliography, in its order."""
    return [
        Source(reference.key, reference.csl_record)
        for reference in review.references.all()
    ]


def style_of(review: "ReviewPage") -> str:
    """The CSL style that the review's site sets references in."""
    settings = apps.get_model("writing", "CitationSettings").for_page(review)
    return str(settings.reference_style)


def texts_of(review: "ReviewPage") -> list[Text]:
    """The texts of the paper that locators may lead to; the first was read."""
    if not review.paper_id:
        return []
    paper = review.paper
    texts = [Text(v.label, v.url, v.pages) for v in paper.versions.all()]
    found = paper.pdf_url or paper.arxiv_url or paper.url
    return texts or ([Text("", found)] if found else [])


def draw(review: "ReviewPage", stored: "Rendered | None") -> "Rendered":
    """The review drawn anew, unsaved, with the anchors of `stored` kept working."""
    give_ids(review.body)
    corrections = corrections_of(review)
    past = Past(former_anchors(review, stored), marks_of(corrections))
    style = style_of(review)
    body = render(review.body, sources_of(review), style, past, texts_of(review))
    claims = claims_of(review, body.bibliography, corrections)
    return apps.get_model("writing", "Rendered")(
        review=review,
        front=front_of(review),
        corrections=corrections,
        blocks=body.blocks,
        contents=body.contents,
        bibliography=body.bibliography,
        anchors=body.anchors,
        claims=[claim.row for claim in claims],
        tally=Counter(claim.verdict for claim in claims),
        byline=review.byline_names,
        paper_card=paper_card_of(review),
        cite_box=cite_box_of(review, style),
        head=head_of(review, claims, corrections),
        passages=body.passages,
        text=body.text,
        words=body.words,
    )


def paper_card_of(review: "ReviewPage") -> str:
    """The card of the paper under review, as HTML."""
    if not review.paper_id:
        return ""
    return render_to_string("components/paper_card.html", {"paper": review.paper})


def former_anchors(
    review: "ReviewPage", stored: "Rendered | None"
) -> dict[str, list[str]]:
    """By block id, the anchors it was published under and has no longer."""
    current = {anchor_of(block) for block in review.body}
    known = stored.anchors if stored else {}
    former = {
        block_id: [anchor for anchor in anchors if anchor not in current]
        for block_id, anchors in known.items()
    }
    return {block_id: anchors for block_id, anchors in former.items() if anchors}


def digest_of(review: "ReviewPage", stored: "Rendered | None") -> str:
    """The key of all that goes into a rendering."""
    inputs = [
        VERSION,
        style_of(review),
        review.body.get_prep_value(),
        sources_of(review),
        former_anchors(review, stored),
        front_of(review),
        corrections_of(review),
        review.byline_names,
        paper_card_of(review),
        texts_of(review),
        records_of(review) if review.paper_id else [],
        head_of(review, []),
    ]
    text = json.dumps(inputs, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def claims_of(
    review: "ReviewPage",
    bibliography: list[dict[str, Any]],
    corrections: list[dict[str, Any]],
) -> list["Claim"]:
    """The claims in the body as unsaved rows, numbered in their order."""
    claim_model = apps.get_model("writing", "Claim")
    changes = marks_of(corrections)
    sources: dict[str, dict[str, Any]] = {work["key"]: {} for work in bibliography}
    document = Document(sources=sources, texts=texts_of(review))
    for key in sources:
        document.cite(key)
    blocks = [block for block in review.body if block.block_type == "claim"]
    return [
        claim_model(
            review=review,
            number=number,
            block_id=block.id,
            label=anchor_of(block).removeprefix("claim-"),
            said=block.value["said"] or "",
            verdict=block.value["verdict"] or "",
            found=block.value["found"],
            words=block.value["words"] or "",
            locators=document.locator_text(block.value["locators"]),
            places=document.locators(block.value["locators"], counted=False),
            heard=block.value["heard"].hearing(document).text,
            **_changed(changes.get(block.id)),
        )
        for number, block in enumerate(blocks, start=1)
    ]


def _changed(change: Changed | None) -> dict[str, Any]:
    """The columns of a claim that tell how its verdict changed."""
    if change is None:
        return {}
    return {
        "changed_on": change.day,
        "former_verdict": change.before,
        "correction": change.correction,
    }
