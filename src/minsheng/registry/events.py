"""The line of life in a file: one line a thing that happened, its words here and nowhere else."""

from datetime import date
from types import SimpleNamespace

from minsheng.base.actor import Actor
from minsheng.base.clock import now
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.registry.models import Event, ImportRow, Person

WORDS: dict[str, tuple[str, str]] = {
    "opened": ("建立档案", "File opened"),
    "moved": ("迁到{place}", "Moved to {place}"),
    "died": ("去世", "Died"),
    "alive": ("去世登记有误，本人在世", "The death was recorded by mistake"),
    "joined": ("加入家庭", "Joined a household"),
    "left": ("离开家庭", "Left a household"),
    "corrected": ("更正姓名、性别或出生日期", "Name, sex or date of birth corrected"),
    "document": ("登记证件", "Identity document added"),
    "document_ended": ("证件停用", "Identity document ended"),
    "related": ("登记亲属", "Relative recorded"),
    "unrelated": ("终止亲属登记", "Kinship ended"),
    "authority": ("登记代理或监护", "Agent or guardian recorded"),
    "authority_ended": ("代理或监护终止", "Agent or guardian ended"),
    "contact": ("更新联系方式", "Contact changed"),
    "learned": ("情况有更新：{n} 项", "Facts recorded: {n}"),
    "consented": ("签署授权", "Signed an authorisation"),
    "refused_consent": ("不同意授权", "Refused an authorisation"),
    "withdrew": ("撤回授权", "Withdrew an authorisation"),
    "account": ("收款账户已登记，待复核", "Account entered, to be approved"),
    "account_approved": ("收款账户已启用", "Account in use"),
    "access_opened": ("开通网上账号", "Online access opened"),
    "access_code": ("重发一次性登录码", "A new one-time code for signing in"),
    "access_provider": ("用{provider}登录，关联到本人档案", "Signed in with {provider}: linked to this file"),
    "access_closed": ("停用网上账号", "Online access taken away"),
    "merged": ("与另一份档案合并", "Merged with another file"),
    "messaged": ("发出短信", "Text message sent"),
    "agreed": ("短信回复：同意", "Answered the message: yes"),
    "declined": ("短信回复：不同意", "Answered the message: no"),
    "told_otherwise": ("代替短信，已电话、书信或上门告知", "Told by call, letter or visit instead of a message"),
    "booked": ("预约 {day} {time}", "Booked for {day} {time}"),
    "booking_moved": ("预约改到 {day} {time}", "Appointment moved to {day} {time}"),
    "booking_cancelled": ("取消预约 {day} {time}", "Appointment of {day} {time} cancelled"),
    "came_by_appointment": ("按预约（{day} {time}）开始申请", "Began the application at the appointment of {day} {time}"),
    "applied": ("提交申请", "Applied"),
    "sheet_corrected": ("更正申请表", "Application form corrected"),
    "accepted": ("已受理", "Accepted"),
    "correction": ("一次性告知补正", "Told what is missing"),
    "papers": ("补来材料", "Papers brought"),
    "supported": ("登记供养方式", "How they are supported was entered"),
    "classified": ("归类：改按另一项救助办理", "Handled as another kind of assistance"),
    "judged": ("两人认定", "Found by two officers"),
    "checked": ("信息核对完成 {number}", "Information check closed {number}"),
    "visited": ("入户调查", "Home visit"),
    "visit_missed": ("入户未遇", "Visit: nobody met"),
    "appraised": ("民主评议", "Appraised by residents"),
    "opinion": ("出具初审意见", "Opinion given"),
    "opinion_again": ("退回，重新出具初审意见", "Sent back for a new opinion"),
    "told": ("书面告知拟减少或停发", "Told in writing what is intended"),
    "published": ("公示（姓名、人数、金额）", "Public notice (name, members, amount)"),
    "granted": ("确认，出具决定书", "Granted"),
    "refused": ("不予确认", "Refused"),
    "kept": ("复核，维持不变", "Reviewed, unchanged"),
    "changed": ("变更", "Changed"),
    "stopped": ("停发", "Ended"),
    "grace": ("渐退", "Gradual exit"),
    "grace_ended": ("渐退期满，停发", "Gradual exit over, ended"),
    "announced": ("公布决定（姓名、人数、金额）", "Decision published (name, persons, amount)"),
    "heard": ("听取意见", "Heard"),
    "withdrawn": ("撤回申请", "Application taken back"),
    "appealed": ("申请行政复议", "Asked for a review"),
    "appeal_upheld": ("复议维持", "Review: upheld"),
    "appeal_quashed": ("复议撤销", "Review: set aside"),
    "appeal_withdrawn": ("撤回复议", "Review withdrawn"),
    "review_opened": ("开始定期复核", "Review opened"),
    "change_opened": ("开始变更核查", "Change opened"),
    "stop_opened": ("开始停发核查", "End opened"),
    "taken_over": ("从原系统接入，已发到 {month}", "Taken over from the system before, paid to {month}"),
    "held": ("暂停发放", "Payment held"),
    "released": ("恢复发放", "Payment resumed"),
    "certified": ("资格认证", "Certified"),
    "band": ("年龄到档，自动调整", "Next age band, adjusted by itself"),
    "standard": ("标准调整", "Standard changed"),
    "paid": ("发放到账", "Paid"),
    "returned": ("发放被退回", "Payment returned"),
    "recovery": ("提出追缴", "Recovery proposed"),
}


def tell(person: Person, kind: str, on: date, by: Actor, about: str = "", **data) -> Event:
    """Add one line. `kind` has its words above; `data` fills them and holds nothing personal."""
    if kind not in WORDS:
        raise ValueError(f"no words for the event {kind}: add them to registry.events")
    refuse_leaving(person)
    return Event.objects.create(person=person, on=on, kind=kind, about=about, data=data, by_name=by.name if by.user else "", recorded_at=now())


def refuse_leaving(person: Person) -> None:
    """Nothing is begun about whoever belongs to a roster that is being taken back in small steps (imports). Raises Refused."""
    if ImportRow.objects.filter(person=person, run__state="undoing").exists():
        raise Refused(
            "导入此人的名册正在撤销，撤销期间不能办理。", "The roster that brought this person is being taken back: nothing can be done about them meanwhile."
        )


def line_of_life(person: Person, about: str = "", limit: int = 200) -> list:
    """Newest first: on, words, by_name, about, kind. With `about`, only what belongs to that."""
    people = [person.pk, *person.merged.values_list("pk", flat=True)]
    rows = Event.objects.filter(person__in=people)
    rows = rows.filter(about=about) if about else rows
    return [SimpleNamespace(on=e.on, words=_words(e), by_name=e.by_name, about=e.about, kind=e.kind) for e in rows.order_by("-on", "-pk")[:limit]]


def _words(event: Event) -> str:
    zh, en = WORDS.get(event.kind, (event.kind, event.kind))
    return here(zh, en).format_map(_Lenient(event.data))


class _Lenient(dict):
    def __missing__(self, key):
        return ""
