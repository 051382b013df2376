"""What people do in the CMS, in their own terms."""

from playwright.sync_api import expect


def sign_in(page, name):
    page.goto("/admin/")
    page.get_by_role("textbox", name="Username").fill(name)
    page.get_by_role("textbox", name="Password").fill("secret")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


def field(page, path):
    """The input of a value by its place in the form: `body-2-value-said`."""
    return page.locator(f"[name='{path}']")


def fill(page, path, values):
    """Type or select each of the values in the fields below a place in the form."""
    for name, value in values.items():
        target = field(page, f"{path}-{name}")
        if target.evaluate("element => element.tagName") == "SELECT":
            target.select_option(value)
        else:
            target.fill(value)


def write_title(page, text):
    """Type a title key by key: the slug follows the keys."""
    field(page, "title").press_sequentially(text)


def write_markdown(page, path, text):
    """Type at the end of a Markdown field, into what stands before its textarea."""
    textarea = page.locator(f"textarea[name='{path}']")
    before = textarea.input_value()
    textarea.locator("+ .EasyMDEContainer .CodeMirror-code").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)
    expect(textarea).to_have_value(before + text)


def add_block(page, kind, values=None, markdown=None):
    """Pick a block from the palette at the end of the body and fill it in.

    `values` are typed, `markdown` is for the fields with an editor of their own. Gives
    the block's place in the form.
    """
    place = f"body-{field(page, 'body-count').input_value()}"
    body = page.get_by_role("region", name="Body")
    body.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    expect(field(page, f"{place}-type")).to_be_attached()
    fill(page, f"{place}-value", values or {})
    for name, text in (markdown or {}).items():
        write_markdown(page, f"{place}-value-{name}", text)
    return f"{place}-value"


def add_prose(page, text):
    place = add_block(page, "Prose")
    write_markdown(page, place, text)
    return place


def add_key_numbers(page, numbers):
    """A block of numbers, each given by the values of its fields."""
    place = add_block(page, "Key numbers")
    rows = page.get_by_role("region", name="Key numbers")
    for position, values in enumerate(numbers):
        if position:
            rows.get_by_role("button", name="Add").last.click()
        fill(page, f"{place}-numbers-{position}-value", values)


def name_sources_and_people(page, key, paper, name, tags):
    """Cite a paper of the library, sign, and file the review under its tags."""
    open_tab(page, "References")
    page.get_by_role("button", name="Add Reference").click()
    field(page, "references-0-key").fill(key)
    choose(page, "Choose paper", paper)
    open_tab(page, "About")
    page.get_by_role("button", name="Add Contributor").click()
    field(page, "byline-0-name").fill(name)
    for tag in tags:
        add_tag(page, tag)
    open_tab(page, "Review")


def add_takeaway(page, text):
    place = f"takeaways-{field(page, 'takeaways-count').input_value()}-value"
    takeaways = page.get_by_role("region", name="Takeaways")
    takeaways.get_by_role("button", name="Insert a block").last.click()
    field(page, place).fill(text)


def add_tag(page, name):
    """Type the beginning of a tag's name and take the tag that is offered."""
    tags = page.get_by_role("region", name="Tags")
    tags.get_by_role("textbox").press_sequentially(name[:4])
    page.locator(".ui-autocomplete").get_by_text(name, exact=True).click()
    expect(tags.get_by_text(name, exact=True)).to_be_visible()


def choose(page, button, item):
    """Take an item from the chooser that a button opens."""
    page.get_by_role("button", name=button).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name=item).click()
    expect(dialog).to_be_hidden()


def open_tab(page, name):
    page.get_by_role("tab", name=name).click()


def act(page, action):
    """Do what a button of the editor's footer says; gives the answer above the page."""
    footer = page.get_by_role("navigation", name="Actions (footer)")
    button = footer.get_by_role("button", name=action)
    if not button.is_visible():
        footer.get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        button.click()
    return page.get_by_role("status").filter(has_text="Page").first
