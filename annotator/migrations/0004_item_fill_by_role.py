from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('annotator', '0003_upload_preview'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='item',
            name='item_fill',
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('open_slots__gt', 0), ('role', 'pool'), ('state', 'open')), fields=['project', 'draw'], name='item_fill_pool'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('open_slots__gt', 0), ('role', 'audit'), ('state', 'open')), fields=['project', 'draw'], name='item_fill_audit'),
        ),
    ]
