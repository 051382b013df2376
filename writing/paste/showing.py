"""A row as the page shows it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlencode

from home.models import User
from writing.bundles.paper_store import record_of
from writing.bundles.rights import refuse_paper
from writing.models import Paper
from writing.paste.comparison import Difference, differences
from writing.paste.forms import RowForm
from writing.paste.rows import Row, sign
from writing.paste.storing import sentences

AUTHORS_SHOWN = 12
ADD = "wagtailsnippets_writing_paper:add"
EDIT = "wagtailsnippets_writing_paper:edit"


@dataclass(frozen=True)
class Shown:
    """What the template of a row needs."""

    row: Row
    form: RowForm
    faults: tuple[str, ...] = ()
    here: Paper | None = None
    changes: tuple[Difference, ...] = ()
    # Why nothing of the paper that is here may be changed.
    refusal: str = ""

    @property
    def signed(self) -> str:
        return sign(self.row)

    @property
    def ticked(self) -> list[str]:
        """The fields that were chosen, on a form that is shown again."""
        return self.form["over"].value() or []

    @property
    def authors(self) -> str:
        """The first of them, and how many more there are."""
        everyone = self.row.paper.authors if self.row.paper else ()
        names = [f"{a.given} {a.family}".strip() for a in everyone[:AUTHORS_SHOWN]]
        more = len(everyone) - len(names)
        return ", ".join([*names, *([f"and {more} more"] if more else [])])

    @property
    def by_hand(self) -> str:
        """The form of a new paper, with what is known in it."""
        kind, _, name = self.row.identifier.partition(":")
        field = "arxiv_id" if kind == "arXiv" else "doi"
        return f"{reverse(ADD)}?{urlencode({field: name})}"

    @property
    def here_url(self) -> str:
        return reverse(EDIT, args=[self.here.pk]) if self.here else ""


def show(
    row: Row, user: User, form: RowForm | None = None, faults: tuple[str, ...] = ()
) -> Shown:
    """The row, compared with the paper that is here."""
    form = form or RowForm(row)
    here = Paper.objects.filter(pk=row.here).first() if row.here else None
    if here is None or row.paper is None:
        return Shown(row, form, faults)
    newest = record_of(here.get_latest_revision_as_object())
    return Shown(
        row,
        form,
        faults,
        here,
        tuple(differences(newest, row.paper)),
        _refusal(user, here),
    )


def _refusal(user: User, paper: Paper) -> str:
    try:
        refuse_paper(user, paper)
    except ValidationError as error:
        return sentences(error)[0]
    return ""
