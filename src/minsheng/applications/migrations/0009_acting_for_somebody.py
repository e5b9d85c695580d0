import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0008_reviews_confirmed_by_two"),
        ("places", "0002_a_dated_tree"),
        ("registry", "0004_online_access"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="agent_why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("care", "本人未成年或不能辨认自己的行为，由监护人办"),
                    ("ill", "本人生病、残疾，行动不便"),
                    ("old", "本人年纪大，不会用手机"),
                    ("away", "本人不在本地"),
                    ("other", "其他原因，委托书写明"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="authority",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="registry.authority"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agent_why", ""), ("authority", None)),
                    models.Q(("authority__isnull", False), ("channel", "agent"), models.Q(("agent_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="application_by_agent",
            ),
        ),
    ]
