"""PDF files of kinds that readers stumble over, made here, each with what a person reads in it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import matplotlib
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT, TOP, BOTTOM = 72, HEIGHT - 90, 90
SIZE, LEADING = 10, 13
PLAIN, BOLD = "Times-Roman", "Times-Bold"

SENTENCES = (
    "The council of Orvale raised the rents of its houses by four per cent in the spring of 2025.",
    "Petra Oswin, the mayor, said that nobody would lose a home over it.",
    "A report by the auditors found that arrears had grown to 1,450 households within a year.",
    "Tenants in the lower town had asked for a freeze until the works on the harbour wall were done.",
    "The works began in March and were to last for nine months, the harbour board wrote.",
    "Ada Lind, who speaks for the tenants, called the letter of the board a broken promise.",
    "By the end of the year the board had spent 12 million crowns, twice what it had planned.",
    "The ministry in Lorn promised to pay a third of it, but did not say when.",
    "Nobody at the ministry would tell the council which account the money was to come from.",
    "In the upper town, where most houses are private, rents rose faster than anywhere else.",
    "The auditors will publish their second report before the council votes again.",
    "Until then the mayor has asked the board for a list of all contracts.",
)


class Made(NamedTuple):
    """A file, the paragraphs that a person reads in it, in order, and what is no part of them."""

    data: bytes
    paragraphs: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def paragraph(at: int, sentences: int = 4) -> str:
    return " ".join(SENTENCES[(at * 3 + more) % len(SENTENCES)] for more in range(sentences))


def lines_of(words: str, width: float, font: str = PLAIN, size: float = SIZE) -> list[str]:
    return list(simpleSplit(words, font, size, width))


class Sheet:
    """A canvas that is written from the top."""

    def __init__(self, **properties: str) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=1)
        self.canvas.setTitle(properties.get("title", ""))
        self.canvas.setAuthor(properties.get("author", ""))
        self.y: float = TOP

    def write(
        self, lines: Sequence[str], x: float = LEFT, font: str = PLAIN, size: float = SIZE, indent: float = 0
    ) -> None:
        for number, line in enumerate(lines):
            self.canvas.setFont(font, size)
            self.canvas.drawString(x + (0 if number else indent), self.y, line)
            self.y -= LEADING * size / SIZE
        self.y -= LEADING / 2

    def turn(self) -> None:
        self.canvas.showPage()
        self.y = TOP

    def done(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()


def plain() -> Made:
    """Paragraphs that go on over the end of a page."""
    sheet, texts = Sheet(), [paragraph(at, 6) for at in range(4)]
    lines = [(line, at == 0) for text in texts for at, line in enumerate(lines_of(text, WIDTH - 2 * LEFT))]
    for at, (line, begins) in enumerate(lines):
        if at and at % 8 == 0:
            sheet.turn()
        sheet.canvas.setFont(PLAIN, SIZE)
        sheet.canvas.drawString(LEFT + 12 * begins, sheet.y, line)
        sheet.y -= LEADING
    return Made(sheet.done(), tuple(texts))


def _columns(row_by_row: bool) -> Made:
    sheet, texts = Sheet(), [paragraph(at, 5) for at in range(6)]
    title = "Orvale counts its houses"
    sheet.write([title], font=BOLD, size=20)
    width = (WIDTH - 2 * LEFT - 18) / 2
    sides: list[list[str]] = [[], []]
    for at, text in enumerate(texts):
        sides[at // 3].extend([*lines_of(text, width), ""])
    top = sheet.y
    drawn = [(side, at, line) for side in (0, 1) for at, line in enumerate(sides[side])]
    for side, at, line in sorted(drawn, key=lambda one: one[1]) if row_by_row else drawn:
        sheet.canvas.setFont(PLAIN, SIZE)
        sheet.canvas.drawString(LEFT + side * (width + 18), top - at * LEADING, line)
    return Made(sheet.done(), (title, *texts))


def two_columns() -> Made:
    """Two columns below a title that spans both."""
    return _columns(row_by_row=False)


def columns_row_by_row() -> Made:
    """Two columns whose lines stand in the file row by row."""
    return _columns(row_by_row=True)


def hyphenated() -> Made:
    """Words parted at the ends of lines, and one that has its hyphen anyway."""
    sheet = Sheet()
    sheet.write(
        [
            "The harbour wall was to be rein-",
            "forced before the winter, said the well-",
            "known engineer Ada Lind, who had over-",
            "seen the works since 2024 and the north-",
            "ern quay before that for twenty-",
            "five years.",
        ]
    )
    text = (
        "The harbour wall was to be reinforced before the winter, said the well-known engineer Ada Lind, who had "
        "overseen the works since 2024 and the northern quay before that for twenty-five years."
    )
    return Made(sheet.done(), (text,))


def running_titles() -> Made:
    """A head and a foot on every page, with its number."""
    sheet, texts = Sheet(), [paragraph(at) for at in range(8)]
    for page in range(4):
        sheet.canvas.setFont(PLAIN, 8)
        sheet.canvas.drawString(LEFT, HEIGHT - 40, "Council of Orvale")
        sheet.canvas.drawRightString(WIDTH - LEFT, HEIGHT - 40, "Report on rents 2025")
        sheet.canvas.drawCentredString(WIDTH / 2, 40, f"Page {page + 1} of 4")
        for text in texts[2 * page : 2 * page + 2]:
            sheet.write(lines_of(text, WIDTH - 2 * LEFT))
        if page < 3:
            sheet.turn()
    return Made(sheet.done(), tuple(texts), ("Council of Orvale", "Page 2 of 4"))


def footnotes() -> Made:
    """A raised mark in a paragraph that goes on overleaf, and its note at the foot of the page."""
    sheet = Sheet()
    first = "Arrears in Orvale rose to 1,450"
    sheet.canvas.setFont(PLAIN, SIZE)
    sheet.canvas.drawString(LEFT, sheet.y, first)
    end = LEFT + pdfmetrics.stringWidth(first, PLAIN, SIZE)
    sheet.canvas.setFont(PLAIN, 6)
    sheet.canvas.drawString(end, sheet.y + 4, "2")
    sheet.canvas.setFont(PLAIN, SIZE)
    sheet.canvas.drawString(end + 6, sheet.y, "households within a year, and the council counted 12 km")
    end += 6 + pdfmetrics.stringWidth("households within a year, and the council counted 12 km", PLAIN, SIZE)
    sheet.canvas.setFont(PLAIN, 6)
    sheet.canvas.drawString(end, sheet.y + 4, "2")
    sheet.y -= LEADING
    sheet.write(["of flooded land, which the auditors had foreseen in a letter that nobody in the town hall"])
    sheet.y = BOTTOM + 20
    note = "2 Without the houses of the harbour board."
    sheet.canvas.setFont(PLAIN, 6)
    sheet.canvas.drawString(LEFT, sheet.y + 3, "2")
    sheet.canvas.setFont(PLAIN, 8)
    sheet.canvas.drawString(LEFT + 5, sheet.y, note[2:])
    sheet.turn()
    sheet.write(["had opened until the spring."])
    text = (
        "Arrears in Orvale rose to 1,450 households within a year, and the council counted 12 km² of flooded land, "
        "which the auditors had foreseen in a letter that nobody in the town hall had opened until the spring."
    )
    return Made(sheet.done(), (text, note))


def table() -> Made:
    """A table between two paragraphs."""
    sheet = Sheet()
    before, after = paragraph(0), paragraph(1)
    sheet.write(lines_of(before, WIDTH - 2 * LEFT))
    for row in (("Town", "2024", "2025"), ("Orvale", "1,200", "1,450"), ("Lorn", "900", "870"), ("Brask", "31", "29")):
        for at, cell in enumerate(row):
            sheet.canvas.drawString(LEFT + at * 120, sheet.y, cell)
        sheet.y -= LEADING + 2
    sheet.y -= LEADING
    sheet.write(lines_of(after, WIDTH - 2 * LEFT))
    rows = ("Orvale — 2024: 1,200; 2025: 1,450", "Lorn — 2024: 900; 2025: 870", "Brask — 2024: 31; 2025: 29")
    return Made(sheet.done(), (before, *rows, after))


def rotated() -> Made:
    """A page that is shown turned, with text that then stands upright."""
    sheet, texts = Sheet(), [paragraph(at) for at in range(3)]
    sheet.canvas.setPageRotation(90)
    sheet.canvas.translate(HEIGHT, 0)
    sheet.canvas.rotate(90)
    for text in texts:
        sheet.write(lines_of(text, WIDTH - 2 * LEFT))
    return Made(sheet.done(), tuple(texts))


def ligatures() -> Made:
    """Type in which ff, fi and fl are one letter."""
    _register("Sans", Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    sheet = Sheet()
    text = "The chief officer of Orvale filed five flawless affidavits on the difficult floods."
    written = text.replace("ffi", "ﬃ").replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ")
    sheet.write(lines_of(written, WIDTH - 2 * LEFT, "Sans"), font="Sans")
    return Made(sheet.done(), (text,))


def headings() -> Made:
    """A page for the title, and headings in larger and in bold type."""
    sheet, texts = Sheet(title="Microsoft Word - rents_draft3.docx", author="Petra Oswin"), [paragraph(0), paragraph(1)]
    sheet.y = HEIGHT / 2
    sheet.write(["Rents and arrears", "in the town of Orvale"], font=BOLD, size=26)
    sheet.turn()
    sheet.write(["What was asked"], font=BOLD, size=14)
    sheet.write(lines_of(texts[0], WIDTH - 2 * LEFT))
    sheet.write(["What was found"], font=BOLD)
    sheet.write(lines_of(texts[1], WIDTH - 2 * LEFT))
    paragraphs = ("Rents and arrears in the town of Orvale", "What was asked", texts[0], "What was found", texts[1])
    return Made(sheet.done(), paragraphs)


def right_to_left() -> Made:
    """Hebrew, drawn letter by letter as it looks."""
    _register("Sans", Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    sheet = Sheet()
    lines = ["העיר אורבל העלתה את שכר הדירה", "בארבעה אחוזים באביב"]
    for line in lines:
        sheet.canvas.setFont("Sans", SIZE)
        sheet.canvas.drawRightString(WIDTH - LEFT, sheet.y, line[::-1])
        sheet.y -= LEADING
    return Made(sheet.done(), (" ".join(lines),))


def _register(name: str, path: Path) -> None:
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(path)))


KINDS: tuple[Callable[[], Made], ...] = (
    plain,
    two_columns,
    columns_row_by_row,
    hyphenated,
    running_titles,
    footnotes,
    table,
    rotated,
    ligatures,
    headings,
    right_to_left,
)


def all_kinds() -> Iterator[tuple[str, Made]]:
    for kind in KINDS:
        yield kind.__name__.replace("_", " "), kind()


def picture_page(canvas: Canvas) -> None:
    """A page that shows a picture and has no text."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (40, 60), "grey")), 50, 50, 400, 600)
    canvas.showPage()
