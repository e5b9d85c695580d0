"""The application form is filled in, page by page or all at once; once sent, the office corrects it beside the old version and says why."""

from datetime import date
from typing import Any

from minsheng.applications import papers, sheet_facts, sheet_kept
from minsheng.applications.actions.intake import reach
from minsheng.applications.models import Application, Sheet
from minsheng.applications.recusal import keep_out
from minsheng.applications.sheet import used_by
from minsheng.applications.sheet_people import MOST_SUPPORTERS
from minsheng.applications.to_sign import BEFORE_DECISION
from minsheng.applications.way import matter_of
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.registry.events import tell


@action
def fill_sheet(*, application: Application, given: dict[str, Any], why: str = "", by: Actor, on: date) -> Sheet:
    """Keep what was answered: {"household": {key: value}, "members": {person: {key: value}}, "supporters": [{key: value}]}; what is left out of it stays as it was.

    A draft is written over. What has been sent is corrected by the office, until it is decided, for a reason.
    """
    reach(by, locked(application), "applications.take_in", on)
    keep_out(by, application, on)
    before = sheet_kept.current(application)
    _may_be_changed(application, by, why)
    family = {str(p.pk) for p in papers.people(application, on)}
    answers = _merged(before.answers if before else {}, given, family)
    _fits(answers, family)
    if "supporters" in given:
        _supporters(answers["supporters"], family)
    sheet = _written(application, before, answers, why.strip(), by, on)
    if application.state != "draft":
        sheet_facts.settle(application, before, by, on)
        tell(application.applicant, "sheet_corrected", on, by, about=f"applications.application:{application.pk}")
    record(by=by, on=on, act="applications.fill_sheet", subject=application, place=application.place, version=sheet.version,
           household=sorted(given.get("household", {})), members=sorted(given.get("members", {})), supporters=len(sheet_kept.supporters(sheet)))  # fmt: skip
    return sheet


def _may_be_changed(application: Application, by: Actor, why: str) -> None:
    if not used_by(matter_of(application)):
        raise Refused("这一项没有申请表。", "This matter has no such form.")
    if application.state == "draft":
        return
    if by.role == "resident" or application.state not in BEFORE_DECISION:
        raise Refused("申请表已经提交，不能再改；有变化请告诉经办人。", "The form has been sent and cannot be changed; tell the officer what is different.")
    if not why.strip():
        raise Refused("请写明为什么更正。", "Say why it is corrected.", field="why")


def _merged(kept: dict, given: dict, family: set[str]) -> dict:
    """The answers with the new ones over them; an answer taken back leaves no trace in this version, nor does who has left the household since."""
    household = kept.get("household", {}) | given.get("household", {})
    members = {k: dict(v) for k, v in kept.get("members", {}).items() if k in family}
    for person, values in given.get("members", {}).items():
        members[str(person)] = members.get(str(person), {}) | values
    supporters = given.get("supporters", [one if one.get("for") in family else one | {"for": None} for one in kept.get("supporters", [])])
    return {
        "household": _answered(household),
        "members": {k: left for k, v in members.items() if (left := _answered(v))},
        "supporters": [left for one in supporters if (left := _answered(one))],
    }


def _answered(values: dict) -> dict:
    return {k: v for k, v in values.items() if v not in sheet_kept.EMPTY}


def _fits(answers: dict, family: set[str]) -> None:
    """What belongs together is given together, and about this household."""
    home = answers["household"]
    if home.get("near") == "yes" and not (home.get("near_who") and home.get("near_relation")):
        raise Refused("请写明是谁、什么关系。", "Say who it is and how they are related.", field="household:near_who")
    if home.get("near") == "no" and (home.get("near_who") or home.get("near_relation")):
        raise Refused("选了“否”，又写了是谁：请改成一样的。", "You said no, yet named somebody: make the two agree.", field="household:near")
    if home.get("contact_phone") and not home.get("contact_name"):
        raise Refused("请写联系人的姓名。", "Name the person behind this number.", field="household:contact_name")
    if not set(answers["members"]) <= family:
        raise Refused(*GONE)


GONE = ("有人已经不在这个家庭里，请重新打开这一页。", "Somebody named here no longer lives in the household: open the page again.")


def _supporters(rows: list[dict], family: set[str]) -> None:
    if len(rows) > MOST_SUPPORTERS:
        raise Refused(f"义务人最多登记 {MOST_SUPPORTERS} 位。", f"At most {MOST_SUPPORTERS} supporters can be entered.")
    if not {one["for"] for one in rows if one.get("for")} <= family:
        raise Refused(*GONE)
    for n, one in enumerate(rows):
        _supporter(n, one)


def _supporter(n: int, one: dict) -> None:
    if not one.get("name") or not one.get("relation"):
        raise Refused("义务人要写姓名和关系。", "A supporter needs a name and a relation.", field=f"supporter{n}:name")
    if one.get("able") in ("part", "no") and not one.get("unable_why"):
        raise Refused("没有能力或部分有能力的，请写原因。", "Say why this supporter cannot, or only in part.", field=f"supporter{n}:unable_why")
    if one.get("promised") and not (one.get("for") and one.get("counted")):
        raise Refused(
            "答应给钱的，请写给谁、有没有算进月收入。", "Say to whom the promised sum goes, and whether the income holds it.", field=f"supporter{n}:for"
        )


def _written(application: Application, before: Sheet | None, answers: dict, why: str, by: Actor, on: date) -> Sheet:
    writer = None if by.role == "resident" else by.user
    values = {
        "answers": answers, "near": answers["household"].get("near", ""), "layout": sheet_kept.layout_of(application, before, on), "written_by_id": writer, "written_on": on,
    }  # fmt: skip
    if before and application.state == "draft":
        for name, value in values.items():
            setattr(before, name, value)
        before.save()
        return before
    if before:
        before.replaced_on = on
        before.save(update_fields=["replaced_on"])
    return Sheet.objects.create(application=application, version=before.version + 1 if before else 1, why=why, **values)
