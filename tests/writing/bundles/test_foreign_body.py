"""What Hugo, Jekyll and Quarto have in a text, as blocks of ours."""

import pytest

from tests.writing.bundles.foreign_texts import blocks_of, notes_of, prose_of, told
from tests.writing.bundles.strategies import png


@pytest.mark.parametrize(
    ("body", "language", "code"),
    [
        ("```python\nx = 1\n```", "python", "x = 1"),
        ("~~~ golang\nx\n~~~", "go", "x"),
        ("```\nx\n\ny\n```", "text", "x\n\ny"),
        ("```{python}\n#| echo: false\nx = 1\n```", "python", "x = 1"),
        ('{{< highlight go "linenos=table" >}}\nx\n{{< /highlight >}}', "go", "x"),
        ("{% highlight ruby linenos %}\nx\n{% endhighlight %}", "text", "x"),
        ("```html\n<b>{{< x >}} @y</b>\n```", "text", "<b>{{< x >}} @y</b>"),
    ],
)
def test_a_listing_becomes_one(body, language, code):
    [(kind, value)] = blocks_of(f"{body}\n")
    assert (kind, value["language"], value["code"]) == ("code", language, code)


def test_what_a_listing_has_besides_is_told():
    body = "```{r}\n#| label: lst-a\n#| lst-cap: Sums.\n#| echo: false\n1+1\n```\n"
    [(_, value)] = blocks_of(body)
    assert (value["label"], value["caption"]) == ("lst-a", "Sums.")
    assert notes_of(body) == [
        (4, "the language “r”", "set as plain text"),
        (4, "a cell of r", "kept as a listing, not run"),
        (7, "“#| echo: false” of a cell", "left out"),
    ]


def test_a_listing_that_is_not_closed_is_read_to_the_end():
    assert blocks_of("```python\nx\ny")[0][1]["code"] == "x\ny"
    assert "not closed: read to the end" in told("```python\nx\ny")


@pytest.mark.parametrize(
    ("body", "latex", "label"),
    [
        ("$$ N = P $$", "N = P", ""),
        ("$$\nN = P\n$$ {#eq-n}", "N = P", "eq-n"),
        ("\\[\nN\n= P\n\\]", "N\n= P", ""),
        ("$$N\n= P$$", "N\n= P", ""),
    ],
)
def test_a_formula_that_stands_alone_becomes_an_equation(body, latex, label):
    [(kind, value)] = blocks_of(f"{body}\n")
    assert (kind, value["latex"], value["label"]) == ("equation", latex, label)


@pytest.mark.parametrize(
    ("line", "alt", "caption", "label"),
    [
        ('![A flow.](a.png "How it flows.")', "A flow.", "How it flows.", ""),
        (
            '{{< figure src="a.png" alt="A flow." caption="So." >}}',
            "A flow.",
            "So.",
            "",
        ),
        ('![So.](a.png){#fig-a fig-alt="A flow."}', "A flow.", "So.", "fig-a"),
        ('<img src="./a.png" alt="A flow." />', "A flow.", "", ""),
        ("![A flow.]({{ site.baseurl }}/a.png)", "A flow.", "", ""),
        ("![A flow.]({{ '/a.png' | relative_url }})", "A flow.", "", ""),
    ],
)
def test_a_picture_that_came_along_becomes_a_figure(
    tmp_path, line, alt, caption, label
):
    (tmp_path / "0").write_bytes(png())
    [(kind, value)] = blocks_of(line, {"a.png": tmp_path / "0"})
    assert (kind, value["image"]) == ("figure", "a.png")
    assert (value["alt"], value["caption"], value["label"]) == (alt, caption, label)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("b.png", "it is not in the upload"),
        ("../../etc/passwd", "it is not in the upload"),
        ("https://example.org/a.png", "it is on another host"),
        ("broken.png", "can't be read as PNG"),
        ("a.svg", "is not named as a picture"),
    ],
)
def test_any_other_picture_is_kept_as_text_and_told(tmp_path, target, reason):
    (tmp_path / "0").write_bytes(b"no picture")
    beside = {"broken.png": tmp_path / "0", "a.svg": tmp_path / "0"}
    [(kind, text)] = blocks_of(f"![A]({target})", beside)
    assert (kind, text) == ("prose", f"![A]({target})")
    if "://" in target or target.startswith(("b.", "..")):
        assert reason in told(f"![A]({target})")


