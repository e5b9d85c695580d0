"""民主评议: optional minutes, until the opinion is given or while an objection is open."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import route
from minsheng.applications.models import Application, Appraisal
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import seal
from minsheng.base.errors import Refused
from minsheng.registry.events import tell


def may_appraise(application: Application) -> bool:
    """While the household is looked into: its survey or the opinion is open, or an objection is."""
    kinds = {s.key: s.kind for s in route.steps_of(application)}
    opened = {kinds.get(t.step) for t in application.tasks.all() if t.state == "open"}
    looked_into = "survey" in kinds.values() and bool({"survey", "opinion"} & opened)
    return application.state == "open" and (looked_into or application.objections.filter(state="open").exists())


@action
def appraise(
    *, application: Application, ground: str, document: str, held_on: date, invited: int, present: int, agree: int, against: int, abstain: int, secret: bool,
    result: str, minutes: dict, photos: list[str] = (), by: Actor, on: date,
) -> Appraisal:  # fmt: skip
    """Keep the minutes. `minutes` = {venue, host, people, said}: sealed. Nothing is decided and no step is closed by it."""
    allowed(by, "applications.survey", locked(application).place)
    keep_out(by, application, on)
    if not may_appraise(application):
        raise Refused(
            "民主评议在入户调查到初审之间，或者有异议时组织。", "An appraisal is held between the visit and the opinion, or while an objection is open."
        )
    _grounds(application, ground, document)
    _counted(invited, present, agree + against + abstain)
    if held_on > on:
        raise Refused("评议日期不能在今天以后。", "The day of the appraisal lies in the future.", field="held_on")
    if result not in Appraisal.RESULTS:
        raise Refused("请选择评议结论。", "Choose the conclusion.", field="result")
    made = Appraisal.objects.create(
        application=application, ground=ground, document=document if ground == "local" else "", on=held_on, invited=invited, present=present, agree=agree,
        against=against, abstain=abstain, secret=secret, result=result, sealed=seal(minutes, f"applications.appraisal:{application.pk}"), photos=list(photos),
        recorded_on=on, recorded_by_id=by.user,
    )  # fmt: skip
    tell(application.applicant, "appraised", held_on, by, about=f"applications.application:{application.pk}")
    record(by=by, on=on, act="applications.appraise", subject=application, place=application.place, appraisal=made.pk, present=present, result=result)
    return made


def _grounds(application: Application, ground: str, document: str) -> None:
    if ground not in Appraisal.GROUNDS:
        raise Refused("请选择为什么评议。", "Say why it is held.", field="ground")
    if ground == "objection" and not application.objections.exists():
        raise Refused(
            "这一件没有异议；本地文件要求评议的，请选那一项并写明文件。",
            "There is no objection here; where a local document asks for it, choose that and name it.",
            field="ground",
        )
    if ground == "local" and not document.strip():
        raise Refused("请写明要求评议的本地文件。", "Name the local document that asks for it.", field="document")


def _counted(invited: int, present: int, votes: int) -> None:
    if not 0 < present <= invited:
        raise Refused("实到人数要在 1 和应到人数之间。", "Those present are at least one and at most those invited.", field="present")
    if votes > present:
        raise Refused("同意、不同意、弃权加起来，不能超过实到人数。", "The votes add up to more than those present.", field="agree")
