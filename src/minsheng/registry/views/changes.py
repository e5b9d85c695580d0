"""Everything an officer may change in a file: one list, each a page with its form."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import needs
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.crypto import digest
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse
from minsheng.places.models import Place
from minsheng.registry import actions, forms, identity, queries
from minsheng.registry import forms_family as family
from minsheng.registry.models import Authority, Consent, Document, Household, Kinship, Person
from minsheng.registry.views.finding import find


@dataclass(frozen=True)
class Change:
    """`run(request, person, form)` calls the action; `offered(person)` says whether the file's page offers it."""

    label: tuple[str, str]
    form: type
    run: Callable
    offered: Callable[[Person], bool] = lambda person: True


def _with_document(number: str) -> Person:
    """The person with a document; whose page it is, the action decides."""
    digests = [digest("document", form) for form in identity.forms(number)]
    row = Document.objects.filter(digest__in=digests, current=True).select_related("person__place").first()
    if row is None:
        raise Refused("没有这个证件的档案，请先建档。", "There is no file with this document: open one first.", field="number")
    return row.person


def _place_named(text: str) -> Place:
    """One community by its name, with the street's before it where two share it."""
    name = text.strip()
    rows = Place.objects.filter(level="community", until=None).select_related("parent")
    found = [p for p in rows.filter(name__in=[name[i:] for i in range(len(name))])[:200] if name in (p.name, f"{p.parent.name}{p.name}")]
    if len(found) == 1:
        return found[0]
    near = found or rows.filter(name__startswith=name).order_by("path")[:5]
    names = "、".join(f"{p.parent.name}{p.name}" for p in near[:5])
    zh, en = (
        (f"请写清楚是哪一个：{names}。", f"Say which one: {names}.")
        if names
        else ("没有叫这个名称的社区，请再看一遍。", "There is no community of that name; look again.")
    )
    raise Refused(zh, en, field="place")


def _correct(request, person, data):
    actions.change_person(person=person, name=data["name"], sex=int(data["sex"] or 0) or None, birth_date=data["birth_date"], why=data["why"], evidence=data["evidence"],
                          by=request.by, on=today())  # fmt: skip


def _end_document(request, person, data):
    document = get_object_or_404(Document, pk=data["document"], person=person)
    actions.end_document(document=document, until=data["until"], by=request.by, on=today())


def _contact(request, person, data):
    phones = [p for p in data["phones"].replace("，", ",").split(",") if p.strip()]
    actions.set_contact(person=person, phones=phones or None, address=data["address"] or None, by=request.by, on=today())


def _join(request, person, data):
    other, home = _with_document(data["number"]), queries.home_of(person)
    if home is None:
        actions.form_household(head=person, members=[(other, data["relation"])], place=person.place, since=data["since"], by=request.by, on=today())
    else:
        actions.join(household=home, person=other, relation=data["relation"], since=data["since"], by=request.by, on=today())


def _home(person: Person) -> Household:
    home = queries.home_of(person)
    if home is None:
        raise Refused("此人现在没有登记家庭。", "No household is registered for this person now.")
    return home


def _leave(request, person, data):
    actions.leave(household=_home(person), person=person, until=data["until"], why=data["why"], by=request.by, on=today())


def _head(request, person, data):
    form, home = data["form"], _home(person)
    head = next(p for p in form.others if str(p.pk) == data["head"])
    actions.continue_household(household=home, head=head, relations=form.relations(), since=data["since"], by=request.by, on=today())


def _kin(request, person, data):
    actions.relate(person=person, relative=_with_document(data["number"]), relation=data["relation"], since=data["since"], by=request.by, on=today())


def _end_kin(request, person, data):
    actions.unrelate(kinship=get_object_or_404(Kinship, pk=data["kinship"], person=person), until=data["until"], by=request.by, on=today())


def _agent(request, person, data):
    agent = _with_document(data["number"]) if data["number"] else None
    actions.represent(person=person, agent=agent, body=data["body"], kind=data["kind"], since=data["since"], until=data["until"], document=data["document"],
                      by=request.by, on=today())  # fmt: skip


def _end_agent(request, person, data):
    actions.end_authority(authority=get_object_or_404(Authority, pk=data["authority"], person=person), until=data["until"], by=request.by, on=today())


def _signature(request, data, **given):
    actions.consent(purpose=Consent.KINDS[given["kind"]][0], to=data["to"], manner=data["manner"], witness=data["witness"], since=data["since"], until=data["until"],
                    refused=data["answer"] == "no", by=request.by, on=today(), **given)  # fmt: skip


def _sign(request, person, data):
    _signature(request, data, kind="check", person=person, signed_by=get_object_or_404(Person, pk=data["signed_by"]))


