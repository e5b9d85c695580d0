"""What the street has agreed to, and what of it hung on the board: a grant may not differ from what was posted."""

from minsheng.applications import route
from minsheng.applications.models import Application, Assessment, Task
from minsheng.base.templatetags.amounts import yuan

Lines = list[tuple[str, int | None, int]]


def steps_of(application: Application, kind: str) -> list[str]:
    """Keys of the steps of a kind on the way of this application."""
    return [s.key for s in route.steps_of(application) if s.kind == kind]


def last_done(application: Application, kind: str) -> Task | None:
    """The step of this kind as it was done in the round that counts now."""
    return application.tasks.filter(step__in=steps_of(application, kind), state="done").order_by("round", "pk").last()


def agreed(application: Application) -> Assessment | None:
    """What the opinion that counts agreed to and may be posted: a yes whose amount is certain. None after any other opinion."""
    task = last_done(application, "opinion")
    found = Assessment.objects.filter(pk=task.result["assessment"]).first() if task and task.result.get("agree") else None
    return found if found and found.status == "yes" else None


def posted(application: Application) -> Assessment | None:
    """What hung on the board until its last day; None where nothing did."""
    task = last_done(application, "notice")
    return agreed(application) if task and not task.result.get("skipped") else None


def as_posted(application: Application, found: Assessment) -> bool:
    """Whether a grant by this assessment is what the public saw. A way without a notice posts nothing and binds nobody."""
    if not steps_of(application, "notice"):
        return True
    seen = posted(application)
    return seen is not None and (_lines(seen), seen.persons) == (_lines(found), found.persons)


def still_agreed(application: Application, found: Assessment) -> bool:
    """Whether what is prepared now is still what the street has agreed to: until then the notice says what will be granted."""
    seen = agreed(application)
    return seen is None or (_lines(seen), seen.persons) == (_lines(found), found.persons)


def unlike_posted(application: Application, found: Assessment | None) -> list[tuple[str, str]]:
    """What the page says where what is prepared now is not what the street agreed to: both, and the only way on. [] where they are the same."""
    seen = agreed(application) if found and application.state == "open" and found.status == "yes" else None
    if seen is None or still_agreed(application, found):
        return []
    zh, en = (
        (f"{seen.persons} 人、每月 {yuan(seen.fen)} 元", f"{found.persons} 人、每月 {yuan(found.fen)} 元"),
        (f"{seen.persons} and {yuan(seen.fen)} yuan a month", f"{found.persons} and {yuan(found.fen)} yuan a month"),
    )
    return [
        (
            f"初审同意、公示过的是 {zh[0]}；现在算出的是 {zh[1]}。不能直接确认：请退回，重新出具初审意见并公示。",
            f"Agreed to and posted: {en[0]}; prepared now: {en[1]}. It cannot be granted like this: send it back for a new opinion and a new notice.",
        )
    ]


def _lines(found: Assessment) -> Lines:
    return sorted(((line["component"], line["person"], line["fen"]) for line in found.lines), key=str)
