"""`{#name .class key="value"}`, as Pandoc, kramdown and Hugo write attributes."""

import re
from dataclasses import dataclass, field

ATTRIBUTE = re.compile(
    r"""\s*(?:
    \#(?P<id>[^\s}]{1,200})
    | \.(?P<class>[^\s}]{1,200})
    | (?P<name>[\w-]{1,100})\s*[=:]\s*(?:"(?P<double>[^"]{0,1000})"
        |'(?P<single>[^']{0,1000})'|`(?P<back>[^`]{0,1000})`|(?P<bare>[^\s,}"']{1,500}))
    | (?P<word>[^\s,}]{1,500})
    ),?""",
    re.VERBOSE,
)


@dataclass
class Attributes:
    """What stands between braces."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def take(self, *names: str) -> str:
        """The value of the first of these that is given; they are done with then."""
        found = [self.values.pop(name, "") for name in names]
        return next(filter(None, found), "")

    @property
    def rest(self) -> str:
        """What nobody has taken, as it might be written."""
        classes = [f".{name}" for name in self.classes]
        values = [f"{name}={value}" for name, value in self.values.items()]
        return " ".join([*classes, *values, *self.words])


def read_attributes(text: str) -> Attributes:
    """The attributes in a text without its braces."""
    found = Attributes()
    for match in ATTRIBUTE.finditer(text):
        parts = {name: part for name, part in match.groupdict().items() if part}
        name = parts.pop("name", "")
        if name:
            found.values[name] = next(iter(parts.values()), "")
        elif "id" in parts:
            found.id = parts["id"]
        elif "class" in parts:
            found.classes.append(parts["class"])
        else:
            found.words.append(parts["word"].strip("\"'`"))
    return found
