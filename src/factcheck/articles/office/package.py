"""The parts of an office file: an archive that is unpacked with limits, and XML that can name nothing outside itself.

Invariant: no part is unpacked beyond its limit, whatever size it declares, and none that declares a document type is
parsed, so no entity is ever expanded.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from factcheck.articles import safe_xml
from factcheck.domain.text import counted
from factcheck.errors import InputError

MAX_PART = 400_000_000  # bytes of a part when unpacked
MAX_PARTS = 20_000
_BOMB_RATIO, _BOMB_SIZE = 200, 10_000_000  # packed tighter than any text of this size
_PROLOG = 4_096  # bytes in which a document type is declared
_ENCRYPTED = 0x1


class Package:
    """An office file. Raises InputError, naming it and the remedy, for whatever cannot or must not be read."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, EOFError) as problem:
            if data.startswith(b"\xd0\xcf\x11\xe0"):
                raise self.refusal(
                    "an Office file of before 2007, or one with a password. Open it, save it without a password "
                    "as .docx, .xlsx or .odt, and hand in that"
                ) from problem
            raise self.refusal("damaged, or not what its name says. Open it and save it again") from problem
        if len(self.parts) > MAX_PARTS:
            raise self.refusal(f"{counted(len(self.parts), 'part')}, more than any office file has. Do not open it")

    def refusal(self, problem: str) -> InputError:
        return InputError(f"{self.name}: {problem}.")

    @property
    def parts(self) -> list[str]:
        return self._archive.namelist()

    def has(self, part: str) -> bool:
        return part in self.parts

    def data(self, part: str) -> bytes:
        """A part unpacked."""
        try:
            info = self._archive.getinfo(part)
        except KeyError:
            raise self.refusal(f"it lacks {part}: damaged, or not what its name says. Save it again") from None
        if info.flag_bits & _ENCRYPTED:
            raise self.refusal("protected by a password. Save it without one and hand in that")
        if info.file_size > MAX_PART or (
            info.file_size > _BOMB_SIZE and info.file_size > _BOMB_RATIO * max(info.compress_size, 1)
        ):
            raise self._bomb(part, info.file_size)
        try:
            with self._archive.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as problem:
            raise self.refusal(f"{part} cannot be unpacked: damaged. Open it and save it again") from problem
        if len(data) > info.file_size:
            raise self._bomb(part, len(data))
        return data

    def _bomb(self, part: str, size: int) -> InputError:
        return self.refusal(
            f"{part} unpacks to {size:,} bytes or more, as in files made to exhaust a computer. "
            "If you trust it, export its text and hand in that"
        )

    def xml(self, part: str) -> Any:
        """The root element of a part."""
        from lxml import etree

        try:
            root = safe_xml.root_of(self._plain(part))
        except etree.XMLSyntaxError as problem:
            raise self._malformed(part, problem) from problem
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._typed(part)
        return root

    def elements(self, part: str, *tags: str) -> Iterator[Any]:
        """The elements of those tags as they end, each forgotten when the next is asked for."""
        from lxml import etree

        stream = io.BytesIO(self._plain(part))
        try:
            for _, element in etree.iterparse(stream, tag=tags, **safe_xml.OPTIONS):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as problem:
            raise self._malformed(part, problem) from problem

    def _malformed(self, part: str, problem: Any) -> Exception:
        from lxml import etree

        if problem.code == etree.ErrorTypes.ERR_NO_MEMORY:
            return MemoryError()
        return self.refusal(f"{part} is no well-formed XML: damaged. Open it and save it again")

    def _plain(self, part: str) -> bytes:
        """The bytes of a part that declares no document type, in whatever encoding."""
        data = self.data(part)
        if b"<!DOCTYPE" in data[:_PROLOG].replace(b"\0", b"").upper():
            raise self._typed(part)
        return data

    def _typed(self, part: str) -> InputError:
        return self.refusal(
            f"{part} declares a document type, which no office program writes and which can name other files. "
            "If you trust it, open it and save it again"
        )
