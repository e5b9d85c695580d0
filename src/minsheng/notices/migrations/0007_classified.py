"""A letter that says as what an application goes on."""

from django.db import migrations, models

KINDS = [
    ("accepted", "受理通知书"), ("correction", "一次性补正告知书"), ("classified", "归类告知书"), ("granted", "确认通知书"), ("refused", "不予确认通知书"),
    ("hearing", "拟变更（停发）告知书"), ("changed", "变更通知书"), ("grace", "渐退通知书"), ("stopped", "停发通知书"), ("kept", "维持通知书"),
    ("standard", "标准调整告知书"), ("certify", "资格认证通知"), ("ask_back", "拟追缴告知书"), ("recover", "退回通知书"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("notices", "0006_done_meanwhile")]

    operations = [migrations.AlterField("letter", "kind", models.CharField(choices=KINDS, max_length=12))]
