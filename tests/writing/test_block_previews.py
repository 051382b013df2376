"""The block picker shows every block as readers would see it."""

import pytest
from django.urls import reverse

from writing.blocks import StoryBlock
from writing.models import ReviewPage

BLOCKS = list(StoryBlock().child_blocks)


def preview(client, name):
    block = ReviewPage.body.field.stream_block.child_blocks[name]
    url = reverse("wagtailadmin_block_preview")
    return client.get(url, {"id": block.definition_prefix})


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_has_a_preview_an_icon_and_a_description(client, editor, name):
    client.force_login(editor)
    block = ReviewPage.body.field.stream_block.child_blocks[name]
    response = preview(client, name)
    assert response.status_code == 200
    assert f"writing/blocks/{name}.html" in [t.name for t in response.templates]
    assert block.meta.icon != "placeholder"
    assert block.get_description()


def test_previews_are_for_the_signed_in_only(client, site):
    assert preview(client, "claim").status_code == 302