@pytest.mark.parametrize(
    ("body", "title", "text"),
    [
        ('::: {.callout-note title="Mind"}\nThis.\n:::', "Mind", "This."),
        ("::: {.callout-tip}\n## Mind\n\nThis.\n:::", "Mind", "This."),
        (":::{.callout-warning}\nThis.\n:::", "Warning", "This."),
        ("> [!NOTE]\n> This.\n> That.", "", "This.\nThat."),
        ("> [!TIP] Mind\n> This.", "Mind", "This."),
    ],
)
def test_a_callout_becomes_one(body, title, text):
    [(kind, value)] = blocks_of(body)
    assert kind == "callout"
    assert (value["title"], value["text"]) == (title, text)


def test_of_another_division_the_content_stays():
    body = "::: {.column-margin}\nText.\n:::\n:::\n"
    assert prose_of(body) == "Text."
    assert notes_of(body) == [
        (4, "the division “::: {.column-margin}”", "its content is kept"),
        (7, "colons that close nothing", "left out"),
    ]


def test_a_directive_of_ours_is_understood():
    [(kind, value)] = blocks_of(":::{claim} Said.\n:verdict: holds\n\nFound.\n:::")
    assert (kind, value["said"], value["verdict"]) == ("claim", "Said.", "holds")


def test_a_note_goes_where_it_is_referred_to():
    body = (
        "One[^a].\n\n```\nx\n```\n\nTwo[^b], [it][l].\n\n"
        "[^a]: A.\n    More.\n[^b]: B.\n[L]: https://x.org/\n[^c]: C.\n"
    )
    first, _, second = blocks_of(body)
    assert first[1] == "One[^a].\n\n[^a]: A.\n    More."
    assert second[1] == "Two[^b], [it][l].\n\n[^b]: B.\n\n[L]: https://x.org/"
    assert notes_of(body) == [(16, "the note “c”, to which nothing refers", "left out")]


def test_references_to_blocks_and_works_are_ours(tmp_path):
    bib = tmp_path / "0"
    bib.write_text("@misc{kreps, title={Kafka}}\n@misc{rao, title={Raft}}")
    body = (
        "$$x$$ {#eq-x}\n\nIn @eq-x, @kreps and [see @rao, p. 3; @eq-x]; a@kreps.org.\n"
    )
    [_, (_, text)] = blocks_of(body, {"references.bib": bib})
    assert text == (
        "In {ref}`eq-x`, [@kreps] and see {ref}`eq-x` [@rao, p. 3]; a@kreps.org."
    )


@pytest.mark.parametrize(
    ("line", "what", "done"),
    [
        ("{{< youtube abc >}}", "“{{< youtube abc >}}”", "kept as text"),
        ('See {{< ref "b.md" >}}.', '“{{< ref "b.md" >}}”', "kept as text"),
        ("{% include a.html %}", "“{% include a.html %}”", "kept as text"),
        (
            "{% post_url 2024-01-01-a %}",
            "“{% post_url 2024-01-01-a %}”",
            "kept as text",
        ),
        ("{{ page.title }}", "“{{ page.title }}”", "kept as text"),
        ("{{< include _a.qmd >}}", "“{{< include _a.qmd >}}”", "kept as text"),
        ("[it](b.md)", "“[it](b.md)”", "kept as text"),
        (
            "@nobody says",
            "“@nobody”, which names no work and no block here",
            "kept as text",
        ),
        (
            "a <b onclick=x>c",
            "the HTML “<b onclick=x>”",
            "kept as text: readers see the tag",
        ),
    ],
)
def test_what_has_no_equivalent_is_kept_and_told(line, what, done):
    assert prose_of(line) == line
    assert (4, what, done) in notes_of(line)


@pytest.mark.parametrize(
    ("line", "left", "what"),
    [
        ("Text.\n{: .lead}", "Text.", "“{: .lead}”"),
        ("[a](https://x.org){:target='_blank'} b", "[a](https://x.org) b", "_blank"),
        ("[a]{.smallcaps} b", "[a] b", "“{.smallcaps}”"),
        ("a <!-- b --> c", "a  c", "“<!-- b -->”"),
        ("<!--\nb\n-->\nText.", "Text.", "the comment “<!--”"),
        ("## A {#a .big}", "## A {#a}", "“.big” of a heading"),
    ],
)
def test_what_is_left_out_is_told(line, left, what):
    assert prose_of(line) == left
    assert what in told(line)


def test_raw_keeps_what_is_in_it_and_goes():
    assert prose_of("{% raw %}\n{{ x }}\n{% endraw %}\n") == "{{ x }}"


@pytest.mark.parametrize("body", ["`{{< x >}} @y`", "$@a{{b}}$", "a@b.org", "\\@"])
def test_code_maths_and_addresses_are_no_constructs(body):
    assert prose_of(body) == body
    assert notes_of(body) == []
