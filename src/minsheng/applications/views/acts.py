"""What can be done with a case now: one table of acts, one page that shows an act's form and does it."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms as django_forms
from django.contrib import messages
from django.shortcuts import redirect, render

from minsheng.accounts.access import allowed, may, needs
from minsheng.applications import actions, appealing, forms, forms_appeals, forms_appraisal, forms_hearing, forms_kinds, forms_papers, papers, route, way
from minsheng.applications.actions.appraising import may_appraise
from minsheng.applications.actions.hearing import told
from minsheng.applications.bringing import bring
from minsheng.applications.models import Application
from minsheng.applications.views import doing
from minsheng.applications.views.finding import find
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.rehearsal import rehearsed
from minsheng.base.texts import here, pick
from minsheng.base.ui import Confirm, confirm_page, confirmed, refuse

Pair = tuple[str, str]


@dataclass(frozen=True)
class Act:
    """`run(case, data, **who)` calls the action with the form's data; `when(case)` besides the open step of `kind` decides whether it is offered."""

    key: str
    label: Pair
    permission: str
    form: type[django_forms.Form]
    run: Callable
    kind: str = ""  # the kind of step that must be open
    look: str = "go"  # go | plain | no
    when: Callable[[Application], bool] = lambda case: True
    page: bool = False  # a page of its own instead of a form that opens in place
    shown: Callable[[Application, dict], list[Pair]] | None = None  # what is shown first, to be confirmed; [] is done at once
    said: Callable[[Application], Pair] | None = None  # what to say when it is done, where "done" is not enough


