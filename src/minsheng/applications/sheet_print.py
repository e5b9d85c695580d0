"""社会救助申请及授权书 on A4, in the order of the paper form: filled from the file and from what was answered, or blank for a pen."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minsheng.applications import papers, paperwork, sheet_kept
from minsheng.applications.models import Application, Sheet
from minsheng.applications.paperwork import Signature
from minsheng.applications.sheet import HOUSEHOLD, RELATIVE, Field, Part
from minsheng.applications.sheet_layout import in_force, parts
from minsheng.applications.sheet_people import ABLE, EDUCATION, KIN, SPECIAL
from minsheng.base.capitals import capitals
from minsheng.base.crypto import open_sealed
from minsheng.base.masks import mask_account, mask_address, mask_number, mask_phone
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here, pick
from minsheng.places.models import Place
from minsheng.registry.identity import KINDS as DOCUMENTS
from minsheng.registry.models import Authority, BankAccount, Person
from minsheng.registry.queries import opened
from minsheng.registry.words import said, shown

Pair = tuple[str, str]
Cell = tuple[str, str]  # label and value; an empty value is a line for a pen
Row = list[Cell]  # two of them side by side
BLANK_MEMBERS, BLANK_SUPPORTERS = 4, 1


@dataclass(frozen=True)
class Asked:
    """A question of the form: its answer in words, or its options with what is ticked."""

    label: str
    value: str
    options: list[tuple[bool, str]] = field(default_factory=list)
    wide: bool = False


@dataclass(frozen=True)
class Supporter:
    name: str
    relation: str
    cells: list[Row]
    able: list[tuple[bool, str]]
    unable_why: str
    promised: str
    capitals: str
    recipient: str


@dataclass(frozen=True)
class Form:
    """Everything that is printed. `head`: from the file; `asked`: what the form asks besides, with an office's own labels and questions."""

    head: list[Row]
    agent: list[Row]
    asked: list[list[Asked]]
    members: list[list[Row]]
    supporters: list[Supporter]
    declared: list[Cell]
    signatures: list[Signature]
    to: str


def blank(place: Place, on: date) -> Form:
    """For a pen: nobody's."""
    nobody: dict[str, Any] = {}
    laid_out = parts(in_force(place, on))
    head = two([(pick(label), "") for label in HEAD])
    members = [two([(label, "") for label in _member_labels()]) for _ in range(BLANK_MEMBERS)]
    supporters = [_supporter({}, {}, False) for _ in range(BLANK_SUPPORTERS)]
    return Form(head, two([(pick(label), "") for label in AGENT]), _asked(laid_out, nobody, False), members, supporters, [], [], "")


def of_case(case: Application, on: date, reader: int | None = None) -> Form:
    """As the file and the form have it. `reader`: a resident, to whom other people's numbers are shown masked."""
    sheet = sheet_kept.current(case)
    people = papers.people(case, on)
    names = {str(p.pk): p for p in people}
    rows = [_supporter(one, names, reader is not None) for one in sheet_kept.supporters(sheet)] or _of_the_file(case, on) or [_supporter({}, names, False)]
    return Form(
        _head(case, sheet, reader), _agent(case), _asked(sheet_kept.asked(case, on), sheet_kept.household(sheet), False),
        [_member(case, sheet, p, reader) for p in people], rows, paperwork.declared(case, on), paperwork.signatures(case, on), papers.authorised(case),
    )  # fmt: skip


HEAD: tuple[Pair, ...] = (
    ("申请日期", "Applied on"), ("受理日期", "Accepted on"), ("申请方式", "How"), ("申请人", "Applicant"), ("证件", "Document"), ("联系电话", "Telephone"),
    ("户籍地址", "Hukou address"), ("现住址", "Present address"), ("开户行", "Bank"), ("户名", "Account holder"), ("社保卡、银行账号", "Account number"),
)  # fmt: skip
AGENT: tuple[Pair, ...] = (("代理人", "Agent"), ("代理身份", "Acting as"), ("代理原因", "Why"), ("委托书", "Authority"))


def _head(case: Application, sheet: Sheet | None, reader: int | None) -> list[Row]:
    person, secret = case.applicant, opened(case.applicant)
    hide = reader is not None and reader != person.pk
    document = "、".join(_document(d, hide) for d in secret.get("documents", []))
    phones = "、".join(mask_phone(p) if hide else p for p in secret.get("phones", []))
    addresses = [mask_address(secret.get(key, "")) if hide else secret.get(key, "") for key in ("hukou_address", "address")]
    account = BankAccount.objects.filter(person=person, until=None).order_by("-since", "-pk").first()
    money = open_sealed(bytes(account.sealed), f"registry.account:{person.pk}") if account else {}
    number = mask_account(money["number"]) if money else ""
    values = [
        case.applied_on,
        case.accepted_on,
        pick(Application.CHANNELS[case.channel]),
        person.name,
        document,
        phones,
        *addresses,
        money.get("bank"),
        money.get("holder"),
        number,
    ]
    return two([(pick(label), chinese(str(value or ""))) for label, value in zip(HEAD, values, strict=True)])


def _document(one: dict, hide: bool) -> str:
    return f"{pick(DOCUMENTS[one['kind']][0])} {mask_number(one['number']) if hide else one['number']}"


def _agent(case: Application) -> list[Row]:
    if not (held := case.authority):
        return []
    values = [held.agent.name if held.agent else held.body, pick(Authority.KINDS[held.kind]), pick(Application.AGENT_WHY[case.agent_why]), held.document]
    return two([(pick(label), chinese(value)) for label, value in zip(AGENT, values, strict=True)])


