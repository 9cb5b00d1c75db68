"""Two kinds of stored numbers that earlier versions could leave wrong, before the database refuses them.

Open slots were once moved by differences: after a lowered overlap, leases that ended left slots that nobody wants. They
are derived anew from overlap, answers and live leases. A share or fraction could be NaN, which compares with nothing.
"""

from django.db import migrations, models

WANTED = """
greatest(0, project.overlap - item.answers - (
    SELECT count(*) FROM annotator_lease held WHERE held.item_id = item.id AND held.ended_at IS NULL)::integer)
"""
SLOTS = f"""
UPDATE annotator_item item SET open_slots = {WANTED} FROM annotator_project project
WHERE project.id = item.project_id AND item.open_slots <> {WANTED};
UPDATE annotator_queueentry entry SET open = item.open_slots > 0 FROM annotator_item item
WHERE item.id = entry.item_id AND entry.open <> (item.open_slots > 0);
"""
SHARES = """
UPDATE annotator_project SET start_fraction = 0.5 WHERE start_fraction = 'NaN';
UPDATE annotator_project SET audit_share = 0.1 WHERE audit_share = 'NaN';
UPDATE annotator_annotation SET seconds = 0 WHERE seconds = 'NaN';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("annotator", "0011_audit_marks"),
    ]

    operations = [
        migrations.RunSQL(SLOTS, migrations.RunSQL.noop),
        migrations.RunSQL(SHARES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("audit_share__lt", float("inf")),
                    ("start_fraction__lt", float("inf")),
                ),
                name="shares_are_numbers",
            ),
        ),
        migrations.RemoveConstraint(model_name="annotation", name="seconds_not_negative"),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(("seconds__gte", 0), ("seconds__lt", float("inf"))), name="seconds_not_negative"
            ),
        ),
    ]
