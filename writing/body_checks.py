"""What a review's body must be as a whole; `writing.block_checks` has each block."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import pluralize

from writing.block_checks import BibliographyKeys, check_block
from writing.findings import Finding, error, warning
from writing.rendering.body import NAMES, RenderedBody, render
from writing.rendering.sourcing import unsourced_numbers
from writing.verdicts import Verdict

if TYPE_CHECKING:
    from writing.models import ReviewPage

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


def check_body(review: "ReviewPage") -> Iterator[Finding]:
    """Everything wrong or doubtful in the body, in its order, then as a whole."""
    known = BibliographyKeys.of(review)
    drawn = render(review.body, known.sources)
    blocks = list(review.body)
    yield from _blocks(blocks, known, drawn)
    yield from _labels(blocks)
    yield from _length(drawn)
    yield from _claims(blocks)
    yield from _apparatus(blocks)
    for key in drawn.uncited:
        yield warning(f"“{key}” is never cited.", label="References")


def _blocks(
    blocks: Sequence[Any], known: BibliographyKeys, drawn: RenderedBody
) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    for block in blocks:
        name = NAMES.get(block.block_type, block.block_type.replace("_", " "))
        counts[name] += 1
        label = f"{name.capitalize()} {counts[name]}"
        found = [*check_block(block, known)]
        found += _links(block.id, drawn.faults, found)
        found += _numbers(block)
        for finding in found:
            yield finding.at(label, block.id)


def _links(
    block_id: str, unresolved: list[tuple[str, str]], found: list[Finding]
) -> list[Finding]:
    """Citations, cross-references and notes of a block that lead nowhere.

    They are known only on the whole page. What the block's own check has said of the
    same text is not said again.
    """
    said = " ".join(finding.message for finding in found)
    return [
        error(message)
        for place, message in unresolved
        if place == block_id and message not in said
    ]


def _numbers(block: Any) -> Iterator[Finding]:
    """Numbers in running text that a reader can't trace."""
    text, field = "", ""
    if block.block_type == "prose":
        text = block.value
    elif block.block_type == "callout":
        text, field = block.value.get("text") or "", "text"
    for one in unsourced_numbers(text):
        numbers = ", ".join(one.numbers)
        yield warning(f"Line {one.line}: no source nearby for {numbers}.", field)


def _labels(blocks: Sequence[Any]) -> Iterator[Finding]:
    labelled = [block for block in blocks if block.block_type in NAMES]
    counts = Counter(block.value.get("label") for block in labelled)
    for block in labelled:
        label = block.value.get("label")
        if label and counts[label] > 1:
            yield error(f"The label “{label}” is used twice.", "label").at(
                NAMES[block.block_type].capitalize(), block.id
            )


def _length(drawn: RenderedBody) -> Iterator[Finding]:
    if drawn.words not in WORDS:
        wanted = f"{WORDS.start:,} to {WORDS.stop - 1:,}"
        yield _of_body(f"It has {drawn.words:,} words; write {wanted}.")


def _claims(blocks: Sequence[Any]) -> Iterator[Finding]:
    claims = [block.value for block in blocks if block.block_type == "claim"]
    if len(claims) < FEWEST_CLAIMS:
        count = f"{len(claims)} claim{pluralize(len(claims))}"
        yield _of_body(f"It has {count}; write at least {FEWEST_CLAIMS}.")
    verdicts = {claim.get("verdict") for claim in claims} & set(Verdict.values)
    if len(verdicts) < FEWEST_VERDICTS:
        yield _of_body(
            f"Its claims meet {len(verdicts)} of the verdicts; "
            f"look for at least {FEWEST_VERDICTS}."
        )


def _apparatus(blocks: Sequence[Any]) -> Iterator[Finding]:
    kinds = {block.block_type for block in blocks}
    if "key_numbers" not in kinds:
        yield _of_body("It has no key numbers; give three to six.")
    if blocks and blocks[0].block_type != "prose":
        yield warning("It does not open with prose.", "body", label="Body")
    for name, bringing in APPARATUS.items():
        if kinds.isdisjoint(bringing):
            yield warning(f"It has no {name}.", "body", label="Body")
    if "quote" not in kinds and not any(
        block.value.get("words") for block in blocks if block.block_type == "claim"
    ):
        yield warning("It quotes no words of the paper.", "body", label="Body")


def _of_body(message: str) -> Finding:
    return error(message, "body", label="Body")
