"""Every page of the site with something to show on it: the one list that all walks over pages use."""

import re
from collections.abc import Iterator
from datetime import date

from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from minsheng.accounts.models import User
from minsheng.accounts.roles import MAY
from minsheng.registry.models import Account
from tests.spine import with_phone

PUBLIC = {  # pages for everybody: the public site, and signing in
    "departments", "place-names",
    "mistake-report", "mistake-sent", "mistake-answer", "home", "about", "privacy", "accessibility", "notices", "notices-print", "notice-object", "preferences", "forget", "forgotten", "account_login", "account_logout", "account_reauthenticate", "account_change_password",
    "account_inactive", "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes", "openid_connect_login", "openid_connect_callback", "signed-in", "account-unknown", "demonstration-sign-in", "api-docs", "api-openapi", "narrow",
}  # fmt: skip
GUIDE = "minsheng.guide"
FOR_PROGRAMS = "api"  # the namespace of the interface for programs, whose operations tests/calls.py lists
ELSEWHERE = ("openid_connect_login", "openid_connect_callback")  # lead to somebody else's site
FITTING = ("district_head", "district", "finance", "street", "auditor", "admin", "approver", "city", "community")  # who looks at a page, the first that may


def patterns(resolver=None, prefix=""):
    """(address with its parameters, name, view) of the whole table."""
    for p in (resolver or get_resolver()).url_patterns:
        if getattr(p, "namespace", None) == FOR_PROGRAMS:
            continue
        if isinstance(p, URLResolver):
            yield from patterns(p, prefix + str(p.pattern))
        else:
            yield "/" + prefix + str(p.pattern), p.name, p.callback


def kept(view) -> str | None:
    return getattr(view, "permission", None)


