from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_search_log'),
    ]

    operations = [
        migrations.CreateModel(
            name='JudgedQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, editable=False, max_length=60, null=True, unique=True)),
                ('query', models.CharField(help_text='As an employee types it.', max_length=200, verbose_name='question')),
                ('expected_codes', models.CharField(help_text='Codes with spaces between. Any of them among the first three counts as found.', max_length=200, verbose_name='right pages')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
            ],
            options={
                'verbose_name': 'question of the set',
                'verbose_name_plural': 'set of questions',
                'ordering': ['query'],
            },
        ),
        migrations.AddField(
            model_name='indextarget',
            name='last_drift',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='indextarget',
            name='last_drift_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
