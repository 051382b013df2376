"""Words that say nothing of what is looked for.

PostgreSQL's English list without those that carry sense in a paper: “exactly once”,
“before”, “against”, “under”, “same” and their like.
"""

_LISTED = """
    i me my myself we our ours ourselves you your yours yourself yourselves he him his
    himself she her hers herself it its itself they them their theirs themselves what
    which who whom this that these those am is are was were be been being have has had
    having do does did doing a an the and but if or because as until while of at by for
    with about into through to from up down in out on off again then here there when
    where why how all any both each more most other some such no nor not only so than
    too very s t can will just don should now
    don't doesn't didn't isn't aren't wasn't weren't can't won't wouldn't shouldn't
    couldn't hasn't haven't hadn't i'm i've we're we've you're they're
"""
STOP_WORDS = frozenset(_LISTED.split())
