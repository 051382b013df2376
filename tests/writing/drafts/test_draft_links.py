"""Who has a draft link reads that draft; everybody else gets the same plain 404."""

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from tests.writing.drafts.links import (
    DraftLinkFactory,
    assert_for_one_reader,
    end,
)
from writing.models import DraftLink


def revoked(link):
    link.revoke()


def page_deleted(link):
    link.review.delete()


def version_purged(link):
    DraftLink.objects.filter(pk=link.pk).update(newest=False, revision=None)


def link_deleted(link):
    link.delete()


def link_made_anew(link):
    key, pk = link.key, link.pk
    review = link.review
    link.delete()
    assert DraftLinkFactory(review=review, pk=pk).key != key


def paper_gone(link):
    revision = link.review.latest_revision
    content = {**revision.content, "paper": 0}
    Revision.objects.filter(pk=revision.pk).update(content=content)


OVER = [end, revoked, page_deleted, version_purged, link_deleted, link_made_anew]
OVER = [*OVER, paper_gone]

MADE_UP = {
    "nothing like it": "/draft/x/",
    "more below it": "{0}index.md",
    "a card below it": "{0}card.png",
    "no chart of it": "{0}figures/chart-none.csv",
    "no signature": "/draft/{1}/",
    "another's signature": "/draft/{1}.{2}/",
    "a nul": "/draft/%00/",
    "a nul in it": "{0}%00",
    "line ends": "/draft/a%0Ab%0D/",
    "no text": "/draft/%ff%fe/",
    "another alphabet": "/draft/драфт.ключ/",
    "much too long": f"/draft/{'a' * 3000}/",
    "dots": "/draft/.../",
}


def everything_of(response):
    """All but the number of the request, which every answer has for itself."""
    headers = dict(response.headers)
    assert headers.pop("X-Request-ID")
    return response.status_code, response.content, headers


@pytest.fixture
def plain(client, link):
    """The answer to an address that nobody was ever given."""
    response = client.get("/draft/wrong/")
    assert response.status_code == 404
    return everything_of(response)


@pytest.mark.parametrize("over", OVER)
def test_a_link_that_is_over_answers_as_one_that_never_was(
    client, link, address, plain, over
):
    assert client.get(address).status_code == 200
    over(link)
    assert everything_of(client.get(address)) == plain
    assert everything_of(client.get(address.rstrip("/"))) == plain
    assert everything_of(client.post(address, {"text": "Hello"})) == plain


def test_an_address_that_was_made_up_answers_the_same(client, link, address, plain):
    foreign = Signer(key="another key", sep=".").sign(link.key).partition(".")[2]
    told_apart = [
        name
        for name, made_up in MADE_UP.items()
        if everything_of(client.get(made_up.format(address, link.key, foreign)))
        != plain
    ]
    assert told_apart == []


@pytest.mark.parametrize("over", [end, revoked, link_deleted])
def test_a_link_that_is_over_takes_as_many_queries_as_one_that_never_was(
    client, address, link, over
):
    client.get("/draft/wrong/")
    with CaptureQueriesContext(
        connection,
    ) as made_up:
        client.get("/draft/wrong/")
    over(link)
    with CaptureQueriesContext(connection) as closed:
        client.get(address)
    assert len(closed) == len(made_up)


def test_the_404_does_not_tell_the_address(client, link):
    assert "secret-word" not in client.get("/draft/secret-word/").content.decode()


def test_a_link_copied_without_its_last_slash_leads_to_the_draft(client, address):
    response = client.get(address.rstrip("/"))
    assert response.status_code == 302
    assert response.url == address
    assert_for_one_reader(response)


@pytest.mark.parametrize("method", ["get", "head", "post", "put"])
def test_no_answer_is_kept_listed_or_named_elsewhere(client, address, method):
    for url in (address, "/draft/wrong/"):
        assert_for_one_reader(getattr(client, method)(url))


ANCIENT = {
    "an unknown block": '[{"type": "gone", "value": "x"}]',
    "an empty claim": '[{"type": "claim", "value": {}}]',
    "a claim of text": '[{"type": "claim", "value": "x"}]',
    "a claim of nothing": '[{"type": "claim", "value": null}]',
    "a verdict off the scale": '[{"type": "claim", "value": {"verdict": "maybe"}}]',
    "a claim heard nowhere": '[{"type": "claim", "value": {"heard": null}}]',
    "a chart of nothing": '[{"type": "chart", "value": {"data": null}}]',
    "numbers of nothing": '[{"type": "key_numbers", "value": {"numbers": null}}]',
    "a picture that is gone": '[{"type": "figure", "value": {"image": 9}}]',
    "no blocks": "[1, null]",
    "no list": '{"type": "claim"}',
    "no JSON": "words",
    "nothing": None,
}


def test_a_version_of_any_age_is_drawn_or_is_the_plain_404(
    client, review, address, plain
):
    revision = review.latest_revision
    answers = {}
    for name, body in ANCIENT.items():
        content = {**revision.content, "body": body}
        Revision.objects.filter(pk=revision.pk).update(content=content)
        response = client.get(address)
        answers[name] = response.status_code
        assert response.status_code == 200 or everything_of(response) == plain
    assert 200 in answers.values()
