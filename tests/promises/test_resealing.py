"""A new key reaches everything that is sealed: in the database, inside the second factors, in the files."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.db.models import ExpressionWrapper, F

from minsheng.accounts.adapters import SEALED, FactorAdapter
from minsheng.accounts.models import User
from minsheng.base import crypto, files, jobs, resealing
from minsheng.base.fields import SealedText
from minsheng.base.jobs import running
from minsheng.base.models import AuditEntry, Job, StoredFile
from minsheng.config.sealed import PLACES
from minsheng.registry.models import Person
from minsheng.registry.queries import opened

pytestmark = pytest.mark.django_db
NOT_SEALED = {("base.auditblock", "pointers")}  # digests of the trail: nothing of anybody


def blobs() -> list[tuple[type[models.Model], str]]:
    return [(m, f.name) for m in apps.get_models() for f in m._meta.local_concrete_fields if isinstance(f, models.BinaryField)]


def test_every_column_of_blobs_is_in_the_walk():
    walked = {(p.model, p.name) for p in resealing.places() if isinstance(p, resealing.Column)}
    left = {(m._meta.label_lower, name) for m, name in blobs() if (m, name) not in walked}
    assert left == NOT_SEALED, "say in config/sealed.py what these are bound to"
    assert all(isinstance(p, resealing.Column) is False or not isinstance(p.model._meta.get_field(p.name), SealedText) for p in PLACES), "those find themselves"


def used() -> set[str]:
    """The numbers of the keys under which anything lies."""
    provider, found = crypto.provider(), set()
    for model, name in blobs():
        if (model._meta.label_lower, name) not in NOT_SEALED:
            rows = model._default_manager.annotate(raw=ExpressionWrapper(F(name), output_field=models.BinaryField()))
            found |= {str(provider.sealed_with(bytes(raw))) for raw in rows.values_list("raw", flat=True) if raw}
    found |= {str(provider.sealed_with(files.path_of(f).read_bytes())) for f in StoredFile.objects.all()}
    kept = [v for a in Authenticator.objects.all() for v in a.data.values() if isinstance(v, str) and v.startswith(SEALED)]
    return found | {str(provider.sealed_with(bytes.fromhex(v.removeprefix(SEALED)))) for v in kept}


@pytest.fixture
def turned(world):
    """The world under an old key, with a new one in use; what stood in it."""
    TOTP.activate(User.objects.get(pk=world.office["finance"].user), "JBSWY3DPEHPK3PXP")
    crypto.provider().rotate()
    world.before = {p.pk: opened(p) for p in Person.objects.all()}
    world.scan = files.read(world.file)
    return world


def as_it_was(world) -> bool:
    secret = Authenticator.objects.get(user=world.office["finance"].user).data["secret"]
    same = {p.pk: opened(p) for p in Person.objects.all()} == world.before and files.read(world.file) == world.scan
    return same and FactorAdapter().decrypt(secret) == "JBSWY3DPEHPK3PXP"


def test_the_command_seals_everything_anew_and_a_second_time_finds_nothing(turned):
    newest = crypto.key_ids()[-1]
    assert newest not in used()
    call_command("keys", "reseal")
    assert used() == {newest} and as_it_was(turned)
    assert AuditEntry.objects.get(act="base.reseal").details["rows"] > 20
    assert resealing.reseal() == 0


def test_the_job_goes_on_where_it_was_stopped_and_one_that_is_damaged_holds_up_nothing(turned):
    damaged = Person.objects.order_by("pk").first()
    Person.objects.filter(pk=damaged.pk).update(sealed=bytes(damaged.sealed)[:-1] + b"x")
    job, cursor = jobs.start(kind="base.reseal", by=turned.office["admin"], on=turned.case.created_on), None
    for _ in range(3):
        cursor = resealing.step(job, cursor)
    running.run(Job.objects.get(pk=job.pk))
    assert Job.objects.get(pk=job.pk).state == "done"
    Person.objects.filter(pk=damaged.pk).update(sealed=damaged.sealed)
    assert len(used()) == 2, "what came back from a backup lies under the old key"
    assert resealing.reseal() == 1 and used() == {crypto.key_ids()[-1]} and as_it_was(turned)
