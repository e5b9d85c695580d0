"""Accounts that wait for a second person: the list, and one of them before it is put to use."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html, format_html_join

from minsheng.accounts.access import allowed, may, needs, within
from minsheng.base.audit import looked, noted
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone
from minsheng.base.masks import mask_name
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Cell, Column, Confirm, Search, Table, confirm_page, confirmed
from minsheng.registry import actions, queries
from minsheng.registry.models import BankAccount, Person
from minsheng.registry.views import showing

WAITING = Table(
    "accounts-waiting",
    [
        Column("who", ("姓名", "Name"), lambda a: Cell(mask_name(a.person.name), small=a.person.place.name, href=f"/desk/people/accounts/{a.pk}/approve/"), sort="person__name"),
        Column("account", ("收款账户", "Account"), lambda a: chinese(showing.account_line(a)), export=showing.account_line),
        Column("by", ("谁录入的", "Entered by"), lambda a: Cell(a.entered_by.name if a.entered_by else "—", small=f"{a.entered_on}"), sort="entered_on"),
    ],
    filters=[Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(person__name__contains=text))],
    sort="by",
    exported=lambda request, count: noted(by=request.by, on=today(), act="registry.export", subject="registry.accounts", rows=count),
    empty=(("没有等您复核的账户", "No account waits for you"), ("同事录入的收款账户会在这里；自己录入的要由别人复核。", "Accounts that colleagues enter appear here; your own are approved by somebody else.")),
)  # fmt: skip


@needs("registry.approve_account")
def waiting(request):
    return WAITING.respond(request, queries.accounts_waiting(request.by), "registry/accounts.html")


@needs("registry.approve_account")
def approve(request, pk: int):
    """Shown first, unless the button of the person's file was pressed."""
    account = get_object_or_404(BankAccount.objects.select_related("person__place", "entered_by"), pk=pk)
    allowed(request.by, "registry.approve_account", account.person.place)
    if request.method != "POST":
        return _shown(request, account)
    try:
        actions.approve_account(account=account, by=request.by, on=today())
        messages.success(request, here("账户已启用", "The account is in use"))
    except AlreadyDone as done:
        messages.info(request, str(done))
    if confirmed(request) or not may(request.by, "registry.see"):
        return redirect("desk-accounts-waiting")
    return redirect("desk-person", pk=account.person_id)


SHOWN = 10  # names of others with the same account


def _shared(request, account: BankAccount) -> list:
    """A warning where others are paid to the same number: who they are, for whoever may see their files."""
    others = queries.also_theirs(account, today())
    if not others:
        return []
    visible = {p.pk for p in within(Person.objects.filter(pk__in=[p.pk for p in others[:SHOWN]]), request.by)} if may(request.by, "registry.see") else set()
    names = [format_html('<a href="/desk/people/{}/">{}</a>', p.pk, p.name) for p in others if p.pk in visible]
    n = len(others)
    said = here(f"注意：这个账号也是另外 {n} 人的收款账户，他们不在同一家庭。请查清楚再启用。",
                f"Mind: this is also the account of {n} other{'s' if n > 1 else ''}, of other households. Find out why before you put it to use.")  # fmt: skip
    return [format_html("<strong>{}</strong> {}", said, format_html_join("、", "{}", ((name,) for name in names)))]


def _shown(request, account: BankAccount):
    looked(by=request.by, on=today(), subject=account.person, purpose="registry.account", place=account.person.place)
    own = account.entered_by_id == request.by.user
    problem = ("已经启用", "In use already") if account.since else ("您录入的，要由别人复核", "You entered it: somebody else approves") if own else ""
    what = [("请对照银行卡或存折：户名、开户行、尾号都要一致。", "Compare with the card or bank book: holder, bank and last digits have to agree."),
            ("启用以后的发放都打到这个账户，原来的账户停用。", "Payments from now on go to this account; the one before is no longer used.")]  # fmt: skip
    what += _shared(request, account)
    line = Affected(chinese(account.person.name), small=chinese(showing.account_line(account)), problem=problem)
    return confirm_page(
        request, Confirm(("复核收款账户", "Approve an account"), ("一致，启用", "It agrees: put it to use"), "/desk/people/accounts/", what, [line])
    )