def objects(world) -> dict[str, dict]:
    """What stands in the address of each page that is about something."""
    w = world
    return {
        "notice-object": {"pk": w.displayed.pk},
        "notices-print": {"place": w.displayed.place_id, "kind": "opinion"},
        "finder-question": {"number": 1},
        "figure": {"name": "dibao_standard"},
        "benefit": {"key": "dibao"},
        "desk-case": {"pk": w.case.pk},
        "desk-case-act": {"pk": w.pending.pk, "key": "none"},
        "desk-case-catalogue": {"pk": w.case.pk},
        "desk-case-approval": {"pk": w.case.pk},
        "desk-case-form": {"pk": w.case.pk},
        "desk-case-survey": {"pk": w.case.pk},
        "desk-case-surveyed": {"pk": w.case.pk, "visit": w.case.visits.first().pk},
        "desk-case-sheet": {"pk": w.lacking.pk},
        "desk-layout": {"pk": w.layout.pk},
        "desk-case-judged": {"pk": w.pending.pk, "found": w.pending.judged.first().pk},
        "desk-begin": {"person": w.man.pk},
        "desk-intake": {"pk": w.case.pk},
        "desk-case-signatures": {"pk": w.lacking.pk},
        "desk-letter": {"pk": w.man.letters.first().pk},
        "desk-found-explain": {"pk": w.case.checks.first().found.first().pk},
        "desk-found-answer": {"pk": w.case.checks.first().found.first().pk},
        **{name: {"pk": w.mistake.pk} for name in ("desk-mistake", "desk-mistake-reveal")},
        "desk-message": {"pk": w.message.pk},
        "desk-message-list": {"pk": w.message.handover_id},
        "desk-answer": {"pk": w.message.answers.first().pk},
        "desk-message-wish": {"pk": w.man.pk},
        "desk-walk": {"pk": w.payment.pk},
        **{
            name: {"pk": w.office["street"].user}
            for name in ("desk-user", "desk-user-password", "desk-user-reset", "desk-user-close", "desk-user-reopen", "desk-token-new")
        },
        **{name: {"pk": w.token.pk} for name in ("desk-token", "desk-token-confirm", "desk-token-revoke")},
        **{name: {"pk": w.office["street"].post} for name in ("desk-post-end", "desk-post-confirm", "desk-post-reject")},
        "desk-person": {"pk": w.man.pk},
        "desk-reveal": {"pk": w.man.pk},
        "desk-person-access": {"pk": w.man.pk},
        "desk-person-access-close": {"pk": w.mother.pk},
        "desk-person-change": {"pk": w.man.pk, "key": "contact"},
        "desk-facts": {"pk": w.man.pk},
        "desk-fact": {"pk": w.man.pk, "key": "hukou"},
        "desk-account-approve": {"pk": w.man.accounts.first().pk},
        "desk-recovery": {"pk": w.recovery.pk},
        "desk-payment": {"pk": w.payment.pk},
        "desk-budget-over": {"pk": w.batch.place.budgets.order_by("pk").first().pk},
        "desk-batch": {"pk": w.batch.pk},
        "desk-batch-step": {"pk": w.batch.pk, "key": "approve"},
        "desk-batch-file": {"pk": w.batch.pk, "kind": "csv"},
        "desk-batch-result": {"pk": w.batch.pk},
        "desk-pay-list": {"pk": w.batch.pk},
        "desk-finding": {"pk": w.finding.pk},
        "desk-finding-confirm": {"pk": w.finding.pk},
        "desk-finding-refute": {"pk": w.finding.pk},
        "desk-findings-many": {"what": "contact"},
        "desk-standard-hear": {"pk": w.standard.pk},
        "desk-standard-apply": {"pk": w.standard.pk, "which": "only"},
        "desk-support": {"pk": w.tekun.pk},
        "desk-support-agreement": {"pk": w.tekun.pk, "support": w.tekun.supports.get().pk},
        "desk-award": {"pk": w.award.pk},
        "desk-award-about": {"pk": w.award.pk},
        "desk-award-recover": {"pk": w.award.pk},
        "desk-award-proof": {"pk": w.award.pk},
        "desk-award-certify": {"pk": w.award.pk},
        **{
            name: {"pk": w.opening.pk}
            for name in ("desk-opening", "desk-opening-again", "desk-opening-check", "desk-opening-accept", "desk-opening-carry-on", "desk-opening-undo")
        },
        "desk-opening-template": {"benefit": "dibao", "kind": "csv"},
        "desk-standard": {"pk": w.standard.pk},
        "desk-index-table": {"pk": w.index_table.pk},
        "desk-department-strike": {"pk": w.holding.pk},
        **{name: {"pk": w.toponym.pk} for name in ("desk-name", "desk-name-form", "desk-name-rename")},
        "desk-name-act": {"pk": w.toponym.pk, "key": "none"},
        **{name: {"pk": w.district.district.pk, "function": "volunteering"} for name in ("desk-department", "desk-department-move")},
        "desk-place": {"pk": w.district.community.pk},
        "desk-place-change": {"pk": w.district.community.pk, "key": "rename"},
        "desk-place-counter": {"pk": w.district.community.pk},
        "desk-place-delegate": {"pk": w.district.street.pk},
        "desk-place-code-end": {"pk": w.code.pk},
        "desk-delegation-end": {"pk": w.delegation.pk},
        **{
            name: {"pk": w.appointment.pk}
            for name in (
                "my-appointment",
                "my-appointment-slip",
                "my-appointment-move",
                "my-appointment-cancel",
                "desk-appointment",
                "desk-appointment-slip",
                "desk-appointment-reveal",
                "desk-appointment-begin",
                "desk-appointment-identify",
                "desk-appointment-move",
                "desk-appointment-cancel",
            )
        },
        "desk-appointment-do": {"pk": w.appointment.pk, "what": "arrive"},
        "desk-appointments-many": {"what": "arrive"},
        "desk-hours-end": {"pk": w.hours.pk},
        "desk-closure-open": {"pk": w.closure.pk},
        "my-letter": {"pk": w.man.letters.first().pk},
        "my-consent": {"pk": w.man.consents.first().pk},
        "my-start": {"matter": "dibao"},
        "my-case": {"pk": w.case.pk},
        "my-sign": {"pk": w.case.pk},
        "my-letter-to-sign": {"pk": w.case.pk},
        "my-signature": {"pk": w.theirs.pk},
        "my-check": {"pk": w.case.pk},
        "my-sent": {"pk": w.case.pk},
        "my-take-back": {"pk": w.case.pk},
        "my-papers": {"pk": w.lacking.pk},
        "my-appeal": {"pk": w.case.pk},
        "my-print": {"pk": w.lacking.pk},
        "my-more": {"pk": w.lacking.pk},
        "my-more-part": {"pk": w.lacking.pk, "key": "near", "who": 0},
        "my-page": {"pk": w.case.pk, "key": "means", "member": 0},
        **{name: {"pk": w.roster.pk} for name in ("desk-import", "desk-import-left-out", "desk-import-check", "desk-import-load", "desk-import-undo")},
        "desk-pair": {"pk": w.pair.pk},
        "desk-case-file": {"pk": w.case.pk, "file": w.file.pk},
        **{name: {"number": w.job.pk} for name in ("job", "job_stop", "job_resume")},
    }


