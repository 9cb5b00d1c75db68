"""How many items and answers there are is kept, by triggers, in the statement that changes them (decision 057).

Counted once here for what is there. Old and new rows are never joined: plans of triggers are kept, and one made for a
single row would be used for a million.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ALIKE = "project_id, role, state, answers, asked_for, truth_id, is_settled, is_duplicate"
OF_ITEM = """project_id, role, state, answers, asked_for, truth_id, settled_id IS NOT NULL AS is_settled,
    duplicate_of IS NOT NULL AS is_duplicate"""
ADD_ITEMS = f"""
INSERT INTO annotator_itemtally AS tally ({ALIKE}, items)
SELECT {ALIKE}, sum(n) FROM ({{counted}}) counted GROUP BY {ALIKE} HAVING sum(n) <> 0 ORDER BY {ALIKE}
ON CONFLICT ({ALIKE}) DO UPDATE SET items = tally.items + excluded.items
"""
ALL_ITEMS = ADD_ITEMS.format(counted=f"SELECT {OF_ITEM}, 1 AS n FROM annotator_item")

# Of an answer `a` that stands, on `item`: a time longer than 300 s is a pause (selectors/people.py: PAUSE_S).
TIMED = "a.label_id IS NOT NULL AND a.seconds > 0 AND a.seconds < 300"
CHECKED = "a.label_id IS NOT NULL AND item.role = 'audit' AND item.truth_id IS NOT NULL"
KEY = "project_id, user_id, label_id, is_audit"
OF_ANSWER = f"""a.project_id, a.user_id, a.label_id, item.role = 'audit' AS is_audit, ({TIMED})::int AS timed,
    CASE WHEN {TIMED} THEN round(a.seconds::numeric, 6) ELSE 0 END AS seconds, ({CHECKED})::int AS checked,
    ({CHECKED} AND a.label_id = item.truth_id)::int AS correct, n"""
ADD_ANSWERS = f"""
INSERT INTO annotator_answertally AS tally ({KEY}, answers, timed, seconds, checked, correct)
SELECT {KEY}, sum(n), sum(n * timed), sum(n * seconds), sum(n * checked), sum(n * correct)
FROM ({{counted}}) counted GROUP BY {KEY} ORDER BY {KEY}
ON CONFLICT ({KEY}) DO UPDATE SET answers = tally.answers + excluded.answers, timed = tally.timed + excluded.timed,
    seconds = tally.seconds + excluded.seconds, checked = tally.checked + excluded.checked,
    correct = tally.correct + excluded.correct
"""
ALL_ANSWERS = ADD_ANSWERS.format(
    counted=f"""SELECT {OF_ANSWER} FROM (SELECT *, 1 AS n FROM annotator_annotation WHERE replaced_at IS NULL) a
        JOIN annotator_item item ON item.id = a.item_id"""
)
# A look-up for each answer, whatever the statistics say (services/queue/fill.py).
LOOKED_UP = f"""SELECT {OF_ANSWER} FROM ({{answers}}) a
    CROSS JOIN LATERAL (SELECT role, truth_id FROM annotator_item WHERE id = a.item_id OFFSET 0) item"""
STANDING = "SELECT project_id, item_id, user_id, label_id, seconds, {n} AS n FROM {table} WHERE replaced_at IS NULL"
CHANGED = f"""SELECT project_id, item_id, user_id, label_id, seconds, sum(n)::int AS n
    FROM ({STANDING.format(n=-1, table="old_answers")} UNION ALL {STANDING.format(n=1, table="new_answers")}) both_of
    GROUP BY project_id, item_id, user_id, label_id, seconds HAVING sum(n) <> 0"""


def trigger(name: str, table: str, when: str, transitions: str, *statements: str) -> str:
    body = ";\n".join(statement.strip() for statement in statements)
    return f"""
CREATE FUNCTION annotator_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{body};
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {when} ON annotator_{table} REFERENCING {transitions}
    FOR EACH STATEMENT EXECUTE FUNCTION annotator_{name}();
"""


TAKE_ITEMS = f"""
UPDATE annotator_itemtally tally SET items = tally.items - gone.n
FROM (SELECT {ALIKE}, count(*) AS n FROM (SELECT {OF_ITEM} FROM old_items) counted GROUP BY {ALIKE}) gone
WHERE (tally.project_id, tally.role, tally.state, tally.answers, tally.asked_for, tally.is_settled, tally.is_duplicate)
    = (gone.project_id, gone.role, gone.state, gone.answers, gone.asked_for, gone.is_settled, gone.is_duplicate)
    AND tally.truth_id IS NOT DISTINCT FROM gone.truth_id
"""
TAKE_ANSWERS = f"""
UPDATE annotator_answertally tally SET answers = tally.answers - gone.answers, timed = tally.timed - gone.timed,
    seconds = tally.seconds - gone.seconds, checked = tally.checked - gone.checked,
    correct = tally.correct - gone.correct
FROM (SELECT {KEY}, sum(n) AS answers, sum(timed) AS timed, sum(seconds) AS seconds, sum(checked) AS checked,
             sum(correct) AS correct
      FROM ({LOOKED_UP.format(answers=STANDING.format(n=1, table="old_answers"))}) counted GROUP BY {KEY}) gone
WHERE (tally.project_id, tally.user_id, tally.is_audit) = (gone.project_id, gone.user_id, gone.is_audit)
    AND tally.label_id IS NOT DISTINCT FROM gone.label_id
