"""The text of a .pdf or .docx file. Runs as a program of its own, so that no file can hold up or bring down the worker.

    python -m kb.content.attached.extract pdf < file

prints one JSON object: ``outcome`` (a value of kb.content.models.document_text.Reading) and ``text``. It imports
neither Django nor anything that knows the database. Who starts it ends it when it takes too long
(kb.content.attached.reading).
"""

import io
import json
import re
import resource
import sys
import traceback
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

#: Forms have a few pages; what stands further back in a book is not how a client's question is found.
MOST_PAGES = 200
MOST_CHARACTERS = 400_000
#: A .docx is a zip archive: what it says it becomes when it is unpacked.
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2_000
MOST_MEMORY = 1024 * 1024 * 1024
#: With fewer letters a file is a picture with a page number.
FEWEST_LETTERS = 10

#: Syllables at the end of a line, joined again; before a capital or a digit the hyphen belongs to the word.
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[a-zāčēģīķļņōŗšūž])")
#: Characters that PostgreSQL cannot keep or that say nothing.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]")


class Unreadable(Exception):
    """``args[0]`` is the outcome."""


def extract(kind: str, data: bytes) -> tuple[str, str]:
    """Outcome and text of the file ``data``; ``kind`` is its extension. Whatever is wrong with it is an outcome."""
    reader: Callable[[bytes], Iterator[str]] | None = {"pdf": _pdf, "docx": _docx}.get(kind.lower())
    if reader is None:
        return "other_type", ""
    pieces: list[str] = []
    length = 0
    try:
        for piece in reader(data):
            pieces.append(piece)
            length += len(piece)
            if length > MOST_CHARACTERS:
                raise Unreadable("partly")
    except Unreadable as problem:
        if problem.args[0] != "partly":
            return problem.args[0], ""
        return "partly", cleaned("\n".join(pieces))[:MOST_CHARACTERS]
    except MemoryError:
        return "too_hard", ""
    except ImportError:
        raise  # not the file's fault
    except Exception:  # noqa: BLE001  (a damaged file makes the libraries fail in any way there is)
        traceback.print_exc(limit=-1)
        return "damaged", ""
    text = cleaned("\n".join(pieces))
    return ("read", text) if sum(map(str.isalpha, text)) >= FEWEST_LETTERS else ("no_text", "")


def _pdf(data: bytes) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        yield from _pages(PdfReader(io.BytesIO(data)))
    except DependencyError:  # a cipher that is not at hand; it is met when the file is opened or only when it is read
        raise Unreadable("locked") from None


def _pages(reader: Any) -> Iterator[str]:
    # Without a password of its own a file may still forbid copying or printing; it can be read by everybody.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("locked")
    for number, page in enumerate(reader.pages):
        if number == MOST_PAGES:
            raise Unreadable("partly")
        yield page.extract_text()


def _docx(data: bytes) -> Iterator[str]:
    refuse_bomb(data)
    from docx import Document

    document = Document(io.BytesIO(data))
    yield from _paragraphs(document.element.body)
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                yield from _paragraphs(part._element)


def refuse_bomb(data: bytes) -> None:
    """Before anything is unpacked. zipfile itself never unpacks more of a part than the archive says it has."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # Word puts a protected .docx into the container of its old format
        raise Unreadable("locked")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("locked")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("too_large")


def _paragraphs(element: Any) -> Iterator[str]:
    """Every paragraph under ``element``: in tables, text boxes and fillable fields as well."""
    from docx.oxml.ns import qn

    text, gaps = qn("w:t"), {qn("w:tab"): "\t", qn("w:br"): "\n"}
    for paragraph in element.iter(qn("w:p")):
        yield "".join((node.text or "") if node.tag == text else gaps[node.tag] for node in paragraph.iter(text, *gaps))


def cleaned(text: str) -> str:
    """The lines that say something."""
    return "\n".join(filter(None, tidy_lines(text)))


def tidy_lines(text: str) -> list[str]:
    """Ligatures apart, syllables together, no characters that say nothing; empty lines are kept."""
    text = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = _UNPRINTABLE.sub("", _HYPHENATED.sub("", text)).split("\n")
    return [" ".join(line.split()) for line in lines]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    outcome, text = extract(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps({"outcome": outcome, "text": text}).encode())


if __name__ == "__main__":
    main()
