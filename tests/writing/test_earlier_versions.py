"""Where readers find what was corrected, and the text that stood there before."""

import re

import pytest
from wagtail.models import Page, PageViewRestriction

from tests.factories import PaperFactory, ReviewPageFactory, claim, prose, sound
from tests.writing.correcting import BODY, WHY, again, correct, drafted, withdraw
from writing.models import FormerRendering, Rendered

OLD = "/writing/kafka/versions/1/"
KEPT_IN_FRONT = (
    "public, max-age=0, must-revalidate, s-maxage=1, stale-while-revalidate=1"
)
CHANGES = f"{OLD}changes/"
DATA = "Test,Messages/s\nProducer,400000\nConsumer,22000"


@pytest.fixture
def review(site):
    return ReviewPageFactory(
        parent=site, slug="kafka", title="Kafka", body=BODY, tags=["messaging"]
    )


@pytest.fixture
def corrected(review):
    """The review after a correction that changed its title and bottom line too."""
    draft = drafted(review)
    draft.title = "Kafka, read again"
    draft.bottom_line = "Read it for the shape of the log, and no more."
    draft.save_revision()
    correct(review)
    return again(review)


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def marked(html, tag):
    """The words in all elements of that name, without what only screen readers get."""
    html = re.sub(r'<span class="hidden">.*?</span>', "", html)
    return re.findall(rf"<{tag}>(.*?)</{tag}>", html)


def test_the_review_tells_of_it_at_its_head_at_its_foot_and_on_the_claim(
    client, corrected
):
    html = text_of(client, corrected.url)
    assert '<a href="#correction-1"><time' in html
    assert '<li id="correction-1">' in html
    assert "Because the authors&#x27; erratum" in html or "Because the authors’" in html
    assert "it was Contradicted" in html
    assert 'href="versions/1/"' in html


def test_a_review_without_corrections_says_nothing_of_them(client, review):
    html = text_of(client, review.url)
    assert "orrected" not in html
    assert "Verdict changed" not in html


@pytest.mark.parametrize("address", [OLD, CHANGES])
def test_there_is_no_earlier_version_before_a_correction(client, review, address):
    assert client.get(address).status_code == 404


def test_an_earlier_version_reads_as_it_stood(client, corrected):
    html = text_of(client, OLD)
    assert "<h1>Kafka</h1>" in html
    assert "Read it for the shape of the log.</p>" in html
    card = html.split('id="claim-exactly-once"')[1].split("</article>")[0]
    assert re.search(r'aria-current="true">.*?<span>Contradicted</span>', card)
    assert "Kafka, read again" in text_of(client, corrected.url)


def test_an_earlier_version_says_so_and_leads_to_the_current_one(client, corrected):
    response = client.get(OLD)
    html = response.content.decode()
    assert "This is an earlier version" in html
    assert '<a href="/writing/kafka/">Read the current version</a>' in html
    assert 'rel="canonical" href="http://localhost/writing/kafka/"' in html


@pytest.mark.parametrize("address", [OLD, CHANGES])
def test_search_engines_leave_it_out(client, corrected, address):
    response = client.get(address)
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "versions" not in text_of(client, "/sitemap.xml")


def test_an_earlier_version_makes_no_claim_to_machines(client, corrected):
    html = text_of(client, OLD)
    assert "ld+json" not in html
    assert "citation_title" not in html
    assert "cite-this" not in html
    assert "This is wrong?" not in html


def test_the_differences_name_the_verdict_first_then_the_words(client, corrected):
    html = text_of(client, CHANGES)
    main = html.split("<main")[1]
    assert main.index("Holds with conditions") < main.index('id="words"')
    assert marked(html, "del")[1:] == [
        "Kafka",
        "log.",
        "Verdict: Contradicted",
    ]
    assert marked(html, "ins")[1:] == [
        "Kafka, read again",
        "log, and no more.",
        "Verdict: Holds with conditions",
    ]


