"""What was asked for is brought, from a phone or to the counter: the files are kept and handed in, all or none."""

from datetime import date

from django.db import transaction

from minsheng.applications import actions
from minsheng.applications.models import Application
from minsheng.base import files
from minsheng.base.actor import Actor
from minsheng.base.errors import Refused


def bring(*, application: Application, brought: dict[str, list], by: Actor, on: date) -> Application:
    """`brought` = {material key: [uploaded file, or None for an original seen at the counter]}. Refused names the material as its field."""
    with transaction.atomic():
        kept = {key: [one and _kept(application, key, one, by, on) for one in several] for key, several in brought.items() if several}
        return actions.correct(application=application, files=kept, by=by, on=on)


def _kept(application: Application, key: str, upload, by: Actor, on: date):
    """The id of one stored file. What cannot be taken is refused at the box it was chosen in, by its name."""
    try:
        file = files.store(upload=upload, by=by, on=on, place=application.place)
    except Refused as no:
        raise Refused(f"{upload.name}：{no.zh}", f"{upload.name}: {no.en}", field=key) from no
    if file.mime not in files.INLINE:
        raise Refused(f"{upload.name}：这里只收照片（JPG、PNG）和 PDF。", f"{upload.name}: only photographs (JPG, PNG) and PDF are taken here.", field=key)
    return file.pk
