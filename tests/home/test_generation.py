"""Whatever changes a public page raises the generation, and nothing else does."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from wagtail.models import PageViewRestriction, Site

from config.unshown import COLUMNS
from home import generations, triggers
from home.models import Generation, PlainPage
from tests.factories import ReviewPageFactory
from writing.models import Paper, ReviewPage, ReviewTag

# Of these, pages are made. A new model belongs here or in config/unshown.py.
SHOWN = [
    *(
        "home.editorialimage",
        "home.editorialrendition",
        "home.homepage",
    ),
    *(
        "home.plainpage",
        "home.sitesettings",
        "home.user",
        "search.facet",
    ),
    *(
        "search.indexed",
        "search.indexing",
        "search.passage",
    ),
    *(
        "search.suggestion",
        "search.synonym",
        "search.word",
    ),
    *(
        "wagtailcore.collection",
        "wagtailcore.collectionviewrestriction",
    ),
    *(
        "wagtailcore.collectionviewrestriction_groups",
        "wagtailcore.locale",
    ),
    *(
        "wagtailcore.page",
        "wagtailcore.pageviewrestriction",
    ),
    *(
        "wagtailcore.pageviewrestriction_groups",
        "wagtailcore.site",
    ),
    *(
        "wagtaildocs.document",
        "wagtailembeds.embed",
        "wagtailimages.image",
    ),
    *(
        "wagtailimages.rendition",
        "wagtailredirects.redirect",
    ),
    *(
        "wagtailsearchpromotions.searchpromotion",
        "writing.citationsettings",
    ),
    *(
        "writing.claim",
        "writing.contributor",
        "writing.correction",
    ),
    *(
        "writing.formerrendering",
        "writing.paper",
        "writing.paperauthor",
    ),
    *(
        "writing.paperrelation",
        "writing.paperversion",
        "writing.reference",
    ),
    *(
        "writing.rendered",
        "writing.reviewpage",
        "writing.reviewtag",
    ),
    *(
        "writing.seriesentry",
        "writing.seriespage",
        "writing.taggedreview",
    ),
    *(
        "writing.verdictchange",
        "writing.writingindexpage",
    ),
]


def number():
    """The number as it would be if the transaction ended here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SELECT set_config('home.raised_by', '', true)")
    return Generation.objects.get().number


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, slug="kafka", tags=["messaging"])


def test_every_model_is_shown_or_is_not():
    assert sorted(model._meta.label_lower for model in triggers.shown()) == SHOWN


def test_nothing_is_kept_apart_that_is_not_there():
    models = apps.get_models(include_auto_created=True)
    columns = {field.column for model in models for field in model._meta.local_fields}
    labels = {model._meta.label for model in models}
    on_sqlite_only = {"wagtailsearch.SQLiteFTSIndexEntry"}
    assert set(settings.UNSHOWN_MODELS) - on_sqlite_only <= labels
    assert set(COLUMNS) <= columns


def test_the_database_has_a_trigger_for_every_table_that_is_shown(db):
    assert triggers.is_complete(connection)


def test_triggers_that_are_missing_or_outdated_are_made_anew(db, settings):
    settings.UNSHOWN_MODELS = [*settings.UNSHOWN_MODELS, "home.PlainPage"]
    assert not triggers.is_complete(connection)
    triggers.install(connection)
    assert triggers.is_complete(connection)
    triggers.remove(connection)
    assert triggers.present(connection) == set()


def sql(statement):
    def run(review):
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def publish(review):
    review.title = "Another"
    review.save_revision().publish()


def restrict(review):
    PageViewRestriction.objects.create(page=review, restriction_type="login")


CHANGES = {
    "a publish": publish,
    "an unpublish": lambda review: review.unpublish(),
    "a deletion": lambda review: review.delete(),
    "a move": lambda review: review.move(PlainPage.objects.get(), pos="first-sibling"),
    "an update of many": lambda review: Paper.objects.update(venue="VLDB"),
    "many new rows": lambda review: ReviewTag.objects.bulk_create(
        [ReviewTag(name="queues", slug="queues")]
    ),
    "plain SQL": sql("UPDATE writing_paper SET venue = 'OSDI'"),
    "a tag": lambda review: ReviewTag.objects.get(name="messaging").delete(),
    "privacy": restrict,
    "a site": lambda review: Site.objects.update(site_name="Another"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_raised_by(review, change):
    before = number()
    CHANGES[change](review)
    assert number() > before


def test_a_draft_that_is_saved_raises_nothing(review):
    before = number()
    review.title = "Not yet"
    review.save_revision()
    assert ReviewPage.objects.get().has_unpublished_changes
    assert number() == before


def test_a_person_who_signs_in_raises_nothing(client, editor):
    before = number()
    client.force_login(editor)
    assert number() == before


def test_a_restored_number_is_not_taken_for_the_one_that_followed_it(review):
    Generation.objects.update(number=7)
    Paper.objects.update(venue="VLDB")
    first = str(Generation.objects.get())
    Generation.objects.update(number=7)
    Paper.objects.update(venue="OSDI")
    if connection.vendor == "sqlite":
        assert str(Generation.objects.get()) != first


def test_within_a_transaction_nothing_is_remembered_for_others(db):
    request = HttpRequest()
    with transaction.atomic():
        assert generations.current() is None
        assert generations.once(request, "name", lambda: 1) == 1
    assert generations.once(HttpRequest(), "name", lambda: 2) == 2


def test_a_late_thread_gives_its_value_to_its_own_generation():
    memory = generations.Memory(by_host=True)
    late = memory.of("1")
    memory.of("2")
    late["name"] = "old"
    assert memory.of("2") == {}
    assert memory.of("1") == {}
