import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_messages"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("letter", "answer_days", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AlterField(
            "letter",
            "kind",
            models.CharField(
                max_length=12,
                choices=[
                    ("accepted", "受理通知书"),
                    ("correction", "一次性补正告知书"),
                    ("granted", "确认通知书"),
                    ("refused", "不予确认通知书"),
                    ("hearing", "拟变更（停发）告知书"),
                    ("changed", "变更通知书"),
                    ("grace", "渐退通知书"),
                    ("stopped", "停发通知书"),
                    ("kept", "维持通知书"),
                    ("standard", "标准调整告知书"),
                    ("certify", "资格认证通知"),
                    ("recover", "退回通知书"),
                ],
            ),
        ),
        migrations.AlterField(
            "notice",
            "kind",
            models.CharField(max_length=8, choices=[("opinion", "审核公示"), ("decision", "确认公布"), ("standing", "长期公示"), ("stop", "停发公布")]),
        ),
        migrations.CreateModel(
            "Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("how", models.CharField(max_length=12, choices=[("visit", "上门没有见到"), ("post", "邮寄被退回"), ("phone", "电话没有打通")])),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("letter", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="notices.letter")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("letter", "on"), name="attempt_once_a_day")]},
        ),
    ]
