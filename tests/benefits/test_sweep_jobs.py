"""The sweeps of a month begin by themselves, once; and only they load the array code."""

import subprocess
import sys
from datetime import date

import pytest

from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.base.models import Job
from minsheng.benefits.models import Sweep
from minsheng.matters import catalogue
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db


def test_pages_and_the_list_of_jobs_do_not_load_the_array_code():
    code = (
        "import django; django.setup()\n"
        "import minsheng.config.jobs, minsheng.benefits.urls, sys\n"
        "assert not {'numba', 'minsheng.benefits.sweep.deciding', 'minsheng.benefits.sweep.keeping'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_the_jobs_of_the_month_begin_once_and_carry_a_sweep_to_its_end(district, settings):
    settings.STANDING_STILL_ON = DAY
    make_person("演一", district.community, date(1950, 1, 1), facts={"hukou": "here"})
    jobs.run(jobs.start(kind="benefits.sweeps", by=MACHINE, on=DAY))
    begun = Job.objects.filter(kind="benefits.sweep")
    assert begun.count() == 2 * len(catalogue.all_matters())  # each in two districts
    for job in begun:
        assert jobs.run(job).state == "done"
    assert Sweep.objects.filter(place=district.district, matter="old_age_allowance").get().entitled == 1
    jobs.run(jobs.start(kind="benefits.sweeps", by=MACHINE, on=DAY))
    assert Job.objects.filter(kind="benefits.sweep").count() == 2 * len(catalogue.all_matters())
