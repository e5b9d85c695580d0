"""An office labels, orders, hides and adds questions of the application form; a second person approves; what was sent stays as it was asked."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.applications import sheet_kept, sheet_layout
from minsheng.applications.models import SheetLayout
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from tests.applications.conftest import ACCEPTED, APPLIED, begun, user_of
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
OWN = {"key": "q-1", "label": ["住在城中村吗", "In an urban village?"], "order": 1, "hidden": False, "kind": "choice", "options": [["是", "Yes"], ["否", "No"]]}


def row(key, zh="", en="", order=1, hidden=False):
    label = sheet_layout.DECLARED[key].label
    return {"key": key, "label": [zh or label[0], en or label[1]], "order": order, "hidden": hidden}


def entered(district, office, rows, on=APPLIED, **given):
    return apply.enter_layout(
        **{"place": district.district, "why": "（示例）福田民〔2025〕9号", "in_force": on, "rows": rows, "by": office["district"], "on": on} | given
    )


def approved(district, office, rows, on=APPLIED, **given):
    return apply.approve_layout(layout=entered(district, office, rows, on, **given), by=office["head"], on=on)


def fields(district, on=APPLIED):
    return {key: [f.key for f in part.fields] for key, part in sheet_layout.parts(sheet_layout.in_force(district.community, on)).items()}


def test_labels_order_hidden_and_own_questions_count_from_the_day_a_second_person_has_approved(district, office):
    rows = [row("household:n_asked", "要保障几个人", "How many ask", order=1), row("household:n_family", order=2), row("household:n_living", hidden=True), OWN]
    layout = entered(district, office, rows)
    assert "own" not in fields(district) and fields(district)["numbers"] == ["n_family", "n_living", "n_asked"], "it waits"
    with pytest.raises(NotAllowed):
        apply.approve_layout(layout=layout, by=office["district"], on=APPLIED)
    apply.approve_layout(layout=layout, by=office["head"], on=APPLIED)
    assert fields(district)["numbers"] == ["n_asked", "n_family"] and fields(district)["own"] == ["q-1"]
    assert fields(district, date(2025, 10, 8))["numbers"] == ["n_family", "n_living", "n_asked"], "not before its day"
    assert sheet_layout.parts(sheet_layout.in_force(district.community, APPLIED))["numbers"].fields[0].label == ("要保障几个人", "How many ask")
    assert sheet_layout.in_force(district.foreign_community, APPLIED) is None
    with pytest.raises(AlreadyDone):
        apply.reject_layout(layout=layout, by=office["head"], on=APPLIED)


@pytest.mark.parametrize(
    "rows, given, words",
    [
        ([row("household:near", hidden=True)], {}, "不能隐藏"),
        ([row("household:n_asked") | {"label": ["要保障几个人", " "]}], {}, "中文和英文都要写"),
        ([OWN | {"options": [["是", "Yes"]]}], {}, "至少要有两个选项"),
        ([OWN | {"key": f"q-{n}"} for n in range(11)], {}, "最多 10 个"),
        ([OWN], {"why": " "}, "依据"),
        ([OWN], {"in_force": date(2025, 10, 8)}, "不能早于今天"),
    ],
)
def test_what_cannot_stand_is_refused(district, office, rows, given, words):
    with pytest.raises(Refused, match=words):
        entered(district, office, rows, **given)


def test_one_form_a_day_and_four_eyes_in_the_database(district, office):
    layout = entered(district, office, [OWN])
    with pytest.raises(AlreadyDone):
        entered(district, office, [OWN])
    with pytest.raises(IntegrityError), transaction.atomic():
        SheetLayout.objects.filter(pk=layout.pk).update(state="approved", approved_by=office["district"].user, approved_on=APPLIED)


def test_what_was_sent_stays_as_it_was_asked(district, office, family):
    approved(district, office, [OWN])
    case = begun(district, office, family)
    apply.fill_sheet(application=case, given={"household": {"q-1": "2"}}, by=office["street"], on=APPLIED)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    approved(district, office, [OWN | {"hidden": True}], ACCEPTED)
    told = sheet_kept.told(case, sheet_kept.current(case), ACCEPTED)
    assert ("住在城中村吗", "否") in [row for one in told for row in one.rows]
    assert "own" in sheet_kept.asked(case, ACCEPTED) and "own" not in fields(district, ACCEPTED)
    assert sheet_layout.next_own(district.district) == 2, "its number is not used for another question"


def test_the_page_enters_a_change_and_another_person_approves_it(district, office, settings, family):
    settings.STANDING_STILL_ON = APPLIED
    client, page = signed_in(User.objects.get(pk=office["district"].user)), "/desk/standards/application-form/"
    shown = client.get(f"{page}new/").content.decode()
    data = {name: field.initial for name, field in _form(district).fields.items() if field.initial not in (None, False)}
    data |= {"why": "（示例）", "in_force": "2025-10-09", "household:causes-zh": "困难原因", "household:causes-en": "Why", "household:cause_words-hidden": "on",
             "q-1-zh": "住在城中村吗", "q-1-en": "In an urban village?", "q-1-options": "是 | Yes\n否 | No"}  # fmt: skip
    assert "household:near-hidden" not in shown and "必问" in shown
    assert client.post(f"{page}new/", data | {"q-1-en": ""}).status_code == 422
    assert client.post(f"{page}new/", data).status_code == 302
    layout = SheetLayout.objects.get()
    assert client.get(f"{page}{layout.pk}/").content.decode().count("原来叫") == 1 and "批准起用" not in client.get(f"{page}{layout.pk}/").content.decode()
    signed_in(User.objects.get(pk=office["head"].user)).post(f"{page}{layout.pk}/", {"approve": "1"})
    assert fields(district)["causes"] == ["causes"]
    intake = signed_in(user_of(office["street"])).get(f"/desk/applications/{begun(district, office, family).pk}/intake/").content.decode()
    assert "困难原因" in intake and "住在城中村吗" in intake and "想多说几句" not in intake


def _form(district):
    from minsheng.applications.forms_layout import LayoutForm

    return LayoutForm(place=district.district, on=APPLIED)