"""
TRIGGERS = {
    "item_came": trigger(
        "item_came",
        "item",
        "INSERT",
        "NEW TABLE AS new_items",
        ADD_ITEMS.format(counted=f"SELECT {OF_ITEM}, 1 AS n FROM new_items"),
    ),
    "item_changed": trigger(
        "item_changed",
        "item",
        "UPDATE",
        "OLD TABLE AS old_items NEW TABLE AS new_items",
        ADD_ITEMS.format(
            counted=f"SELECT {OF_ITEM}, -1 AS n FROM old_items UNION ALL SELECT {OF_ITEM}, 1 FROM new_items"
        ),
    ),
    # Only what is there is taken away: of a project that goes, the tallies may be gone already.
    "item_left": trigger("item_left", "item", "DELETE", "OLD TABLE AS old_items", TAKE_ITEMS),
    "answer_came": trigger(
        "answer_came",
        "annotation",
        "INSERT",
        "NEW TABLE AS new_answers",
        ADD_ANSWERS.format(counted=LOOKED_UP.format(answers=STANDING.format(n=1, table="new_answers"))),
    ),
    "answer_changed": trigger(
        "answer_changed",
        "annotation",
        "UPDATE",
        "OLD TABLE AS old_answers NEW TABLE AS new_answers",
        ADD_ANSWERS.format(counted=LOOKED_UP.format(answers=CHANGED)),
    ),
    "answer_left": trigger("answer_left", "annotation", "DELETE", "OLD TABLE AS old_answers", TAKE_ANSWERS),
}
# By row: hardly any change of an item is one of these, and a trigger of columns costs the others nothing.
MEASURES = f"""
CREATE FUNCTION annotator_item_measures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{ADD_ANSWERS.format(
    counted=f'''SELECT {OF_ANSWER} FROM annotator_annotation a
        CROSS JOIN (VALUES (-1, OLD.role, OLD.truth_id), (1, NEW.role, NEW.truth_id)) item (n, role, truth_id)
        WHERE a.item_id = NEW.id AND a.replaced_at IS NULL'''
).strip()};
    RETURN NULL;
END $$;
CREATE TRIGGER item_measures AFTER UPDATE OF role, truth_id ON annotator_item FOR EACH ROW
    WHEN (OLD.role IS DISTINCT FROM NEW.role OR OLD.truth_id IS DISTINCT FROM NEW.truth_id)
    EXECUTE FUNCTION annotator_item_measures();
"""
TABLES = {"item": ("item_came", "item_changed", "item_left", "item_measures")}
TABLES["annotation"] = ("answer_came", "answer_changed", "answer_left")
BACK = "".join(
    f"DROP TRIGGER {name} ON annotator_{table}; DROP FUNCTION annotator_{name}();"
    for table, names in TABLES.items()
    for name in names
)
# Rows that are written at every key press: with room beside them they stay where they are, and no index is written.
ROOM = "ALTER TABLE annotator_itemtally SET (fillfactor = 50); ALTER TABLE annotator_answertally SET (fillfactor = 50);"


# Django would delete tallies before what they count, and the triggers would bring them back.
GO_WITH = "".join(
    f"ALTER TABLE annotator_{table} ADD CONSTRAINT {table}_of_{column} FOREIGN KEY ({column}_id)"
    f" REFERENCES annotator_{of} (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;"
    for table, column, of in [
        ("itemtally", "project", "project"),
        ("itemtally", "truth", "label"),
        ("answertally", "project", "project"),
        ("answertally", "user", "user"),
        ("answertally", "label", "label"),
    ]
)


class Migration(migrations.Migration):
    dependencies = [("annotator", "0036_sent_back")]

    operations = [
        migrations.CreateModel(
            name="AnswerTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_audit", models.BooleanField()),
                ("answers", models.BigIntegerField()),
                ("timed", models.BigIntegerField()),
                ("seconds", models.DecimalField(decimal_places=6, max_digits=20)),
                ("checked", models.BigIntegerField()),
                ("correct", models.BigIntegerField()),
                (
                    "label",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="annotator.label",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="annotator.project",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("pool", "Pool"), ("audit", "Audit"), ("gold", "Gold")],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(choices=[("open", "Open"), ("set_aside", "Set Aside")], max_length=12),
                ),
                ("answers", models.PositiveSmallIntegerField()),
                ("asked_for", models.PositiveSmallIntegerField()),
                ("is_settled", models.BooleanField()),
                ("is_duplicate", models.BooleanField()),
                ("items", models.BigIntegerField()),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="annotator.project",
                    ),
                ),
                (
                    "truth",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="annotator.label",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="answertally",
            constraint=models.UniqueConstraint(
                fields=("project", "user", "label", "is_audit"), name="answer_tally_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="itemtally",
            constraint=models.UniqueConstraint(
                fields=(
                    "project",
                    "role",
                    "state",
                    "answers",
                    "asked_for",
                    "truth",
                    "is_settled",
                    "is_duplicate",
                ),
                name="item_tally_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(
                    ("role", "audit"),
                    models.Q(("answers__gt", 1), ("settled__isnull", False), ("state", "set_aside"), _connector="OR"),
                ),
                fields=["project"],
                name="item_audit_odd",
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="project",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="annotator.project",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["project", "received_at"], name="submission_of_project"),
        ),
        migrations.AddIndex(
            model_name="costentry",
            index=models.Index(
                condition=models.Q(("kind", "labels"), _negated=True),
                fields=["project"],
                name="cost_besides_labels",
            ),
        ),
        migrations.RunSQL([GO_WITH, ROOM, ALL_ITEMS, ALL_ANSWERS], migrations.RunSQL.noop),
        migrations.RunSQL([*TRIGGERS.values(), MEASURES], BACK),
    ]
