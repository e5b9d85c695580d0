"""The invented office: one sign-in a role, the delegation, the budgets."""

from datetime import date

from minsheng.accounts.models import Post, User
from minsheng.base.actor import Actor
from minsheng.divisions.actions import set_counter
from minsheng.places.models import Delegation, Place
from minsheng.standards.actions import approve_standard, enter_standard

STAFF = [  # user name, name, role, whose place
    ("demo-community", "周小禾", "community", "community"),
    ("demo-street", "王知行", "street", "street"),
    ("demo-street-2", "陈以宁", "street", "street"),
    ("demo-approver", "李守正", "approver", "street"),
    ("demo-district", "何清源", "district", "district"),
    ("demo-district-head", "郑怀民", "district_head", "district"),
    ("demo-city", "梁远山", "city", "city"),
    ("demo-finance", "许明细", "finance", "district"),
    ("demo-finance-2", "罗对账", "finance", "district"),
    ("demo-auditor", "温如实", "auditor", "district"),
    ("demo-admin", "彭守门", "admin", "city"),
]
SINCE = date(2024, 1, 1)


def staff(district: Place, street: Place, community: Place) -> dict[str, Actor]:
    """{user name without "demo-": Actor}. Their names are invented; the sign-in page says so."""
    places = {"district": district, "street": street, "community": community, "city": district.parent}
    out = {}
    for username, name, role, where in STAFF:
        user, _ = User.objects.get_or_create(username=username, defaults={"name": name})
        user.set_unusable_password()
        user.save()
        place = places[where]
        post, _ = Post.objects.get_or_create(user=user, role=role, place=place, defaults={"since": SINCE, "document": "演示"})
        out[username.removeprefix("demo-")] = Actor(user.pk, name, role, place.path, post.pk, place.pk)
    return out


def delegate(district: Place, street: Place) -> None:
    """The district has let the streets decide dibao, as Shenzhen's districts did; the documents here are invented."""
    for one in Place.objects.filter(parent=district, level="street"):
        Delegation.objects.get_or_create(
            matter="dibao", street=one, since=SINCE,
            defaults={"district": district, "authority": f"{district.name}人民政府（演示）", "document": "演示委托书〔2024〕1号", "provincial_document": "演示：省政府关于委托的文件"},
        )  # fmt: skip


def counters(district: Place, street: Place, staff: dict[str, Actor]) -> None:
    """Where residents ask: invented numbers for the district, its streets, and the communities of the street that is shown."""
    places = [district, *Place.objects.filter(parent=district, level="street").order_by("pk"), *Place.objects.filter(parent=street).order_by("pk")]
    for n, place in enumerate(places):
        set_counter(
            place=place,
            phone=f"0755-1000{n:04d}",
            name="一门受理窗口（演示）",
            hours="工作日 9:00–12:00，14:00–18:00",
            by=staff["district"],
            on=date(2025, 1, 2),
        )


DAYS = {  # invented: no document was found that says how long these may take
    "dibao_accept_days": 2, "dibao_opinion_days": 3, "dibao_published_days": 7, "dibao_standing_days": 365, "hearing_days": 5, "old_age_accept_days": 2, "old_age_check_days": 2, "old_age_decide_days": 5,
    "old_age_tell_days": 3, "old_age_whole_days": 10, "survey_neighbours": 2, "survey_photos": 1,
}  # fmt: skip


def deadlines(district: Place, staff: dict[str, Actor]) -> None:
    """The office's own days for the steps for which the rule book knows none: entered by one, approved by another."""
    day = date(2025, 1, 2)
    for figure, days in DAYS.items():
        entered = enter_standard(
            figure=figure, place=district, in_force=day, known=day, confirmed_through=date(2026, 12, 1), value=days, document="演示办事指南（天数是编造的）",
            by=staff["district"], on=day,
        )  # fmt: skip
        approve_standard(standard=entered, by=staff["district-head"], on=day)
