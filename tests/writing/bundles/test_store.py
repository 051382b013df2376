"""Bundles brought into the site: whole or not at all, and once."""

from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from home.models import EditorialImage
from tests.writing.bundles.conftest import BODY, FRONT
from tests.writing.bundles.strategies import ODD_LINES, png, uuids
from writing.bundles.body import read_body
from writing.bundles.errors import BundleError
from writing.bundles.reader import read_bundle
from writing.bundles.records import Bundle
from writing.bundles.review_records import bundle_of
from writing.bundles.review_store import Outcome, import_bundle
from writing.bundles.writer import write_bundle
from writing.models import Paper, ReviewPage, ReviewTag

EVERY_BLOCK = """
## Heading

Prose, of two lines,
with a note.[^n]

[^n]: The note.

% prose
A second run.

:::{claim} It is exactly once.
:label: once
:verdict: contradicted
:heard: [A post](https://example.org/) 2014-04-27
:locators: §3.3, p. 4
:words: only guarantees at-least-once

Not so.
:::

:::{quote}
:locators: §3.3, p. 4

Few words.
:::

:::{key-numbers}

value,unit,what,locators
"400,000",msg/s,producer,"§5, p. 5"
:::

:::{figure} pipeline.png
:label: pipeline
:alt: Boxes.
:credit: The editors
:licence: own

A *caption*.
:::

:::{equation}
:label: rule
:numbered: false

N = P/C
:::

:::{code} python
:label: code
:lines: 1

x = 1
:::

:::{table} Tests
:label: tests
:locators: §5

Test,Messages/s
Producer,400000
:::

:::{chart} Tests
:label: drawn
:alt: Bars.
:locators: §5
:series: [{"column": "Messages/s"}]
:lines: [{"value": "1000", "label": "limit"}]

Test,Messages/s
Producer,400000
:::

:::{callout}
:kind: limits

Mind this.
:::
"""


def put_every_block(shelf):
    return read_bundle(shelf.put(body=EVERY_BLOCK, **{"pipeline.png": png()}))


def review():
    return ReviewPage.objects.get(slug="kafka")


def test_a_first_import_is_a_draft_that_nobody_can_see(site, client, shelf):
    assert import_bundle(read_bundle(shelf.put()), site) == Outcome.CREATED
    assert not review().live
    assert not review().paper.live
    assert client.get(review().url).status_code == 404


def test_a_published_import_is_read_at_once(site, client, shelf):
    import_bundle(read_bundle(shelf.put()), site, publish=True)
    page = client.get(review().url)
    assert page.status_code == 200
    assert "Kafka delivers each message exactly once." in page.content.decode()


@pytest.mark.parametrize("publish", [True, False])
def test_a_second_import_writes_nothing(site, shelf, publish):
    bundle = put_every_block(shelf)
    import_bundle(bundle, site)
    before = traces()
    assert import_bundle(bundle, site) == Outcome.UNCHANGED
    assert traces() == before


def traces():
    """All that an import could leave behind."""
    media = Path(settings.MEDIA_ROOT)
    return {
        "revisions": review().revisions.count() if ReviewPage.objects.exists() else 0,
        "log": PageLogEntry.objects.count(),
        "reviews": ReviewPage.objects.count(),
        "papers": Paper.objects.count(),
        "revised papers": sum(one.revisions.count() for one in Paper.objects.all()),
        "tags": ReviewTag.objects.count(),
        "images": EditorialImage.objects.count(),
        "files": sorted(map(str, media.rglob("*.*"))),
    }


def test_publishing_a_draft_afterwards_makes_no_new_revision(site, shelf):
    bundle = read_bundle(shelf.put())
    import_bundle(bundle, site)
    assert import_bundle(bundle, site, publish=True) == Outcome.PUBLISHED
    assert review().revisions.count() == 1
    assert import_bundle(bundle, site, publish=True) == Outcome.UNCHANGED


def test_a_changed_bundle_leaves_what_is_live_until_it_is_published(site, shelf):
    import_bundle(read_bundle(shelf.put()), site, publish=True)
    changed = read_bundle(shelf.put(front=FRONT.replace("read closely", "read again")))
    assert import_bundle(changed, site) == Outcome.UPDATED
    assert (review().title, review().draft_title) == (
        "Kafka, read closely",
        "Kafka, read again",
    )
    assert import_bundle(changed, site, publish=True) == Outcome.PUBLISHED
    assert review().title == "Kafka, read again"


def test_what_the_gate_refuses_leaves_nothing_behind(site, shelf):
    body = f"{BODY}\n:::{{figure}} p.png\n:label: p\n:::\n"
    bundle = read_bundle(shelf.put(body=body, **{"p.png": png()}))
    before = traces()
    with pytest.raises(BundleError):
        import_bundle(bundle, site, publish=True)
    assert traces() == before


def test_each_finding_of_the_gate_has_the_line_it_is_about(site, shelf):
    body = BODY.replace(":locators: §3.3, p. 4\n", "").replace(
        ":verdict: contradicted", ':words: "' + "word " * 41 + '"'
    )
    front = FRONT.replace("- The second.\n- The third.\n", "")
    with pytest.raises(BundleError) as caught:
        import_bundle(
            read_bundle(shelf.put(front=front, body=body)), site, publish=True
        )
    text = front + body
    found = {
        fault.message.split(": ")[0]: fault.line
        for fault in caught.value.faults
        if "words are quoted" in fault.message or "Takeaways" in fault.message
    }
    assert found == {
        "Takeaways": text[: text.index("takeaways:")].count("\n") + 1,
        "Claim 1": text[: text.index(":words:")].count("\n") + 1,
    }
    assert str(caught.value).count("\n") >= 3


