"""A column of plain words becomes a sealed one with all that stands in it, and the way back is open."""

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from minsheng.base.sealing import sealed

RULE = models.CheckConstraint(condition=~models.Q(words=""), name="trial_says_something")
SAID = [("鹬蚌相争", {}), ("林月娥的证明 440399", {"words": "同意", "agree": True})]


@pytest.fixture
def trial(transactional_db):
    """A table of its own, in the state before; gone afterwards."""
    fields = [("id", models.BigAutoField(primary_key=True)), ("words", models.CharField(max_length=200)), ("result", models.JSONField(default=dict))]
    made = migrations.CreateModel("trial", fields, options={"constraints": [RULE]})
    before, state = ProjectState(), ProjectState()
    made.state_forwards("base", state)
    with connection.schema_editor() as editor:
        made.database_forwards("base", editor, before, state)
    yield state
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE base_trial")


def run(operations, states, forwards=True):
    with connection.schema_editor(atomic=True) as editor:
        for number, one in reversed(list(enumerate(operations))) if not forwards else enumerate(operations):
            old, new = states[number], states[number + 1]
            one.database_forwards("base", editor, old, new) if forwards else one.database_backwards("base", editor, new, old)


def raw() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, result FROM base_trial")
        return "".join(bytes(v).decode("utf-8", "ignore") if isinstance(v, bytes | memoryview) else str(v) for row in cursor.fetchall() for v in row)


def test_words_and_mappings_are_sealed_and_come_back(trial):
    plain = trial.apps.get_model("base", "trial")
    plain.objects.bulk_create([plain(words=words, result=result) for words, result in SAID])
    operations = sealed("base", [("trial", "words", 200), ("trial", "result", 0)], [("trial", RULE)])
    states = [trial]
    for one in operations:
        states.append(states[-1].clone())
        one.state_forwards("base", states[-1])
    run(operations, states)
    kept = states[-1].apps.get_model("base", "trial")
    assert "鹬蚌" not in raw() and "440399" not in raw() and "agree" not in raw()
    assert list(kept.objects.order_by("pk").values_list("words", "result")) == SAID
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.objects.create(words="")
    kept.objects.create(words="后来的")
    run(operations, states, forwards=False)
    assert list(plain.objects.order_by("pk").values_list("words", "result")) == [*SAID, ("后来的", {})]
