"""The pages of a PDF. Run it only in `writing.paper_text.extract`, which has limits."""

from io import BytesIO

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, PdfReadError

from writing.paper_text.cleaning import clean, without_furniture
from writing.paper_text.limits import MAX_LABEL, MAX_PAGES, MAX_TEXT
from writing.paper_text.pages import NoText, Page, Unreadable

PROTECTED = "The PDF is protected by a password, so its text can't be read."
ENCRYPTED = "The PDF is encrypted in a way that can't be read here; store a plain copy."


def read_pdf(data: bytes) -> list[Page]:
    """The text of each page, with the number that is printed on it."""
    try:
        return read_pages(PdfReader(BytesIO(data)))
    except DependencyError as error:
        raise NoText(ENCRYPTED) from error


def read_pages(reader: PdfReader) -> list[Page]:
    """The same of an opened PDF; one that only forbids printing needs no password."""
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise NoText(PROTECTED)
    count = len(reader.pages)
    if count == 0:
        raise Unreadable("The PDF has no pages.")
    if count > MAX_PAGES:
        raise Unreadable(f"The PDF has {count} pages; at most {MAX_PAGES} are read.")
    labels = printed_numbers(reader)
    texts = [clean(text) for text in without_furniture(raw_pages(reader))]
    if not any(texts):
        raise NoText("The PDF holds no text; it may be a scan.")
    return [
        Page("" if label == str(sheet) else label[:MAX_LABEL], text)
        for sheet, (label, text) in enumerate(zip(labels, texts, strict=True), start=1)
    ]


def raw_pages(reader: PdfReader) -> list[str]:
    """The text as it is drawn, line by line, or `Unreadable` when it is endless."""
    texts = []
    length = 0
    for page in reader.pages:
        texts.append(page.extract_text())
        length += len(texts[-1])
        if length > MAX_TEXT:
            limit = MAX_TEXT // 2**20
            raise Unreadable(f"The PDF holds more than {limit} MB of text.")
    return texts


def printed_numbers(reader: PdfReader) -> list[str]:
    """The pages' own numbers; the sheets' where these can't be read."""
    sheets = [str(sheet) for sheet in range(1, len(reader.pages) + 1)]
    try:
        printed = list(reader.page_labels)
    except (PdfReadError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        return sheets
    return printed if len(printed) == len(sheets) else sheets
