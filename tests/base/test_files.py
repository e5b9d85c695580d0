"""Files people bring: what is taken, what is taken off them, and that nobody reads them from the disk."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import ExifTags, Image

from minsheng.base import files
from minsheng.base.actor import Actor
from minsheng.base.audit.chain import sm3
from minsheng.base.crypto import Unreadable
from minsheng.base.errors import Refused
from minsheng.base.files_kinds import LARGEST, XLSX, checked
from minsheng.base.models import AuditEntry, StoredFile

DAY = date(2025, 10, 9)
OFFICER = Actor(user=7, name="何", role="street", path="/1/", post=3, place=5)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path


def photo(size=(40, 30), kind="JPEG", colour="red", **saved) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **saved)
    return out.getvalue()


def archive(*names) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, "<x/>")
    return out.getvalue()


def store(data: bytes, name="证明.pdf") -> StoredFile:
    return files.store(upload=SimpleUploadedFile(name, data), by=OFFICER, on=DAY, place=5)


def named(value) -> str:
    """A test's name without the content of the file."""
    return value if isinstance(value, str) else ""


def drawn(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


# --- what is taken ---


@pytest.mark.parametrize(
    ("data", "name", "mime", "ending"),
    [
        (photo(), "a.jpg", "image/jpeg", ".jpg"),
        (photo(kind="PNG"), "a.png", "image/jpeg", ".jpg"),
        (photo(), "身份证.pdf", "image/jpeg", ".jpg"),  # what it is, not what it is called
        (PDF, "a.pdf", "application/pdf", ".pdf"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "a.xlsx", XLSX, ".xlsx"),
        ("姓名,金额\n甲,1\n".encode("gb18030"), "a.CSV", "text/csv", ".csv"),
        ("姓名,金额\n甲,1\n".encode("utf-8-sig"), "a.csv", "text/csv", ".csv"),
    ],
    ids=named,
)
def test_a_file_is_known_by_its_content(data, name, mime, ending):
    content = checked(data, name)
    assert (content.mime, content.ending) == (mime, ending)


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.pdf", "empty"),
        (PDF + b"x" * LARGEST, "a.pdf", "10 MB"),
        (b"MZ\x90\0", "a.pdf", "Only photographs"),
        (b"<html><script>", "a.jpg", "Only photographs"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "Only photographs"),
        (b"GIF89a" + b"\0" * 40, "a.gif", "Only photographs"),
        (HEIC, "IMG_1.HEIC", "Most Compatible"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "old Office file"),
        (photo(size=(400, 300))[:-500], "a.jpg", "cannot be opened"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a.png", "cannot be opened"),
        (photo(size=(9000, 9000), kind="PNG"), "a.png", "too many pixels"),
        (PDF[:-7], "a.pdf", "incomplete"),
        (archive("word/document.xml"), "a.docx", "Word files"),
        (archive("evil.exe"), "a.xlsx", "Archives"),
        (archive("xl/workbook.xml")[:-30], "a.xlsx", "cannot be opened"),
        (archive("xl/workbook.xml", "xl/vbaProject.bin"), "a.xlsx", "macros"),
        (b"\0\1\2,3\n", "a.csv", "Only photographs"),
        (b"a,b\n", "a.txt", "Only photographs"),
    ],
    ids=named,
)
def test_what_is_not_taken_says_why_and_what_to_do(data, name, says):
    with pytest.raises(Refused) as refused:
        checked(data, name)
    assert says in refused.value.en and refused.value.zh
    assert refused.value.field == "file"


def test_a_table_that_would_unpack_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("minsheng.base.files_kinds.MOST_UNPACKED", 7)
    with pytest.raises(Refused, match="太大"):
        checked(archive("xl/workbook.xml", "xl/sheet.xml"), "a.xlsx")


# --- pictures ---


def with_exif(taken="2025:10:08 09:30:00") -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Orientation] = "CAMERAMAKER", 6
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (22.0, 32.0, 0.0)
    return exif


def test_a_picture_keeps_its_time_and_nothing_else_it_carried():
    given = photo(exif=with_exif(), comment=b"COMMENT", icc_profile=b"PROFILE")
    assert b"CAMERAMAKER" in given and b"COMMENT" in given
    content = checked(given, "a.jpg")
    assert content.taken_at == timezone.make_aware(datetime(2025, 10, 8, 9, 30))
    assert not any(word in content.data for word in (b"CAMERAMAKER", b"COMMENT", b"PROFILE", b"Exif"))
    assert not drawn(content.data).getexif()


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "yesterday", ""])
def test_a_camera_without_a_clock_tells_no_time(taken):
    assert checked(photo(exif=with_exif(taken)), "a.jpg").taken_at is None


def test_a_picture_is_made_upright_and_smaller():
    assert drawn(checked(photo(exif=with_exif()), "a.jpg").data).size == (30, 40)
    assert drawn(checked(photo(size=(5000, 1000)), "a.jpg").data).size == (2000, 400)


def test_what_is_transparent_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert min(drawn(checked(out.getvalue(), "a.png").data).getpixel((10, 10))) > 250


# --- keeping ---


@pytest.mark.django_db
def test_a_file_comes_back_as_it_was_and_lies_encrypted():
    file = StoredFile.objects.get(pk=store(PDF, "C:\\文件\\张小明的 证明.doc").pk)
    assert files.read(file) == PDF
    assert (file.mime, file.size, file.sm3, file.uploaded_by, file.place_id) == ("application/pdf", len(PDF), sm3(PDF).hex(), 7, 5)
    assert files.name_of(file) == "张小明的 证明.pdf"
    on_disk = files.path_of(file).read_bytes()
    assert b"%PDF" not in on_disk and b"endobj" not in on_disk
    assert "张小明".encode() not in bytes(file.name)
    assert files.path_of(file).stat().st_mode & 0o077 == 0
    entry = AuditEntry.objects.get(act="files.store")
    assert entry.subject == f"base.storedfile:{file.pk}" and "张" not in str(entry.details)


@pytest.mark.django_db
def test_a_content_that_was_changed_or_put_in_anothers_place_does_not_open():
    one, other = store(PDF), store(PDF + b"%%EOF")
    files.path_of(one).write_bytes(files.path_of(other).read_bytes())
    with pytest.raises(Unreadable):
        files.read(one)
    files.path_of(other).unlink()
    with pytest.raises(files.Missing):
        files.read(other)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../../etc/passwd", "", "...", 'a"b\r\nX: y.pdf', "x" * 300])
def test_a_name_does_no_harm(name):
    upload = SimpleUploadedFile("a.pdf", PDF)
    upload._name = name
    kept = files.name_of(files.store(upload=upload, by=OFFICER, on=DAY))
    assert kept.endswith(".pdf") and 4 < len(kept) <= 84
    assert not set(kept) & set('/\\"\r\n:')


@pytest.mark.django_db
@pytest.mark.parametrize(("data", "name", "how"), [(photo(), "照片.jpg", "inline"), (b"a,b\n", "表.csv", "attachment")], ids=named)
def test_a_file_is_served_to_this_reader_alone(rf, data, name, how):
    response = files.served(rf.get("/"), store(data, name))
    assert response["Content-Disposition"].startswith(how + "; filename*=utf-8''%")
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("no-store", "nosniff")
