from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotator", "0008_replaced_answers"),
    ]

    operations = [
        # The same rule under a name of its own, by which services tell it from others.
        migrations.AlterField(
            model_name="project",
            name="name",
            field=models.CharField(max_length=120),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.UniqueConstraint(fields=("name",), name="project_name_once"),
        ),
        # At the end of the transaction: labels may swap their names.
        migrations.RemoveConstraint(
            model_name="label",
            name="label_name_once",
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.UniqueConstraint(
                deferrable=models.Deferrable["DEFERRED"],
                fields=("project", "name"),
                name="label_name_once",
            ),
        ),
    ]
