import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits", "0001_initial"), ("registry", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.RemoveIndex(model_name="openingrow", name="opening_row_open"),
        migrations.AddField(model_name="openingimport", name="approved_on", field=models.DateField(blank=True, null=True)),
        migrations.AddField(model_name="openingimport", name="compared", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="openingimport", name="cursor", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="openingimport", name="loaded", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="openingimport", name="unlisted", field=models.JSONField(blank=True, default=list)),
        migrations.AddField(model_name="openingimport", name="unused", field=models.JSONField(blank=True, default=list)),
        migrations.AddField(model_name="openingrow", name="award_no", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="openingrow", name="fen", field=models.BigIntegerField(default=0)),
        migrations.AddField(
            model_name="openingrow",
            name="member",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"),
        ),
        migrations.AddField(model_name="openingrow", name="paid", field=models.BigIntegerField(blank=True, null=True)),
        migrations.AddField(model_name="openingrow", name="review_on", field=models.DateField(blank=True, null=True)),
        migrations.AddField(
            model_name="openingrow",
            name="state",
            field=models.CharField(
                choices=[
                    ("good", "可以接入"),
                    ("doubtful", "请核对，可以接入"),
                    ("bad", "有错，要改"),
                    ("loaded", "已接入"),
                    ("left_out", "没有接入"),
                    ("undone", "已撤销"),
                ],
                default="bad",
                max_length=8,
            ),
        ),
        migrations.AddIndex(model_name="openingrow", index=models.Index(fields=["opening", "award_no", "number"], name="opening_row_award")),
        migrations.AddIndex(model_name="openingrow", index=models.Index(fields=["opening", "state", "number"], name="opening_row_state")),
        migrations.AddConstraint(
            model_name="openingimport",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("state", "undone"), _negated=True), models.Q(("file_digest", ""), _negated=True)),
                fields=("file_digest", "benefit"),
                name="opening_file_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="openingrow",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("state", "loaded"), _negated=True), ("award__isnull", False), _connector="OR"), name="opening_row_loaded"
            ),
        ),
    ]
