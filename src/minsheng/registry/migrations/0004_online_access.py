import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_lists_in_the_background"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            model_name="account",
            name="opened_by",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(model_name="account", name="provider", field=models.CharField(blank=True, max_length=60)),
        migrations.AddField(model_name="account", name="seen", field=models.CharField(blank=True, max_length=24)),
        migrations.AddField(model_name="account", name="until", field=models.DateField(blank=True, null=True)),
        migrations.AddField(
            model_name="account",
            name="why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("asked", "本人不想再用"),
                    ("misused", "被别人用过，或担心被别人用"),
                    ("mistake", "开错了人"),
                    ("guardian", "已有监护人，由监护人办理"),
                    ("merged", "与另一份档案合并"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="account",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="access", to="registry.person"),
        ),
        migrations.AlterField(
            model_name="account",
            name="user",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name="account", constraint=models.UniqueConstraint(condition=models.Q(("until__isnull", True)), fields=("user",), name="access_of_one_user")
        ),
        migrations.AddConstraint(
            model_name="account", constraint=models.UniqueConstraint(condition=models.Q(("until__isnull", True)), fields=("person",), name="access_to_one_file")
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("until__isnull", True), ("why", "")),
                    models.Q(("until__gte", models.F("since")), models.Q(("why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="access_ended_for_a_reason",
            ),
        ),
    ]
