"""Accounts by names that people cannot mistake, rights to create accounts, invitations.

Two accounts may have had one name in capitals or look-alikes. Nobody is merged or renamed: the older one is found by
any spelling, the younger by its own; its key gets a mark that no name has.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import annotator.models.people
from annotator import names


def keep_everybody(apps: Any, schema_editor: Any) -> None:
    taken: set[str] = set()
    for user in apps.get_model("annotator", "User").objects.order_by("pk").only("pk", "username").iterator():
        key = names.key(user.username)
        if key in taken:
            key = f"{key}#{user.pk}"
        taken.add(key)
        type(user).objects.filter(pk=user.pk).update(name_key=key)


def keep_rights(apps: Any, schema_editor: Any) -> None:
    """Whoever could create accounts until now still may: by projects of their own, or by managing one."""
    managing = apps.get_model("annotator", "Membership").objects.filter(role="manager").values("user")
    users = apps.get_model("annotator", "User").objects
    users.filter(Q(may_create_projects=True) | Q(pk__in=managing)).update(may_create_accounts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("annotator", "0016_previews_as_jobs"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("manager", "Manager"), ("annotator", "Annotator"), ("reviewer", "Reviewer")],
                        max_length=16,
                    ),
                ),
                ("who", models.CharField(max_length=254)),
                ("secret", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("site", models.CharField(blank=True, max_length=255)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("mail_problem", models.CharField(blank=True, max_length=255)),
            ],
            options={
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.AlterModelManagers(
            name="user",
            managers=[
                ("objects", annotator.models.people.Accounts()),
            ],
        ),
        migrations.AddField(
            model_name="project",
            name="annotators_see_money",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="home",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="annotator.project",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="may_create_accounts",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="name_key",
            field=annotator.models.people.NameKey(default="", editable=False),
        ),
        migrations.AddField(
            model_name="user",
            name="password_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(keep_everybody, migrations.RunPython.noop),
        migrations.RunPython(keep_rights, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(fields=("name_key",), name="user_name_once"),
        ),
        migrations.AddField(
            model_name="invitation",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="annotator.project"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="used_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(
                    ("mail_problem", ""),
                    ("mailed_at", None),
                    ("revoked_at", None),
                    ("used_at", None),
                    models.Q(("site", ""), _negated=True),
                ),
                fields=["created_at"],
                name="letters_to_send",
            ),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="kind",
            field=models.CharField(
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
                ],
                max_length=20,
            ),
        ),
    ]