def test_what_is_marked_is_named_to_those_who_do_not_see_it(client, corrected):
    html = text_of(client, CHANGES)
    assert "(removed: " in html
    assert "(added: " in html


def test_a_withdrawn_claim_is_told_with_its_verdict_and_all_its_words(client, review):
    withdraw(drafted(review), WHY).save_revision().publish()
    html = text_of(client, CHANGES)
    assert "<b>withdrawn</b>" in html
    assert "Kafka delivers each message exactly once." in marked(html, "del")
    assert "<b>withdrawn</b>" in text_of(client, review.url)


def test_each_earlier_version_is_kept_and_compared_with_its_next(client, corrected):
    correct(corrected, "holds", "we read Table 3 again.")
    assert "Verdict: Contradicted" in marked(text_of(client, CHANGES), "del")
    second = text_of(client, "/writing/kafka/versions/2/")
    assert "<h1>Kafka, read again</h1>" in second
    assert 'href="/writing/kafka/#correction-1"' in second
    assert client.get("/writing/kafka/versions/3/").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "32768", "9" * 30])
def test_a_number_that_no_correction_names_is_not_there(client, corrected, number):
    assert client.get(f"/writing/kafka/versions/{number}/").status_code == 404
    assert client.get(f"/writing/kafka/versions/{number}/changes/").status_code == 404


def unpublish(review):
    again(review).unpublish()


def restrict(review):
    PageViewRestriction.objects.create(page=review, restriction_type="login")


def restrict_above(review):
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=review.get_parent().pk), restriction_type="login"
    )


@pytest.mark.parametrize("hide", [unpublish, restrict, restrict_above])
def test_it_is_there_only_while_the_page_is_public(
    client, administrator, corrected, hide
):
    hide(corrected)
    for address in (OLD, CHANGES):
        assert client.get(address).status_code == 404
    client.force_login(administrator)
    assert client.get(OLD).status_code == 404


def test_whoever_keeps_it_asks_again(client, corrected):
    response = client.get(OLD)
    assert response["Cache-Control"] == KEPT_IN_FRONT
    assert not response.cookies
    assert client.get(OLD, headers={"if-none-match": response["ETag"]}).status_code == (
        304
    )


@pytest.mark.parametrize("address", [OLD, CHANGES])
def test_nothing_can_be_posted_to_it(client, corrected, address):
    assert client.post(address).status_code == 405


def test_links_of_an_old_text_work_where_it_stands_now(client, site):
    chart = {
        "type": "chart",
        "value": {
            "data": DATA,
            "caption": "Messages",
            "alt": "One is ahead.",
            "locators": "§5",
            "label": "messages",
        },
    }
    review = ReviewPageFactory(
        parent=site,
        slug="kafka",
        paper=PaperFactory(arxiv_id="1106.00001"),
        body=sound(prose("See {ref}`exactly-once` and [@kreps]."), chart, claim()),
        references={"kreps": {"type": "webpage", "title": "A log"}},
    )
    correct(review)
    html = text_of(client, OLD)
    main = html.split("<main")[1].split("</main>")[0]
    anchors = set(re.findall(r'\sid="([^"]+)"', html))
    local = re.findall(r'href="#([^"]+)"', main)
    assert {"claim-exactly-once", "ref-kreps"} <= set(local) <= anchors
    relative = re.findall(r'href="(?![#/]|https?:)([^"]*)"', main)
    assert set(relative) == {"changes/"}


def test_a_rendering_from_before_comparisons_is_still_kept(client, review):
    Rendered.objects.update(front={}, passages=[])
    correct(review)
    assert FormerRendering.objects.get().differences == []
    assert "<h1>Kafka</h1>" in text_of(client, OLD)


def test_what_editors_typed_is_never_markup(client, review):
    correct(review, note="<script>alert(1)</script> & so on")
    for address in (review.url, OLD, CHANGES, "/writing/corrections/"):
        html = text_of(client, address)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_corrections_are_in_no_text_that_is_searched_for(client, corrected):
    assert "versions/1" not in text_of(client, "/search/?q=contradicted")
