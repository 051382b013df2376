"""The form in which reviews are edited."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from writing.checks import findings
from writing.checks.findings import Finding, Level
from writing.models.overrides import Override, check_reason

# What is posted with a review that is to be published in spite of warnings.
REASON, SEEN = "override-reason", "override-seen"
REASON_LENGTH = 1000


class ReviewPageForm(WagtailAdminPageForm):
    """Says before publishing or submitting what the publish gate would refuse.

    A draft is saved as it is. Errors about a block are shown on that block. Where there
    are warnings only, they are shown above the form (`doubts`), and whoever may publish
    the page can let them stand and say why.
    """

    doubts: list[Finding] = []

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
            self.judge(findings(review))
        return not self.errors

    def judge(self, found: list[Finding]) -> None:
        """Refuse errors; refuse warnings too where the text is to go live."""
        self.show([one for one in found if one.level == Level.ERROR])
        if self.errors or not self.goes_live:
            return
        held = self.held_override()
        self.doubts = [one for one in found if not (held and held.covers(one))]
        if self.doubts:
            self.weigh()

    def weigh(self) -> None:
        """Take the reason why the warnings may stand, or say what it lacks."""
        if not self.may_override:
            self.add_error(None, "Only who may publish this page can let them stand.")
            return
        if not self.reason.strip():
            self.add_error(None, "There are warnings: correct them, or say below why.")
            return
        try:
            reason = check_reason(self.reason)
        except ValidationError as error:
            self.add_error(None, error)
            return
        seen = self.data.getlist(SEEN)
        if any(doubt.key not in seen for doubt in self.doubts):
            self.add_error(None, "There are other warnings than those you have seen.")
            return
        self.instance.override = Override.of(self.doubts, self.for_user, reason)

    @property
    def reason(self) -> str:
        """Why warnings may stand, as it was typed."""
        return str(self.data.get(REASON, ""))[:REASON_LENGTH]

    @property
    def may_override(self) -> bool:
        """Whether the person may publish the page, or below its parent a new one."""
        if self.instance.pk:
            permissions = self.instance.permissions_for_user(self.for_user)
            return bool(permissions.can_publish())
        permissions = self.parent_page.permissions_for_user(self.for_user)
        return bool(permissions.can_publish_subpage())

    @property
    def goes_live(self) -> bool:
        """Whether the form is sent to publish: at once, later, or by an approval."""
        return "action-publish" in self.data or self.is_approval

    @property
    def is_approval(self) -> bool:
        """Whether a moderator approves the review."""
        return self._workflow_action == "approve"

    @property
    def approval_comment(self) -> str:
        """The comment that goes with an approval, as the editor's dialog sends it."""
        return str(self.data.get("workflow-action-extra-data") or "{}")

    def held_override(self) -> Override | None:
        """What holds already for the revision that is approved as it stands."""
        if not self.is_approval or self.has_changed():
            return None
        return Override.objects.filter(revision=self.instance.latest_revision).first()

    @property
    def is_rejection(self) -> bool:
        """Whether a moderator sends the review back, for which it need not be fit."""
        return self._workflow_action == "reject"

    @property
    def _workflow_action(self) -> str:
        if "action-workflow-action" not in self.data:
            return ""
        return str(self.data.get("workflow-action-name", ""))

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
