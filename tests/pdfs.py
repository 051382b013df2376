"""PDFs made by hand, sound and hostile."""

import zlib
from io import BytesIO

from pypdf import PdfReader, PdfWriter

# In `lines`, these stand for the glyphs /fi and /fl, as fonts have them.
LIGATURES = {"\ufb01": "\x01", "\ufb02": "\x02"}
FONT = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
    "/BaseEncoding /WinAnsiEncoding /Differences [ 1 /fi /fl ] >> >>"
)


def pdf(*pages, first_number=None, catalog=""):
    """A PDF with these pages, each a text whose lines are drawn one below another.

    `first_number` is what is printed on the first page where it is not 1.
    """
    if first_number:
        numbering = f"[ 0 << /S /D /St {first_number} >> ]"
        catalog += f"/PageLabels << /Nums {numbering} >>"
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [ {kids} ] /Count {len(pages)} >>".encode(),
        FONT.encode(),
    ]
    for n, text in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 612 792 ] /Contents "
            f"{5 + 2 * n} 0 R /Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(stream(drawing(text)))
    return assembled(objects)


def drawing(text):
    """The instructions that draw the lines of a text."""
    lines = "".join(f"({escaped(line)}) Tj T*\n" for line in text.split("\n"))
    return f"BT /F 11 Tf 14 TL 72 720 Td\n{lines}ET".encode("cp1252")


def escaped(line):
    for ligature, code in LIGATURES.items():
        line = line.replace(ligature, code)
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def stream(content, filters=""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (
        len(content),
        filters.encode(),
        content,
    )


def assembled(objects, trailer=""):
    """Objects, numbered from 1, with their table of addresses."""
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return data + f"{head}{end}startxref\n{len(data)}\n%%EOF".encode()


def protected(password, owner="owner"):
    """A PDF of one page that opens with a password; an empty one opens for anyone."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("Only for friends."))))
    writer.encrypt(password, owner, algorithm="RC4-128")
    data = BytesIO()
    writer.write(data)
    return data.getvalue()


def protected_by_aes():
    """One whose protection takes a library that the site does not have."""
    secret = "<" + "00" * 48 + ">"
    keys = f"/O {secret} /U {secret} /OE <{'00' * 32}> /UE <{'00' * 32}>"
    crypt = "/CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF"
    encryption = (
        f"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 {keys} {crypt} "
        f"/Perms <{'00' * 16}> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [ ] /Count 0 >>",
        encryption.encode(),
    ]
    return assembled(objects, f"/Encrypt 3 0 R /ID [ <{'00' * 16}> <{'00' * 16}> ]")


def bomb(megabytes=400):
    """A page whose instructions are a few kilobytes, and very long when unpacked."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"q " * 2**19) for _ in range(megabytes))
    content = stream(packed + packer.flush(), "/Filter /FlateDecode")
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 9 9 ] /Contents 4 0 R >>",
            content,
        ]
    )


def endless():
    """A tree of pages that holds itself."""
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [ 2 0 R ] /Count 1 >>",
        ]
    )


def looping():
    """A table of addresses that names itself as the one before it."""
    data = pdf("Round and round.")
    place = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place)
