"""Each role can do in the CMS what its work needs, and nothing else."""

from urllib.parse import parse_qsl, urlencode

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Site, Task, Workflow

from home.models import EditorialImage, HomePage, PlainPage
from search.models import Synonym
from tests.factories import PaperFactory, ReviewPageFactory, SeriesPageFactory
from tests.writing.cms_addresses import CHANGE, OPEN, ROLES, may, rows
from tests.writing.correcting import objection_to
from tests.writing.drafts.links import DraftLinkFactory
from tests.writing.version_files import stale_claim, store
from writing.models import ReviewTag
from writing.paste.rows import only_row, sign

TRACES = {"sessions.Session", "wagtailadmin.EditingSession", "wagtailcore.PageLogEntry"}
TRACES |= {"wagtailcore.ModelLogEntry", "wagtailsearch.SQLiteFTSIndexEntry"}
NEW_USER = "username=x&email=x@localhost&first_name=X&last_name=X"
NEW_USER += "&password1=oP7-sdfn-wq3z&password2=oP7-sdfn-wq3z"
PROMOTION = {
    "editors_picks-TOTAL_FORMS": "1",
    "editors_picks-INITIAL_FORMS": "0",
    "editors_picks-0-external_link_url": "https://example.org/",
    "editors_picks-0-external_link_text": "Elsewhere",
    "editors_picks-0-ORDER": "1",
}
NO_COMMENTS = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


def pasted():
    """A new paper, as the page on which it was pasted sends it back."""
    row = sign(only_row("@misc{a, title = {Pasted}, year = 2020}"))
    fields = {"take": "on", "title": "Pasted", "short_title": "P", "year": "2020"}
    names = {f"row-1-{name}": value for name, value in fields.items()}
    return urlencode({"row": row, **names})


@pytest.fixture
def people(editor, moderator, administrator):
    nobody = get_user_model().objects.create_user("nobody", password="secret")
    return {
        "nobody": nobody,
        "editor": editor,
        "moderator": moderator,
        "administrator": administrator,
    }


@pytest.fixture
def objects(site, people):
    """One of each thing that an address of the CMS names."""
    owner = people["administrator"]
    review = ReviewPageFactory(parent=site, title="Live", tags=["messaging"])
    draft = ReviewPageFactory(parent=site, title="Draft", live=False, owner=owner)
    draft.get_workflow().start(draft, owner)
    link = DraftLinkFactory(review=draft)
    text = store(review.paper, "v1", "A text.", user=owner).text
    return {
        "draft_link": link,
        "draft_comment": link.comments.create(text="Too strong."),
        "site": Site.objects.get(),
        "home": HomePage.objects.get(),
        "index": site,
        "about": PlainPage.objects.get(),
        "review": review,
        "draft": draft,
        "revision": review.latest_revision,
        "task_state": draft.current_workflow_task_state,
        "objection": objection_to(review),
        "series": SeriesPageFactory(parent=site, reviews=[review]),
        "paper": review.paper,
        "text": text,
        "stale": stale_claim(review, text),
        "spare": PaperFactory(),
        "tag": ReviewTag.objects.get(name="messaging"),
        "twin": ReviewTag.objects.create(name="message"),
        "image": image(owner),
        "own_image": image(people["editor"]),
        "someone": people["nobody"],
        "group": Group.objects.get(name="Editors"),
        "workflow": Workflow.objects.get(),
        "collection": Collection.objects.get(),
        "task": Task.objects.get(),
        "redirect": Redirect.objects.create(old_path="/old", redirect_link="/new"),
        "synonym": Synonym.objects.create(phrases="exactly once, EOS"),
        "query": promoted_query(),
    }


def promoted_query():
    query = Query.get("kafka")
    link = {"external_link_text": "X", "external_link_url": "https://example.org/"}
    query.editors_picks.create(**link)
    return query


def image(owner):
    return EditorialImage.objects.create(
        title="A figure", file=get_test_image_file(), uploaded_by_user=owner
    )


def is_refused(response):
    """Whether the CMS answered that the person may not, in any of its ways."""
    sent_away = response.status_code == 302 and (
        response.url == "/admin/" or response.url.startswith("/admin/login/")
    )
    return sent_away or response.status_code in {401, 403, 404}


def opened(client, addresses, objects):
    """The addresses that answer; what is neither answer nor refusal is an error."""
    keys = {name: thing.pk for name, thing in objects.items()}
    found = set()
    for address in addresses:
        response = client.get(address.format(**keys))
        assert response.status_code in {200, 302, 401, 403, 404}, address
        if not is_refused(response):
            found.add(address)
    return found


def stored():
    """Every row that is not a trace of somebody's having been here."""
    return {
        model: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in TRACES
    }


def changed(client, table, objects):
    """The addresses to which a POST changes what is stored; each is taken back."""
    keys = {name: thing.pk for name, thing in objects.items()}
    before = stored()
    found = set()
    for row in rows(table):
        values = {**keys, "new_user": NEW_USER, "pasted": pasted()}
        values["promotion"] = urlencode(PROMOTION)
        address, _, fields = row.format(**values).partition("|")
        with transaction.atomic():
            response = client.post(address, {**NO_COMMENTS, **dict(parse_qsl(fields))})
            assert response.status_code < 500, row
            if stored() != before:
                found.add(row)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_a_role_opens_what_its_work_needs_and_nothing_else(
    client, people, objects, role
):
    client.force_login(people[role])
    assert opened(client, rows(OPEN), objects) == may(role, OPEN)


def test_an_administrator_opens_what_moderators_may_not(client, people, objects):
    client.force_login(people["administrator"])
    theirs = rows(OPEN).keys() - may("moderator", OPEN)
    assert opened(client, theirs, objects) == may("administrator", OPEN) & theirs


@pytest.mark.parametrize("role", ROLES)
def test_a_role_changes_what_its_work_needs_and_nothing_else(
    client, people, objects, role
):
    client.force_login(people[role])
    assert changed(client, CHANGE, objects) == may(role, CHANGE)


def test_who_is_not_signed_in_opens_nothing(client, objects):
    assert opened(client, rows(OPEN), objects) == set()


def test_who_is_in_no_group_opens_nothing(client, people, objects):
    client.force_login(people["nobody"])
    assert opened(client, rows(OPEN), objects) == set()


def test_who_is_in_no_group_changes_nothing(client, people, objects):
    assert changed(client, CHANGE, objects) == set()
    client.force_login(people["nobody"])
    assert changed(client, CHANGE, objects) == set()
