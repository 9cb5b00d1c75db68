import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotator", "0033_saved_views")]

    operations = [
        migrations.CreateModel(
            name="SuspectedItem",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="suspected",
                        serialize=False,
                        to="annotator.item",
                    ),
                ),
                ("round", models.PositiveIntegerField()),
                ("rank", models.PositiveIntegerField()),
                ("score", models.FloatField()),
                ("own", models.FloatField()),
                ("probability", models.FloatField()),
                ("answers", models.PositiveSmallIntegerField()),
                (
                    "told_by",
                    models.CharField(choices=[("left_out", "Left Out"), ("before", "Before")], max_length=8),
                ),
                (
                    "label",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotator.label"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotator.label"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="annotator.project",
                    ),
                ),
            ],
            options={
                "db_table": "annotator_suspected",
                "indexes": [models.Index(fields=["project", "rank"], name="suspected_by_rank")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("own__gte", 0),
                            ("own__lte", 1),
                            ("probability__gte", 0),
                            ("probability__lte", 1),
                            ("score__gte", 0),
                            ("score__lte", 1),
                        ),
                        name="suspected_by_probabilities",
                    )
                ],
            },
        ),
    ]
