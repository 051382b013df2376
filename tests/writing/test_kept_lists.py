"""What is kept of lists for a generation is never older than what readers may see."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from wagtail.models import PageViewRestriction

from home import generations
from tests.databases import own_copy
from tests.factories import ReviewPageFactory, writing_index
from writing import reading
from writing.models import PaperRelation, ReviewPage

HERE = "/writing/here/"


@pytest.fixture(scope="module")
def db(request, django_db_setup, django_db_blocker):
    """Two reviews that share a tag, and one that shares it with neither."""
    migrated, module = connection.settings_dict["NAME"], request.module.__name__
    with django_db_blocker.unblock(), own_copy(migrated, module):
        index = writing_index()
        ReviewPageFactory(parent=index, slug="here", tags=["logs", "a", "b"])
        ReviewPageFactory(parent=index, slug="near", tags=["logs", "c", "d"])
        ReviewPageFactory(parent=index, slug="far", tags=["tea", "e", "f"])
        yield


@pytest.fixture(autouse=True)
def uncached(db, settings):
    """Every page is made anew, by what is kept for the generation."""
    cache.clear()
    for memory in (generations.for_each_host, reading.kept_below):
        memory.forget()
    settings.MIDDLEWARE = [name for name in MIDDLEWARE if "page_cache" not in name]


MIDDLEWARE = list(settings.MIDDLEWARE)


def review(slug):
    return ReviewPage.objects.get(slug=slug)


def related():
    """The slugs of what the page says is related to its review, as a reader sees it."""
    text = Client().get(HERE).content.decode().partition('id="related"')[2]
    return {slug for slug in ("near", "far", "new") if f"/writing/{slug}/" in text}


def retag(slug, *names):
    page = review(slug)
    page.tags.set(names)
    page.save_revision().publish()


@pytest.fixture
def relate():
    made = []

    def relating(kind):
        made.append(
            PaperRelation.objects.create(
                paper=review("here").paper, kind=kind, target=review("far").paper
            )
        )

    yield relating
    for relation in made:
        relation.delete()


def test_they_are_found_once_for_all_readers(django_assert_max_num_queries):
    related()
    with django_assert_max_num_queries(4) as queries:
        assert related() == {"near"}
    assert not any("paperrelation" in one["sql"] for one in queries.captured_queries)


def test_a_review_is_related_from_when_it_is_published_until_it_is_not():
    assert related() == {"near"}
    new = ReviewPageFactory(parent=writing_index(), slug="new", tags=["logs", "g", "h"])
    assert related() == {"near", "new"}
    new.unpublish()
    assert related() == {"near"}
    new.delete()


def test_a_review_that_becomes_private_is_not_related_any_more():
    assert related() == {"near"}
    restriction = PageViewRestriction.objects.create(
        page=review("near"), restriction_type="login"
    )
    assert related() == set()
    restriction.delete()
    assert related() == {"near"}


def test_they_follow_the_tags_of_either_review():
    assert related() == {"near"}
    retag("far", "logs", "e", "f")
    assert related() == {"near", "far"}
    retag("here", "tea", "a", "b")
    assert related() == set()
    retag("far", "tea", "e", "f")
    assert related() == {"far"}
    retag("here", "logs", "a", "b")
    assert related() == {"near"}


def test_they_follow_the_relations_of_papers(relate):
    assert related() == {"near"}
    relate("builds-on")
    assert related() == {"near", "far"}


def test_a_renamed_review_is_led_to_by_its_new_title():
    assert related() == {"near"}
    page = review("near")
    page.title = "Nearer than before"
    page.save_revision().publish()
    assert "Nearer than before" in Client().get(HERE).content.decode()


def test_a_draft_with_other_tags_changes_nothing_for_readers(administrator):
    page = review("here")
    page.tags.set(["tea", "a", "b"])
    page.save_revision()
    editor = Client()
    editor.force_login(administrator)
    preview = editor.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()
    assert "/writing/far/" in preview.partition('id="related"')[2]
    assert related() == {"near"}


@pytest.mark.parametrize("address", ["/writing/", "/writing/tags/logs/"])
def test_a_list_counts_what_there_is_now(address):
    def count():
        return Client().get(address).context["reviews"].paginator.count

    before = count()
    new = ReviewPageFactory(parent=writing_index(), slug="new", tags=["logs", "g", "h"])
    assert count() == before + 1
    new.delete()
    assert count() == before


def entry(slug):
    """The review's entry in the index, as a reader sees it."""
    text = Client().get("/writing/").content.decode()
    before, _, after = text.partition(f'href="/writing/{slug}/"')
    start, end = before.rindex("<li"), after.index("</li>")
    return before[start:] + after[:end]


def test_an_entry_says_what_the_review_says_now():
    before = entry("near")
    page = review("near")
    page.title, page.dek = "Nearer still", f"In other words: {page.dek}"
    page.save_revision().publish()
    after = entry("near")
    assert "Nearer still" in after
    assert f'<p class="dek">{page.dek}</p>' in after
    assert before != after


def test_an_entry_has_a_tags_new_name():
    tag = review("far").tags.get(slug="tea")
    tag.name = "green tea"
    tag.save()
    assert ">green tea</a>" in entry("far")
    tag.name = "tea"
    tag.save()
    assert ">tea</a>" in entry("far")


def beside(address):
    """The series, tags and verdicts beside a list, as a reader sees them."""
    text = Client().get(address).content.decode()
    return text[text.index('<nav class="side"') :].partition("</nav>")[0]


def test_each_list_marks_itself_among_the_tags():
    for address in ("/writing/", "/writing/tags/logs/", "/writing/tags/tea/"):
        assert f'href="{address}" aria-current="true"' in beside(address)
        assert beside(address).count("aria-current") == 1


def test_a_tag_counts_its_public_reviews_alone():
    page = review("near")
    assert 'logs <span class="n">2</span>' in beside("/writing/")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="login"
    )
    assert 'logs <span class="n">1</span>' in beside("/writing/")
    restriction.delete()
    page.unpublish()
    assert 'logs <span class="n">1</span>' in beside("/writing/")
    assert "/tags/c/" not in beside("/writing/")
    page.save_revision().publish()
    assert 'logs <span class="n">2</span>' in beside("/writing/")


def test_below_a_restricted_index_nothing_is_counted():
    index = writing_index()
    assert ReviewPage.objects.hidden().count() == 0
    restriction = PageViewRestriction.objects.create(
        page=index, restriction_type="login"
    )
    assert ReviewPage.objects.hidden().count() == ReviewPage.objects.count() == 3
    restriction.delete()