def _supporter(request, person, data):
    relative = get_object_or_404(Person, pk=data["supporter"])
    signer = next(iter(family.signers(relative, today())), relative)
    _signature(request, data, kind="supporter", person=relative, signed_by=signer, supports=person)


def _withdraw(request, person, data):
    actions.withdraw(consent=get_object_or_404(Consent, pk=data["consent"], person=person), by=request.by, on=today())


def _has_home(person: Person) -> bool:
    return queries.home_of(person) is not None


def _with_others(person: Person) -> bool:
    home = queries.home_of(person)
    return home is not None and home.memberships.filter(until=None).count() > 1


GROUPS: list[tuple[tuple[str, str], dict[str, Change]]] = [
    (("基本信息", "First page"), {
        "correct": Change(("更正姓名、性别、出生日期", "Correct name, sex or birthday"), forms.CorrectForm, _correct),
        "document": Change(("登记新证件", "Add a document"), forms.DocumentForm, lambda request, person, data: actions.add_document(person=person, **data, by=request.by, on=today())),
        "document-end": Change(("停用证件", "End a document"), forms.DocumentEndForm, _end_document, lambda p: p.documents.filter(current=True).exists()),
        "contact": Change(("更新电话、住址", "Telephone and address"), forms.ContactForm, _contact),
        "account": Change(("登记收款账户", "Enter an account"), forms.AccountForm, lambda request, person, data: actions.enter_account(person=person, **data, by=request.by, on=today())),
        "move": Change(("迁到别的社区", "Move to another community"), forms.MoveForm, lambda request, person, data: actions.move(person=person, place=_place_named(data["place"]), by=request.by, on=today())),
        "died": Change(("去世登记", "Record a death"), forms.DiedForm, lambda request, person, data: actions.die(person=person, died_on=data["died_on"], by=request.by, on=today()), lambda p: not p.died_on),
        "alive": Change(("去世登记有误，本人在世", "The death was a mistake"), forms.AliveForm, lambda request, person, data: actions.set_alive(person=person, why=data["why"], by=request.by, on=today()), lambda p: bool(p.died_on)),
    }),
    (("家庭和亲属", "Household and kin"), {
        "join": Change(("添加家庭成员", "Add a member"), family.JoinForm, _join),
        "leave": Change(("离开这一户", "Leave the household"), family.LeaveForm, _leave, _has_home),
        "head": Change(("户主变更（接续）", "Another head"), family.HeadForm, _head, _with_others),
        "kin": Change(("登记不同住的亲属", "Record a relative elsewhere"), family.KinForm, _kin),
        "kin-end": Change(("终止亲属登记", "End a kinship"), family.KinEndForm, _end_kin, lambda p: p.kin.filter(until=None).exists()),
    }),
    (("授权和代理", "Signatures and agents"), {
        "consent": Change(("签授权书（本人、监护人）", "Sign the authorisation"), family.ConsentForm, _sign),
        "supporter": Change(("义务人的授权（另页）", "A supporter's own page"), family.SupporterForm, _supporter, lambda p: queries.supporters(p, today()).exists()),
        "withdraw": Change(("撤回授权", "Withdraw an authorisation"), family.WithdrawForm, _withdraw, lambda p: p.consents.filter(withdrawn_on=None, refused=False).exists()),
        "agent": Change(("登记代理、监护", "Agent or guardian"), family.AuthorityForm, _agent),
        "agent-end": Change(("终止代理、监护", "End an agent's authority"), family.AuthorityEndForm, _end_agent, lambda p: queries.in_force(p.represented_by, today()).exists()),
    }),
]  # fmt: skip
CHANGES = {key: one for _, group in GROUPS for key, one in group.items()}


def offered(person: Person) -> list[tuple[tuple[str, str], list[tuple[tuple[str, str], str]]]]:
    """[(title, [(label, address)])] of what can be changed now."""
    at = f"/desk/people/{person.pk}/change/"
    return [(title, [(one.label, f"{at}{key}/") for key, one in group.items() if one.offered(person)]) for title, group in GROUPS]


@needs("registry.edit")
def change(request, pk: int, key: str):
    """One change of a file, on a page of its own."""
    person = find(request, pk, "registry.edit")
    if key not in CHANGES:
        return redirect("desk-person", pk=pk)
    one = CHANGES[key]
    form = one.form(request.POST if request.method == "POST" else None, prefix=key, person=person, by=request.by)
    if request.method == "POST" and form.is_valid():
        try:
            one.run(request, person, form.cleaned_data | ({"form": form} if key == "head" else {}))
            messages.success(request, here("已保存", "Kept"))
            return redirect("desk-person", pk=person.pk)
        except Refused as no:
            refuse(form, no)
    looked(by=request.by, on=today(), subject=person, purpose=f"registry.change.{key.replace('-', '_')}", place=person.place)
    return render(request, "registry/change.html", {"person": person, "form": form, "label": one.label}, status=422 if form.errors else 200)
