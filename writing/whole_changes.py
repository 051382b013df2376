"""The CMS's other changes to what anyone may read: each is stored whole or not at all.

What follows from a change is written when it is announced: without a transaction a kill
in between would leave, say, a private page that is still found.
"""

from typing import Any

from django.db import transaction
from django.utils.decorators import method_decorator
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.admin.views.pages import bulk_actions
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.ordering import SetPagePositionView
from wagtail.admin.viewsets.pages import PageViewSet

whole = method_decorator(transaction.atomic, name="post")


@whole
class PrivacyView(SetPrivacyView):
    """Set who may read a page and what is below it."""


@whole
class MoveView(MoveConfirmView):
    """Move a page with what is below it."""


@whole
class PositionView(SetPagePositionView):
    """Put a page elsewhere among its siblings."""


class WholeViewSet(PageViewSet):
    """The views of pages that a change may hide, or that have such pages below them."""

    move_confirm_view_class = MoveView
    set_page_position_view_class = PositionView
    set_privacy_view_class = PrivacyView


class WholeBulkAction:
    """All of the chosen pages, or none."""

    @classmethod
    @transaction.atomic
    def execute_action(cls, *args: Any, **kwargs: Any) -> tuple[int, int]:
        done: tuple[int, int] = super().execute_action(*args, **kwargs)  # type: ignore[misc]
        return done


class MoveBulkAction(WholeBulkAction, bulk_actions.MoveBulkAction):
    """Move many pages."""


class UnpublishBulkAction(WholeBulkAction, bulk_actions.UnpublishBulkAction):
    """Take many pages down."""
