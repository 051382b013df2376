"""What the reader of a draft link sees, and what is noted of it."""

import pytest
from django.test import Client

from tests.factories import ReviewPageFactory, claim
from tests.writing.drafts.links import (
    SECRET,
    DraftLinkFactory,
    assert_for_one_reader,
    draft,
    saved_again,
)


def test_a_draft_invites_nobody_to_quote_list_or_follow_it(client, address):
    text = client.get(address).content.decode()
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in text
    for word in ("canonical", "og:", "twitter:", "ld+json", "citation_", "cite-box"):
        assert word not in text
    assert "/feed.json" not in text
    assert "wagtail-userbar" not in text


def test_it_names_its_reader_its_version_and_its_end(client, link, address):
    text = client.get(address).content.decode()
    assert "Draft for Ada Example." in text
    version = link.review.latest_revision
    assert f"{version.created_at:%H:%M} UTC, the newest" in text
    assert f"{link.expires_at.day} {link.expires_at:%B %Y, %H:%M} UTC" in text


def test_crawlers_may_ask_so_that_they_see_that_they_may_not_list(client, site):
    assert "/draft/" not in client.get("/robots.txt").content.decode()


def test_the_recipients_name_is_text(client, review):
    link = DraftLinkFactory(review=review, recipient="<script>alert(1)</script>")
    text = client.get(link.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in text


def test_a_link_to_the_newest_version_follows_the_draft(client, review, address):
    saved_again(review, "Of late.")
    text = client.get(address).content.decode()
    assert "Of late." in text
    assert SECRET not in text


def test_a_link_to_one_version_stays_with_it(client, review):
    link = DraftLinkFactory(review=review, revision=review.latest_revision)
    saved_again(review, "Of late.")
    text = client.get(link.get_absolute_url()).content.decode()
    assert SECRET in text
    assert "Of late." not in text


def test_autosave_does_not_write_over_a_version_that_was_sent(review, editor):
    mine = review.save_revision(user=editor)
    DraftLinkFactory(review=review, revision=mine)
    review.title = "Typed on"
    newer = review.save_revision(user=editor, overwrite_revision=mine)
    assert newer.pk != mine.pk
    assert review.save_revision(user=editor, overwrite_revision=newer).pk == newer.pk


def test_a_draft_has_three_depths_like_any_review(client, address):
    text = client.get(f"{address}?depth=claims").content.decode()
    assert "Comment on this claim" in text
    assert SECRET not in text


def test_a_charts_data_stand_beside_the_draft(client, site):
    data = "Test,Messages\nProducer,400\nConsumer,22"
    value = {"kind": "bar", "data": data, "caption": "All", "alt": "All."}
    chart = {"type": "chart", "value": {**value, "label": "all"}}
    link = DraftLinkFactory(review=draft(site, body=[chart]))
    address = f"{link.get_absolute_url()}figures/chart-all.csv"
    assert (
        'href="figures/chart-all.csv"'
        in client.get(link.get_absolute_url()).content.decode()
    )
    response = client.get(address)
    assert response.content.decode().splitlines()[1] == "Producer,400"
    assert_for_one_reader(response)
    link.revoke()
    assert client.get(address).status_code == 404


def test_readers_see_nothing_of_it_before_or_after(site):
    review = ReviewPageFactory(parent=site, slug="public")
    saved_again(review, SECRET)
    link = DraftLinkFactory(review=review)
    reader, friend = Client(), Client()
    for _ in range(2):
        response = reader.get(review.url)
        assert SECRET not in response.content.decode()
        assert "public" in response["Cache-Control"]
        assert SECRET in friend.get(link.get_absolute_url()).content.decode()


def test_a_signed_in_reader_gets_no_bar_and_no_cookie(client, editor, address):
    client.force_login(editor)
    response = client.get(address)
    assert "userbar" not in response.content.decode()
    assert_for_one_reader(response)


def test_it_is_read_wherever_its_review_stands(client, site, review, address, editor):
    review.save_revision().publish()
    assert client.get(address).status_code == 200
    review.refresh_from_db()
    review.unpublish()
    assert client.get(address).status_code == 200


def test_a_link_outlives_the_account_that_made_it(client, review, editor):
    link = DraftLinkFactory(review=review, created_by=editor)
    editor.delete()
    assert client.get(link.get_absolute_url()).status_code == 200


def test_an_unfinished_draft_is_drawn(client, site):
    unfinished = claim(said="", verdict="", found="", locators="", label="")
    link = DraftLinkFactory(review=draft(site, body=[unfinished], takeaways=[]))
    assert client.get(link.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("headers", "counted"),
    [
        ({}, 1),
        ({"Sec-Fetch-Site": "none"}, 1),
        ({"Sec-Fetch-Site": "cross-site"}, 1),
        ({"Sec-Fetch-Site": "same-origin"}, 0),
        ({"Sec-Purpose": "prefetch;prerender"}, 0),
        ({"Purpose": "prefetch"}, 0),
    ],
)
def test_openings_are_counted_and_looks_ahead_are_not(
    client, link, address, headers, counted
):
    client.get(address, headers=headers)
    client.head(address)
    link.refresh_from_db()
    assert link.views == counted
    assert (link.last_viewed_at is not None) == bool(counted)
