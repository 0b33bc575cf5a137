"""The parts of a Word file: opened within limits, its XML read without entities and without the network."""

import posixpath
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element  # lxml's elements have its face, and no types of their own

from lxml import etree  # type: ignore[import-untyped]

from ingest.letter import IngestError
from ingest.limits import check_size

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
DOCTYPE = "<!DOCTYPE"
MOST_ENTRIES = 10_000
LARGEST_UNPACKED = 300_000_000  # bytes, of all entries
LARGEST_PART = 60_000_000  # bytes, of an XML part: the longest novel has a tenth
STEEPEST = 200  # times: how far an entry may unpack; Word's own do 20
SMALL = 5_000_000  # bytes: what unpacks to less costs nothing, however steep
DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError)


class Package:
    """An open Word file. Raises IngestError where it is damaged, encrypted or a bomb; close it."""

    def __init__(self, path: Path) -> None:
        check_size(path)
        self._path = path
        try:
            self._archive = zipfile.ZipFile(path)
        except DAMAGE as error:
            raise self._corrupt() from error
        self._check_entries()

    def close(self) -> None:
        """Close the file."""
        self._archive.close()

    def main(self) -> str:
        """The name of the part that holds the text."""
        named = [target for kind, target in self.related("").values() if kind.endswith("/officeDocument")]
        return named[0] if named else "word/document.xml"

    def xml(self, name: str) -> Element | None:
        """The root of a part; None where the file has no such part."""
        if name not in self._archive.NameToInfo:
            return None
        if self._archive.NameToInfo[name].file_size > LARGEST_PART:
            raise self._too_large(f"{name} unpacks to more than {LARGEST_PART // 1_000_000} MB")
        try:
            data = self._archive.read(name)
        except DAMAGE as error:
            raise self._corrupt() from error
        if any(DOCTYPE.encode(coding) in data for coding in ("ascii", "utf-16-le", "utf-16-be")):
            message = f"{self._path.name}: declares a DOCTYPE, which Word never does; refused"
            raise IngestError(message, status="corrupt")
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root: Element = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self._corrupt() from error
        return root

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to, by its id there: the kind and name of the part. "" is the file itself."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {
            link.get("Id", ""): (
                link.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in (root if root is not None else ())
            if link.get("TargetMode") != "External"
        }

    def _check_entries(self) -> None:
        entries = self._archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise self._too_large(f"{len(entries)} entries, {MOST_ENTRIES} at most")
        if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
            raise self._too_large(f"unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB")
        for entry in entries:
            if entry.file_size > max(SMALL, STEEPEST * entry.compress_size):
                raise self._too_large(f"{entry.filename} unpacks to more than {STEEPEST} times its size")
            if entry.flag_bits & 1:
                message = f"{self._path.name}: encrypted; save it without its password"
                raise IngestError(message, status="encrypted")

    def _too_large(self, what: str) -> IngestError:
        return IngestError(f"{self._path.name}: {what}; save it as PDF", status="too_large")

    def _corrupt(self) -> IngestError:
        return IngestError(f"{self._path.name}: not a readable Word file; ask for it again", status="corrupt")
