"""What a person may bring in, as in the CMS. Nobody is the operator, who may do all.

A refusal is a `ValidationError`, which becomes a fault of the bundle like any other.
"""

from django.core.exceptions import ValidationError
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from home.models import EditorialImage, User
from writing.models import Paper


def refuse_new_page(user: User | None, parent: Page) -> None:
    """Unless the person may add pages here."""
    if user and not parent.permissions_for_user(user).can_add_subpage():
        raise ValidationError("you may not add pages here")


def refuse_page(user: User | None, page: Page) -> None:
    """Unless the person may edit the page, and nobody has locked it."""
    if user and not page.permissions_for_user(user).can_edit():
        raise ValidationError(f'you may not edit "{page.get_admin_display_title()}"')
    _refuse_locked(user, page, f'"{page.get_admin_display_title()}"')


def refuse_publishing(user: User | None, page: Page) -> None:
    """Unless the person may publish the page, and nobody has locked it."""
    if user and not page.permissions_for_user(user).can_publish():
        raise ValidationError(f'you may not publish "{page.get_admin_display_title()}"')
    _refuse_locked(user, page, f'"{page.get_admin_display_title()}"')


def refuse_new_paper(user: User | None) -> None:
    """Unless the person may enter papers."""
    if user and not user.has_perm("writing.add_paper"):
        raise ValidationError("you may not add papers")


def refuse_paper(user: User | None, paper: Paper) -> None:
    """Unless the person may change the paper, and nobody has locked it."""
    if user and not user.has_perm("writing.change_paper"):
        raise ValidationError(f'you may not change the paper "{paper.slug}"')
    _refuse_locked(user, paper, f'the paper "{paper.slug}"')


def refuse_publishing_paper(user: User | None, paper: Paper) -> None:
    """Unless the person may publish the paper, and nobody has locked it."""
    if user and not user.has_perm("writing.publish_paper"):
        raise ValidationError(f'you may not publish the paper "{paper.slug}"')
    _refuse_locked(user, paper, f'the paper "{paper.slug}"')


def refuse_new_tag(user: User | None) -> None:
    """Unless the person may add to the vocabulary."""
    if user and not user.has_perm("writing.add_reviewtag"):
        raise ValidationError("you may not add tags")


def refuse_tag(user: User | None) -> None:
    """Unless the person may change the vocabulary."""
    if user and not user.has_perm("writing.change_reviewtag"):
        raise ValidationError("you may not change tags")


def refuse_new_picture(user: User | None) -> None:
    """Unless the person may enter pictures where bundles put them."""
    if user is None:
        return
    policy = policy_registry.get_by_type(EditorialImage)
    allowed = policy.collections_user_has_permission_for(user, "add")
    if Collection.get_first_root_node() not in allowed:
        raise ValidationError("you may not add pictures")


def _refuse_locked(user: User | None, thing: Page | Paper, name: str) -> None:
    lock = thing.get_lock() if user else None
    if lock and lock.for_user(user):
        raise ValidationError(f"{name} is locked")
