"""What editors chose stands above the results of exactly that question."""

import pytest
from django.apps import apps
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import PageViewRestriction

from search.language import ask
from search.promotions import MOST, promoted
from tests.factories import ReviewPageFactory, root
from writing.models import WritingIndexPage


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, title="Kafka, read closely")


def promote(words, page=None, text="", url="", description=""):
    return Query.get(words).editors_picks.create(
        page=page,
        external_link_text=text,
        external_link_url=url,
        description=description,
        sort_order=Query.get(words).editors_picks.count(),
    )


def titles(words):
    return [link.title for link in promoted(ask(words))]


def restrict(page):
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )


@pytest.mark.parametrize("typed", ["apache kafka", " Apache  KAFKA "])
def test_a_page_is_promoted_for_its_words_in_any_case(review, typed):
    promote("Apache Kafka", review, description="Begin here.")
    (link,) = promoted(ask(typed))
    assert (link.title, link.url) == (review.title, review.url)
    assert (link.description, link.is_external) == ("Begin here.", False)


@pytest.mark.parametrize("typed", ["kafka", "apache kafka log", "", "\x00"])
def test_nothing_is_promoted_for_other_words(review, typed):
    promote("apache kafka", review)
    assert titles(typed) == []


def test_a_link_elsewhere_is_promoted(site):
    promote("kafka", text="Kafka", url="https://kafka.apache.org/")
    (link,) = promoted(ask("kafka"))
    assert (link.title, link.url) == ("Kafka", "https://kafka.apache.org/")
    assert link.is_external


def test_the_editors_order_counts_and_so_many_are_shown(site):
    for number in range(MOST + 2):
        promote("kafka", text=f"Link {number}", url="https://example.org/")
    assert titles("kafka") == [f"Link {number}" for number in range(MOST)]


def test_what_is_not_public_is_never_promoted(review):
    promote("kafka", review)
    restrict(review)
    assert titles("kafka") == []
    PageViewRestriction.objects.all().delete()
    assert titles("kafka") == [review.title]
    review.unpublish()
    assert titles("kafka") == []


def test_a_page_below_a_restricted_one_is_never_promoted(review):
    promote("kafka", review)
    restrict(WritingIndexPage.objects.get())
    assert titles("kafka") == []


def test_a_page_that_the_site_does_not_serve_is_not_promoted(review):
    promote("kafka", root())
    promote("kafka", review)
    assert titles("kafka") == [review.title]


def test_promotions_take_few_queries(review, django_assert_max_num_queries):
    promote("kafka", review)
    assert titles("kafka")
    # The words that have any, which a request asks once a generation, then these.
    with django_assert_max_num_queries(4):
        assert titles("kafka") == [review.title]
    with django_assert_max_num_queries(1):
        assert titles("nothing of the kind") == []


def test_readers_write_nothing_into_the_tables_of_queries(client, review):
    for words in ("kafka", "closely", "nothing of the kind"):
        client.get("/search/", {"q": words})
        promoted(ask(words))
    models = apps.get_app_config("wagtailsearchpromotions").get_models()
    assert [model for model in models if model.objects.exists()] == []


def test_the_choice_of_popular_queries_is_there_without_any(client, moderator):
    client.force_login(moderator)
    for address in ("", "add/", "queries/chooser/", "queries/chooser/results/?q=x"):
        assert client.get(f"/admin/searchpicks/{address}").status_code == 200


def test_a_moderator_promotes_a_page_in_the_cms(client, moderator, review):
    client.force_login(moderator)
    fields = {
        "query_string": "Apache Kafka",
        "editors_picks-TOTAL_FORMS": "1",
        "editors_picks-INITIAL_FORMS": "0",
        "editors_picks-0-page": review.pk,
        "editors_picks-0-ORDER": "1",
    }
    client.post("/admin/searchpicks/add/", fields)
    assert titles("apache kafka") == [review.title]
    query = Query.objects.get()
    assert "apache kafka" in client.get("/admin/searchpicks/").content.decode()
    client.post(f"/admin/searchpicks/{query.pk}/delete/")
    assert titles("apache kafka") == []
