"""Corrections: what has to be told when something published changes, and its keeping.

All of it belongs to the publish that makes the change: `begin` before the page is
stored, `complete` after it has been drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.html import strip_tags

from writing.rendering.comparison import compare
from writing.rendering.document import Changed
from writing.verdicts import Verdict

if TYPE_CHECKING:
    from writing.models import Correction, FormerRendering, Rendered, ReviewPage
    from writing.models.published import Rendering

# The columns of a rendering that an earlier version keeps.
KEPT = [
    *("front", "blocks", "contents", "bibliography", "claims", "corrections"),
    *("tally", "byline", "paper_card", "passages", "words"),
]


@dataclass(frozen=True)
class Change:
    """A published verdict that is no longer given; `after` is empty when withdrawn."""

    block_id: str
    number: int
    label: str
    said: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """The change as the gate names it."""
        before = Verdict(self.before).label
        fate = (
            f"goes from {before} to {Verdict(self.after).label}"
            if self.after
            else f"({before}) is withdrawn"
        )
        return f"Claim {self.number}, “{self.said}”, {fate}"


# What changed


def changes_since(stored: "Rendered | None", body: Iterable[Any]) -> list[Change]:
    """How the claims of a body differ from what was published of them.

    A claim is known by its block, or, made anew, by its label. One that has no verdict
    yet is no change: the gate refuses it for that.
    """
    published = _published(stored)
    claims = [block for block in body if block.block_type == "claim"]
    by_id = {str(block.id): (n, block) for n, block in enumerate(claims, start=1)}
    anew = {
        block.value["label"]: (n, block)
        for key, (n, block) in by_id.items()
        if key not in published
    }
    changes = []
    for key, row in published.items():
        label = row["anchor"].removeprefix("claim-")
        number, block = by_id.get(key) or anew.get(label) or (row["number"], None)
        after = (block.value["verdict"] or row["verdict"]) if block else ""
        if after != row["verdict"]:
            block_id = str(block.id) if block else key
            label = block.value["label"] if block else label
            said = block.value["said"] if block else row["said"]
            before = row["verdict"]
            changes.append(Change(block_id, number, label, said, before, after))
    return changes


def _published(stored: "Rendered | None") -> dict[str, dict[str, Any]]:
    """By block id, the claims as they were last published."""
    if stored is None:
        return {}
    blocks = {anchors[0]: key for key, anchors in stored.anchors.items()}
    return {
        blocks[row["anchor"]]: row
        for row in stored.claims
        if row["anchor"] in blocks and row["verdict"] in Verdict
    }


# In the publish


def begin(review: "ReviewPage") -> "FormerRendering | None":
    """Note a correction, if what is about to be published makes one.

    The note is used up. Gives what the correction replaces, for `complete` to keep.
    """
    note, review.correction_note = review.correction_note.strip(), ""
    rendered = apps.get_model("writing", "Rendered").objects
    # The review is held before its rendering, as by whoever publishes it again.
    apps.get_model("writing", "ReviewPage").objects.filter(pk=review.pk).hold()
    stored = rendered.select_for_update().filter(review=review.pk).first()
    changes = changes_since(stored, review.body)
    if stored is None or not (changes or is_news(review, note)):
        review.revised_on = revised_on(review, review.revised_on)
        return None
    correction = _told(review, note, changes)
    review.revised_on = revised_on(review, review.revised_on)
    kept = {name: getattr(stored, name) for name in KEPT}
    former: FormerRendering = apps.get_model("writing", "FormerRendering")(
        correction=correction, **kept
    )
    return former


def _told(review: "ReviewPage", note: str, changes: Iterable[Change]) -> "Correction":
    newest = review.corrections.order_by("-number").first()
    number = newest.number + 1 if newest else 1
    correction: Correction = review.corrections.create(number=number, note=note)
    change_model = apps.get_model("writing", "VerdictChange")
    change_model.objects.bulk_create(
        change_model(correction=correction, **vars(change)) for change in changes
    )
    return correction


def complete(review: "ReviewPage", former: "FormerRendering | None", note: str) -> None:
    """Keep what a correction replaced, and take the note out of the drafts.

    A used note would be told again with the next publish, so each revision that holds
    it forgets it: any may be drafted on.
    """
    if former:
        words = _words(former), _words(review.rendered)
        former.differences = compare(*words) if former.passages else []
        former.save()
        _date_draft(review)
    if note:
        for revision in review.revisions.filter(content__correction_note=note):
            revision.content["correction_note"] = ""
            revision.save(update_fields=["content"])


def _date_draft(review: "ReviewPage") -> None:
    """Tell the newest draft the day, which its form would otherwise take back."""
    latest = review.get_latest_revision()
    if latest and review.revised_on:
        day = review.revised_on.isoformat()
        latest.content["revised_on"] = max(latest.content["revised_on"] or "", day)
        latest.save(update_fields=["content"])


def is_news(review: "ReviewPage", note: str) -> bool:
    """Whether a note says something that no correction of the review has said."""
    told = apps.get_model("writing", "Correction").objects
    note = note.strip()
    return bool(note) and not told.filter(review=review.pk, note=note).exists()


def is_due(review: "ReviewPage", stored: "Rendered | None", note: str) -> bool:
    """Whether a note from a bundle is about what changes, and was not told before."""
    changes = changes_since(stored, review.body)
    return bool(stored is None or changes) and is_news(review, note)


def revised_on(review: "ReviewPage", given: date | None) -> date | None:
    """The day of the last material change: the last correction's, or a later one."""
    told = apps.get_model("writing", "Correction").objects
    last = told.filter(review=review.pk).first() if review.pk else None
    return max(given or last.day, last.day) if last else given


