"""What a reader has copied."""


def pasted(page):
    """The clipboard's text, pasted elsewhere: the site lets no script read it."""
    elsewhere = page.context.new_page()
    elsewhere.set_content("<textarea></textarea>")
    field = elsewhere.locator("textarea")
    field.focus()
    elsewhere.keyboard.press("Control+V")
    text = field.input_value()
    elsewhere.close()
    return text
