import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotator", "0009_names_once"),
    ]

    operations = [
        # No way back from a benchmark to its arenas that would find none. Changes nothing in the database.
        migrations.AlterField(
            model_name="project",
            name="benchmark",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="annotator.benchmark",
            ),
        ),
    ]
