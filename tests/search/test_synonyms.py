"""What editors say means the same is looked for too."""

import pytest
from django.core.exceptions import ValidationError

from search.language import ask
from search.models import Synonym
from search.models.curated import MOST_GROUPS, MOST_PHRASES
from search.synonyms import Synonyms
from tests.factories import ReviewPageFactory
from writing.models import ReviewPage

pytestmark = pytest.mark.django_db


def keep(*groups):
    for phrases in groups:
        Synonym(phrases=phrases).save()


def refused(phrases, **fields):
    with pytest.raises(ValidationError) as error:
        Synonym(phrases=phrases, **fields).full_clean()
    return " ".join(error.value.messages)


@pytest.mark.parametrize("typed", ["exactly once", "Exactly-Once", "EXACTLY  ONCE"])
def test_a_phrase_is_known_in_every_spelling(typed):
    keep("exactly once, exactly-once, EOS", "naïve, simple")
    synonyms = Synonyms.read()
    assert synonyms.expand(typed) == ("EOS",)
    assert synonyms.expand("naive") == ("simple",)
    assert synonyms.expand("exactly") == ()
    assert synonyms.expand("") == ()


def test_all_synonyms_are_read_in_one_query(django_assert_num_queries):
    keep("a b, c", "d, e")
    with django_assert_num_queries(1):
        synonyms = Synonyms.read()
        assert [synonyms.expand(word) for word in ("a b", "d", "x")] == [
            ("c",),
            ("e",),
            (),
        ]


def test_a_change_is_known_to_the_next_search():
    keep("a, b")
    Synonym.objects.update(phrases="a, c")
    assert Synonyms.read().expand("a") == ("c",)


def test_what_got_past_the_form_breaks_no_search():
    keep("a, b", "a, c", "", ",,,", "!!!, ???", "x", "," * 400)
    keep(", ".join(f"p{n}" for n in range(MOST_PHRASES + 5)))
    synonyms = Synonyms.read()
    assert synonyms.expand("a") == ("b",)
    assert synonyms.expand("c") == ("a",)
    assert synonyms.expand("x") == ()
    assert len(synonyms.expand("p0")) == MOST_PHRASES - 1


def test_so_many_groups_are_read_and_no_more():
    Synonym.objects.bulk_create(
        Synonym(phrases=f"a{n}, b{n}") for n in range(MOST_GROUPS + 1)
    )
    synonyms = Synonyms.read()
    assert synonyms.expand(f"a{MOST_GROUPS - 1}") == (f"b{MOST_GROUPS - 1}",)
    assert synonyms.expand(f"a{MOST_GROUPS}") == ()
    assert f"{MOST_GROUPS} groups" in refused("new, newer")


@pytest.mark.parametrize("phrases", ["", "one", "one, One, ONE", "one, !!!", ", ,"])
def test_a_group_has_two_phrases_that_differ(phrases):
    assert refused(phrases)


def test_a_group_has_so_many_phrases_and_no_more():
    many = [f"p{n}" for n in range(MOST_PHRASES + 1)]
    assert "at most" in refused(", ".join(many))
    Synonym(phrases=", ".join(many[1:])).full_clean()


def test_no_phrase_stands_in_two_groups():
    keep("exactly once, EOS")
    assert "“Exactly-Once” stands in “exactly once, EOS” already." in refused(
        "idempotent, Exactly-Once"
    )
    kept = Synonym.objects.get()
    kept.phrases = "exactly once, EOS, exactly one time"
    kept.full_clean()


def test_phrases_are_kept_tidy():
    group = Synonym(phrases="  EOS ,“exactly   once”,, eos")
    group.full_clean()
    assert group.phrases == "EOS, exactly once"


def test_a_review_is_found_by_a_synonym_of_its_words(site):
    review = ReviewPageFactory(parent=site, title="A mixture of experts")
    keep("mixture of experts, MoE")
    tree = ask("MoE").all_words(Synonyms.read().expand)
    assert list(ReviewPage.objects.live().search(tree)) == [review]
    assert not ReviewPage.objects.live().search(ask("MoE").all_words())


def test_a_moderator_keeps_synonyms_in_the_cms(client, moderator):
    client.force_login(moderator)
    client.post("/admin/synonyms/new/", {"phrases": "EOS, exactly once"})
    assert Synonym.objects.get().phrases == "EOS, exactly once"
    again = client.post("/admin/synonyms/new/", {"phrases": "eos, other"})
    assert "“eos” stands in “EOS, exactly once” already." in again.content.decode()
    assert "EOS, exactly once" in client.get("/admin/synonyms/?q=eos").content.decode()


@pytest.mark.parametrize("role", ["editor", "moderator", "administrator"])
def test_the_menu_leads_who_may_to_synonyms_and_promotions(client, request, role):
    client.force_login(request.getfixturevalue(role))
    menu = client.get("/admin/").content.decode()
    for address in ("/admin/synonyms/", "/admin/searchpicks/"):
        assert (f'"{address}"' in menu) is (role != "editor")
    assert "/admin/searchpicks/reports/search-terms/" not in menu
