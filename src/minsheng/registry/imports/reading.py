"""The file as it was brought: what kind it is, whether it can be read, its table. A long one is kept, sealed, for the job that checks it."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from minsheng.base.audit.chain import sm3
from minsheng.base.crypto import open_bytes, seal_bytes
from minsheng.base.errors import Refused
from minsheng.registry.models import ListFile
from minsheng.roster.problems import RosterError
from minsheng.roster.reading import Sheet, read

ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt")
LARGEST = 64 * 1024 * 1024  # bytes
MOST_UNPACKED = 512 * 1024 * 1024  # bytes of a workbook's parts together
MOST_LINES = 200_000
DOCUMENT = re.compile(r"\d{11,}")  # in the name of a file


@dataclass(frozen=True)
class Roster:
    """The table of a file, and the digest by which the same file is known again. `data` is the file itself."""

    sheet: Sheet
    name: str
    digest: str
    data: bytes

    @property
    def title(self) -> str:
        """Its name as it is kept and shown."""
        return DOCUMENT.sub("…", self.name)[-120:]

    @property
    def rows(self) -> int:
        """Empty ones too."""
        return len(self.sheet.frame)


def roster(upload) -> Roster:
    """Read an uploaded file (name, read()). Raises Refused, about the field "file", for one that cannot be used."""
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    return _read(name, upload.read(LARGEST + 1))


def keep(found: Roster) -> ListFile:
    """For a job to read it again."""
    return put(found.title, found.data)


def again(file: ListFile) -> Roster:
    return _read(file.name, content(file))


def put(name: str, data: bytes) -> ListFile:
    """Sealed, until whoever points to it removes it."""
    file = ListFile(name=name)
    file.sealed = seal_bytes(data, _about(file))
    file.save(force_insert=True)
    return file


def content(file: ListFile) -> bytes:
    return open_bytes(file.sealed, _about(file))


def _about(file: ListFile) -> str:
    return f"registry.listfile:{file.pk}"


def _read(name: str, data: bytes) -> Roster:
    ending = Path(name).suffix.lower()
    _look(data, ending)
    try:
        with TemporaryDirectory(prefix="minsheng-import-") as folder:  # for this user only, and gone at once
            path = Path(folder) / f"roster{ending}"
            path.write_bytes(data)
            sheet = read(path)
    except RosterError as wrong:
        first = wrong.problems[0]
        raise _no(f"{first.zh}。{first.mend_zh}", f"{first.en}. {first.mend_en}") from wrong
    if len(sheet.frame) > MOST_LINES:
        raise _no(f"一个文件最多 {MOST_LINES} 行。请按街道分成几个文件", f"A file has at most {MOST_LINES} rows: split it by street")
    return Roster(sheet, name, sm3(data).hex(), data)


def _look(data: bytes, ending: str) -> None:
    if ending not in ENDINGS:
        raise _no("只收 Excel（.xlsx、.xls）和 CSV 文件。请另存为其中一种", "Only Excel (.xlsx, .xls) and CSV are taken: save it as one of them")
    if not data.strip():
        raise _no("文件是空的。请先下载模板", "The file is empty: begin with the template")
    if len(data) > LARGEST:
        raise _no("文件超过 64 MB。请按街道分成几个文件", "The file exceeds 64 MB: split it by street")
    if ending in (".xlsx", ".ods"):
        _look_inside(data)


def _look_inside(data: bytes) -> None:
    """A workbook is an archive: one that would fill the memory is not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as wrong:
        raise _no("Excel 文件打不开，可能没有传完整或加了密码。请在 Excel 里另存一份", "The workbook cannot be opened: save a copy of it in Excel") from wrong
    if size > MOST_UNPACKED:
        raise _no("表格展开后太大。请按街道分成几个文件", "The workbook is too large when unpacked: split it by street")


def _no(zh: str, en: str) -> Refused:
    return Refused(f"{zh}。", f"{en}.", field="file")
