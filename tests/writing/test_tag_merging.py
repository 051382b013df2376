"""Two tags become one: for readers, in drafts, in old versions, and for old links."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision, Site

from tests.factories import ReviewPageFactory
from writing.models import ReviewTag, TaggedReview, TagsApart
from writing.tag_merging import left_with_few, merge_tags


def tag(name):
    return ReviewTag.objects.get_or_create(name=name)[0]


def names(review):
    return sorted(one.name for one in review.tags.all())


@pytest.fixture
def tagged(site):
    """A live review with tags, and with these in its newest version."""

    def make(*tags, **fields):
        for name in tags:
            tag(name)
        return ReviewPageFactory(parent=site, tags=list(tags), **fields)

    return make


def test_live_reviews_have_the_tag_that_is_kept(tagged):
    review = tagged("agent", "logs", "messaging")
    assert merge_tags(tag("agent"), tag("agents")) == 1
    review.refresh_from_db()
    assert names(review) == ["agents", "logs", "messaging"]
    assert not ReviewTag.objects.filter(name="agent").exists()


def test_a_review_with_both_has_the_tag_once(tagged):
    review = tagged("agent", "agents", "logs", "messaging")
    merge_tags(tag("agent"), tag("agents"))
    assert TaggedReview.objects.filter(content_object=review).count() == 3
    draft = review.get_latest_revision_as_object()
    assert names(draft) == ["agents", "logs", "messaging"]


def test_a_draft_keeps_its_subject_and_publishes_it(tagged):
    review = tagged("logs", "messaging", "storage")
    draft = review.get_latest_revision_as_object()
    draft.tags.set(["agent", "logs", "messaging"] if tag("agent") else [])
    draft.save_revision()
    merge_tags(tag("agent"), tag("agents"))
    review.refresh_from_db()
    review.latest_revision.publish()
    review.refresh_from_db()
    assert names(review) == ["agents", "logs", "messaging"]


def test_an_earlier_version_that_is_brought_back_has_it_too(tagged):
    review = tagged("agent", "logs", "messaging")
    earlier = review.latest_revision
    review.tags.set(["logs", "messaging", "storage"] if tag("storage") else [])
    review.save_revision().publish()
    merge_tags(tag("agent"), tag("agents"))
    earlier.refresh_from_db()
    assert names(earlier.as_object()) == ["agents", "logs", "messaging"]


def test_versions_without_the_tag_stay_as_they_are(tagged):
    review = tagged("logs", "messaging", "storage")
    versions = Revision.objects.filter(pk=review.latest_revision.pk)
    before = versions.values_list().get()
    merge_tags(tag("agent"), tag("agents"))
    assert versions.values_list().get() == before


def test_the_line_of_the_tag_that_goes_is_kept_where_there_is_none(tagged):
    gone, kept = tag("agent"), tag("agents")
    ReviewTag.objects.filter(pk=gone.pk).update(description="Programs that act.")
    gone.refresh_from_db()
    merge_tags(gone, kept)
    kept.refresh_from_db()
    assert kept.description == "Programs that act."


def test_a_line_that_is_there_is_not_overwritten(tagged):
    gone = ReviewTag.objects.create(name="agent", description="Theirs.")
    kept = ReviewTag.objects.create(name="agents", description="Ours.")
    merge_tags(gone, kept)
    kept.refresh_from_db()
    assert kept.description == "Ours."


PAGES = ["/writing/tags/{}/", "/writing/tags/{}/papers.bib"]
PAGES += ["/feed/{}/", "/feed/{}.json"]


@pytest.mark.parametrize("address", PAGES)
def test_an_old_address_leads_to_the_new_one(client, tagged, address):
    tagged("agent", "logs", "messaging")
    assert client.get(address.format("agent")).status_code == 200
    merge_tags(tag("agent"), tag("agents"))
    response = client.get(address.format("agent"))
    assert (response.status_code, response.url) == (301, address.format("agents"))
    assert client.get(response.url).status_code == 200


def test_readers_and_search_find_the_review_by_its_new_tag(client, tagged):
    review = tagged("agent", "logs", "messaging", title="About it")
    tag("quorums")
    merge_tags(tag("agent"), tag("quorums"))
    assert "About it" in client.get("/writing/tags/quorums/").content.decode()
    found = client.get("/search/", {"q": "quorums"}).context["results"]
    assert [one.review.pk for one in found] == [review.pk]
    assert list(client.get("/search/", {"q": "agent"}).context["results"]) == []
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "tags/quorums/" in sitemap
    assert "tags/agent/" not in sitemap


@pytest.mark.parametrize("address", PAGES)
def test_a_chain_of_merges_is_one_step(client, tagged, address):
    tagged("one", "logs", "messaging")
    merge_tags(tag("one"), tag("two"))
    merge_tags(tag("two"), tag("three"))
    for name in ("one", "two"):
        response = client.get(address.format(name))
        assert response.url == address.format("three")


@pytest.mark.parametrize("address", PAGES)
def test_a_name_that_comes_back_and_takes_its_place_makes_no_circle(
    client, tagged, address
):
    tagged("one", "logs", "messaging")
    merge_tags(tag("one"), tag("two"))
    merge_tags(tag("two"), tag("one"))
    assert client.get(address.format("one")).status_code == 200
    assert client.get(address.format("two")).url == address.format("one")
    assert not Redirect.objects.filter(old_path__contains="one").exists()


def test_a_redirect_that_somebody_made_to_the_old_address_leads_on(client, tagged):
    tagged("agent", "logs", "messaging")
    site = Site.objects.get()
    Redirect.objects.create(
        old_path="/short", redirect_link=f"{site.root_url}/writing/tags/agent/"
    )
    merge_tags(tag("agent"), tag("agents"))
    assert client.get("/short").url == "/writing/tags/agents/"


def test_reviews_that_the_gate_would_fault_afterwards_are_told(tagged):
    few = tagged("agent", "agents", "logs", title="Few")
    tagged("agent", "agents", "logs", "messaging", title="Enough")
    tagged("agent", "logs", "messaging", title="One of them")
    assert left_with_few(tag("agent"), tag("agents"), 3) == [few]


# In the CMS


def merge_url(one, other):
    return f"/admin/reviews/tags/merge/{one.pk}/{other.pk}/"


def test_a_moderator_sees_both_and_keeps_one(client, moderator, tagged):
    tagged("agent", "logs", "messaging", title="About it")
    gone, kept = tag("agent"), tag("agents")
    client.force_login(moderator)
    page = client.get(merge_url(gone, kept)).content.decode()
    assert "About it" in page
    assert "The names look alike: singular and plural." in page
    done = client.post(merge_url(gone, kept), {"keep": kept.pk}, follow=True)
    assert "“agent” is “agents” now, on 1 live review" in done.content.decode()
    assert not ReviewTag.objects.filter(pk=gone.pk).exists()


@pytest.mark.parametrize("keep", ["", "0", "x", "99999"])
def test_without_a_choice_nothing_is_merged(client, moderator, tagged, keep):
    gone, kept = tag("agent"), tag("agents")
    client.force_login(moderator)
    answer = client.post(merge_url(gone, kept), {"keep": keep})
    assert "Choose which of the two tags is kept." in answer.content.decode()
    assert ReviewTag.objects.filter(pk__in=[gone.pk, kept.pk]).count() == 2


def test_a_tag_is_not_merged_with_itself_or_with_nothing(client, moderator, tagged):
    one = tag("agent")
    client.force_login(moderator)
    assert client.get(merge_url(one, one)).status_code == 404
    one_gone = merge_url(one, tag("gone"))
    tag("gone").delete()
    assert client.get(one_gone).status_code == 404


def test_two_that_are_no_twins_are_not_told_again(client, moderator, site):
    one, other = tag("agent"), tag("agents")
    client.force_login(moderator)
    assert "agent and agents" in client.get("/admin/").content.decode()
    for _ in range(2):
        client.post(f"/admin/reviews/tags/apart/{other.pk}/{one.pk}/")
    assert TagsApart.objects.get().said_by == moderator
    assert "agent and agents" not in client.get("/admin/").content.decode()


def test_an_editor_is_not_told_of_twins(client, editor, site):
    tag("agent")
    tag("agents")
    client.force_login(editor)
    assert "agent and agents" not in client.get("/admin/").content.decode()
