"""The site an empty database becomes: page tree, groups, permissions, moderation.

Every function may be called again. Pages and settings that exist are left as editors
have them; groups, permissions, moderation and the site's address are brought back to
what is written here and in the environment.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.forms.models import model_to_dict
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from home.models import HomePage, PlainPage, SiteSettings
from writing.models import Paper, ReviewApprovalTask, WritingIndexPage

EDITORS = "Editors"
MODERATORS = "Moderators"
WORKFLOW = "Moderators approval"

# What each group may do; whatever else it has on pages and collections is taken away.
PAGE_PERMISSIONS = {
    EDITORS: ["add_page", "change_page"],
    MODERATORS: [
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
    ],
}
IMAGE_PERMISSIONS = {
    EDITORS: ["add_image", "choose_image"],
    MODERATORS: ["add_image", "change_image", "choose_image", "delete_image"],
}
MODEL_PERMISSIONS = {
    EDITORS: {
        "wagtailadmin": ["access_admin"],
        "writing": ["add_paper", "change_paper", "view_paper"],
    },
    MODERATORS: {
        "wagtailadmin": ["access_admin"],
        "writing": [
            "add_paper",
            "change_paper",
            "delete_paper",
            "view_paper",
            "publish_paper",
            "lock_paper",
            "unlock_paper",
            "add_reviewtag",
            "change_reviewtag",
            "delete_reviewtag",
            "view_reviewtag",
        ],
        "search": ["add_synonym", "change_synonym", "delete_synonym"],
        "wagtailsearchpromotions": [
            "add_searchpromotion",
            "change_searchpromotion",
            "delete_searchpromotion",
        ],
    },
}


def prepare_tree() -> tuple[HomePage, WritingIndexPage]:
    """The front page, the Writing index and About; returns the first two."""
    home = HomePage.objects.first()
    is_new = home is None
    if home is None:
        home = _new_home()
    index = WritingIndexPage.objects.first()
    if index is None:
        index = home.add_child(
            instance=WritingIndexPage(
                title="Writing",
                slug="writing",
                eyebrow="Paper reviews",
                description=(
                    "Technical writing on distributed systems and AI engineering."
                ),
                show_in_menus=True,
            )
        )
    # After the index: the menu follows the order of the pages.
    if is_new:
        home.add_child(instance=_about())
    return home, index


def prepare_site(home: HomePage) -> None:
    """The Site with the address readers use, and the settings pages print."""
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost"
    )
    site.root_page = home
    if public_url := getattr(settings, "PUBLIC_URL", ""):
        parts = urlsplit(public_url)
        site.hostname = parts.hostname
        site.port = parts.port or (443 if parts.scheme == "https" else 80)
    if not site.site_name:
        site.site_name = "Close Reading"
    # A site that is saved has every review's citation and metadata looked at again.
    stored = Site.objects.filter(pk=site.pk).first()
    if stored is None or model_to_dict(site) != model_to_dict(stored):
        site.save()
    SiteSettings.objects.get_or_create(
        site=site,
        defaults={
            "site_name": "Close Reading",
            "tagline": "Papers, held against what is said of them",
            "description": (
                "Close Reading holds what people say about a paper against what the "
                "paper says. Every verdict names the place it rests on."
            ),
            "publisher": "The editors",
        },
    )


def prepare_groups(home: HomePage, index: WritingIndexPage) -> None:
    """Editors write below the Writing index; moderators publish on the whole site."""
    for name, page in ((EDITORS, index), (MODERATORS, home)):
        group, _ = Group.objects.get_or_create(name=name)
        _set_page_permissions(group, page, PAGE_PERMISSIONS[name])
        _set_image_permissions(group, IMAGE_PERMISSIONS[name])
        group.permissions.set(
            Permission.objects.filter(pk__in=_permission_ids(MODEL_PERMISSIONS[name]))
        )


def prepare_moderation() -> None:
    """One workflow, approved by moderators, for all pages and for papers."""
    moderators = Group.objects.get(name=MODERATORS)
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    if not workflow.active:
        workflow.active = True
        workflow.save(update_fields=["active"])
    if not workflow.tasks.exists():
        task = ReviewApprovalTask.objects.create(name=WORKFLOW)
        workflow.workflow_tasks.create(task=task, sort_order=0)
    for stock in GroupApprovalTask.objects.filter(
        workflow_tasks__workflow=workflow, name=WORKFLOW
    ):
        _put_gate_in_place_of(stock)
    for task in ReviewApprovalTask.objects.filter(workflow_tasks__workflow=workflow):
        task.groups.add(moderators)
    WorkflowPage.objects.get_or_create(
        page=Page.get_first_root_node(), defaults={"workflow": workflow}
    )
    WorkflowContentType.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Paper),
        defaults={"workflow": workflow},
    )


def _put_gate_in_place_of(stock: GroupApprovalTask) -> None:
    """Let our own task do the work of Wagtail's, in every workflow that has it.

    What is waiting for an approval goes on waiting; what was approved keeps its record.
    """
    task = ReviewApprovalTask.objects.create(name=stock.name, active=stock.active)
    task.groups.set(stock.groups.all())
    WorkflowTask.objects.filter(task=stock).update(task=task)
    stock.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).update(task=task)
    if stock.task_states.exists():
        stock.active = False
        stock.save(update_fields=["active"])
    else:
        stock.delete()


def _new_home() -> HomePage:
    """A front page in place of Wagtail's page of welcome."""
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(
            title="Close Reading",
            slug="close-reading",
            introduction="Papers, held against what is said of them.",
        )
    )
    Site.objects.update(root_page=home)
    Page.objects.child_of(root).filter(
        depth=2, slug="home", content_type=ContentType.objects.get_for_model(Page)
    ).delete()
    return home


def _about() -> PlainPage:
    text = (settings.BASE_DIR / "content" / "about.html").read_text()
    return PlainPage(
        title="About",
        slug="about",
        introduction=(
            "What is said of a paper travels further than the paper. "
            "We go back and look."
        ),
        body=text,
        show_in_menus=True,
    )


def _set_page_permissions(group: Group, page: Page, codenames: list[str]) -> None:
    held = GroupPagePermission.objects.filter(group=group)
    held.exclude(page=page, permission__codename__in=codenames).delete()
    for permission in Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(Page), codename__in=codenames
    ):
        GroupPagePermission.objects.get_or_create(
            group=group, page=page, permission=permission
        )


def _set_image_permissions(group: Group, codenames: list[str]) -> None:
    root = Collection.get_first_root_node()
    held = GroupCollectionPermission.objects.filter(group=group)
    held.exclude(collection=root, permission__codename__in=codenames).delete()
    for permission in Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(Image), codename__in=codenames
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _permission_ids(wanted: dict[str, list[str]]) -> Iterable[int]:
    """The keys of permissions given as codenames by app.

    Raises `LookupError` for one that does not exist, rather than granting less in
    silence.
    """
    for app, codenames in wanted.items():
        for codename in codenames:
            found = Permission.objects.filter(
                content_type__app_label=app, codename=codename
            ).first()
            if found is None:
                raise LookupError(f"There is no permission {app}.{codename}.")
            yield found.pk