def _more(world) -> Iterator[tuple[str, str]]:
    """(address, permission) of what one pattern shows in several ways: every act of a case, every change of a file or place, a draft."""
    from minsheng.applications.views.acts import ACTS
    from minsheng.divisions.views.changing import CHANGES as PLACE_CHANGES
    from minsheng.registry.views.changes import CHANGES

    w = world
    yield from ((f"/desk/applications/{case.pk}/", "applications.see") for case in (w.pending, w.lacking))
    yield f"/desk/applications/{w.lacking.pk}/do/brought/", "applications.take_in"
    for figure in ("old_age_allowance_certification_months", "dibao_month_of_death", "tekun_held_standard", "old_age_by_band"):
        yield f"/desk/standards/new/?figure={figure}", "standards.enter"
    yield from ((f"/desk/applications/{w.pending.pk}/do/{act.key}/", act.permission) for act in ACTS)
    yield from ((f"/desk/people/{w.mother.pk}/change/{key}/", "registry.edit") for key in CHANGES)
    yield from ((f"/desk/places/{w.district.community.pk}/{key}/", "places.change") for key in PLACE_CHANGES)
    yield from ((f"/desk/names/{w.toponym.pk}/do/{key}/", f"names.{may}") for key, may in (("file", "file"), ("abolish", "decide"), ("reopen", "decide")))
    yield f"/desk/names/{w.proposed_name.pk}/", "places.see"
    yield from (
        (f"/desk/names/{w.proposed_name.pk}/do/{key}/", f"names.{may}") for key, may in (("approve", "decide"), ("refuse", "decide"), ("withdraw", "propose"))
    )
    yield "/departments?place=福田区", None
    yield from ((f"/my/applications/{w.draft.pk}/{part}", "own") for part in ("", "sign/", "check/", "take-back/", f"hukou/{w.man.pk}/"))
    yield from (
        (f"/my/applications/{w.for_aid.pk}/{part}", "own") for part in ("", "more/", "more/near/0/", f"more/member/{w.man.pk}/", "more/supporter/0/", "check/")
    )
    yield from ((f"/my/apply/{matter}/", "own") for matter in ("dibao", "old_age_allowance"))
    yield from ((f"/desk/people/{p.pk}/", "registry.see") for p in (w.mother, w.grandmother))
    yield from ((f"/desk/letters/{letter.pk}/", "applications.see") for letter in w.man.letters.all())
    yield f"/my/apply/old_age_allowance/?for={w.entrusted.pk}", "own"
    yield f"/desk/late/steps/?place={w.district.street.pk}&officer=none&step=survey", "applications.supervise"
    yield f"/desk/people/{w.mother.pk}/access/", "registry.access"
    yield from bookings(w)
    yield f"/desk/audit/lag/?start=2025-10-01&end=2025-10-31&over=0&street={w.district.street.pk}&officer={w.office['street'].user}", "oversight.lag"
    yield f"/desk/messages/answers/file/?file={w.answers.pk}", "notices.send"


def bookings(w) -> Iterator[tuple[str, str]]:
    """Every question of a booking, and the list in each of its parts."""
    at, moved = f"window-{w.appointment.place_id}", f"appointments/{w.appointment.pk}/move/?day={w.appointment.day}"
    for end in ("?topic=certify", f"?topic=certify&at={at}", f"?topic=certify&at={at}&day={w.appointment.day}"):
        yield from ((f"/my/appointments/new/{end}", "own"), (f"/desk/appointments/new/{end}", "booking.take"))
    yield from ((f"/my/{moved}", "own"), (f"/desk/{moved}", "booking.take"), (f"/desk/appointments/new/?person={w.mother.pk}", "booking.take"))
    yield from ((f"/desk/appointments/?when={key}", "booking.see") for key in ("coming", "past", "all"))
    yield f"/desk/appointments/{w.called.pk}/", "booking.see"


def filled(world, public: bool = False) -> Iterator[tuple[str, str, str | None]]:
    """(address, name, permission) of every page with a real object in its address; those for everybody only with `public`."""
    known = objects(world)
    for address, name, view in patterns():
        if (kept(view) is None and not public) or name in ELSEWHERE:
            continue
        for key in re.findall(r"<\w+:(\w+)>", address):
            assert key in known.get(name, ()), f"say what stands in {address}: add {name!r} to objects() in tests/pages.py, and what it shows to tests/world.py"
            address = re.sub(rf"<\w+:{key}>", str(known[name][key]), address)
        yield address, name, kept(view)


def every_page(world) -> list[tuple[str, str | None]]:
    """(address, permission) of everything that somebody can open; None for the pages for everybody."""
    return list(dict.fromkeys([(address, permission) for address, _, permission in filled(world, public=True)] + list(_more(world))))


def signed_in(user: User) -> Client:
    client = Client(SERVER_NAME="localhost", raise_request_exception=True)
    client.force_login(with_phone(user), backend="django.contrib.auth.backends.ModelBackend")
    return client


def visitor() -> Client:
    return Client(SERVER_NAME="localhost", raise_request_exception=True)


def resident(world) -> User:
    """The sign-in of the man of the world's family."""
    user, _ = User.objects.get_or_create(username="resident", defaults={"name": world.man.name})
    Account.objects.get_or_create(user=user, defaults={"person": world.man, "since": date(2025, 1, 1)})
    return user


class Readers:
    """One signed-in client for each kind of reader, made when first needed: `readers.of(permission)`."""

    def __init__(self, world):
        self.world, self._clients = world, {}

    def of(self, permission: str | None) -> Client:
        """Somebody who may: the first fitting role, the resident for pages of one's own, a visitor for the rest."""
        role = "visitor" if permission is None else "resident" if permission == "own" else fitting(permission)
        if role not in self._clients:
            self._clients[role] = visitor() if role == "visitor" else signed_in(self.user(role))
        return self._clients[role]

    def user(self, role: str) -> User:
        return resident(self.world) if role == "resident" else User.objects.get(pk=self.world.office[role].user)


def fitting(permission: str) -> str:
    return next(r for r in FITTING if r in MAY[permission])
