"""Corrections of all reviews: the page, the feeds, the ledger, the files."""

import csv
import json
from io import StringIO

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import ReviewPageFactory
from tests.writing.correcting import BODY, WHY, again, correct, drafted
from writing.corrections import summary_of
from writing.models import Correction, ReviewPage
from writing.publication import republish

PAGE = "/writing/corrections/"
LISTS = [PAGE, "/writing/corrections.atom", "/writing/corrections.json"]
LEDGER = ["/writing/claims/", "/writing/claims.csv", "/writing/claims.json"]
TOLD = (
    "Claim 1, “Kafka delivers each message exactly once.”: from Contradicted to Holds"
)
TOLD += f" with conditions, because {WHY}"


@pytest.fixture
def review(site):
    return ReviewPageFactory(
        parent=site, slug="kafka", title="Kafka", body=BODY, tags=["messaging"]
    )


@pytest.fixture
def correction(review):
    return correct(review)


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_nothing_is_corrected_at_first(client, review):
    assert "Nothing published here has been corrected yet." in text_of(client, PAGE)
    assert json.loads(text_of(client, LISTS[2])).get("items", []) == []


def test_a_correction_in_a_sentence(correction):
    assert summary_of(correction.record) == TOLD


@pytest.mark.parametrize(
    ("note", "printed"),
    [("because it does.", "because it does."), ("Because: so.", "because so.")],
)
def test_because_is_not_said_twice(review, note, printed):
    assert summary_of(correct(review, note=note).record).endswith(f", {printed}")


def test_the_page_lists_the_newest_first(client, correction, site):
    later = ReviewPageFactory(parent=site, title="Raft", body=BODY)
    correct(later, "holds", "a proof was published.")
    html = text_of(client, PAGE)
    assert html.index("a proof was published.") < html.index("erratum")
    assert 'href="/writing/kafka/versions/1/changes/"' in html


def test_the_feeds_carry_both_verdicts_the_reason_and_the_way_there(client, correction):
    (item,) = json.loads(text_of(client, LISTS[2]))["items"]
    assert item["url"] == "http://localhost/writing/kafka/#correction-1"
    assert item["summary"].endswith(WHY.replace("'", "’"))
    assert "<b>Contradicted</b> → <b>Holds with conditions</b>" in item["content_html"]
    assert "/writing/kafka/versions/1/" in item["content_html"]
    atom = client.get(LISTS[1])
    assert atom["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "#correction-1" in atom.content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_a_review_that_is_not_public_is_in_no_list(client, correction, address):
    review = correction.review
    assert "Kafka" in text_of(client, address)
    PageViewRestriction.objects.create(page=review, restriction_type="login")
    assert "erratum" not in text_of(client, address)
    PageViewRestriction.objects.all().delete()
    again(review).unpublish()
    assert "erratum" not in text_of(client, address)


@pytest.mark.parametrize("name", ["atom", "json"])
def test_feeds_stand_below_the_index_only(client, correction, name):
    assert client.get(f"/writing/kafka/corrections.{name}").status_code == 404
    assert client.get(f"/corrections.{name}").status_code == 404


def test_no_review_may_take_the_address_of_the_list(site):
    with pytest.raises(Exception, match="is an address of the index"):
        ReviewPageFactory(parent=site, slug="corrections")


def test_the_ledger_says_when_a_verdict_changed_and_what_it_was(client, correction):
    html = text_of(client, LEDGER[0])
    assert 'href="/writing/kafka/#correction-1">Changed on' in html
    assert "was Contradicted</a>" in html
    rows = list(csv.DictReader(StringIO(text_of(client, LEDGER[1]))))
    today = timezone.localdate().isoformat()
    assert (rows[0]["changed_on"], rows[0]["former_verdict"]) == (today, "contradicted")
    assert (rows[1]["changed_on"], rows[1]["former_verdict"]) == ("", "")
    items = json.loads(text_of(client, LEDGER[2]))["items"]
    assert items[0]["_claim"]["changed_on"] == today
    assert "Verdict changed on" in items[0]["content_html"]


def test_the_ledger_can_be_narrowed_to_what_changed(client, correction):
    assert "1 claim of those" in text_of(client, f"{LEDGER[0]}?changed=1")
    rows = list(csv.DictReader(StringIO(text_of(client, f"{LEDGER[1]}?changed=1"))))
    assert len(rows) == 1


def test_the_markdown_tells_of_it_at_the_end(client, correction):
    told = f"## Corrections\n\n- {correction.day.isoformat()}: {TOLD}\n"
    for address in ("/writing/kafka/index.md", "/llms-full.txt"):
        assert text_of(client, address).endswith(told)
    assert "corrections.json" in text_of(client, "/llms.txt")


def test_metadata_name_the_correction_and_the_day(client, correction):
    html = text_of(client, "/writing/kafka/")
    block = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    thing = next(one for one in json.loads(block)["@graph"] if one["@type"] == "Review")
    (told,) = thing["correction"]
    today = correction.day.isoformat()
    assert (told["dateCreated"], thing["dateModified"]) == (today, today)
    assert told["url"] == "http://localhost/writing/kafka/#correction-1"


def test_the_feed_of_reviews_leads_to_the_correction_and_no_form(client, correction):
    (item,) = json.loads(text_of(client, "/feed.json"))["items"]
    assert "http://localhost/writing/kafka/#correction-1" in item["content_html"]
    assert "This is wrong?" not in item["content_html"]


def test_a_pending_note_is_nowhere_to_be_read(client, review):
    draft = drafted(review)
    draft.correction_note = "A secret reason."
    draft.save_revision()
    for address in ("/writing/kafka/", "/writing/kafka/index.md", *LISTS):
        assert "secret reason" not in text_of(client, address)


def test_drawing_everything_again_changes_no_history(correction):
    before = Correction.objects.get().former.blocks
    republish(ReviewPage.objects.live())
    assert Correction.objects.get().former.blocks == before
