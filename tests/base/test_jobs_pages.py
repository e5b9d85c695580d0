"""The pages that tell how far a job is."""

import pytest

from minsheng.base import jobs
from minsheng.base.actor import Actor
from minsheng.base.errors import Refused
from minsheng.base.jobs import Kind, kinds, queries
from minsheng.base.models import Job
from tests.spine import DAY, make_actor, with_phone

pytestmark = pytest.mark.django_db


def step(job, cursor):
    job.total, job.done = 4, (cursor or 0) + 1
    if job.arguments.get("refused"):
        raise Refused("缺<b>预算</b>", "No <b>budget</b>")
    return job.done if job.done < 4 else None


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {"test.count": Kind(step, ("数一数", "Counting"), result=lambda job: f"/counted/{job.pk}")})


@pytest.fixture
def officer(district) -> Actor:
    return make_actor("street", district.street)


@pytest.fixture
def sign_in(client, django_user_model):
    def as_(by: Actor, language="zh-hans"):
        client.force_login(with_phone(django_user_model.objects.get(pk=by.user)), backend="django.contrib.auth.backends.ModelBackend")
        client.cookies["language"] = language
        return client

    return as_


def start(by, **arguments) -> Job:
    return jobs.start(kind="test.count", arguments=arguments, by=by, on=DAY)


def page(client, job, status=200) -> str:
    response = client.get(f"/jobs/{job.pk}")
    assert response.status_code == status
    return response.content.decode()


def test_it_says_what_is_done_how_far_it_is_and_that_one_may_leave(sign_in, officer):
    job = start(officer)
    Job.objects.filter(pk=job.pk).update(state="running", done=1, total=4)
    told = page(sign_in(officer), job)
    assert "数一数" in told and "25%" in told and "已办 1 项，共 4 项" in told and "您可以先去做别的" in told
    told = page(sign_in(officer, "en"), job)
    assert "Counting" in told and "1 of 4 done" in told and "You can leave it" in told


def test_the_end_leads_to_the_result_and_is_then_known(sign_in, officer):
    job = jobs.run(start(officer))
    assert list(queries.untold(officer)) == [job]
    told = page(sign_in(officer), job)
    assert f'href="/counted/{job.pk}"' in told and "hx-trigger" not in told and "http-equiv" not in told
    assert not queries.untold(officer)


def test_an_administrator_who_looks_does_not_count_as_told(sign_in, officer, district):
    job = jobs.run(start(officer))
    page(sign_in(make_actor("admin", district.district)), job)
    assert list(queries.untold(officer)) == [job]


def test_a_failure_is_told_in_the_readers_language_and_escaped(sign_in, officer):
    job = jobs.run(start(officer, refused=True))
    assert "缺&lt;b&gt;预算" in page(sign_in(officer), job)
    assert "No &lt;b&gt;budget" in page(sign_in(officer, "en"), job)


def test_it_can_be_stopped_and_go_on(sign_in, officer):
    job, client = start(officer), sign_in(officer)
    assert client.post(f"/jobs/{job.pk}/stop").headers["location"] == f"/jobs/{job.pk}"
    job.refresh_from_db()
    assert job.state == "stopped"
    assert "接着办" in page(client, job)
    client.post(f"/jobs/{job.pk}/resume")
    assert jobs.run(job).state == "done"
    assert client.get(f"/jobs/{job.pk}/stop").status_code == 405


def test_others_neither_see_nor_stop_it(sign_in, officer, district):
    job, client = start(officer), sign_in(make_actor("street", district.street))
    page(client, job, status=403)
    assert client.post(f"/jobs/{job.pk}/stop").status_code == 403
    assert "数一数" not in client.get("/jobs").content.decode()
    job.refresh_from_db()
    assert job.state == "waiting"


def test_the_list_is_of_ones_own_jobs_and_for_administrators_of_all(sign_in, officer, district):
    start(officer)
    assert "数一数" in sign_in(officer).get("/jobs").content.decode()
    assert "Counting" in sign_in(make_actor("admin", district.district), "en").get("/jobs").content.decode()


def test_who_has_not_signed_in_is_sent_there_and_no_job_is_nowhere(client, sign_in, officer):
    job = start(officer)
    assert client.get(f"/jobs/{job.pk}").headers["location"] == f"/accounts/login/?next=/jobs/{job.pk}"
    assert sign_in(officer).get("/jobs/0").status_code == 404