def test_a_value_of_the_wrong_kind_is_refused_even_in_a_draft(site, shelf):
    said = "x" * 301
    body = BODY.replace("Kafka delivers each message exactly once.", said)
    with pytest.raises(BundleError) as caught:
        import_bundle(read_bundle(shelf.put(body=body)), site)
    line = FRONT.count("\n") + body[: body.index(said)].count("\n") + 1
    assert caught.value.line == line
    assert "at most 300 characters" in caught.value.message


def test_an_incomplete_draft_is_taken(site, shelf):
    front = "---\ntitle: Unfinished\npaper: {slug: kafka}\n---\n"
    import_bundle(read_bundle(shelf.put()), site)
    bundle = read_bundle(shelf.put("other", front, ":::{claim}\n:::\n"))
    assert import_bundle(bundle, site) == Outcome.CREATED


def test_a_label_that_was_proposed_does_not_make_the_bundle_a_new_one(site, shelf):
    bundle = read_bundle(shelf.put(body=BODY.replace(":label: exactly-once\n", "")))
    import_bundle(bundle, site)
    latest = review().get_latest_revision_as_object()
    assert latest.body[1].value["label"] == "kafka-delivers-each-message-exactly"
    assert import_bundle(bundle, site) == Outcome.UNCHANGED


def test_a_paper_may_be_named_only(site, shelf):
    import_bundle(read_bundle(shelf.put()), site)
    only_named = FRONT[: FRONT.index("paper:")] + "paper: {slug: kafka}\n---\n"
    bundle = read_bundle(shelf.put(front=only_named))
    assert import_bundle(bundle, site) == Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("url: nowhere", "url: Enter a valid URL"),
        ("arxiv_id: x", "can't be read as an identifier"),
        ("relations: [{kind: extends, paper: log}]", "no paper with the slug"),
        ("venue: " + "x" * 81, "at most 80 characters"),
    ],
)
def test_a_fault_of_the_paper_is_told_with_its_line(site, shelf, field, message):
    front = FRONT.replace("year: 2011", f"year: 2011\n  {field}")
    bundle = read_bundle(shelf.put(front=front))
    with pytest.raises(BundleError, match=message) as caught:
        import_bundle(bundle, site)
    assert (caught.value.file, caught.value.line) == ("kafka/index.md", 20)
    assert not Paper.objects.exists()


def test_a_reference_to_an_unknown_paper_is_told_with_its_line(site, shelf):
    bib = "@misc{a, title = {A}}\n\n@misc{b,\n  paper = {nobody}\n}\n"
    with pytest.raises(BundleError) as caught:
        import_bundle(read_bundle(shelf.put(**{"references.bib": bib})), site)
    assert (caught.value.file, caught.value.line) == ("kafka/references.bib", 3)


def test_a_review_takes_no_address_of_the_index(site, shelf):
    with pytest.raises(BundleError, match="is an address of the index"):
        import_bundle(read_bundle(shelf.put("tags")), site)


def test_a_picture_is_entered_once(site, shelf):
    bundle = put_every_block(shelf)
    import_bundle(bundle, site)
    second = read_bundle(
        shelf.put("other", body=EVERY_BLOCK, **{"pipeline.png": png()})
    )
    import_bundle(second, site)
    assert EditorialImage.objects.count() == 1


def test_a_picture_that_changed_is_entered_beside_the_old_one(site, shelf):
    import_bundle(put_every_block(shelf), site)
    shelf.put(body=EVERY_BLOCK, **{"pipeline.png": png("blue")})
    import_bundle(read_bundle(shelf.folder / "kafka"), site)
    assert EditorialImage.objects.count() == 2


def test_a_picture_with_a_title_of_its_own_is_found_again(site, shelf):
    import_bundle(put_every_block(shelf), site)
    EditorialImage.objects.update(title="The pipeline, drawn")
    exported = bundle_of(review())
    assert list(exported.images) == ["the-pipeline-drawn.png"]
    assert import_bundle(exported, site) == Outcome.UNCHANGED


def test_every_block_comes_out_as_it_went_in(site, shelf):
    bundle = put_every_block(shelf)
    import_bundle(bundle, site)
    exported = bundle_of(review())
    assert exported.body == bundle.body
    assert exported.front.takeaways == bundle.front.takeaways
    again = write_bundle(exported)
    shelf.put("kafka", again.pop("index.md").decode(), "", **again)
    assert import_bundle(read_bundle(shelf.folder / "kafka"), site) == Outcome.UNCHANGED
    assert write_bundle(bundle_of(review())) == write_bundle(exported)


BLOCKS = read_body(EVERY_BLOCK, "kafka")[0]
prose = st.lists(st.sampled_from([line for line in ODD_LINES if "\x00" not in line]))
prose_blocks = st.fixed_dictionaries(
    {"type": st.just("prose"), "value": prose.map("\n".join), "id": uuids}
)


@hypothesis_settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(prose_blocks, max_size=3, unique_by=lambda block: block["id"]),
    st.permutations(BLOCKS),
)
def test_any_body_comes_out_of_the_site_as_it_went_in(site, shelf, proses, blocks):
    front = put_every_block(shelf).front
    body = [*proses, *blocks]
    bundle = Bundle("kafka", front, body, images={"pipeline.png": png()})
    import_bundle(bundle, site)
    exported = bundle_of(review(), drafts=True)
    assert exported.body == body
    assert import_bundle(exported, site) == Outcome.UNCHANGED
