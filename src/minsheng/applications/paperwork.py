"""What the printed forms say: the application with its authorisation, a page for each supporter, the survey form blank or filled."""

from dataclasses import dataclass
from datetime import date

from django.forms import Textarea

from minsheng.applications import papers
from minsheng.applications.asking import check_rows
from minsheng.applications.forms import VisitForm
from minsheng.applications.forms_index import index_fields
from minsheng.applications.models import Application, IndexTable, Visit
from minsheng.applications.way import matter_of
from minsheng.base.crypto import open_sealed
from minsheng.base.texts import here
from minsheng.registry.models import Consent, Kinship, Person
from minsheng.registry.queries import is_adult
from minsheng.registry.words import shown
from minsheng.rules.book import citations

Pair = tuple[str, str]

ASKED: tuple[Pair, ...] = (
    ("户籍、婚姻登记", "hukou and marriage registers"),
    ("税务、社会保险、住房公积金", "tax, social insurance, housing fund"),
    ("不动产、车船登记", "real estate, vehicles and ships"),
    ("市场主体登记", "business register"),
    ("银行存款、证券、保险、非银行支付机构", "bank deposits, securities, insurance, payment institutions"),
)
PEN: tuple[tuple[Pair, Pair], ...] = (  # what a blank form asks about money and property: block, what is written on its lines
    (("工资性收入", "Wages"), ("成员、单位、每月金额", "member, employer, a month")),
    (("经营净收入", "Trade"), ("种植、养殖、店铺、零工：收入、成本", "crops, animals, shop, odd jobs: income, cost")),
    (("财产净收入", "From property"), ("利息、租金、土地流转、分红", "interest, rent, land, dividends")),
    (("转移净收入", "Transfers"), ("养老金、失业金、赡养费、定期补助（高龄津贴、优抚、残疾两项补贴不计入，单独写明）", "pension, unemployment, maintenance, allowances (old-age, veterans' and disability ones do not count: say so)")),
    (("存款、证券、保险、第三方支付余额", "Savings"), ("银行、金额", "where, how much")),
    (("房屋、商铺、车位", "Buildings"), ("地址、面积、谁的、怎么来的", "address, area, whose, how come by")),
    (("车辆、经营登记、债权债务", "Vehicles, business, debts"), ("种类、车牌、用途；名称；金额", "kind, plate, use; name; amount")),
    (("刚性支出（过去12个月）", "Unavoidable spending (12 months)"), ("医疗自付、教育、康复、住房、照料：金额、凭证", "medical self-paid, education, rehabilitation, housing, care: amount, proof")),
)  # fmt: skip
STATEMENTS: tuple[Pair, ...] = (
    ("以上填写和提供的情况真实、完整。", "What is stated and given here is true and complete."),
    ("家庭人口、收入、财产有变化的，及时报告。", "Changes in the household, its income or property will be reported promptly."),
    ("接受入户调查和公示（只公示姓名、人数、金额）。", "A home visit and a public notice (name, number of members, amount only) are accepted."),
    ("知道骗取救助要退回，并会受到处罚{fraud}。", "It is known that fraud has to be paid back and is punished{fraud}."),
    ("知道能通过核对取得的材料，办理机关不要求提供{not_asked}。", "It is known that the office does not ask for what the check can show{not_asked}."),
)


def statements(on: date) -> list[Pair]:
    """What the family promises, with the law of the day."""
    law = {key: citations.bracketed(key, on) for key in ("fraud", "not_asked")}
    return [(zh.format(**{k: v[0] for k, v in law.items()}), en.format(**{k: v[1] for k, v in law.items()})) for zh, en in STATEMENTS]


SUPPORTING = ("parent", "child", "spouse")  # who may owe the household support without living in it


@dataclass(frozen=True)
class Signature:
    """Who signs for whom; the day it was signed, when it was."""

    name: str
    minor: bool
    signed_on: date | None


def line_of(case: Application, person: Person) -> str:
    """How a member is related to the applicant or head."""
    row = case.household.memberships.filter(until=None, person=person).first() if case.household else None
    return _relation(row.relation if row else "")


def _relation(key: str) -> str:
    return shown("relation", key) if key and key != "head" else here("本人", "Applicant")


def signatures(case: Application, on: date) -> list[Signature]:
    """One line an adult; for a minor the guardian signs."""
    kinds = matter_of(case).consents
    signed = Consent.objects.filter(person__in=papers.people(case, on), kind__in=kinds, withdrawn_on=None, refused=False).exclude(until__lte=on)
    days = dict(signed.order_by("since").values_list("person", "since"))
    return [Signature(p.name, not is_adult(p, on), days.get(p.pk)) for p in papers.people(case, on)]


def supporters(case: Application, on: date) -> list[tuple[str, str]]:
    """(name, relation) of relatives on file who do not live in the household: each has a page of their own, with their own consent."""
    people = papers.people(case, on)
    rows = Kinship.objects.filter(person__in=people, relation__in=SUPPORTING, until=None).exclude(relative__in=people).select_related("relative")
    return [(k.relative.name, _relation(k.relation)) for k in rows]


def declared(case: Application, on: date) -> list[tuple[str, str]]:
    return [(label, value) for label, value, _ in check_rows(case, on)]


# --- the survey form ----------------------------------------------------------------------------------------------------------------


def survey_rows(case: Application, visit: Visit | None) -> list[dict]:
    """[{label, value, options: [(ticked, words)]}] of the form as an officer fills it in; without a visit everything is open."""
    form, values = VisitForm(case=case), _values(visit) if visit else {}
    fields = dict(form.fields)
    if visit:
        fields = {k: f for k, f in fields.items() if not k.startswith("index_")} | _index_fields(visit)
    rows = []
    for key, field in fields.items():
        if key in ("photos", "second"):
            continue
        chosen = values.get(key, "")
        ticked = set(chosen) if isinstance(chosen, list) else {chosen}
        options = [(k in ticked, words) for k, words in getattr(field, "choices", []) if k]
        rows.append({"label": field.label, "value": "" if options else chosen, "options": options, "wide": isinstance(field.widget, Textarea)})
    return rows


def _index_fields(visit: Visit) -> dict:
    """The rows of the version this visit was evaluated by."""
    from_then = IndexTable.objects.filter(pk=visit.index_table.get("table")).first()
    return index_fields(from_then) if from_then else {}


def _values(visit: Visit) -> dict:
    sealed = open_sealed(bytes(visit.sealed), f"applications.visit:{visit.task_id}") if visit.sealed else {}
    own = {
        "visited_on": visit.on,
        "met": visit.met,
        "next_on": visit.next_on or "",
        "members_found": visit.members_found,
        "result": visit.result,
        "signed": visit.signed,
    }
    fen = visit.index_table.get("fen")
    answers = {f"index_{k}": v for k, v in visit.index_table.get("answers", {}).items()}
    if "proposed" in visit.form:
        own["proposed"] = f"{visit.form['proposed'] / 100:,.2f}"
    return visit.form | own | sealed | answers | ({"adjustment": f"{fen / 100:,.2f}"} if fen is not None else {})
