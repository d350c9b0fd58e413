from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0003_judged_queries_and_drift'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='searchquery',
            index=models.Index(fields=['key_text', 'id'], name='search_query_question'),
        ),
    ]
