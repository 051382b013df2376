"""The form in which reviews are edited."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from writing.checks import errors
from writing.findings import Finding


class ReviewPageForm(WagtailAdminPageForm):
    """Says before publishing or submitting what the publish gate would refuse.

    A draft is saved as it is. The findings about a block are shown on that block.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(with_plain_line_ends(data), *args, **kwargs)

    def is_valid(self) -> bool:
        """Validate, then ask the gate, unless a draft is being saved.

        The gate comes after the rest because it looks at the whole page, with the
        references and names that the form's inline parts bring.
        """
        if not super().is_valid():
            return False
        if not (self.is_deferred_validation or self.is_rejection):
            review = self.save(commit=False)
            review.name_blocks()
            self.show(errors(review))
        return not self.errors

    @property
    def is_rejection(self) -> bool:
        """Whether a moderator sends the review back, for which it need not be fit."""
        return (
            "action-workflow-action" in self.data
            and self.data.get("workflow-action-name") == "reject"
        )

    def show(self, found: list[Finding]) -> None:
        """Put each finding where it belongs: on a block, a field, or above the form."""
        by_block: dict[str, list[Finding]] = defaultdict(list)
        on_body: list[str] = []
        for finding in found:
            if finding.block:
                by_block[finding.block].append(finding)
            elif finding.field == "body":
                on_body.append(finding.message)
            elif finding.field in self.fields:
                self.add_error(finding.field, finding.message)
            else:
                self.add_error(None, str(finding))
        if by_block or on_body:
            self.add_error("body", self._body_error(by_block, on_body))

    def _body_error(
        self, by_block: dict[str, list[Finding]], on_body: list[str]
    ) -> StreamBlockValidationError:
        """All that is wrong with the body at once: the editor shows one error of it."""
        return StreamBlockValidationError(
            block_errors={
                position: _block_error(by_block[block.id])
                for position, block in enumerate(self.cleaned_data["body"])
                if block.id in by_block
            },
            non_block_errors=[ValidationError(message) for message in on_body],
        )


def with_plain_line_ends(data: Any) -> Any:
    """Form data with the line ends that were typed: browsers send `\\r\\n` for each."""
    if not isinstance(data, QueryDict):
        return data
    plain = data.copy()
    for name, values in plain.lists():
        plain.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return plain


def _block_error(found: list[Finding]) -> ValidationError:
    """The findings of one block, on its fields where they name one."""
    by_field: dict[str, list[str]] = defaultdict(list)
    for finding in found:
        by_field[finding.field].append(finding.advice)
    general = by_field.pop("", [])
    if not by_field:
        return ValidationError(general)
    return StructBlockValidationError(
        block_errors={
            field: ValidationError(messages) for field, messages in by_field.items()
        },
        non_block_errors=[ValidationError(message) for message in general],
    )
