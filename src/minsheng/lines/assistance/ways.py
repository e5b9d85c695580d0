"""The steps of social assistance, the same for every kind of it; each kind has its own deadlines (rules/book/deadlines), as local offices shorten them."""

from dataclasses import dataclass, replace

from minsheng.matters.declare import Limit, Step


@dataclass(frozen=True)
class Ways:
    """Of one kind: its steps from the counter on, the other ways by their kind, the deadlines of the whole."""

    new: tuple[Step, ...]
    others: dict[str, tuple[Step, ...]]
    limits: dict[str, Limit]


def ways(kind: str) -> Ways:
    """`kind`: how its figures begin (dibao_accept_days, …)."""

    def limit(step: str, working: bool = True) -> Limit:
        return Limit(f"{kind}_{step}_days", working=working)

    check = Step("check", "check", ("信息核对", "Information check"), "applications.check", limit=limit("check"), after=("accept",))
    survey = Step("survey", "survey", ("入户调查", "Home visit"), "applications.survey", limit=limit("survey"), after=("accept",))
    decide = Step("decide", "decide", ("审核确认", "Decision"), "applications.decide", at="decider", limit=limit("decide"), after=("notice",))
    told = (
        Step("deliver", "deliver", ("送达", "Delivery"), "applications.file", limit=limit("tell"), after=("decide",)),
        Step("announce", "announce", ("公布", "Publication"), "applications.publish", at="community", after=("decide",)),
    )
    new = (
        Step("accept", "accept", ("受理", "Accept"), "applications.accept", limit=limit("accept")), check, survey,
        Step("opinion", "opinion", ("初审意见", "Opinion"), "applications.opine", limit=limit("opinion"), after=("check", "survey")),
        Step("notice", "notice", ("公示", "Public notice"), "applications.publish", at="community", limit=limit("notice", working=False), after=("opinion",)),
        decide, *told,
    )  # fmt: skip
    hearing = Step("hearing", "hearing", ("听取意见", "Hearing"), "applications.hear", limit=Limit("hearing_days"), after=("check", "survey"))
    decided = (replace(decide, after=("hearing",)), *told)
    looked_at = (replace(check, after=()), replace(survey, after=()), hearing, *decided)
    return Ways(
        new,
        {"review": looked_at, "change": looked_at, "stop": (replace(hearing, after=()), *decided)},
        {
            "whole": limit("whole"), "whole_extended": limit("whole_extended"), "notice": limit("notice", working=False),
            "published": limit("published", working=False), "standing": limit("standing", working=False),
        },
    )  # fmt: skip
