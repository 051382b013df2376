"""Whether a picture's file holds a picture and nothing else.

Each function walks the parts of one format. What tells of cameras, places and people,
what programs leave behind and what follows the picture's end make it not plain, and so
does what can't be walked.
"""

import re
import struct
from collections.abc import Iterator

PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_PARTS = {
    *(b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB"),
    *(b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
}
# Start of frame, Huffman and quantisation tables, scan, restart interval.
JPEG_PARTS = {*range(0xC0, 0xCC), *range(0xCD, 0xD0), 0xDA, 0xDB, 0xDD}
# Segments of applications, by what a plain one begins with.
JPEG_APPLICATIONS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
JPEG_END, JPEG_SCAN = 0xD9, 0xDA
# A JFIF segment without a thumbnail, which could be of another picture.
BARE_JFIF = 16
# In the data of a scan 0xFF is followed by 0x00, a restart marker or itself.
SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
GIF_END, GIF_PICTURE, GIF_CONTROL = 0x3B, 0x2C21, 0xF9
GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
AVIF_NEEDS = {b"ftyp", b"meta", b"mdat"}
AVIF_PARTS = AVIF_NEEDS | {b"moov"}
AVIF_METADATA = (b"Exif", b"mime", b"uri ")


def is_plain(data: bytes, kind: str) -> bool:
    """Whether a file of a kind, as Pillow calls it, is a picture and nothing else."""
    try:
        return WALKS[kind](data)
    except (IndexError, struct.error, ValueError):
        return False


def _png(data: bytes) -> bool:
    place, part = len(PNG_START), b""
    while part != b"IEND":
        length, part = struct.unpack_from(">I4s", data, place)
        if part not in PNG_PARTS:
            return False
        place += 12 + length
    return place == len(data)


def _jpeg(data: bytes) -> bool:
    place = 2
    while (marker := data[place + 1]) != JPEG_END:
        length = int.from_bytes(data[place + 2 : place + 4])
        content = data[place + 4 : place + 2 + length]
        if data[place] != 0xFF or not _is_plain_segment(marker, content):  # noqa: PLR2004
            return False
        place += 2 + length
        if marker == JPEG_SCAN:
            found = SCAN_END.search(data, place)
            if found is None:
                return False
            place = found.start()
    return data[place] == 0xFF and place + 2 == len(data)  # noqa: PLR2004


def _is_plain_segment(marker: int, content: bytes) -> bool:
    if marker == 0xE0 and len(content) + 2 != BARE_JFIF:  # noqa: PLR2004
        return False
    beginning = JPEG_APPLICATIONS.get(marker)
    if beginning is None:
        return marker in JPEG_PARTS
    return content.startswith(beginning)


def _webp(data: bytes) -> bool:
    place = 12
    while place < len(data):
        part, length = struct.unpack_from("<4sI", data, place)
        if part not in WEBP_PARTS:
            return False
        place += 8 + length + length % 2
    return place == len(data) == 8 + int.from_bytes(data[4:8], "little")


def _gif(data: bytes) -> bool:
    place = 13 + _colours(data[10])
    while (introducer := data[place]) != GIF_END:
        if introducer == 0x2C:  # noqa: PLR2004
            place = _after_blocks(data, place + 11 + _colours(data[place + 9]))
        elif introducer == 0x21 and _is_plain_extension(data, place):  # noqa: PLR2004
            place = _after_blocks(data, place + 2)
        else:
            return False
    return place + 1 == len(data)


def _colours(flags: int) -> int:
    """The length of the table of colours that flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _is_plain_extension(data: bytes, place: int) -> bool:
    kind = data[place + 1]
    return kind == GIF_CONTROL or data[place + 3 : place + 14] in GIF_LOOPS


def _after_blocks(data: bytes, place: int) -> int:
    while length := data[place]:
        place += 1 + length
    return place + 1


def _avif(data: bytes) -> bool:
    boxes = list(_boxes(data))
    described = b"".join(content for part, content in boxes if part == b"meta")
    tells = any(word in described for word in AVIF_METADATA)
    parts = {part for part, _ in boxes}
    return AVIF_NEEDS <= parts <= AVIF_PARTS and not tells


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(data):
        length, part = struct.unpack_from(">I4s", data, place)
        if not 8 <= length <= len(data) - place:  # noqa: PLR2004
            raise ValueError("A box ends outside of the file.")
        yield part, data[place + 8 : place + length]
        place += length


WALKS = {"PNG": _png, "JPEG": _jpeg, "WEBP": _webp, "GIF": _gif, "AVIF": _avif}
