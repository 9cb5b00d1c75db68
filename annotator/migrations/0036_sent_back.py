import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('annotator', '0037_gold'),
    ]

    operations = [
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('settle', 'Settle'), ('ask_again', 'Ask Again'), ('take_back', 'Take Back'), ('set_aside', 'Set Aside'), ('put_back', 'Put Back'), ('accept', 'Accept'), ('reject', 'Reject'), ('to_gold', 'To Gold'), ('off_gold', 'Off Gold'), ('send_back', 'Send Back')], max_length=12),
        ),
        migrations.AlterField(
            model_name='lease',
            name='source',
            field=models.CharField(choices=[('ranking', 'Ranking'), ('random', 'Random'), ('audit', 'Audit'), ('gold', 'Gold'), ('second', 'Second'), ('alike', 'Alike'), ('api', 'Api'), ('returned', 'Returned')], max_length=8),
        ),
        migrations.CreateModel(
            name='SentBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ended_at', models.DateTimeField(null=True)),
                ('is_answered', models.BooleanField(default=False)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sent_back', to='annotator.decision')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='annotator.item')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='annotator.project')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['person', 'project'], name='sent_back_open'), models.Index(condition=models.Q(('is_answered', True)), fields=['project', 'item'], name='sent_back_answered')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('person', 'item'), name='sent_back_once')],
            },
        ),
    ]
