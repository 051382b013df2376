"""What a publish stores, what it draws again, and what it leaves alone."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import PaperFactory, ReviewPageFactory, claim, prose, sound
from writing import publication
from writing.models import Claim, Rendered, ReviewPage


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, tags=["messaging"])


def again(review):
    return ReviewPage.objects.get(pk=review.pk)


def page(client, review):
    return client.get(again(review).url).content.decode()


def drawings(monkeypatch):
    """Counts how often a body is drawn."""
    drawn = []
    original = publication.render

    def counted(*args, **kwargs):
        drawn.append(1)
        return original(*args, **kwargs)

    monkeypatch.setattr(publication, "render", counted)
    return drawn


def test_reading_a_review_draws_nothing(client, review, monkeypatch):
    drawn = drawings(monkeypatch)
    page(client, review)
    page(client, review)
    assert drawn == []


def test_publishing_the_same_again_draws_nothing(review, monkeypatch):
    drawn = drawings(monkeypatch)
    again(review).save_revision().publish()
    assert drawn == []


def test_publishing_a_change_draws_the_review_once(review, monkeypatch):
    drawn = drawings(monkeypatch)
    changed = again(review)
    changed.body = sound(prose("## What was built\n\nNew words."), claim())
    changed.save_revision().publish()
    assert drawn == [1]


def test_a_draft_changes_neither_rendering_nor_claims(client, review):
    changed = again(review)
    changed.body = sound(claim(said="Something else.", label="else"))
    changed.save_revision()
    assert "Something else" not in page(client, review)
    labels = [row.label for row in Claim.objects.all()]
    assert (labels[0], len(labels)) == ("exactly-once", 7)


def test_a_changed_label_keeps_the_old_anchor_on_the_page(client, review):
    changed = again(review)
    changed.body[1].value["label"] = "renamed"
    changed.save_revision().publish()
    text = page(client, review)
    assert 'id="claim-renamed"' in text
    assert 'id="claim-exactly-once"' in text


def test_an_old_anchor_survives_a_second_publish(client, review):
    for label in ("renamed", "renamed-again"):
        changed = again(review)
        changed.body[1].value["label"] = label
        changed.save_revision().publish()
    text = page(client, review)
    assert 'id="claim-exactly-once"' in text
    assert 'id="claim-renamed"' in text


def test_publishing_a_paper_brings_its_new_title_to_its_reviews(client, review):
    paper = review.paper
    paper.title = "Kafka, Retold"
    paper.save_revision().publish()
    assert "Kafka, Retold" in page(client, review)


def test_a_draft_of_a_paper_changes_no_review(client, review):
    paper = review.paper
    paper.title = "Kafka, Retold"
    paper.save_revision()
    assert "Kafka, Retold" not in page(client, review)


def test_publishing_a_cited_paper_brings_its_new_title_to_the_references(
    client, review
):
    cited = PaperFactory(title="Before")
    changed = again(review)
    changed.references = [changed.references.model(key="cited", paper=cited)]
    changed.body = sound(prose("## What was built\n\nA log [@cited]."), claim())
    changed.save_revision().publish()
    assert "Before" in page(client, review)
    cited.title = "After"
    cited.save_revision().publish()
    assert "After" in page(client, review)


def test_unpublishing_takes_the_claims_away_and_publishing_brings_them_back(review):
    again(review).unpublish()
    assert not Claim.objects.exists()
    again(review).get_latest_revision().publish()
    assert Claim.objects.count() == 7


def test_a_rendering_knows_its_words_and_tally(review):
    rendered = Rendered.objects.get(review=review)
    assert rendered.words > 0
    assert rendered.tally == {
        "contradicted": 1,
        "holds": 2,
        "overstated": 2,
        "absent": 2,
    }


def test_the_date_of_publication_is_the_first_when_left_empty(site):
    review = ReviewPageFactory(parent=site, live=False, published_on=None)
    review.get_latest_revision().publish()
    first = again(review)
    assert first.published_on == first.first_published_at.date()


def test_a_review_with_many_claims_is_published_in_as_many_queries_as_one_with_few(
    site,
):
    def queries(count):
        claims = [claim(label=f"claim-{number}") for number in range(count)]
        body = sound(prose("Begin."), *claims)
        review = ReviewPageFactory(parent=site, live=False, body=body)
        revision = review.get_latest_revision()
        with CaptureQueriesContext(connection) as captured:
            revision.publish()
        return len(captured)

    queries(1)
    assert queries(2) == queries(20)


def test_a_new_renderer_draws_again_what_an_older_one_drew(review, monkeypatch, capsys):
    call_command("render_reviews")
    monkeypatch.setattr(publication, "VERSION", publication.VERSION + 1)
    call_command("render_reviews")
    call_command("render_reviews")
    assert capsys.readouterr().out.split("\n")[:3] == [
        "Rendered 0 reviews.",
        "Rendered 1 reviews.",
        "Rendered 0 reviews.",
    ]
