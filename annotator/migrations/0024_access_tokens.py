import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Counts of the last minute: nobody misses them after a crash, and writing them waits for no disk.
UNLOGGED = "ALTER TABLE annotator_tokenpace SET UNLOGGED"
LOGGED = "ALTER TABLE annotator_tokenpace SET LOGGED"


class Migration(migrations.Migration):

    dependencies = [
        ('annotator', '0023_alike_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('prefix', models.CharField(max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read', 'Read'), ('label', 'Label'), ('manage', 'Manage')], max_length=8), size=None)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('last_used_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('digest',), name='token_digest_once'),
                    models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user', 'name'), name='token_name_once'),
                    models.CheckConstraint(condition=models.Q(('scopes__len__gt', 0)), name='token_is_for_something'),
                    models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['read', 'label', 'manage'])), name='token_scopes_are_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='TokenPace',
            fields=[
                ('token', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pace', serialize=False, to='annotator.accesstoken')),
                ('since', models.DateTimeField()),
                ('requests', models.PositiveIntegerField()),
            ],
        ),
        migrations.RunSQL(UNLOGGED, LOGGED),
    ]