ACTS: tuple[Act, ...] = (
    Act("accept", ("受理", "Accept"), "applications.accept", forms.Plain, lambda c, d, **w: actions.accept(application=c, **w), "accept", when=lambda c: c.state == "submitted"),
    Act("correction", ("缺材料，一次性告知", "Papers are missing"), "applications.accept", forms.CorrectionForm,
        lambda c, d, **w: actions.ask_correction(application=c, wanted=d["wanted"], note=d["note"], **w), "accept", "plain", when=lambda c: not c.corrected),
    Act("brought", ("登记带来的材料", "Papers brought to the counter"), "applications.take_in", forms_papers.BroughtForm,
        lambda c, d, **w: bring(application=c, brought=d["brought"], **w), "accept", when=lambda c: c.state == "correction" or c.state == "submitted" and bool(papers.missing(c)),
        said=doing.still_missing),
    Act("check", ("发起信息核对", "Start the check"), "applications.check", forms.Plain, lambda c, d, **w: actions.check(application=c, **w), "check", when=lambda c: doing.open_report(c) is None),
    Act("report", ("出具核对报告", "Close the check"), "applications.check", forms.ReportForm,
        lambda c, d, **w: actions.report_check(report=doing.open_report(c), conclusion=d["conclusion"], **w), "check", when=lambda c: doing.open_report(c) is not None),
    Act("visit", ("填写入户调查", "Record the visit"), "applications.survey", forms.VisitForm, doing.visit, "survey", page=True),
    Act("appraise", ("登记民主评议", "Record an appraisal by residents"), "applications.survey", forms_appraisal.AppraisalForm, doing.appraise, "", "plain", when=may_appraise, page=True),
    Act("judge", ("登记两人认定", "Record what two officers found"), "applications.survey", forms_kinds.JudgeForm, doing.judge, "", "plain", when=doing.may_judge, page=True),
    Act("opine", ("出具初审意见", "Give the opinion"), "applications.opine", forms.OpineForm,
        lambda c, d, **w: actions.opine(application=c, agree=d["agree"] == "1", words=d["words"], **w), "opinion"),
    Act("publish", ("张贴公示", "Post the notice"), "applications.publish", forms.PublishForm,
        lambda c, d, **w: actions.publish(application=c, places_shown=d["places_shown"], phone=d["phone"], proof=doing.stored(d, "proof", c, w), **w), "notice", when=lambda c: not doing.notice_up(c)),
    Act("take-down", ("公示期满，撤下", "Take the notice down"), "applications.publish", forms.TakeDownForm,
        lambda c, d, **w: actions.take_down(application=c, proof=doing.stored(d, "proof", c, w), **w), "notice", when=doing.notice_up),
    Act("object", ("登记异议", "Record an objection"), "applications.publish", forms.ObjectForm,
        lambda c, d, **w: actions.object_to(notice=doing.notice_of(c), manner=d["manner"], who=d["who"], text=d["text"], **w), "notice", "plain", when=doing.notice_up),
    Act("answer-objection", ("答复异议", "Answer the objection"), "applications.opine", forms.AnswerObjectionForm,
        lambda c, d, **w: actions.answer_objection(objection=c.objections.filter(state="open").earliest("pk"), upheld=d["upheld"] == "1", finding=d["finding"], **w), "",
        when=lambda c: c.objections.filter(state="open").exists()),
    Act("again", ("退回，重新出具初审意见", "Back for a new opinion and notice"), "applications.opine", forms.ReasonForm, doing.again, "notice", "plain", when=doing.changed_since),
    Act("send-back", ("退回，重新出具初审意见和公示", "Back for a new opinion and notice"), "applications.decide", forms.ReasonForm, doing.again, "decide", when=lambda c: not doing.as_posted(c)),
    Act("tell", ("书面告知，听取意见", "Tell in writing what is intended"), "applications.hear", forms_hearing.TellForm, lambda c, d, **w: actions.tell_of_change(application=c, **d, **w), "hearing",
        when=lambda c: told(c) is None),
    Act("tell-again", ("打算有变，先书面告知", "Something else is intended: tell in writing first"), "applications.hear", forms_hearing.TellForm,
        lambda c, d, **w: actions.tell_of_change(application=c, **d, **w), "", "plain", when=doing.may_be_told),
    Act("told", ("登记告知书送达", "The letter has arrived"), "applications.hear", forms.DeliverForm,
        lambda c, d, **w: actions.deliver_telling(application=c, manner=d["manner"], delivered_on=d["delivered_on"], proof=doing.stored(d, "proof", c, w), **w), "hearing", "plain", when=doing.on_its_way),
    Act("tried", ("登记没有送到", "It could not be delivered"), "applications.hear", forms_hearing.TriedForm, lambda c, d, **w: actions.try_telling(application=c, **d, **w), "hearing", "plain", when=doing.on_its_way),
    Act("hear", ("记录听取的意见", "Record the hearing"), "applications.hear", forms_hearing.HearForm, lambda c, d, **w: actions.hear(application=c, **d, **w), "hearing", when=lambda c: told(c) is not None),
    Act("grant", ("同意，出具决定书", "Grant"), "applications.decide", forms.DecideForm, doing.decide("granted"), "decide", when=lambda c: c.kind == "new" and doing.prepared("yes")(c) and doing.as_posted(c)),
    Act("keep", ("维持不变", "Leave as it is"), "applications.decide", forms.DecideForm, doing.decide("kept"), "decide", when=doing.of_kind("review", "change", "stop")),
    Act("change", ("变更金额", "Change the amount"), "applications.decide", forms.DecideForm, doing.decide("changed"), "decide", "plain", when=lambda c: c.kind in ("review", "change") and bool(way.matter_of(c).components) and doing.prepared("yes")(c)),
    Act("grace", ("渐退：再发几个月，到期停发", "Gradual exit: some months more, then the end"), "applications.decide", forms.GraceForm, doing.let_go, "decide", "plain",
        when=lambda c: c.kind in ("review", "change") and way.matter_of(c).grace is not None and doing.prepared("no")(c)),
    Act("stop", ("停发，写明理由", "End it, with the reason"), "applications.decide", forms.StopForm, doing.stop, "decide", "no", when=doing.of_kind("review", "change", "stop"), shown=doing.earlier),
    Act("refuse", ("不同意，写明理由", "Refuse, with the reason"), "applications.decide", forms.ReasonedForm, doing.decide("refused"), "decide", "no", when=doing.of_kind("new")),
    Act("deliver", ("登记送达", "Record the delivery"), "applications.file", forms.DeliverForm,
        lambda c, d, **w: actions.deliver(application=c, manner=d["manner"], delivered_on=d["delivered_on"], proof=doing.stored(d, "proof", c, w), **w), "deliver"),
    Act("announce", ("公布决定", "Publish the decision"), "applications.publish", forms.PublishForm,
        lambda c, d, **w: actions.announce(application=c, places_shown=d["places_shown"], phone=d["phone"], proof=doing.stored(d, "proof", c, w), **w), "announce"),
    Act("appeal", ("登记行政复议", "Record an appeal"), "applications.file", forms_appeals.AppealForm,
        lambda c, d, **w: actions.appeal(decision=c.decisions.latest("pk"), **d, **w), "", "plain", when=lambda c: c.state in Application.DECIDED and appealing.under_way(c) is None),
    Act("answer-appeal", ("登记复议结果", "Record the result of the review"), "applications.file", forms_appeals.AppealAnswerForm, appealing.answer, "",
        when=appealing.unanswered),
    Act("confirm-ruling", ("复核：文书写明撤销", "Confirm: the ruling sets the decision aside"), "applications.decide", forms.Plain,
        appealing.confirm, "", when=appealing.ruled, shown=appealing.set_aside),
    Act("return-ruling", ("退回：与文书不符", "Back: the paper says something else"), "applications.decide", forms.ReasonForm,
        lambda c, d, **w: actions.return_ruling(appeal=appealing.under_way(c), reason=d["reason"], **w), "", "plain", when=appealing.ruled),
    Act("file", ("归档", "Close the file"), "applications.file", forms.Plain, lambda c, d, **w: actions.close_file(application=c, **w), "", "plain",
        when=lambda c: c.state in (*Application.DECIDED, "withdrawn") and c.filed_on is None and not any(t.state == "open" for t in c.tasks.all())),
    Act("classify", ("归类：改按别的救助办理", "Handle it as another kind of assistance"), "applications.accept", forms_kinds.ClassifyForm, doing.classify, "", "plain", when=doing.may_be_another, page=True),
    Act("pause", ("中止计时", "Stop the clock"), "applications.accept", forms.ReasonForm, lambda c, d, **w: actions.pause(application=c, reason=d["reason"], **w), "", "plain",
        when=lambda c: c.state == "open" and not c.pauses.filter(until=None).exists()),
    Act("resume", ("恢复计时", "Start the clock again"), "applications.accept", forms.Plain, lambda c, d, **w: actions.resume(application=c, **w), "", "plain",
        when=lambda c: c.pauses.filter(until=None).exists()),
    Act("extend", ("延长办理期限", "Extend the time"), "applications.decide", forms.ReasonForm, lambda c, d, **w: actions.extend(application=c, reason=d["reason"], **w), "", "plain",
        when=lambda c: c.state == "open" and c.kind == "new" and way.matter_of(c).whole_extended is not None),
    Act("withdraw", ("申请人要求撤回", "Take back at the family's wish"), "applications.accept", forms_papers.WishForm, lambda c, d, **w: actions.withdraw(application=c, **w), "", "no",
        when=lambda c: c.kind == "new" and c.state in ("submitted", "correction", "open")),
)  # fmt: skip
BY_KEY = {act.key: act for act in ACTS}


