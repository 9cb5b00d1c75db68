import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotator", "0030_suggestions_shown")]

    operations = [
        migrations.CreateModel(
            name="ItemPrediction",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="prediction",
                        serialize=False,
                        to="annotator.item",
                    ),
                ),
                ("round", models.PositiveIntegerField()),
                ("probability", models.FloatField()),
                ("said", models.JSONField()),
                (
                    "label",
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
                "db_table": "annotator_prediction",
                "indexes": [models.Index(fields=["project", "probability"], name="prediction_by_probability")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("probability__gte", 0), ("probability__lte", 1)),
                        name="prediction_probability_is_one",
                    )
                ],
            },
        ),
    ]
