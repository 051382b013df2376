"""Labels are proposed once, and then kept."""

from tests.factories import claim, sound
from writing.blocks import StoryBlock
from writing.labels import LABEL_LENGTH, propose_labels


def story(*blocks):
    return StoryBlock().to_python(list(blocks))


def test_a_label_is_proposed_from_what_is_said():
    body = story(claim(label="", said="Consumers pull."))
    propose_labels(body, {})
    assert body[0].value["label"] == "consumers-pull"


def test_a_proposed_label_ends_with_a_whole_word_and_leaves_room_for_a_number():
    body = story(
        claim(label="", said="It is ten to a hundred times faster than RabbitMQ.")
    )
    propose_labels(body, {})
    assert body[0].value["label"] == "it-is-ten-to-a-hundred-times-faster"
    assert len(body[0].value["label"]) <= LABEL_LENGTH


def test_two_blocks_with_the_same_text_get_different_labels():
    body = story(claim(label="", said="Same."), claim(label="", said="Same."))
    propose_labels(body, {})
    assert [block.value["label"] for block in body] == ["same", "same-2"]


def test_a_label_that_was_given_once_outlives_a_change_of_the_text():
    block = {**claim(label="", said="Another sentence."), "id": "a"}
    body = story(block)
    propose_labels(body, {"a": "first-sentence"})
    assert body[0].value["label"] == "first-sentence"


def test_an_editors_own_label_is_left_alone():
    body = story(claim(label="mine"))
    propose_labels(body, {})
    assert body[0].value["label"] == "mine"


def test_a_text_without_letters_still_gets_a_label():
    body = story(claim(label="", said="?!"))
    propose_labels(body, {})
    assert body[0].value["label"] == "claim"


def test_a_form_that_sends_a_published_label_back_empty_does_not_change_it(site):
    from tests.factories import ReviewPageFactory  # noqa: PLC0415

    review = ReviewPageFactory(parent=site, body=sound(claim(label="", said="First.")))
    block_id = review.body[0].id
    review.body = sound({**claim(label="", said="Second."), "id": block_id})
    review.save_revision()
    assert review.body[0].value["label"] == "first"
