"""A paper is recorded once, and stays while something rests on it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from tests.factories import PaperFactory, ReviewPageFactory
from tests.writing.paper_forms import paper_form
from writing.models import Paper, PaperRelation, RelationKind

PAPERS = "wagtailsnippets_writing_paper"


def paper(**values):
    required = {"short_title": "Kafka", "title": "Kafka", "year": 2011}
    return Paper(**required | values)


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("arxiv_id", "2302.04761", "2302.04761"),
        ("arxiv_id", "https://arxiv.org/abs/2302.04761v2", "2302.04761"),
        ("arxiv_id", "https://arxiv.org/pdf/2302.04761", "2302.04761"),
        ("arxiv_id", "arXiv:cs/0601001", "cs/0601001"),
        ("doi", "https://doi.org/10.1145/3132747.3132751", "10.1145/3132747.3132751"),
        ("doi", "doi:10.1145/ABC.Def", "10.1145/abc.def"),
    ],
)
def test_an_identifier_is_stored_bare(db, field, typed, stored):
    one = paper(slug="kafka", **{field: typed})
    one.full_clean()
    assert getattr(one, field) == stored


@pytest.mark.parametrize("field", ["arxiv_id", "doi"])
def test_what_is_no_identifier_is_refused(db, field):
    with pytest.raises(ValidationError, match="can't be read as an identifier"):
        paper(slug="kafka", **{field: "Kreps et al."}).full_clean()


@pytest.mark.parametrize(
    ("field", "stored", "typed"),
    [
        ("arxiv_id", "2302.04761", "https://arxiv.org/abs/2302.04761v2"),
        ("doi", "10.1145/3132747.3132751", "https://doi.org/10.1145/3132747.3132751"),
    ],
)
class TestTheSamePaperTwice:
    def test_is_refused_in_words(self, client, moderator, field, stored, typed):
        PaperFactory(**{field: stored})
        client.force_login(moderator)
        response = client.post(reverse(f"{PAPERS}:add"), paper_form(**{field: typed}))
        assert "Another paper has this" in response.content.decode()
        assert Paper.objects.count() == 1

    def test_is_refused_by_the_database(self, db, field, stored, typed):
        twice = [paper(slug=slug, **{field: stored}) for slug in ("one", "two")]
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.bulk_create(twice)

    def test_is_fine_without_an_identifier(self, db, field, stored, typed):
        Paper.objects.bulk_create([paper(slug="one"), paper(slug="two")])
        assert Paper.objects.filter(**{field: ""}).count() == 2


def test_an_implausible_year_is_refused_by_the_database(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.bulk_create([paper(slug="kafka", year=20110)])


@pytest.fixture
def reviewed(site):
    return ReviewPageFactory(parent=site).paper


@pytest.fixture
def cited(site):
    review = ReviewPageFactory(parent=site, live=False)
    one = PaperFactory()
    review.references.create(key="kreps2011", paper=one)
    review.save()
    return one


@pytest.fixture
def related(db):
    one, other = PaperFactory.create_batch(2)
    other.relations.add(PaperRelation(kind=RelationKind.EXTENDS, target=one))
    other.save()
    return one


@pytest.mark.parametrize("use", ["reviewed", "cited", "related"])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/snippets/writing/paper/delete/{}/",
        "/admin/bulk/writing/paper/delete/?id={}",
    ],
)
def test_a_paper_in_use_cannot_be_deleted(client, administrator, request, use, address):
    one = request.getfixturevalue(use)
    client.force_login(administrator)
    response = client.post(address.format(one.pk), follow=True)
    assert response.status_code in {200, 403}
    assert Paper.objects.filter(pk=one.pk).exists()


def test_the_question_before_deleting_says_that_it_is_in_use(
    client, administrator, reviewed
):
    client.force_login(administrator)
    response = client.get(reverse(f"{PAPERS}:delete", args=[reviewed.pk]))
    assert "referenced 1 time" in response.content.decode()


def test_a_paper_without_use_can_be_deleted(client, moderator):
    one = PaperFactory()
    client.force_login(moderator)
    client.post(reverse(f"{PAPERS}:delete", args=[one.pk]))
    assert not Paper.objects.exists()


def test_a_relation_to_itself_is_refused_in_words(client, moderator):
    one = PaperFactory()
    client.force_login(moderator)
    relations = inline_formset([{"kind": "extends", "target": one.pk}])
    response = client.post(
        reverse(f"{PAPERS}:edit", args=[one.pk]),
        paper_form(relations=relations) | {"action-publish": "1"},
    )
    assert response.status_code == 200
    assert "A paper has no relation to itself." in response.content.decode()
    assert not PaperRelation.objects.exists()


def test_a_relation_to_itself_is_refused_by_the_database(db):
    one = PaperFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperRelation.objects.create(paper=one, target=one, kind="extends")


def test_a_relation_to_another_paper_is_stored(client, moderator):
    one, other = PaperFactory.create_batch(2)
    client.force_login(moderator)
    relations = inline_formset([{"kind": "extends", "target": other.pk}])
    client.post(
        reverse(f"{PAPERS}:edit", args=[one.pk]),
        paper_form(relations=relations) | {"action-publish": "1"},
    )
    assert [relation.target for relation in PaperRelation.objects.all()] == [other]
