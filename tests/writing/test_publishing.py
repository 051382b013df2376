"""Draft for trying out."""

from tests.factories import ReviewPageFactory


def test_a_review_can_be_read(site, client):
    review = ReviewPageFactory(parent=site, tags=["messaging"])
    response = client.get(review.url)
    assert response.status_code == 200
    assert "exactly once" in response.content.decode()
