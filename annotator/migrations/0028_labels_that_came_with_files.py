from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotator", "0027_webhooks")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="arrived_labels",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
