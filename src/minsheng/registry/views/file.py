"""A person's file: facts with their sources on the left, the line of life in the middle, what can be done on the right."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from minsheng.accounts.access import allowed, may, needs
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.crypto import digest, open_sealed
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.masks import mask_account, mask_address, mask_number, mask_phone
from minsheng.base.texts import here, pick
from minsheng.base.ui import PURPOSES, Event, FactLine, refuse
from minsheng.registry import actions, forms, identity, panels, queries
from minsheng.registry.events import line_of_life
from minsheng.registry.models import SOURCES, BankAccount, Consent, Document, Person
from minsheng.registry.words import said, shown


def find(request, pk: int, permission: str = "registry.see") -> Person:
    """The file, if it lies in the actor's place; a merged one leads to the file that was kept."""
    person = get_object_or_404(Person.objects.select_related("place", "merged_into__place"), pk=pk)
    person = person.merged_into or person
    allowed(request.by, permission, person.place)
    return person


@needs("registry.see")
def person(request, pk: int):
    found, day = find(request, pk), today()
    looked(by=request.by, on=day, subject=found, purpose="registry.file", place=found.place)
    home = queries.home_of(found)
    context = {
        "person": found, "age": queries.age_on(found, day), "facts": _facts(found, day), "home_facts": _facts(home, day) if home else [], "home": home,
        "members": _members(home, day) if home else [], "events": [Event(e.words, f"{e.on:%Y-%m-%d} {e.by_name}") for e in line_of_life(found)],
        "identity": _identity(found), "accounts": _accounts(found), "consents": [_consent(c) for c in Consent.objects.filter(person=found).order_by("-pk")[:10]],
        "panels": panels.shown(request, found), "may_edit": may(request.by, "registry.edit", found.place), "may_approve": may(request.by, "registry.approve_account", found.place),
        "may_apply": may(request.by, "applications.take_in", found.place) and not found.died_on,
        "forms": {"contact": forms.ContactForm(prefix="contact"), "account": forms.AccountForm(prefix="account", initial={"holder": found.name}), "join": forms.JoinForm(prefix="join"),
                  "died": forms.DiedForm(prefix="died"), "agent": forms.AuthorityForm(prefix="agent")},
    }  # fmt: skip
    return render(request, "registry/person.html", context)


def _facts(subject, day) -> list[FactLine]:
    rows = sorted(queries.facts_on(subject, day).values(), key=lambda r: r.key)
    return [
        FactLine(said(r.key), shown(r.key, r.value), source=" · ".join(x for x in (pick(SOURCES[r.source]), r.evidence, r.since.isoformat()) if x))
        for r in rows
    ]


def _members(home, day) -> list[dict]:
    relations = {m.person_id: m.relation for m in home.memberships.filter(until=None)}
    return [{"person": p, "relation": shown("relation", relations.get(p.pk)), "age": queries.age_on(p, day)} for p in queries.members(home, day)]


def _identity(found: Person) -> list[FactLine]:
    """Masked; unmasked only on a stated purpose."""
    secret, reveal = queries.opened(found), f"/desk/people/{found.pk}/reveal/"
    rows = [FactLine(identity.KINDS[d["kind"]][0], mask_number(d["number"]), reveal=reveal) for d in secret.get("documents", [])]
    rows += [FactLine(("电话", "Telephone"), mask_phone(p)) for p in secret.get("phones", [])]
    return rows + ([FactLine(("住址", "Address"), mask_address(secret["address"]))] if secret.get("address") else [])


def _accounts(found: Person) -> list[dict]:
    out = []
    for account in found.accounts.filter(until=None).select_related("entered_by").order_by("-pk"):
        secret = open_sealed(account.sealed, f"registry.account:{found.pk}")
        out.append(
            {
                "pk": account.pk,
                "text": f"{secret['bank']} {mask_account(secret['number'])} {secret['holder']}",
                "waiting": account.since is None,
                "since": account.since,
                "by": account.entered_by,
            }
        )
    return out


def _consent(c: Consent) -> dict:
    return {"label": Consent.KINDS[c.kind], "since": c.since, "withdrawn": c.withdrawn_on, "refused": c.refused, "manner": Consent.MANNERS[c.manner]}