def offered(request, case: Application) -> list[dict]:
    """The acts this actor can do now, each with its form; the main one first."""
    kinds = {s.key: s.kind for s in route.steps_of(case)}
    opened = {kinds.get(t.step) for t in case.tasks.all() if t.state == "open"}
    return [
        {"act": act, "form": None if act.page else _form(act, request, case)}
        for act in ACTS
        if may(request.by, act.permission, case.place) and (not act.kind or act.kind in opened) and act.when(case)
    ]


def _form(act: Act, request, case: Application, *given):
    asks = (
        forms.CorrectionForm,
        forms.VisitForm,
        forms.DecideForm,
        forms_hearing.TellForm,
        forms_papers.BroughtForm,
        forms_kinds.ClassifyForm,
        forms_kinds.JudgeForm,
    )
    extra = {"case": case} if issubclass(act.form, asks) else {}
    if act.form in (forms.VisitForm, forms_kinds.JudgeForm):
        extra["by"] = request.by
    return act.form(*given, prefix=act.key, **extra)


def _confirm(request, pk: int, chosen: Act, form, what: list[Pair]):
    """What it does, then yes or no; what was filled in is posted again."""
    return confirm_page(request, Confirm(
        chosen.label, what=what, button=("确认", "Confirm"), cancel=f"/desk/applications/{pk}/", danger=chosen.look == "no",
        hidden={form.add_prefix(name): form.data.get(form.add_prefix(name), "") for name in form.fields},
    ))  # fmt: skip


@needs("applications.see")
def act(request, pk: int, key: str):
    """Show an act's form (also after a mistake) and do it."""
    case = find(request, pk)
    chosen = BY_KEY.get(key)
    if chosen is None:
        return redirect("desk-case", pk=pk)
    allowed(request.by, chosen.permission, case.place)
    if request.method != "POST":
        return render(request, "applications/act.html", {"case": case, "act": chosen, "form": _form(chosen, request, case)})
    form = _form(chosen, request, case, request.POST, request.FILES)
    if form.is_valid():
        try:
            if what := [] if confirmed(request) or chosen.shown is None else chosen.shown(case, form.cleaned_data):
                rehearsed(chosen.run, case=Application.objects.get(pk=pk), data=form.cleaned_data, by=request.by, on=today())
                return _confirm(request, pk, chosen, form, what)
            chosen.run(case, form.cleaned_data, by=request.by, on=today())
            messages.success(request, here(*(chosen.said(case) if chosen.said else (f"已办：{chosen.label[0]}", f"Done: {chosen.label[1]}"))))
            return redirect("desk-case", pk=pk)
        except AlreadyDone as done:
            messages.info(request, str(done))
            return redirect("desk-case", pk=pk)
        except Refused as no:
            if no.field == "seen":  # the page of the case shows what is prepared now
                messages.error(request, str(no))
                return redirect("desk-case", pk=pk)
            refuse(form, no)
    return render(request, "applications/act.html", {"case": case, "act": chosen, "form": form, "title": pick(chosen.label)}, status=422)
