"""XML from outside as a tree: small, flat, and without a document type.

Entities and the files they name are declared in a document type, so that refusing it
refuses bombs and disclosures alike.
"""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

MAX_DEPTH = 20


class _Tree:
    def __init__(self) -> None:
        self.builder, self.depth = TreeBuilder(), 0

    def refuse(self, *declaration: object) -> None:
        raise ValueError("it declares a document type")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ValueError("it is nested too deep")
        self.builder.start(_bracketed(name), attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(_bracketed(name))


def read_xml(data: bytes) -> Element:
    """The root element; names are written as `{namespace}name`. Raises `ValueError`."""
    tree = _Tree()
    parser = ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = tree.refuse
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.builder.data
    try:
        parser.Parse(data, True)
    except (ExpatError, LookupError) as error:
        raise ValueError("it is no XML") from error
    return tree.builder.close()


def _bracketed(name: str) -> str:
    return f"{{{name}" if "}" in name else name
