"""Pages that use every part of docs/ui.md, served to tests only. The people are invented."""

from collections import namedtuple
from datetime import date

from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.urls import path

from minsheng.base import ui
from minsheng.base.actor import Actor
from minsheng.base.errors import Refused
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Answer, Bulk, Cell, Choice, Column, Confirm, Event, FactLine, Flag, Search, Stat, Step, Tab, Table, Task, tag, words
from minsheng.base.views import narrow

Row = namedtuple("Row", "pk who where what detail now due_kind due due_small verdict amount officer")
ZHU, XIANG, DONG = ("竹园社区", "Zhuyuan"), ("香岭社区", "Xiangling"), ("东海社区", "Donghai")
FITS = tag("act", "符合", "Eligible")
ROWS = [
    Row(1, "陈*英", XIANG, ("高龄津贴", "Old-age allowance"), ("年龄档 80–89", "Aged 80–89"), ("待确认", "To confirm"), "danger", ("超期 1 天", "1 day late"), "10-27", Cell(FITS, ("短信已回复“同意”", "Agreed by text message")), 30000, "王*"),
    Row(2, "张*明一家", XIANG, ("低保", "Dibao"), ("户保 · 新申请", "Household, new"), ("审批", "Decision"), "amber", ("剩 3 天", "3 days left"), "10-31", Cell(FITS, ("人均 767.50 < 1,535", "767.50 < 1,535 a head")), 199600, "李*"),
    Row(3, "何*", ZHU, ("低保", "Dibao"), ("单人保 · 重病", "Single, serious illness"), ("初审 → 公示", "Review, then notice"), "amber", ("剩 2 天", "2 days left"), "10-30", Cell(FITS, ("边缘家庭成员", "Margin household")), 153500, "王*"),
    Row(4, "欧阳*娟一家", ZHU, ("刚性支出困难", "Rigid expenditure"), ("医疗", "Medical"), ("初审 → 公示", "Review, then notice"), "amber", ("剩 2 天", "2 days left"), "10-30", Cell(FITS, ("支出占收入 71% ≥ 60%", "71% of income ≥ 60%")), None, "陈*"),
    Row(5, "刘*华", DONG, ("低保", "Dibao"), ("定期复核", "Review"), ("核对", "Check"), "amber", ("剩 3 天", "3 days left"), "10-31", Cell(tag("amber", "看两项情况", "Look at two facts"), ("9 月收入、房屋出租", "Income in September, rent")), 111000, "陈*"),
    Row(6, "黄*强一家", DONG, ("低保", "Dibao"), ("拟减发", "To be reduced"), ("听取意见", "Hearing"), "amber", ("剩 1 天", "1 day left"), "10-29", Cell(tag("amber", "减 420.00", "Less 420.00"), ("就业，渐退第 1 个月", "In work, first month")), 265000, "李*"),
]  # fmt: skip
QUEUE = Table(
    "queue",
    [
        Column("who", ("居民", "Resident"), lambda r: Cell(chinese(r.who), r.where, href=f"/file?{r.pk}"), sort=lambda r: r.who),
        Column("what", ("事项", "Matter"), lambda r: Cell(r.what, r.detail)),
        Column("now", ("现在到", "Stage"), lambda r: r.now),
        Column("due", ("期限", "Due"), lambda r: Cell(r.due, r.due_small, kind=r.due_kind), sort=lambda r: r.due_small),
        Column("verdict", ("系统准备的结论", "Prepared conclusion"), lambda r: r.verdict),
        Column("amount", ("月金额", "A month"), lambda r: r.amount, sort=lambda r: r.amount or 0, money=True),
        Column("officer", ("经办", "Officer"), lambda r: chinese(r.officer)),
        Column("number", ("编号", "Number"), lambda r: r.pk, hidden=True, number=True),
    ],
    filters=[
        Search("q", ("找", "Search"), lambda rows, text: [r for r in rows if text in r.who]),
        Choice("what", ("事项", "Matter"), [("dibao", ("低保", "Dibao"))], apply=lambda rows, value: [r for r in rows if r.what[1] == "Dibao"]),
        Choice("place", ("社区", "Community"), [("z", ZHU), ("x", XIANG)], apply=lambda rows, value: [r for r in rows if r.where == {"z": ZHU, "x": XIANG}[value]]),
        Flag("late", ("三天内到期", "Due within three days"), lambda rows: [r for r in rows if r.due_small < "10-31"]),
    ],
    sort="due",
    per_page=5,
    bulk=[Bulk("/confirm", ("批量公示", "Publish"))],
    label=("今天要做的事", "Today's work"),
    empty=(("没有要做的事", "Nothing to do"), ("新的申请到了会在这里。", "New applications appear here.")),
)  # fmt: skip
REASON = {
    "zh": "低保资格", "en": "eligible for dibao", "state": "yes", "kids": [
        {"zh": "深圳户籍家庭", "en": "household registered in Shenzhen", "state": "yes", "clause": "《社会救助法》第十八条", "grade": "A-"},
        {"zh": "财产符合规定", "en": "assets conform", "state": "yes", "left": "6,210.00", "left_en": "6,210.00", "op": "≤", "right": "36,840.00", "right_en": "36,840.00",
         "kids": [{"zh": "没有机动车", "en": "no motor vehicle", "state": "yes"}]},
        {"zh": "人均月收入低于低保标准", "en": "monthly income per head below the dibao standard", "state": "yes", "decided": True, "left": "767.50", "left_en": "767.50", "op": "<", "right": "1,535.00", "right_en": "1,535.00",
         "figures": [{"name": "dibao_standard", "zh": "低保标准", "en": "dibao standard", "value": "1,535", "value_en": "1,535", "unit": "元/人/月", "since": "2025-01-01", "known": "2025-06", "grade": "B"}],
         "kids": [{"zh": "家庭月收入", "en": "monthly income of the household", "state": "value", "left": "1,535.00", "left_en": "1,535.00", "kids": [
             {"zh": "张*明 有工作，不按最低工资推算", "en": "the member works", "state": "yes"}]}]},
        {"zh": "十月工资单", "en": "payslip of October", "state": "unknown"},
        {"zh": "不在特困供养范围", "en": "not supported as tekun", "state": "no", "left": "3,000.00", "left_en": "3,000.00", "op": "<", "right": "1,535.00", "right_en": "1,535.00"},
    ],
}  # fmt: skip


