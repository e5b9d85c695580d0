"""What stands in the way of taking a list back: whatever was paid, decided or begun about its awards since. Asked of whole sets, a question a kind of thing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import CharField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from minsheng.applications.models import Application
from minsheng.benefits.models import Award, Certification, Finding, Hold, OpeningImport, OpeningRow, Span
from minsheng.payments.models import Payable, Payment, Recovery
from minsheng.registry.models import Person

MADE = {Certification, Finding, Hold, OpeningRow, Span}  # by the take-over itself, or by the machine as a proposal: asked about one by one below
PAID = ("已经交付发放", "Handed in for payment")
BACK = ("已经提出追缴", "A recovery was proposed")
CASE = ("已经开了复核、变更或停发", "A review, change or end was opened")
CHANGED = ("金额改过", "The amount was changed")
HELD = ("暂停过", "Held, or was held")
CERTIFIED = ("做过资格认证", "Certified")
STOPPED = ("已经停发", "Ended")
LOOKED = ("核实处理过", "A finding about it was dealt with")
USED = ("登记的账户已经用来发放", "Money went to the account that was entered")
OTHERS = ("有了别的记录", "Other records point here")
DEATH = Q(reason="death", released_on=None)  # held for a human to look: nothing decided


@dataclass
class Blocked:
    """Somebody of the list, and what has happened since."""

    person: Person
    reasons: list[tuple[str, str]] = field(default_factory=list)


def names(opening: OpeningImport) -> QuerySet:
    """ "benefits.award:7" of each award, for a question about all of them."""
    about = Concat(Value("benefits.award:"), Cast("pk", CharField()), output_field=CharField())
    return Award.objects.filter(opening=opening).annotate(named=about).values("named")


def blocked(opening: OpeningImport, most: int = 50) -> tuple[list[Blocked], int]:
    """The first of them, and how many there are."""
    found: dict[int, dict[tuple[str, str], None]] = {}
    for person, words in _reasons(opening):
        found.setdefault(person, {})[words] = None
    first = sorted(found)[:most]
    known = Person.objects.select_related("place").in_bulk(first)
    return [Blocked(known[pk], list(found[pk])) for pk in first], len(found)


def _reasons(opening: OpeningImport) -> Iterator[tuple[int, tuple[str, str]]]:
    for model, words in ((Payable, PAID), (Recovery, BACK), (Application, CASE)):
        told = model.objects.filter(about__in=names(opening)).values_list("about", flat=True).distinct()
        ids = [int(about.split(":")[1]) for about in told]
        for start in range(0, len(ids), 500):
            yield from _each(Award.objects.filter(pk__in=ids[start : start + 500]), "person", words)
    of = {"award__opening": opening}
    yield from _each(Award.objects.filter(opening=opening, state="stopped"), "person", STOPPED)
    yield from _each(Span.objects.filter(~Q(why="opening") | Q(replaced_on__isnull=False), **of), "award__person", CHANGED)
    yield from _each(Hold.objects.filter(~DEATH, **of), "award__person", HELD)
    yield from _each(Certification.objects.filter(done_on__isnull=False, **of), "award__person", CERTIFIED)
    yield from _each(Finding.objects.filter(**of).exclude(state="open", contacted_on=None), "award__person", LOOKED)
    yield from _each(Payment.objects.filter(account__in=opening.lines.exclude(account=None).values("account")), "account__person", USED)
    for model, name in _pointing_here():
        yield from _each(model.objects.filter(**{f"{name}__opening": opening}), f"{name}__person", OTHERS)


def _each(rows: QuerySet, person: str, words: tuple[str, str]) -> Iterator[tuple[int, tuple[str, str]]]:
    for pk in rows.order_by().values_list(person, flat=True).distinct():
        yield pk, words


def _pointing_here() -> Iterator[tuple[type[Model], str]]:
    """(model, field) of every other foreign key to an award, whatever area it is of."""
    for relation in Award._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one) and relation.related_model not in MADE:
            yield relation.related_model, relation.field.name
