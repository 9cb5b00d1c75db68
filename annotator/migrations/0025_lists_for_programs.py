import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("annotator", "0024_access_tokens")]

    operations = [
        migrations.AddField("project", "items_removed", models.PositiveIntegerField(default=0)),
        migrations.AddField("project", "labels_removed", models.PositiveIntegerField(default=0)),
        migrations.AlterField(
            "lease",
            "source",
            models.CharField(
                choices=[
                    ("ranking", "Ranking"),
                    ("random", "Random"),
                    ("audit", "Audit"),
                    ("second", "Second"),
                    ("alike", "Alike"),
                    ("api", "Api"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            "logentry",
            "kind",
            models.CharField(
                choices=[
                    ("created", "Created"),
                    ("deleted", "Deleted"),
                    ("started", "Started"),
                    ("paused", "Paused"),
                    ("setting", "Setting"),
                    ("labels_added", "Labels Added"),
                    ("labels_removed", "Labels Removed"),
                    ("labels_ordered", "Labels Ordered"),
                    ("label_name", "Label Name"),
                    ("label_key", "Label Key"),
                    ("label_color", "Label Color"),
                    ("person_added", "Person Added"),
                    ("person_removed", "Person Removed"),
                    ("role", "Role"),
                    ("invited", "Invited"),
                    ("invitation_revoked", "Invitation Revoked"),
                    ("came_in", "Came In"),
                    ("password_drawn", "Password Drawn"),
                    ("password_link", "Password Link"),
                    ("benchmark_deleted", "Benchmark Deleted"),
                    ("round_cancelled", "Round Cancelled"),
                    ("alike_asked", "Alike Asked"),
                    ("alike_taken_back", "Alike Taken Back"),
                    ("items_removed", "Items Removed"),
                ],
                max_length=20,
            ),
        ),
        migrations.RemoveIndex("item", "item_answered"),
        migrations.AddIndex(
            "item",
            models.Index(fields=["project", "answers", "row"], condition=Q(answers__gt=0), name="item_by_answers"),
        ),
        migrations.AddIndex(
            "item", models.Index(fields=["project"], condition=Q(state="set_aside"), name="item_set_aside")
        ),
        migrations.AddIndex("annotation", models.Index(fields=["project", "id"], name="annotation_of_project")),
        migrations.AddIndex("annotation", models.Index(fields=["label", "item"], name="annotation_of_label")),
        migrations.AddIndex(
            "annotation",
            models.Index(
                fields=["project", "item"],
                condition=Q(replaced_at__isnull=True) & (Q(label__isnull=True) | Q(flagged=True) | ~Q(comment="")),
                name="annotation_remarkable",
            ),
        ),
        migrations.AlterField(
            "annotation",
            "label",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="annotator.label",
            ),
        ),
        migrations.AddIndex(
            "suggestion", models.Index(fields=["project", "model", "item"], name="suggestion_of_model")
        ),
        migrations.AlterField(
            "suggestion",
            "project",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="suggestions",
                to="annotator.project",
            ),
        ),
    ]
