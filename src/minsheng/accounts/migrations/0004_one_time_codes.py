from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_kept_filters")]

    operations = [migrations.AddField(model_name="user", name="first_password_until", field=models.DateField(blank=True, null=True))]
