"""Files far larger than people have, made on the spot, to see that memory does not grow with them."""

import json
import pathlib
import random
import shutil
import zipfile

MEGABYTE = 1 << 20
PIECES = 4000
WORDS = (
    "the kiln is fired on thursdays when clay has dried for two weeks and nobody opens its door before it cools "
    "because glaze cracks while a draught passes over plates bowls cups jugs and tiles of every potter").split()


class Maker:
    """Writes made files; the same seed makes the same bytes."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.random = random.Random(7)
        self.pieces: tuple = (None, [])

    def all(self) -> list[pathlib.Path]:
        """Every single file."""
        return [
            self._write("log.txt", 200, self._paragraph), self._write("sales.csv", 200, self._record, "day,clay,cost,note\n"),
            self._write("events.jsonl", 300, self._event), self._write("array.json", 100, self._element, "[", "{}]"),
            self._write("page.html", 100, self._html, "<html><body>", "</body></html>"),
            self._write("thread.eml", 40, self._quote, MAIL), self._docx(200), self._xlsx(200)]

    def collection(self, megabytes: int) -> pathlib.Path:
        """A folder of many texts of ordinary length, so many megabytes together."""
        folder = self.folder / "collection"
        if not folder.is_dir():
            partial = self.folder / "collection.partial"
            shutil.rmtree(partial, ignore_errors=True)
            for number in range(megabytes * 4):
                path = partial / f"{number // 100:02}" / f"{number:05}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(self._many(self._paragraph, MEGABYTE // 4), encoding="utf-8")
            partial.rename(folder)
        return folder

    def _write(self, name: str, megabytes: int, piece, head: str = "", tail: str = "") -> pathlib.Path:
        path = self.folder / name
        if not path.exists():
            with open(path, "w", encoding="utf-8") as file:
                file.write(head)
                for _ in range(megabytes):
                    file.write(self._many(piece, MEGABYTE))
                file.write(tail)
        return path

    def _many(self, piece, size: int) -> str:
        """About so many bytes of pieces, drawn from a few thousand different ones."""
        if self.pieces[0] != piece:
            self.pieces = (piece, [piece() for _ in range(PIECES)])
        drawn = self.pieces[1]
        return "".join(self.random.choices(drawn, k=size * PIECES // sum(map(len, drawn)) + 1))

    def _sentence(self) -> str:
        return " ".join(self.random.choices(WORDS, k=14)).capitalize() + "."

    def _paragraph(self) -> str:
        return f"{self._sentence()} {self._sentence()}\n\n"

    def _record(self) -> str:
        return f"2024-05-{self.random.randint(1, 28):02},white,{self.random.randint(1, 999)},\"{self._sentence()}\"\n"

    def _event(self) -> str:
        return json.dumps({"day": self.random.randint(1, 365), "clay": "white", "note": self._sentence()}) + "\n"

    def _element(self) -> str:
        return self._event()[:-1] + ",\n"

    def _html(self) -> str:
        return f"<p>{self._sentence()}</p>\n"

    def _quote(self) -> str:
        return f"On Mon, 6 May 2024, Ann Potter wrote:\n> {self._sentence()}\n\n{self._sentence()}\n\n"

    def _docx(self, megabytes: int) -> pathlib.Path:
        return self._office("long.docx", "word/document.xml", DOCX, megabytes, (
            lambda: f"<w:p><w:r><w:t>{self._sentence()}</w:t></w:r></w:p>"))

    def _xlsx(self, megabytes: int) -> pathlib.Path:
        def row() -> str:
            cells = "".join(f"<c t=\"inlineStr\"><is><t>{self.random.choice(WORDS)}</t></is></c>" for _ in range(10))
            return f"<row>{cells}</row>"
        return self._office("long.xlsx", "xl/worksheets/sheet1.xml", XLSX, megabytes, row)

    def _office(self, name: str, part: str, frame: dict[str, str], megabytes: int, piece) -> pathlib.Path:
        path = self.folder / name
        if not path.exists():
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
                for inner, text in frame.items():
                    if inner != part:
                        package.writestr(inner, text)
                head, tail = frame[part].split("BODY")
                with package.open(part, "w") as file:
                    file.write(head.encode())
                    for _ in range(megabytes):
                        file.write(self._many(piece, MEGABYTE).encode())
                    file.write(tail.encode())
        return path


MAIL = (
    "From: Ann Potter <ann@example.org>\nSubject: A long thread\nMessage-ID: <1@example.org>\n"
    "Date: Mon, 6 May 2024 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n")
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/KIND" Target="TARGET"/></Relationships>')
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCX = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": RELATIONS.replace("KIND", "officeDocument").replace("TARGET", "word/document.xml"),
    "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>BODY</w:body></w:document>'}
XLSX = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": RELATIONS.replace("KIND", "officeDocument").replace("TARGET", "xl/workbook.xml"),
    "xl/workbook.xml": (
        f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="Kilns" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>"),
    "xl/_rels/workbook.xml.rels": RELATIONS.replace("KIND", "worksheet").replace("TARGET", "worksheets/sheet1.xml"),
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>BODY</sheetData></worksheet>'}
