from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotator", "0028_labels_that_came_with_files")]

    operations = [
        migrations.AlterField(
            model_name="item",
            name="content_hash",
            field=models.CharField(db_collation="C", max_length=64),
        ),
        migrations.AlterField(
            model_name="item",
            name="external_id",
            field=models.CharField(blank=True, db_collation="C", max_length=200),
        ),
    ]