class AllFields(forms.Form):
    name = forms.CharField(label=words("姓名", "Name"), max_length=30, help_text=words("和身份证上的一样。", "As on the identity card."))
    amount = ui.MoneyField(label=words("每月收入", "Monthly income"))
    born = ui.DayField(label=words("出生日期", "Date of birth"))
    on = forms.DateField(label=words("从哪天起", "From"), widget=ui.PickDay(), required=False)
    living = forms.ChoiceField(label=words("平时跟谁住？", "Who do you live with?"), widget=forms.RadioSelect, choices=[("alone", words("一个人住", "Alone")), ("family", words("和家人住", "With family"))])  # fmt: skip
    help = forms.MultipleChoiceField(label=words("要哪些帮助？", "Which help?"), widget=forms.CheckboxSelectMultiple, required=False, choices=[("meal", words("送餐", "Meals")), ("bath", words("助浴", "Bathing"))])  # fmt: skip
    street = forms.ChoiceField(label=words("街道", "Street"), choices=[("", words("请选择", "Choose")), ("x", words("香蜜湖街道", "Xiangmihu"))])
    agree = forms.BooleanField(label=words("我同意核对家庭经济状况", "I agree that our means are checked"))
    reason = forms.CharField(label=words("理由", "Reason"), widget=forms.Textarea, required=False)
    paper = forms.FileField(label=words("材料", "Paper"), required=False)


def frame(**more):
    by = Actor(user=1, name="李*", role="approver", path="")
    return {"by": by, "place_name": "香蜜湖街道", "role_label": ("街道审批", "Street approver"), "demonstration_day": date(2025, 10, 28), **more}


def queue(request):
    request.may = lambda permission: permission != "never"
    cards = [
        Stat(("已超期", "Late"), 2, ("最久 3 个工作日", "3 working days at most"), "/queue?late=1", danger=True),
        Stat(("三天内到期", "Due within three days"), 10, ("其中审批 6", "6 to decide"), "/queue", current=True),
        Stat(("主动发现，待联系", "Found, to be called"), 7, ("本月名单 31 人", "31 on this month's list"), "/queue"),
        Stat(("待听取意见", "To be heard"), 4, ("死亡 1 · 收入 2", "1 death, 2 income"), "/queue"),
        Stat(("社工转来，待答复", "From social workers"), 3, ("2 天内", "Within 2 days")),
    ]
    return QUEUE.respond(request, ROWS, "preview_queue.html", frame(cards=cards))


