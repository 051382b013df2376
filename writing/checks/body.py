"""What a review's body must be; `writing.checks.blocks` has each kind of block."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.template.defaultfilters import pluralize

from writing.checks.draft import Draft
from writing.checks.findings import Finding, error, warning
from writing.rendering.body import NAMES
from writing.rendering.sourcing import unsourced_numbers
from writing.verdicts import Verdict

# The house's measure of a review, in words as `rendering.body` counts them: what a
# reader reads of prose, claims, captions and callouts, without code and data.
WORDS = range(1800, 2801)
FEWEST_CLAIMS = 7
FEWEST_VERDICTS = 3

# What a reader expects in every review, by the kinds of block that bring it.
APPARATUS = {
    "equation": ("equation",),
    "listing of code or pseudocode": ("code",),
    "chart or table": ("chart", "table"),
}


def blocks_of(*kinds: str) -> Callable[[Draft], Iterator[Finding]]:
    """The rule that each block of these kinds is sound by itself."""

    def check(draft: Draft) -> Iterator[Finding]:
        for block in draft.blocks:
            if block.block_type in kinds:
                yield from draft.own_findings[block.id]

    return check


def check_pointers(draft: Draft) -> Iterator[Finding]:
    """Citations, cross-references and notes, which are known only on the whole page.

    What a block's own check has said of the same text is not said again.
    """
    for block in draft.blocks:
        said = " ".join(one.message for one in draft.own_findings[block.id])
        for place, message in draft.drawn.faults:
            if place == block.id and message not in said:
                yield draft.at(block, error(message))


def check_numbers(draft: Draft) -> Iterator[Finding]:
    """Numbers in running text that a reader can't trace."""
    for block in draft.blocks:
        text, field = _running_text(block)
        for one in unsourced_numbers(text):
            message = f"Line {one.line}: no source nearby for {', '.join(one.numbers)}."
            yield draft.at(block, warning(message, field))


def _running_text(block: Any) -> tuple[str, str]:
    if block.block_type == "prose":
        return block.value, ""
    if block.block_type == "callout":
        return block.value.get("text") or "", "text"
    return "", ""


def check_labels(draft: Draft) -> Iterator[Finding]:
    """A label is an address: it stands once."""
    labelled = [block for block in draft.blocks if block.block_type in NAMES]
    counts = Counter(block.value.get("label") for block in labelled)
    for block in labelled:
        label = block.value.get("label")
        if label and counts[label] > 1:
            yield error(f"The label “{label}” is used twice.", "label").at(
                NAMES[block.block_type].capitalize(), block.id
            )


def check_length(draft: Draft) -> Iterator[Finding]:
    """Ten to fifteen minutes of reading."""
    if draft.drawn.words not in WORDS:
        wanted = f"{WORDS.start:,} to {WORDS.stop - 1:,}"
        yield _of_body(f"It has {draft.drawn.words:,} words; write {wanted}.")


def check_claims(draft: Draft) -> Iterator[Finding]:
    """Enough claims, which do not all end the same."""
    claims = [block.value for block in draft.blocks if block.block_type == "claim"]
    if len(claims) < FEWEST_CLAIMS:
        count = f"{len(claims)} claim{pluralize(len(claims))}"
        yield _of_body(f"It has {count}; write at least {FEWEST_CLAIMS}.")
    verdicts = {claim.get("verdict") for claim in claims} & set(Verdict.values)
    if len(verdicts) < FEWEST_VERDICTS:
        yield _of_body(
            f"Its claims meet {len(verdicts)} of the verdicts; "
            f"look for at least {FEWEST_VERDICTS}."
        )


def check_key_numbers(draft: Draft) -> Iterator[Finding]:
    """The numbers that one takes away."""
    if "key_numbers" not in _kinds(draft):
        yield _of_body("It has no key numbers; give three to six.")


def check_apparatus(draft: Draft) -> Iterator[Finding]:
    """What a reader expects in every review."""
    kinds = _kinds(draft)
    if draft.blocks and draft.blocks[0].block_type != "prose":
        yield _doubt("It does not open with prose.")
    for name, bringing in APPARATUS.items():
        if kinds.isdisjoint(bringing):
            yield _doubt(f"It has no {name}.")
    if "quote" not in kinds and not any(
        block.value.get("words")
        for block in draft.blocks
        if block.block_type == "claim"
    ):
        yield _doubt("It quotes no words of the paper.")


def _kinds(draft: Draft) -> set[str]:
    return {block.block_type for block in draft.blocks}


def _of_body(message: str) -> Finding:
    return error(message, "body", label="Body")


def _doubt(message: str) -> Finding:
    return warning(message, "body", label="Body")
