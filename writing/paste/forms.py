"""The forms of a paste: the text, and what is wanted of each entry."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from home.models import User
from writing.bibliography.pasted import MAX_BYTES
from writing.models import Paper
from writing.models.papers import FIRST_YEAR, LAST_YEAR
from writing.paste.comparison import LABELS
from writing.paste.rows import Row
from writing.paste.storing import Choice, Then

TOO_LARGE = "The file is larger than 1 MB: paste it in parts."
NOT_UTF_8 = "The file is no text in UTF-8: save it as UTF-8, or paste what is in it."
# What a person may write otherwise before a paper is added.
OWN_FIELDS = ("short_title", "title", "year", "venue")
NOTHING = "Paste something, or choose a file."


class PasteForm(forms.Form):
    """A text, a file, or both; afterwards the text holds all of it."""

    text = forms.CharField(
        label="BibTeX, RIS, CSL-JSON, arXiv ids or DOIs",
        required=False,
        strip=False,
        max_length=MAX_BYTES,
        widget=forms.Textarea(
            attrs={
                "rows": 10,
                "spellcheck": "false",
                "data-paste-text": True,
                "placeholder": "@inproceedings{…}\n2302.04761v2\n"
                "https://doi.org/10.1145/1807167.1807184",
            }
        ),
        help_text="Many at once: one after the other, in any mixture.",
    )
    upload = forms.FileField(
        label="or a file",
        required=False,
        help_text="Choose it, or drop it onto the text. At most 1 MB, in UTF-8.",
        widget=forms.FileInput(
            attrs={"accept": ".bib,.ris,.json,.txt,text/plain", "data-paste-file": True}
        ),
    )

    def clean_upload(self) -> str:
        file: UploadedFile | None = self.cleaned_data["upload"]
        if file is None:
            return ""
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(TOO_LARGE)
        try:
            return file.read().decode("utf-8-sig").replace("\0", "")
        except UnicodeDecodeError as error:
            raise ValidationError(NOT_UTF_8) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parts = (cleaned.get("text", ""), cleaned.get("upload", ""))
        cleaned["text"] = "\n\n".join(part for part in parts if part.strip())
        if not self.errors and not cleaned["text"]:
            raise ValidationError(NOTHING)
        return cleaned


class OnePasteForm(PasteForm):
    """A text that holds one entry."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = "One entry, address or number."
        self.fields["text"].widget.attrs["rows"] = 5


class ThenForm(forms.Form):
    """What becomes of the papers, as far as the person may say."""

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        options = then_options(user)
        self.fields["then"] = forms.ChoiceField(
            label="Afterwards",
            widget=forms.RadioSelect,
            choices=[(option.value, option.label) for option in options],
            initial=options[0].value,
        )


def then_options(user: User) -> list[Then]:
    """The first is what is done unless another is chosen."""
    if user.has_perm("writing.publish_paper"):
        return [Then.PUBLISH, Then.DRAFT]
    workflow = Paper.get_default_workflow()
    return [Then.DRAFT, *([Then.SUBMIT] if workflow else [])]


class RowForm(forms.Form):
    """What a person wants of an entry."""

    take = forms.BooleanField(label="Add", required=False)
    short_title = forms.CharField(
        max_length=60, help_text="What people call it: “Kafka”."
    )
    title = forms.CharField(max_length=400)
    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    venue = forms.CharField(
        max_length=80, required=False, help_text="As printed: “NetDB 2011”."
    )
    another = forms.BooleanField(
        label="Add it: it is another paper of the same title", required=False
    )
    over = forms.MultipleChoiceField(required=False, choices=list(LABELS.items()))

    def __init__(self, row: Row, data: Any = None) -> None:
        paper = row.paper
        names = OWN_FIELDS if paper else ()
        # A year of 0 is none: the field is left open.
        initial = {name: getattr(paper, name) or "" for name in names}
        initial["take"] = row.state == "new"
        super().__init__(data, prefix=prefix(row.number), initial=initial)
        self.row = row

    @property
    def is_chosen(self) -> bool:
        """Whether anything is wanted of it."""
        names = {"new": ["take"], "here": ["another", "over"]}.get(self.row.state, [])
        return any(self.data.get(self.add_prefix(name)) for name in names)

    def choice(self) -> Choice | None:
        """What is wanted; nothing while the form has errors, which it then shows."""
        row = self.row
        is_another = bool(self.data.get(self.add_prefix("another")))
        if row.paper is None or not self.is_fit(adds=is_another or not row.here):
            return None
        cleaned = self.cleaned_data
        paper = row.paper
        if is_another or not row.here:
            paper = replace(paper, **{name: cleaned[name] for name in OWN_FIELDS})
        return Choice(
            number=row.number,
            paper=paper,
            here=row.here,
            revision=row.revision,
            fields=tuple(cleaned["over"]),
            is_another=is_another and not row.is_certain,
        )

    def is_fit(self, *, adds: bool) -> bool:
        """Whether it can be done: names and a year are wanted of a new paper only."""
        if not adds:
            for name in OWN_FIELDS:
                self.fields[name].required = False
        return self.is_valid()


def prefix(number: int) -> str:
    return f"row-{number}"