# In the rendering


def front_of(review: "ReviewPage") -> dict[str, Any]:
    """What stands above the body of a review, as plain data."""
    published, revised = review.published_on, review.revised_on
    return {
        "title": review.title,
        "dek": review.dek,
        "bottom_line": review.bottom_line,
        "takeaways": review.takeaway_texts,
        "published": published.isoformat() if published else "",
        "revised": revised.isoformat() if revised else "",
    }


def corrections_of(review: "ReviewPage") -> list[dict[str, Any]]:
    """The corrections of a review as plain data, newest first.

    A withdrawn claim's address leads to the last word on it.
    """
    if not review.pk:
        return []
    told = apps.get_model("writing", "Correction").objects.filter(review=review.pk)
    records = [correction.record for correction in told.prefetch_related("changes")]
    taken = {one.value["label"] for one in review.body if one.block_type == "claim"}
    for change in (change for record in records for change in record["changes"]):
        change["keeps_address"] = not change["after"] and change["label"] not in taken
        taken.add(change["label"])
    return records


def marks_of(corrections: Sequence[Mapping[str, Any]]) -> dict[str, Changed]:
    """By block id, the latest change of a claim's verdict."""
    return {
        change["block"]: Changed(
            date.fromisoformat(correction["day"]),
            Verdict(change["before"]),
            correction["number"],
        )
        for correction in reversed(corrections)
        for change in correction["changes"]
    }


def reason_of(note: str) -> str:
    """What is printed after “because”, which an editor may have typed as well."""
    first, _, rest = note.partition(" ")
    return rest.lstrip() if first.lower() in {"because", "because:"} else note


def summary_of(correction: Mapping[str, Any]) -> str:
    """A correction in a sentence or two, where it can't be shown as on its page."""
    note = correction["note"]
    if not correction["changes"]:
        return note
    told = "; ".join(map(_fate, correction["changes"]))
    return f"{told}, because {reason_of(note)}" if note else f"{told}."


def _fate(change: Mapping[str, Any]) -> str:
    before = Verdict(change["before"]).label
    after = Verdict(change["after"]).label if change["after"] else ""
    fate = f"from {before} to {after}" if after else f"withdrawn (it was {before})"
    return f"Claim {change['number']}, “{change['said']}”: {fate}"


def _words(rendering: "Rendering") -> list[dict[str, Any]]:
    """All the words of a rendering, passage by passage."""
    front = rendering.front
    works = [unescape(strip_tags(work["html"])) for work in rendering.bibliography]
    return [
        _passage("title", "Title", [front.get("title", "")]),
        _passage("dek", "Dek", [front.get("dek", "")]),
        _passage("bottom-line", "Bottom line", [front.get("bottom_line", "")]),
        _passage("takeaways", "Takeaways", front.get("takeaways", [])),
        *rendering.passages,
        _passage("references", "References", works),
    ]


def _passage(key: str, name: str, lines: list[str]) -> dict[str, Any]:
    return {"id": key, "name": name, "anchor": "", "lines": lines}
