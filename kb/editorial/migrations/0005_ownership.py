import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0004_checks_links_figures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="feedback",
            name="kind",
            field=models.CharField(
                choices=[
                    ("helpful", "It helped"),
                    ("unhelpful", "It did not help"),
                    ("error", "Report of an error"),
                    ("question", "Question to the owner"),
                    ("check", "Request to check"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="gap",
            name="kind",
            field=models.CharField(
                choices=[
                    ("zero", "nothing found"),
                    ("reformulated", "asked again in other words"),
                    ("unopened", "nothing opened"),
                    ("unhelpful", "did not help"),
                    ("error", "report of an error"),
                    ("question", "question to the owner"),
                    ("check", "request to check"),
                ],
                max_length=12,
                verbose_name="what happened",
            ),
        ),
        migrations.CreateModel(
            name="ReviewReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week", models.DateField()),
                ("claimed_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "week"), name="one_reminder_a_week")],
            },
        ),
    ]
