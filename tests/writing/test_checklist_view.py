"""The checklist's answer to a form as it stands, role by role."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, streamfield

from tests.factories import PaperFactory, ReviewPageFactory
from tests.writing.review_forms import BUILT, claim_value, review_form, sound_body
from writing.checks import RULES
from writing.models import ReviewPage

UNFIT = sound_body(BUILT, ("claim", claim_value(locators="")))

NAMELESS = inline_formset([{"key": ""}])


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, live=False)


def ask(client, review, **fields):
    form = review_form(review.paper, review, **fields)
    response = client.post(reverse("checklist:edit", args=[review.pk]), form)
    assert response.status_code == 200
    return response.content.decode()


def test_a_sound_form_is_ready(client, editor, review):
    client.force_login(editor)
    body = sound_body(BUILT, ("claim", claim_value()))
    text = ask(client, review, body=body)
    assert f"Ready to publish: all {len(RULES)} rules hold." in text
    assert "Somebody is named" in text


def test_a_fault_leads_to_its_block_and_field(client, editor, review):
    client.force_login(editor)
    body = {**UNFIT, "1": {**UNFIT["1"], "id": "3f0c7c7e-0d5c-4a68-9a53-0d0f5f3a3a11"}}
    text = ask(client, review, body=body)
    assert 'data-gate-block="3f0c7c7e-0d5c-4a68-9a53-0d0f5f3a3a11"' in text
    assert 'data-gate-field="locators"' in text
    assert (
        f"1 error, 0 warnings. {len(RULES) - 1} of {len(RULES)} rules hold."
        in " ".join(text.split())
    )


def test_nothing_is_stored(client, editor, review):
    client.force_login(editor)
    before = list(ReviewPage.objects.values()), Revision.objects.count()
    ask(client, review, title="Changed", body=UNFIT)
    assert (list(ReviewPage.objects.values()), Revision.objects.count()) == before


def test_what_is_typed_is_escaped(client, editor, review):
    client.force_login(editor)
    script = "<script>alert(1)</script>"
    text = ask(client, review, body=streamfield([("prose", f"[x](/{script})")]))
    assert script not in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "<strong>Title</strong>"),
        ({"published_on": "soon"}, "<strong>Published</strong>"),
        ({"slug": "tags"}, "is an address of the index"),
        (
            {"references": inline_formset([{"key": ""}])},
            "<strong>References 1</strong>",
        ),
        (
            {"body": streamfield([("claim", claim_value(label="Not A Label"))])},
            "<strong>Body, block 1</strong> Use a-z, 0-9 and hyphens only.",
        ),
    ],
)
def test_a_form_that_cannot_be_read_is_told_in_words(
    client, editor, review, fields, said
):
    client.force_login(editor)
    text = ask(client, review, **fields)
    assert said in text
    assert "can’t be read" in text


@pytest.mark.parametrize("data", [{}, {"body-count": "x"}, {"body-count": "99999999"}])
def test_what_is_no_form_is_refused(client, editor, review, data):
    client.force_login(editor)
    response = client.post(reverse("checklist:edit", args=[review.pk]), data)
    assert response.status_code == 400


def test_a_new_review_is_checked_before_it_is_saved(client, editor, site):
    client.force_login(editor)
    address = reverse("checklist:create", args=[site.pk])
    body = sound_body(("prose", "See [itself](/writing/kafka/)."))
    form = review_form(PaperFactory(), body=body)
    text = client.post(address, form).content.decode()
    assert "leads to no public page" not in text
    assert "There are 0; choose three to six." in text
    assert not ReviewPage.objects.exists()


@pytest.mark.parametrize("person", ["editor", "moderator", "administrator"])
def test_who_may_edit_may_ask(client, request, site, review, person):
    client.force_login(request.getfixturevalue(person))
    for name, pk in (("edit", review.pk), ("create", site.pk)):
        address = reverse(f"checklist:{name}", args=[pk])
        assert client.post(address, {}).status_code == 400
        assert client.get(address).status_code == 405


def test_who_is_in_no_group_is_refused(client, django_user_model, site, review):
    client.force_login(django_user_model.objects.create_user("nobody"))
    for name, pk in (("edit", review.pk), ("create", site.pk)):
        response = client.post(reverse(f"checklist:{name}", args=[pk]), {})
        assert response.status_code == 302


def test_who_is_not_signed_in_is_sent_away(client, site, review):
    for name, pk in (("edit", review.pk), ("create", site.pk)):
        response = client.post(reverse(f"checklist:{name}", args=[pk]), {})
        assert response.url.startswith("/admin/login/")


def test_who_may_not_edit_this_page_is_refused(client, editor, site):
    review = ReviewPageFactory(parent=site)
    editor.groups.get().page_permissions.all().delete()
    client.force_login(editor)
    response = client.post(reverse("checklist:edit", args=[review.pk]), {})
    assert response.status_code in {302, 403}


def test_the_token_against_forgery_is_asked_for(site, moderator, review):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    address = reverse("checklist:edit", args=[review.pk])
    assert client.post(address, {}).status_code == 403


def test_the_panel_stands_beside_both_forms(client, editor, site, review):
    client.force_login(editor)
    add = reverse("wagtailadmin_pages:add", args=["writing", "reviewpage", site.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[review.pk])
    for form, name, pk in ((add, "create", site.pk), (edit, "edit", review.pk)):
        text = client.get(form).content.decode()
        assert f'data-gate="{reverse(f"checklist:{name}", args=[pk])}"' in text
        assert "writing/admin/checklist.js" in text
