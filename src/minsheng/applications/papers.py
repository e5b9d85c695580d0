"""Materials and signatures. What a check can find is never asked for; every adult signs for himself."""

from datetime import date

from minsheng.applications.models import Application, Paper
from minsheng.applications.way import ancestor, matter_of, street_of
from minsheng.base.actor import Actor
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.divisions.departments import office
from minsheng.matters.declare import Material
from minsheng.places.queries import office_name
from minsheng.registry.models import BankAccount, Consent, Person
from minsheng.registry.queries import members

Pair = tuple[str, str]


def people(application: Application, on: date) -> list[Person]:
    """Everybody the application is about."""
    return members(application.household, on) if application.household else [application.applicant]


def unsigned(application: Application, on: date) -> list[Person]:
    """Members for whom no authorisation letter is in force that the matter needs."""
    kinds = matter_of(application).consents
    if not kinds:
        return []
    family = people(application, on)
    signed = Consent.objects.filter(person__in=family, kind__in=kinds, withdrawn_on=None, refused=False, since__lte=on).exclude(until__lte=on)
    return [p for p in family if p.pk not in set(signed.values_list("person", flat=True))]


def signatures(application: Application, on: date) -> list[tuple[Person, Consent | None]]:
    """Everybody the application is about, each with the latest signature or refusal that holds."""
    kinds = matter_of(application).consents
    family = people(application, on)
    rows = Consent.objects.filter(person__in=family, kind__in=kinds, withdrawn_on=None, since__lte=on).exclude(until__lte=on).order_by("pk")
    latest = {row.person_id: row for row in rows}
    return [(p, latest.get(p.pk)) for p in family]


def authorised(application: Application) -> str:
    """Whom a signature authorises to ask the registers: the street office or town, and the district's civil-affairs authority with its check centre."""
    street, district = street_of(application.place), ancestor(application.place, "district", "functional")
    return f"{office_name(street)}、{office(district, matter_of(application).line, today())}及其核对机构"


def signed_by_all(application: Application, on: date) -> None:
    if lacking := unsigned(application, on):
        names = "、".join(p.name for p in lacking)
        raise Refused(
            f"还差 {names} 的授权签名：成年人各自签名，未成年人由监护人签。",
            f"The authorisation of {names} is missing: every adult signs, guardians sign for minors.",
        )


def state(application: Application) -> dict[str, Paper]:
    """The latest paper of each key."""
    return {p.key: p for p in application.papers.order_by("pk")}


def missing(application: Application) -> list[Material]:
    """Materials that are needed and neither given, found by the check, nor visible in the system already."""
    have = state(application)
    wanted = {key for key, paper in have.items() if paper.state == "missing"}
    out = []
    for material in matter_of(application).materials:
        paper = have.get(material.key)
        if paper and paper.state != "missing" or _in_system(application, material.key):
            continue
        if material.key in wanted or material.needed:
            out.append(material)
    return out


def received(application: Application) -> list[tuple[str, str]]:
    """What the acceptance slip lists: papers given, and what is in the file already."""
    given = {key for key, paper in state(application).items() if paper.state == "given"}
    return [m.label for m in matter_of(application).materials if m.key in given or _in_system(application, m.key)]


def _in_system(application: Application, key: str) -> bool:
    """The identity document, the signed letter and the account are in the file: nobody brings them again."""
    if key == "identity":
        return application.applicant.documents.filter(current=True).exists()
    if key == "account":
        return BankAccount.objects.filter(person=application.applicant, until=None).exists()
    if key == "letter":
        return application.number is not None and not unsigned(application, today())
    return False


def give(application: Application, key: str, files: list, by: Actor, on: date) -> None:
    """Keep a material with its stored files (ids); None, or no file at all: the original was seen at the counter."""
    if key not in {m.key for m in matter_of(application).materials}:
        raise Refused("没有这种材料。", "There is no such paper.")
    taken_by = None if by.role == "resident" else by.user
    for file in files or [None]:
        Paper.objects.create(application=application, key=key, state="given", file=file, pages=1 if file else 0, added_on=on, taken_by_id=taken_by)


def how_given(paper: Paper) -> Pair:
    """Seen at the counter, scanned there, or sent by the family."""
    if paper.file is None:
        return "窗口看过原件", "original seen at the counter"
    return ("窗口扫描", "scanned at the counter") if paper.taken_by else ("家里传来", "sent by the family")


def want(application: Application, keys: list[str], on: date) -> None:
    known = {m.key: m for m in matter_of(application).materials}
    for key in keys:
        if key not in known:
            raise Refused("没有这种材料。", "There is no such paper.", field="wanted")
        if known[key].known_from:
            raise Refused(
                f"“{known[key].label[0]}”可以通过核对取得，依法不能要求申请人提供。",
                f"“{known[key].label[1]}” can be found by the check; the law forbids asking for it.",
                field="wanted",
            )
        Paper.objects.create(application=application, key=key, state="missing", added_on=on)


def labels(application: Application, keys: list[str]) -> list[tuple[str, str]]:
    return [m.label for m in matter_of(application).materials if m.key in keys]
