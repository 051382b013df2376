"""Whoever edits other pages has no say in these reviews, and sees nothing of them."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tests.conftest import person
from tests.writing.cms_addresses import CHANGE, OPEN, rows

# Fixtures of the table's own test.
from tests.writing.test_permissions import changed, objects, opened, people
from writing.site_setup import EDITORS

__all__ = ["objects", "people"]

OURS = ("/admin/reviews/", "/admin/papers/", "/admin/reports/desk/")
# Lists, which leave out what the person may not edit; papers, which are everybody's.
OPENED = {
    "/admin/reviews/draft-comments/",
    "/admin/reviews/objections/",
    "/admin/reviews/objections/results/",
    "/admin/reviews/stale-claims/",
    "/admin/papers/paste/",
    "/admin/papers/{paper}/texts/",
    "/admin/papers/texts/{text}/file/",
    "/admin/papers/texts/{text}/remove/",
    "/admin/reports/desk/reviews/",
    "/admin/reports/desk/reviews/results/",
    "/admin/reports/desk/reviews/?export=csv",
    "/admin/reports/desk/links/",
    "/admin/reports/desk/links/results/",
    "/admin/reports/desk/links/?export=xlsx",
    "/admin/reports/desk/searches/",
    "/admin/reports/desk/searches/results/",
    "/admin/reports/desk/searches/?export=csv",
}
CHANGED = {
    "/admin/papers/paste/store/|{pasted}&then=draft",
    "/admin/papers/texts/{text}/remove/",
}


@pytest.fixture
def elsewhere(client, objects):
    """A browser of somebody with an editor's rights, but at the About page alone."""
    editors = Group.objects.get(name=EDITORS)
    others = Group.objects.create(name="Editors of About")
    others.permissions.set(editors.permissions.all())
    for held in GroupPagePermission.objects.filter(group=editors):
        GroupPagePermission.objects.create(
            group=others, page=objects["about"], permission=held.permission
        )
    client.force_login(person("other", others.name))
    return client


def test_an_editor_of_other_pages_opens_lists_and_papers_only(elsewhere, objects):
    ours = [address for address in rows(OPEN) if address.startswith(OURS)]
    assert opened(elsewhere, ours, objects) == OPENED


def test_the_lists_tell_nothing_of_reviews_that_may_not_be_edited(elsewhere, objects):
    told = [f"/admin/pages/{objects[name].pk}/" for name in ("review", "draft")]
    told += [objects["draft_comment"].text, objects["objection"].text]
    for address in OPENED:
        if "{" not in address:
            page = b"".join(elsewhere.get(address)).decode("utf-8", "replace")
            assert [text for text in told if text in page] == [], address


def test_an_editor_of_other_pages_changes_papers_only(elsewhere, objects):
    ours = [row for row in rows(CHANGE) if row.startswith(OURS)]
    table = "\n".join(["address editor moderator administrator", *ours])
    assert changed(elsewhere, table, objects) == CHANGED


def test_an_editor_of_other_pages_gets_no_findings(elsewhere, objects, site):
    for address in (
        reverse("checklist:edit", args=[objects["draft"].pk]),
        reverse("checklist:create", args=[site.pk]),
    ):
        assert elsewhere.post(address).status_code in {302, 403, 404}
