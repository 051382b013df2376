"""Setting up twice changes nothing; what a group has too much of is taken away."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
)

from home.models import HomePage, PlainPage, SiteSettings


def stored():
    return {
        model: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label != "wagtailsearch"
    }


def test_preparing_twice_changes_nothing(site):
    before = stored()
    call_command("prepare_site")
    assert stored() == before


def test_what_editors_changed_is_left_alone(site):
    HomePage.objects.update(title="Renamed")
    PlainPage.objects.update(title="Who we are", slug="who")
    SiteSettings.objects.update(site_name="Another Name")
    before = stored()
    call_command("prepare_site")
    assert stored() == before


@pytest.mark.parametrize("name", ["Editors", "Moderators"])
def test_surplus_permissions_are_taken_away(site, name):
    before = stored()
    group = Group.objects.get(name=name)
    permission = Permission.objects.get(codename="add_user")
    group.permissions.add(permission)
    GroupPagePermission.objects.create(
        group=group,
        page=Page.get_first_root_node(),
        permission=Permission.objects.get(codename="publish_page"),
    )
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="delete_document"),
    )
    call_command("prepare_site")
    assert stored() == before


@pytest.mark.parametrize("name", ["Editors", "Moderators"])
def test_missing_permissions_are_given_back(site, name):
    group = Group.objects.get(name=name)
    held = set(group.permissions.all())
    group.permissions.clear()
    group.page_permissions.all().delete()
    call_command("prepare_site")
    assert set(group.permissions.all()) == held
    assert group.page_permissions.exists()


@pytest.mark.parametrize(
    ("url", "hostname", "port"),
    [
        ("https://example.org", "example.org", 443),
        ("http://127.0.0.1:8765", "127.0.0.1", 8765),
    ],
)
def test_the_site_has_the_address_readers_use(db, settings, url, hostname, port):
    settings.PUBLIC_URL = url
    call_command("prepare_site")
    site = Site.objects.get()
    assert (site.hostname, site.port) == (hostname, port)
    assert site.root_page.specific == HomePage.objects.get()
