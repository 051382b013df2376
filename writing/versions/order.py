"""Which of two versions of a paper is the newer."""

import re
from collections.abc import Sequence

from writing.models import Paper, PaperVersion

NUMBERED = re.compile(r"v(\d{1,4})", re.IGNORECASE)


class VersionOrder:
    """The versions of one paper, its draft's included."""

    def __init__(self, paper: Paper) -> None:
        draft = paper.get_latest_revision_as_object()
        listed = [*draft.versions.all(), *PaperVersion.objects.filter(paper=paper.pk)]
        self.versions: dict[str, PaperVersion] = {}
        for version in listed:
            self.versions.setdefault(version.label.casefold(), version)
        self.labels: Sequence[str] = list(self.versions)

    @property
    def read(self) -> str:
        """The label of the version that reviews read: the first of the list."""
        return next(iter(self.versions.values())).label if self.versions else ""

    def is_newer(self, label: str, other: str) -> bool:
        """By their dates; else by numbers as arXiv's; else by their place in the list.

        A label that the paper does not list is older than any that it does.
        """
        one, two = label.casefold(), other.casefold()
        if one == two or one not in self.versions:
            return False
        if two not in self.versions:
            return True
        dates = self.versions[one].date, self.versions[two].date
        if dates[0] and dates[1] and dates[0] != dates[1]:
            return dates[0] > dates[1]
        numbers = NUMBERED.fullmatch(one), NUMBERED.fullmatch(two)
        if numbers[0] and numbers[1]:
            return int(numbers[0][1]) > int(numbers[1][1])
        return self.labels.index(one) > self.labels.index(two)
