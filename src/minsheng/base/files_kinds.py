"""What a file is, told by its content: pictures, PDF and tables are taken. A picture is drawn anew, without what its camera wrote into it."""

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from PIL import ExifTags, Image, ImageOps

from minsheng.base.errors import Refused

LARGEST = 10 * 1024 * 1024  # bytes
WIDEST = 2_000  # pixels of a picture's longer side
MOST_PIXELS = 64_000_000  # what a phone's best camera makes; more would fill the memory
MOST_UNPACKED = 200 * 1024 * 1024  # bytes of a table's parts together
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


@dataclass(frozen=True)
class Content:
    """What is kept: `taken_at` is a picture's own time."""

    data: bytes
    mime: str
    ending: str
    taken_at: datetime | None = None


def checked(data: bytes, name: str) -> Content:
    """Raises Refused, saying what to do instead."""
    if not data:
        raise _no("文件是空的。请重新选一个。", "The file is empty: choose another.")
    if len(data) > LARGEST:
        raise _no("文件超过 10 MB。请把扫描精度调低，或分成几个文件。", "The file exceeds 10 MB: scan it at a lower resolution or split it.")
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _picture(data)
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _workbook(data)
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        raise _no(
            "这是苹果手机的 HEIC 照片，收不了。请在手机“设置 › 相机 › 格式”里选“兼容性最佳”再拍，或者发一张截屏。",
            "This is an iPhone's HEIC photograph, which cannot be taken: choose Settings › Camera › Formats › Most Compatible, or send a screenshot.",
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _no("这是旧格式的 Office 文件。请另存为 .xlsx（表格）或 PDF。", "This is an old Office file: save it as .xlsx (a table) or as PDF.")
    if name.lower().endswith(".csv") and _is_text(data):
        return Content(data, "text/csv", ".csv")
    raise _no("只收照片（JPG、PNG）、PDF 和表格（XLSX、CSV）。", "Only photographs (JPG, PNG), PDF and tables (XLSX, CSV) are taken.")


def _no(zh: str, en: str) -> Refused:
    return Refused(zh, en, field="file")


def _picture(data: bytes) -> Content:
    """As JPEG on white, upright, at most 2,000 pixels on a side; of all it carried only the time it was taken is kept."""
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _no("照片的像素太多。请用手机普通模式重拍。", "The photograph has too many pixels: take it in the camera's ordinary mode.")
            taken_at = _taken_at(picture)
            picture.draft("RGB", (WIDEST, WIDEST))  # a large JPEG is read at a fraction of its size
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as wrong:
        raise _no("照片打不开，可能没有传完整。请重新拍一张。", "The photograph cannot be opened, perhaps it is incomplete: take another.") from wrong
    upright.thumbnail((WIDEST, WIDEST))
    drawn = Image.new("RGB", upright.size, "white")
    drawn.paste(upright, mask=upright)
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=85, optimize=True)
    return Content(out.getvalue(), "image/jpeg", ".jpg", taken_at)


def _taken_at(picture: Image.Image) -> datetime | None:
    """The camera's clock, taken for local time; None where it says nothing sensible."""
    exif = picture.getexif()
    told = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        return timezone.make_aware(datetime.strptime(str(told).strip("\0 "), "%Y:%m:%d %H:%M:%S"))  # noqa: DTZ007 (made aware at once)
    except (ValueError, OverflowError):
        return None


def _pdf(data: bytes) -> Content:
    if b"%%EOF" not in data[-4096:]:
        raise _no("PDF 没有传完整。请重新上传。", "The PDF is incomplete: upload it again.")
    return Content(data, "application/pdf", ".pdf")


def _workbook(data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = {part.filename: part.file_size for part in packed.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as wrong:
        raise _no("表格打不开，可能没有传完整。请重新上传。", "The table cannot be opened, perhaps it is incomplete: upload it again.") from wrong
    if "xl/workbook.xml" not in parts:
        raise _no(
            "压缩包和 Word 文件收不了。请另存为 PDF，或把里面的文件分别上传。", "Archives and Word files are not taken: save as PDF, or upload what is inside."
        )
    if any(part.endswith("vbaProject.bin") for part in parts):
        raise _no("表格里有宏，不安全。请另存为不带宏的 .xlsx。", "The table contains macros: save it as .xlsx without them.")
    if sum(parts.values()) > MOST_UNPACKED:
        raise _no("表格展开后太大。请分成几个文件。", "The table is too large when unpacked: split it.")
    return Content(data, XLSX, ".xlsx")


def _is_text(data: bytes) -> bool:
    """Whether it is text as tables are saved in China: UTF-8 or GB 18030, without control characters."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(letter < " " and letter not in "\t\r\n" for letter in text)
    return False
