import django.core.validators
from django.db import migrations, models


# What was decided before: nobody who decided saw an answer that came later.
NEWEST = """
UPDATE annotator_decision decision SET newest_answer = coalesce(
    (SELECT max(a.id) FROM annotator_annotation a
     WHERE a.project_id = decision.project_id AND a.received_at <= decision.at), 0)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('annotator', '0039_suspected'),
    ]

    operations = [
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('settle', 'Settle'), ('ask_again', 'Ask Again'), ('take_back', 'Take Back'), ('set_aside', 'Set Aside'), ('put_back', 'Put Back'), ('accept', 'Accept'), ('reject', 'Reject')], max_length=12),
        ),
        migrations.AddField(
            model_name='decision',
            name='newest_answer',
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.RunSQL(NEWEST, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='decided',
            name='item_decided_once',
        ),
        migrations.AddConstraint(
            model_name='decided',
            constraint=models.UniqueConstraint(condition=models.Q(('answer__isnull', True)), fields=('decision', 'item'), name='item_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='decided',
            constraint=models.UniqueConstraint(condition=models.Q(('answer__isnull', False)), fields=('decision', 'answer'), name='answer_decided_once'),
        ),
        migrations.AddField(
            model_name='project',
            name='review_names',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='project',
            name='review_share',
            field=models.FloatField(db_default=0.05, default=0.05, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)]),
        ),
        migrations.RemoveConstraint(
            model_name='project',
            name='shares_are_numbers',
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('audit_share__lt', float('inf')), ('review_share__lt', float('inf')), ('start_fraction__lt', float('inf'))), name='shares_are_numbers'),
        ),
    ]