def _asked(laid_out: dict[str, Part], answers: dict, masked: bool) -> list[list[Asked]]:
    """The questions about the household, in the order of the form; the near relative stands last, before the members. Short answers stand two in a row."""
    order = [part.key for part in HOUSEHOLD if part.key != RELATIVE.key] + [RELATIVE.key]
    rows: list[list[Asked]] = []
    for f in (f for key in order if key in laid_out for f in laid_out[key].fields):
        one = _question(f, answers.get(f.key), masked)
        if rows and len(rows[-1]) == 1 and not one.wide and not rows[-1][0].wide:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def _question(f: Field, value: Any, masked: bool) -> Asked:
    options = f.options
    if f.kind == "yes_no":
        options = {"yes": ("有", "Yes"), "no": ("没有", "No")} if f.key == "near" else {"yes": ("是", "Yes"), "no": ("否", "No")}
    if options:
        chosen = value if isinstance(value, list) else [value]
        return Asked(pick(f.label), "", [(key in chosen, pick(words)) for key, words in options.items()], wide=True)
    return Asked(pick(f.label), "" if value in sheet_kept.EMPTY else sheet_kept.value_of(f, value, {}, masked), wide=f.kind == "long")


BOOK = (
    "hukou",
    "hukou_kind",
    "marital_status",
    "work_ability",
    "employment",
    "no_work_reason",
    "monthly_income",
    "schooling",
    "disability_grade",
    "disability_category",
    "serious_illness",
)


def _member_labels() -> list[str]:
    facts = [pick(said(key)) for key in BOOK]
    own = [("姓名", "Name"), ("与申请人关系", "Relation"), ("性别", "Sex"), ("出生日期", "Born"), ("证件", "Document")]
    more = [
        ("文化程度", "Education"),
        ("在读学校、年级", "School and year"),
        ("毕业年月", "Graduation"),
        ("是否申请保障", "Support asked for"),
        ("特殊身份", "Special status"),
    ]
    return [pick(x) for x in own] + facts + [pick(x) for x in more]


SEX = {1: ("男", "Male"), 2: ("女", "Female")}


def _member(case: Application, sheet: Sheet | None, person: Person, reader: int | None) -> list[Row]:
    line, more = paperwork.line_of(case, person), sheet_kept.member(sheet, person.pk)
    hide = reader is not None and reader != person.pk
    document = "、".join(_document(d, hide) for d in opened(person).get("documents", []))
    own = [person.name, line, pick(SEX[person.sex]) if person.sex in SEX else "", person.birth_date or "", document]
    given = case.answers.get("members", {}).get(str(person.pk), {}) if case.state == "draft" else {}
    told = {**person.facts, **{k: v for k, v in more.items() if k in BOOK}, **given}
    facts = [shown(key, told.get(key)) if told.get(key) is not None else "" for key in BOOK]
    asks = {"yes": here("是", "Yes"), "no": here("否", "No")}.get(more.get("asks", ""), "")
    special = here("、", ", ").join(pick(SPECIAL[k]) for k in more.get("special", []) if k in SPECIAL)
    education = pick(EDUCATION[more["education"]]) if more.get("education") in EDUCATION else ""
    rest = [education, more.get("school", ""), more.get("leaves_school", "")[:7], asks, special]
    return two([(label, chinese(str(value))) for label, value in zip(_member_labels(), [*own, *facts, *rest], strict=True)])


def _supporter(one: dict, names: dict[str, Person], hide: bool, relation: str = "") -> Supporter:
    document, phone, address = one.get("document", ""), one.get("phone", ""), one.get("address", "")
    if hide:
        document, phone, address = mask_number(document), mask_phone(phone) if phone else "", mask_address(address)
    size, promised = one.get("size"), one.get("promised")
    name, kin = chinese(one.get("name", "")), relation or (pick(KIN[one["relation"]]) if one.get("relation") in KIN else "")
    cells = [
        (("姓名", "Name"), name), (("与申请人家的关系", "Relation"), kin), (("证件号码", "Document"), document), (("电话", "Telephone"), phone), (("住址", "Address"), address),
        (("职业、单位", "Work"), one.get("work", "")), (("其家庭人口", "Household size"), "" if size is None else str(size)), (("其家庭年收入（元）", "Its yearly income (yuan)"), _yuan(one.get("yearly"))),
    ]  # fmt: skip
    recipient = names[one["for"]].name if one.get("for") in names else ""
    return Supporter(
        name, kin, two([(pick(label), chinese(value)) for label, value in cells]), [(key == one.get("able"), pick(words)) for key, words in ABLE.items()],
        chinese(one.get("unable_why", "")), _yuan(promised), "" if promised is None else chinese(capitals(promised)), chinese(recipient),
    )  # fmt: skip


def _yuan(fen: int | None) -> str:
    return "" if fen is None else f"{fen / 100:,.2f}"


def _of_the_file(case: Application, on: date) -> list[Supporter]:
    """Relatives on file who live elsewhere, where the form names nobody: their pages have the name, the rest is for a pen."""
    return [_supporter({"name": name}, {}, False, relation) for name, relation in paperwork.supporters(case, on)]


def two(cells: list[Cell]) -> list[Row]:
    """Two side by side; the last may stand alone."""
    return [cells[n : n + 2] for n in range(0, len(cells), 2)]
