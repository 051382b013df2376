"""What in a review's form can't be read, and where: before any rule can be asked."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from writing.checks.findings import Finding, error

if TYPE_CHECKING:
    from writing.forms import ReviewPageForm


def unread_in(form: "ReviewPageForm") -> Iterator[Finding]:
    """The form's own errors as findings, those of blocks at their blocks."""
    for name, faults in form.errors.as_data().items():
        own = form.fields.get(name)
        label = str(own.label or name).capitalize() if own else ""
        for fault in faults:
            yield from _of_field(form, name if own else "", label, fault)
    for name, formset in form.formsets.items():
        yield from _of_rows(name, formset)


def _of_field(
    form: "ReviewPageForm", name: str, label: str, fault: ValidationError
) -> Iterator[Finding]:
    blocks = getattr(fault, "block_errors", None)
    if not isinstance(blocks, Mapping):
        for message in fault.messages:
            yield error(message, name, label=label)
        return
    for position, of_block in blocks.items():
        block_id = form.data.get(f"{name}-{position}-id", "")
        for field, message in _of_block(of_block):
            yield error(message, field).at(f"{label}, block {position + 1}", block_id)


def _of_block(fault: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """The messages in a block's error, each with the block's field it is about."""
    inside = getattr(fault, "block_errors", None)
    if not isinstance(inside, Mapping):
        yield from ((field, message) for message in _messages(fault))
        return
    for name, of_child in inside.items():
        yield from _of_block(of_child, field or str(name))


def _messages(fault: Any) -> list[str]:
    return list(fault.messages) if isinstance(fault, ValidationError) else [str(fault)]


def _of_rows(name: str, formset: Any) -> Iterator[Finding]:
    """What is wrong in the rows below the form: references, contributors."""
    label = name.capitalize()
    for message in formset.non_form_errors():
        yield error(message, name, label=label)
    for number, row in enumerate(formset.forms, start=1):
        for field, messages in row.errors.items():
            for message in messages:
                what = "" if field == "__all__" else f"{field.replace('_', ' ')}: "
                yield error(f"{what}{message}", name, label=f"{label} {number}")
