"""A file in lines and rows: what is known and from where, masked; who belongs to it; what was signed."""

from datetime import date

from django.utils.html import format_html, format_html_join

from minsheng.base.crypto import open_sealed
from minsheng.base.masks import mask_account, mask_address, mask_number, mask_phone
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here, pick
from minsheng.base.ui import FactLine, tag, text
from minsheng.registry import identity, queries
from minsheng.registry.models import SOURCES, Authority, BankAccount, Consent, Household, Person
from minsheng.registry.words import said, shown


def facts(person: Person, subject: Person | Household, day: date) -> list[FactLine]:
    """What is known today, each line the way to its history."""
    rows = sorted(queries.facts_on(subject, day).values(), key=lambda r: r.key)
    return [FactLine(history_link(person, r.key), shown(r.key, r.value), source=source(r)) for r in rows]


def history_link(person: Person, key: str) -> str:
    return format_html('<a href="/desk/people/{}/facts/{}/">{}</a>', person.pk, key, text(said(key)))


def source(row, since: bool = True) -> str:
    """From whom a fact is known, on what, and since when."""
    return format_html_join(" · ", "{}", ((x,) for x in (pick(SOURCES[row.source]), chinese(row.evidence), since and row.since.isoformat()) if x))


def members(home: Household, day: date) -> list[dict]:
    relations = dict(queries.in_force(home.memberships, day).values_list("person", "relation"))
    return [
        {"person": p, "relation": shown("relation", relations.get(p.pk)), "age": queries.age_on(p, day), "head": p.pk == home.head_id}
        for p in queries.members(home, day)
    ]


def kin(person: Person, day: date) -> list[dict]:
    """Relatives who live elsewhere, with what each supporter has said to a check of the own means."""
    rows = list(queries.supporters(person, day))
    asked = Consent.objects.filter(kind="supporter", about=f"registry.person:{person.pk}", person__in=[k.relative_id for k in rows]).order_by("pk")
    last = {c.person_id: c for c in asked}
    return [{"person": k.relative, "relation": shown("relation", k.relation), "tag": _answer(last.get(k.relative_id), day)} for k in rows]


def _answer(found: Consent | None, day: date):
    if found is None:
        return tag("plain", "还没问授权", "Not asked yet")
    if found.withdrawn_on:
        return tag("plain", "已撤回授权", "Withdrawn")
    if found.refused:
        return tag("amber", "不同意核对", "Does not agree")
    return tag("plain", "授权已到期", "Run out") if found.until and found.until <= day else tag("act", "同意核对", "Agrees")


def identity_lines(person: Person) -> list[FactLine]:
    """Masked; unmasked only on a stated purpose."""
    secret, reveal = queries.opened(person), f"/desk/people/{person.pk}/reveal/"
    documents = [d for d in queries.documents_of(person) if d[1]]
    rows = [FactLine(identity.KINDS[d.kind][0], mask_number(number), source=_valid(d), reveal="" if n else reveal) for n, (d, number) in enumerate(documents)]
    phones = [FactLine(("电话", "Telephone"), mask_phone(p), reveal="" if rows or n else reveal) for n, p in enumerate(secret.get("phones", []))]
    rows += phones
    return rows + ([FactLine(("住址", "Address"), mask_address(secret["address"]), reveal="" if rows else reveal)] if secret.get("address") else [])


def _valid(document) -> str:
    if not document.current:
        return here(f"已停用 {document.until or ''}", f"Ended {document.until or ''}")
    return here(f"有效期到 {document.until}", f"Valid until {document.until}") if document.until else ""


def accounts(person: Person) -> list[dict]:
    out = []
    for account in person.accounts.filter(until=None).select_related("entered_by").order_by("-pk"):
        out.append({"pk": account.pk, "text": account_line(account), "waiting": account.since is None, "since": account.since, "by": account.entered_by})
    return out


def account_line(account: BankAccount) -> str:
    """Bank, masked number, holder."""
    secret = open_sealed(account.sealed, f"registry.account:{account.person_id}")
    return f"{secret['bank']} {mask_account(secret['number'])} {secret['holder']}"


def consents(person: Person) -> list[dict]:
    """The last signatures given for the person."""
    rows = Consent.objects.filter(person=person).select_related("signed_by").order_by("-pk")[:10]
    return [
        {
            "label": Consent.KINDS[c.kind], "since": c.since, "until": c.until, "withdrawn": c.withdrawn_on, "refused": c.refused, "manner": Consent.MANNERS[c.manner],
            "signer": c.signed_by if c.signed_by_id != person.pk else None,
        }
        for c in rows
    ]  # fmt: skip


def authorities(person: Person, day: date) -> list[dict]:
    rows = queries.in_force(person.represented_by, day).select_related("agent")
    return [{"kind": Authority.KINDS[a.kind], "agent": a.agent, "body": a.body, "since": a.since, "until": a.until, "paper": a.document} for a in rows]
