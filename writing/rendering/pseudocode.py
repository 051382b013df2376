"""Pseudocode as papers print it: sentences, and steps that begin with a keyword."""

from pygments.lexer import RegexLexer, bygroups
from pygments.token import Comment, Keyword, Text, Whitespace

# Keywords only at the head of a step: "from time to time, for each partition" is prose.
STEPS = (
    r"(for|foreach|while|until|repeat|loop|if|else|elif|otherwise|return|function|def"
    r"|procedure|input|output|on|when|break|continue|reject)\b"
)


class PseudocodeLexer(RegexLexer):
    """Keywords at the head of a line, and comments after `#` or `//`."""

    name = "Pseudocode"
    aliases = ["pseudocode"]
    tokens = {
        "root": [
            (r"^([ \t]*)" + STEPS, bygroups(Whitespace, Keyword)),
            (r"(?:#|//).*$", Comment.Single),
            (r"[^\n#/]+", Text),
            (r"[#/\n]", Text),
        ]
    }
