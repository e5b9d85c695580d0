"""What the law leaves to judgement, found by two officers: it becomes facts of the file, with both names and what it rests on."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.accounts.models import User
from minsheng.applications import judging, papers
from minsheng.applications.models import Application, Judged
from minsheng.applications.recusal import keep_out, two_who_may
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.registry.actions import learn
from minsheng.registry.events import tell


@action
def judge(*, application: Application, answers: dict[str, dict], second: User, manner: str, evidence: str, says: str, by: Actor, on: date) -> Judged:
    """`answers` = {"household" | "<person id>": {fact: value}}. What is left out stays not judged; None is not a finding."""
    allowed(by, "applications.survey", locked(application).place)
    keep_out(by, application, on)
    if application.state != "open":
        raise Refused("受理以后、决定以前才能认定。", "Findings are made between acceptance and decision.")
    two_who_may(by, second, application, on)
    wanted = judging.judgements(application.matter)
    if not any(answers.values()) or any(key not in wanted for given in answers.values() for key in given):
        raise Refused("请至少认定一项。", "Find at least one thing.")
    if not evidence.strip():
        raise Refused("请写明认定的依据。", "Say what it rests on.", field="evidence")
    officers, people = f"{by.name}、{second.name}", {str(p.pk): p for p in papers.people(application, on)}
    for subject, facts in answers.items():
        if facts:
            whose = application.household if subject == "household" else people.get(subject)
            if whose is None:
                raise Refused("这个人不在这一件里。", "This person is not part of the case.")
            learn(subject=whose, facts=facts, source="officer", since=on.replace(day=1), officer=officers, evidence=evidence[:200], by=by, on=on)
    made = Judged.objects.create(
        application=application, on=on, first_id=by.user, second=second, manner=manner, answers=answers, evidence=evidence, says=says
    )  # fmt: skip
    tell(application.applicant, "judged", on, by, about=f"applications.application:{application.pk}")
    keys = sorted({key for given in answers.values() for key in given})
    record(by=by, on=on, act="applications.judge", subject=application, place=application.place, judged=made.pk, second=second.pk, keys=keys)
    return made
