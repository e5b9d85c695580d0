"""What the law leaves to judgement, found by two officers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import minsheng.base.fields


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("applications", "0013_application_sheet")]

    operations = [
        migrations.CreateModel(
            name="Judged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("manner", models.CharField(max_length=8, choices=[("seen", "现场观察"), ("asked", "询问"), ("records", "病历、档案"), ("agency", "第三方机构")])),
                ("answers", minsheng.base.fields.SealedJSON()),
                ("evidence", minsheng.base.fields.SealedText()),
                ("says", models.CharField(max_length=10, choices=[("agrees", "同意"), ("disagrees", "不同意，要求重新认定"), ("silent", "未表示意见")])),
                ("application", models.ForeignKey("applications.Application", on_delete=django.db.models.deletion.CASCADE, related_name="judged")),
                ("first", models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=django.db.models.deletion.PROTECT, related_name="+")),
                ("second", models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=django.db.models.deletion.PROTECT, related_name="+")),
            ],
            options={"constraints": [models.CheckConstraint(condition=~Q(first=F("second")), name="judged_by_two")]},
        ),
    ]  # fmt: skip
