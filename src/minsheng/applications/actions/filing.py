"""归档: a decided case whose file is complete is closed; a page that is missing is named."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications.catalogue import missing
from minsheng.applications.models import Application
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused


@action
def close_file(*, application: Application, by: Actor, on: date) -> Application:
    """Every page there, nothing open: closed."""
    allowed(by, "applications.file", locked(application).place)
    keep_out(by, application, on)
    if application.filed_on:
        raise AlreadyDone("这一件已经归档。", "This file has been closed already.")
    if application.state not in (*Application.DECIDED, "withdrawn"):
        raise Refused("还没有办结，不能归档。", "It is not decided yet, so its file cannot be closed.")
    if application.tasks.filter(state="open").exists():
        raise Refused("还有步骤没有办完（例如送达），办完再归档。", "A step is still open (delivery, say): finish it first.")
    if lacking := missing(application):
        zh, en = "、".join(s.title[0] for s in lacking), ", ".join(s.title[1] for s in lacking)
        raise Refused(f"案卷还缺：{zh}。补齐再归档。", f"The file still lacks: {en}. Add them first.")
    application.filed_on = on
    application.save(update_fields=["filed_on"])
    record(by=by, on=on, act="applications.file", subject=application, place=application.place)
    return application
