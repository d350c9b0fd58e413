"""Real .pdf and .docx files with Latvian text, made in the test that reads them."""

import io

from docx import Document


def docx_file(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word file with these paragraphs, and a table below them."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_file(*pages: str) -> bytes:
    """A PDF with one page for each text, lines apart as given; a page with an empty text is as blank as a scan."""
    used = [f"<{ord(sign):04x}> <{ord(sign):04x}>" for sign in sorted(set("".join(pages)) - {"\n"})]
    signs = f"{len(used)} beginbfchar {' '.join(used)} endbfchar"
    to_unicode = _stream(f"1 begincodespacerange <0000> <FFFF> endcodespacerange {signs}")
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H /DescendantFonts [4 0 R]"
        " /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /DW 500"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        to_unicode,
    ]
    for number, text in enumerate(pages):
        shown = " T* ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in text.split("\n")) if text else ""
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {7 + 2 * number} 0 R >>",
            _stream(f"BT /F1 12 Tf 14 TL 50 800 Td {shown} ET"),
        ]
    return _pdf(objects)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _pdf(objects: list[str]) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + (head + table + end).encode()


def locked_with_aes(pdf: bytes) -> bytes:
    """The PDF under a password and AES-256, as office programs lock today: the head of it, for nothing else is read."""
    key = f"<{'5a' * 48}>"
    encrypt = (
        f"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O {key} /U {key}"
        f" /OE <{'00' * 32}> /UE <{'00' * 32}>"
        f" /Perms <{'00' * 16}> /CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >>"
        " /StmF /StdCF /StrF /StdCF >> /ID [<00> <00>]"
    )
    return pdf.replace(b"/Root 1 0 R", b"/Root 1 0 R " + encrypt.encode())


def locked(pdf: bytes, password: str) -> bytes:
    """The PDF under a password that must be typed to open it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
