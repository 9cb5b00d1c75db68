from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("annotator", "0025_lists_for_programs"),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="address",
            field=models.CharField(blank=True, default="", max_length=2000),
        ),
        migrations.AddField(
            model_name="upload",
            name="is_listing",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="upload",
            name="path",
            field=models.CharField(blank=True, max_length=255),
        ),
    ]
