"""What was brought and never used goes after a day; what is used stays."""

import os
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from django.utils import timezone

from minsheng.base import files, files_orphans, jobs
from minsheng.base.actor import MACHINE
from minsheng.base.jobs import kinds
from minsheng.base.models import AuditEntry, StoredFile
from minsheng.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 10, 9)
PDF = b"%PDF-1.4\n%%EOF\n"
TWO_DAYS = timedelta(days=2)


@pytest.fixture(autouse=True)
def nightly(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr(kinds, "_kinds", files_orphans.kinds())
    monkeypatch.setattr(files_orphans, "PIECE", 2)


def store(age=TWO_DAYS) -> StoredFile:
    file = files.store(upload=SimpleUploadedFile("a.pdf", PDF), by=MACHINE, on=DAY)
    made_older(files.path_of(file), age)
    file.uploaded_at = timezone.now() - age
    file.save()
    return file


def made_older(path, age):
    then = (timezone.now() - age).timestamp()
    os.utime(path, (then, then))


def tidy():
    job = jobs.run(jobs.start(kind="files.orphans", by=MACHINE, on=DAY))
    assert job.state == "done", job.error_en
    return job.done


def contents() -> int:
    return sum(path.is_file() for path in files.folder().rglob("*"))


def test_a_file_nobody_uses_goes_after_a_day():
    unused, young = [store() for _ in range(5)], store(timedelta(hours=23))
    assert tidy() == 5
    assert list(StoredFile.objects.all()) == [young]
    assert contents() == 1
    assert set(AuditEntry.objects.filter(act="files.remove").values_list("subject", flat=True)) == {f"base.storedfile:{f.pk}" for f in unused}


def test_a_file_whose_id_stands_in_a_column_stays(district):
    used = store()
    about = {"number": "1", "kind": "stop", "about": "a.b:1", "matter": "m", "shown_name": "何*", "members": 1}
    Notice.objects.create(place=district.street, since=DAY, until=DAY, removed_proof=used.pk, **about)
    assert tidy() == 0
    assert files.read(used) == PDF


def test_a_file_that_a_row_points_to_stays(monkeypatch):
    with isolate_apps("minsheng.base") as apps:

        class Pointing(models.Model):
            file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

            class Meta:
                app_label = "base"

    monkeypatch.setattr(files_orphans, "apps", apps)
    used, unused = store(), store()
    with connection.schema_editor() as editor:
        editor.create_model(Pointing)
    try:
        Pointing.objects.create(file=used)
        assert list(files_orphans.orphans()) == [unused]
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Pointing)


def test_a_file_that_is_used_in_a_way_of_its_own_stays(monkeypatch):
    used, _ = store(), store()
    monkeypatch.setattr(kinds, "_kinds", files_orphans.kinds(lambda ids: [str(used.pk)] if used.pk in ids else []))
    assert tidy() == 1
    assert list(StoredFile.objects.all()) == [used]


def test_a_content_whose_row_was_never_committed_goes_after_a_day():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lost = files.path_of(store())
        raise ZeroDivisionError
    half = lost.with_suffix(".half")
    half.write_bytes(b"x")
    made_older(half, TWO_DAYS)
    kept, other = store(), files.folder() / "note.txt"
    other.write_text("not ours")
    assert contents() == 4
    made_older(files.path_of(kept), TWO_DAYS)
    kept.uploaded_at = timezone.now()
    kept.save()
    tidy()
    assert not lost.exists() and not half.exists() and other.exists()
    assert files.read(kept) == PDF
