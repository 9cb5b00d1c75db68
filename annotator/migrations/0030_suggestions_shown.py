from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotator", "0029_digests_and_ids_byte_by_byte")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="shown_suggestions",
            field=models.CharField(blank=True, max_length=200, null=True),
        ),
        migrations.AddField(
            model_name="lease",
            name="suggestion_shown",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
