import django.db.models.deletion
from django.db import migrations, models

# What the foreign key did, once per statement instead of once per row (models/items.py). KEY SHARE, as a foreign key
# takes it: a project cannot be deleted while items arrive, and items cannot arrive while it is deleted.
GUARD = """
CREATE FUNCTION annotator_item_has_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM annotator_project WHERE id IN (SELECT DISTINCT project_id FROM new_items) FOR KEY SHARE;
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT project_id FROM new_items) given
               WHERE NOT EXISTS (SELECT 1 FROM annotator_project p WHERE p.id = given.project_id)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'items of a project that does not exist';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER item_has_project AFTER INSERT ON annotator_item
    REFERENCING NEW TABLE AS new_items FOR EACH STATEMENT EXECUTE FUNCTION annotator_item_has_project();

CREATE FUNCTION annotator_project_has_no_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM annotator_item WHERE project_id = OLD.id) THEN
        RAISE foreign_key_violation USING MESSAGE = 'the project still has items';
    END IF;
    RETURN NULL;
END $$;
-- At the end of the transaction, as the foreign key did: Django deletes in an order of its own.
CREATE CONSTRAINT TRIGGER project_has_no_items AFTER DELETE ON annotator_project
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION annotator_project_has_no_items();
"""
BACK = """
DROP TRIGGER project_has_no_items ON annotator_project;
DROP FUNCTION annotator_project_has_no_items();
DROP TRIGGER item_has_project ON annotator_item;
DROP FUNCTION annotator_item_has_project();
"""


class Migration(migrations.Migration):
    dependencies = [("annotator", "0005_hot_path")]

    operations = [
        migrations.AlterField(
            model_name="item",
            name="project",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="annotator.project",
            ),
        ),
        migrations.RunSQL(GUARD, BACK),
    ]