@require_POST
@needs("registry.unmask")
def reveal(request, pk: int):
    """Document numbers, phones and address in full, for a stated purpose that is recorded."""
    found = find(request, pk, "registry.unmask")
    purpose = request.POST.get("purpose", "")
    if purpose not in PURPOSES:
        raise Refused("请选择查看的用途。", "Choose what you need it for.", field="purpose")
    looked(by=request.by, on=today(), subject=found, purpose=f"reveal.{purpose}", fields=["documents", "phones", "address"], place=found.place)
    response = render(request, "registry/reveal.html", {"person": found, "secret": queries.opened(found), "purpose": PURPOSES[purpose]})
    response["Cache-Control"] = "no-store"
    return response


@needs("registry.edit")
def new(request):
    """Open a file: the document first, so that nobody gets two."""
    form = forms.PersonForm(request.POST or None, by=request.by, initial={"number": request.GET.get("number", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.open_file(name=data["name"], place=data["place"], birth_date=data["birth_date"], sex=int(data["sex"] or 0), documents=[(data["kind"], data["number"])],
                                     phones=[data["phone"]] if data["phone"] else [], address=data["address"], by=request.by, on=today())  # fmt: skip
            messages.success(request, here("已建档", "File opened"))
            return redirect("desk-person", pk=made.pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "registry/new.html", {"form": form}, status=422 if form.errors else 200)


def _by_number(request, number: str) -> Person:
    """The person with a document, in the actor's reach."""
    row = Document.objects.filter(digest=digest("document", identity.normal(number)), current=True).select_related("person__place").first()
    if row is None:
        raise Refused("没有这个证件的档案，请先建档。", "There is no file with this document: open one first.", field="number")
    return row.person


def _contact(request, found, data):
    phones = [p for p in data["phones"].replace("，", ",").split(",") if p.strip()]
    actions.set_contact(person=found, phones=phones or None, address=data["address"] or None, by=request.by, on=today())


def _join(request, found, data):
    other = _by_number(request, data["number"])
    home = queries.home_of(found)
    if home is None:
        actions.form_household(head=found, members=[(other, data["relation"])], place=found.place, since=data["since"], by=request.by, on=today())
    else:
        actions.join(household=home, person=other, relation=data["relation"], since=data["since"], by=request.by, on=today())


def _agent(request, found, data):
    actions.represent(
        person=found,
        agent=_by_number(request, data["number"]),
        kind=data["kind"],
        since=data["since"],
        until=data["until"],
        document=data["document"],
        by=request.by,
        on=today(),
    )


CHANGES = {
    "contact": (("联系方式", "Contact"), forms.ContactForm, _contact),
    "account": (
        ("收款账户", "Account"),
        forms.AccountForm,
        lambda request, found, data: actions.enter_account(person=found, **data, by=request.by, on=today()),
    ),
    "join": (("家庭成员", "Household"), forms.JoinForm, _join),
    "died": (("去世登记", "Death"), forms.DiedForm, lambda request, found, data: actions.die(person=found, died_on=data["died_on"], by=request.by, on=today())),
    "agent": (("代理、监护", "Agents and guardians"), forms.AuthorityForm, _agent),
}


@needs("registry.edit")
def change(request, pk: int, key: str):
    """One change of a file: its form after a mistake, else back to the file."""
    found = find(request, pk, "registry.edit")
    if key not in CHANGES:
        return redirect("desk-person", pk=pk)
    label, kind, run = CHANGES[key]
    form = kind(request.POST or None, prefix=key)
    if request.method == "POST" and form.is_valid():
        try:
            run(request, found, form.cleaned_data)
            messages.success(request, here("已保存", "Kept"))
            return redirect("desk-person", pk=found.pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "registry/change.html", {"person": found, "form": form, "label": label}, status=422 if form.errors else 200)


@require_POST
@needs("registry.approve_account")
def approve_account(request, pk: int):
    account = get_object_or_404(BankAccount.objects.select_related("person__place"), pk=pk)
    try:
        actions.approve_account(account=account, by=request.by, on=today())
        messages.success(request, here("账户已启用", "The account is in use"))
    except AlreadyDone as done:
        messages.info(request, str(done))
    return redirect("desk-person", pk=account.person_id)
