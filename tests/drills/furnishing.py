"""Furnishes the site in DATA_DIR: `python -m tests.drills.furnishing`."""

import os
from io import BytesIO

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from PIL import Image  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402

from home.models import EditorialImage  # noqa: E402
from tests import factories  # noqa: E402
from writing.models import Paper, VersionText  # noqa: E402


def picture(name, colour="teal"):
    """An uploaded image of its own."""
    data = BytesIO()
    Image.new("RGB", (900, 600), colour).save(data, "PNG")
    file = ContentFile(data.getvalue(), f"{name}.png")
    return EditorialImage.objects.create(title=name, file=file)


def figure(image):
    words = {"alt": "Teal.", "caption": "Teal.", "label": "teal", "licence": "own"}
    words["credit"] = "The editors"
    return {"type": "figure", "value": words | {"image": image.pk}}


def furnish():
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("prepare_site", verbosity=0)
    if "LONG_DRILLS" in os.environ:
        call_command("import_reviews", "content", publish=True)
    index = factories.writing_index()
    for name in ("Aardvark", "Buffalo"):
        factories.ReviewPageFactory(parent=index, title=name).save_revision().publish()
    call_command("create_people", verbosity=0)
    body = factories.sound(
        factories.prose("A reading, née élan, of 日本語."),
        figure(picture("teal")),
        factories.claim(),
    )
    drawn = factories.ReviewPageFactory(parent=index, title="Edition 1", body=body)
    drawn.save_revision().publish()
    text = VersionText(paper=Paper.objects.first(), label="v1", kind="pdf", size=9)
    text.file.save("private.pdf", ContentFile(b"not ours\n"))
    Redirect.objects.create(old_path="/old", redirect_link="/writing/")
    call_command("rebuild_search", verbosity=0)


if __name__ == "__main__":
    furnish()
