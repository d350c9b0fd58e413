"""What stands in an uploaded document. Runs as a program of its own, so that no file can hold up the web server.

    python -m kb.editorial.imports.documents.extract docx < file

prints one JSON object: ``outcome`` («read», or why not: a key of kb.editorial.imports.documents.reading.REASONS) and
``blocks``: [kind, text] in reading order, the kind being one of «heading», «text», «item», «line» or «gap». Word has
headings and items of its own; PDF and plain text have lines and gaps, of which kb.editorial.imports.documents.lines
makes blocks. Nothing but plain text leaves this program: what was markup in the file is not in the answer.
"""

import io
import json
import resource
import sys
import traceback
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from kb.content.attached.extract import MOST_CHARACTERS, MOST_MEMORY, Unreadable, refuse_bomb, tidy_lines

#: The standard has two pages, a procedure ten; a book is not what this import is for.
MOST_PAGES = 60
#: An entity can unpack itself without end, or read another file. Word writes none.
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", b"<\x00!\x00D\x00O\x00C\x00T\x00Y\x00P\x00E")
_MACROS = (b"macroEnabled", b"vbaProject")

Block = tuple[str, str]


def extract(kind: str, data: bytes) -> tuple[str, list[Block]]:
    """Outcome and blocks of the file ``data``; ``kind`` is its extension. Whatever is wrong with it is an outcome."""
    reader: Callable[[bytes], Iterator[Block]] | None = {"pdf": _pdf, "docx": _docx, "txt": _txt}.get(kind.lower())
    if reader is None:
        return "other_type", []
    blocks: list[Block] = []
    length = 0
    try:
        for block in reader(data):
            blocks.append(block)
            length += len(block[1])
            if length > MOST_CHARACTERS:
                return "too_long", []
    except Unreadable as problem:
        return problem.args[0], []
    except (MemoryError, RecursionError):
        return "too_hard", []
    except ImportError:
        raise  # not the file's fault
    except Exception:  # noqa: BLE001  (a damaged file makes the libraries fail in any way there is)
        traceback.print_exc(limit=-1)
        return "damaged", []
    return ("read", blocks) if any(text for _kind, text in blocks) else ("no_text", [])


def _txt(data: bytes) -> Iterator[Block]:
    """UTF-8, or UTF-16 with its mark. Of other alphabets nothing says which one it is."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None
    if "\x00" in text:
        raise Unreadable("damaged")
    yield from _lines(text)


def _pdf(data: bytes) -> Iterator[Block]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("locked")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("too_long")
        for page in reader.pages:
            yield from _lines(page.extract_text())
    except DependencyError:  # a cipher that is not at hand
        raise Unreadable("locked") from None


def _lines(text: str) -> Iterator[Block]:
    for line in tidy_lines(text):
        yield ("line", line) if line else ("gap", "")


def _docx(data: bytes) -> Iterator[Block]:
    refuse_bomb(data)
    _refuse_macros_and_entities(data)
    import mammoth

    result = mammoth.convert_to_html(
        io.BytesIO(data),
        convert_image=lambda _image: [],
        external_file_access=False,
        include_embedded_style_map=False,
        ignore_empty_paragraphs=True,
    )
    words = _Words()
    words.feed(result.value)
    words.close()
    yield from words.blocks


def _refuse_macros_and_entities(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
            raise Unreadable("macros")
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                part = archive.read(name)
                if any(sign in part for sign in _ENTITIES):
                    raise Unreadable("hostile")
                if name == "[Content_Types].xml" and any(sign in part for sign in _MACROS):
                    raise Unreadable("macros")


class _Words(HTMLParser):
    """Text of mammoth's HTML by block. Tags are read and dropped; only words are kept."""

    KINDS = {"p": "text", "li": "item", "td": "text", "th": "text", **{f"h{level}": "heading" for level in range(1, 7)}}
    #: A paragraph that is bold from end to end and so short is a heading that was not made with a style.
    LONGEST_BOLD = 90

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._kinds: list[str] = []
        self._text = ""
        self._bold = 0
        self._plain = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.KINDS:
            self._finish()
            self._kinds.append(tag)
        elif tag == "strong":
            self._bold += 1
        elif tag == "br":
            self._text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in self.KINDS:
            self._finish()
            while self._kinds and self._kinds.pop() != tag:
                pass
        elif tag == "strong":
            self._bold = max(0, self._bold - 1)

    def handle_data(self, data: str) -> None:
        self._text += data
        self._plain = self._plain or bool(data.strip() and not self._bold)

    def close(self) -> None:
        super().close()
        self._finish()

    def _finish(self) -> None:
        text = " ".join(filter(None, tidy_lines(self._text)))
        kind = self.KINDS[self._kinds[-1]] if self._kinds else "text"
        if kind == "text" and text and not self._plain and len(text) <= self.LONGEST_BOLD:
            kind = "heading"
        if text:
            self.blocks.append((kind, text))
        self._text, self._plain = "", False


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    outcome, blocks = extract(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps({"outcome": outcome, "blocks": blocks}).encode())


if __name__ == "__main__":
    main()