def file(request):
    request.may = lambda permission: True
    done = [("受理", "Accepted"), ("信息核对", "Checked"), ("入户调查", "Visited"), ("初审", "Reviewed"), ("公示 7 天", "Notice")]
    steps = [Step(title, "10-10", "done") for title in done] + [
        Step(("审批", "Decision"), ("期限 10-31", "By 31 Oct"), "current"),
        Step(("发放", "Payment"), ("自 11 月", "From Nov")),
    ]
    facts = [
        FactLine(
            ("月收入", "Monthly income"), "1,535.00", ("核对：社保缴费，近 6 个月平均 · 2025-10-13", "Checked: social insurance, six months · 2025-10-13")
        ),
        FactLine(("机动车", "Motor vehicle"), ("无", "None"), ("核对：车辆登记", "Checked: vehicle register")),
        FactLine(("工资单", "Payslip"), ("未交", "Missing"), note=("可不补：六个月平均已由社保核对", "Not needed: the average is known")),
        FactLine(("身份证", "Identity card"), "4403**********1234", reveal="/reveal"),
    ]
    events = [
        Event(("公示期满，无异议", "Notice over, no objection"), "10-24"),
        Event(("补正通知", "Correction asked"), "10-17", "amber"),
        Event(("受理", "Accepted"), "10-10"),
    ]
    sums = [(("低保金：1,535 × 2 − 1,535.00", "Dibao: 1,535 × 2 − 1,535.00"), 153500), (("生活扶助金", "Living supplement"), 46100)]
    tabs = [Tab(("审批", "Decision"), "/file", True), Tab(("材料", "Papers"), "/file?papers", count=4), Tab(("往来", "Letters"), "/file?letters")]
    return render(request, "preview_file.html", frame(steps=steps, facts=facts, events=events, sums=sums, tabs=tabs, reason=REASON, form=AllFields()))


def form(request):
    filled = AllFields(request.POST or None, request.FILES or None)
    if request.method == "POST" and filled.is_valid():
        ui.refuse(filled, Refused("今天已经登记过了。", "It was entered today already."))
    if "said" in request.GET:
        for level, zh, en in (
            (messages.SUCCESS, "已保存。", "Saved."),
            (messages.WARNING, "还差一份材料。", "A paper is missing."),
            (messages.ERROR, "网络断了。", "No network."),
        ):
            messages.add_message(request, level, here(zh, en))
    return render(request, "preview_form.html", frame(form=filled), status=422 if filled.errors else 200)


def portal(request):
    rows = [Answer(("姓名", "Name"), ("张明", "Zhang Ming"), "/portal"), Answer(("每月收入", "Monthly income"), "1,535.00", "/portal")]
    tasks = [Task(("您家里的人", "Your household"), "/portal", "done"), Task(("收入和财产", "Income and assets"), "/portal", "doing", ("还差 2 题", "2 questions left")), Task(("检查后提交", "Check and send"), state="waiting")]  # fmt: skip
    return render(
        request,
        "preview_portal.html",
        {
            "rows": rows,
            "tasks": tasks,
            "pairs": [(("编号", "Number"), "440304-2025-001873"), (("街道", "Street"), ("香蜜湖", "Xiangmihu"))],
            "signed_in": True,
            "form": AllFields(request.POST or None),
        },
    )


def confirm(request):
    affected = [
        Affected(chinese("何*"), ("低保", "Dibao"), 153500),
        Affected(chinese("张*明一家"), ("低保", "Dibao"), 199600),
        Affected(chinese("刘*华"), problem=("初审还没有做", "Not reviewed yet")),
    ]
    what = [
        ("在社区公示栏和网站公示 7 天。", "Seven days on the board and the site."),
        ("公示姓名、人数和金额，期满自动撤下。", "Names, numbers and amounts; taken down by itself."),
    ]
    page = Confirm(
        ("公示这 2 户", "Publish these 2 households"),
        ("公示", "Publish"),
        "/queue",
        what,
        affected,
        hidden={"row": ui.chosen(request)},
        danger="danger" in request.GET,
    )
    return ui.confirm_page(request, page, frame())


def letter(request):
    return render(request, "preview_letter.html", frame())


urlpatterns = [path(f.__name__, f) for f in (queue, file, form, portal, confirm, letter, narrow)]
