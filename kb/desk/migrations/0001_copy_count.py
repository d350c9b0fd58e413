import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("content", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CopyCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("channel", models.CharField(max_length=12, verbose_name="channel")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="copies")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copy_counts",
                        to="content.knowledgepage",
                        verbose_name="page",
                    ),
                ),
            ],
            options={"verbose_name": "count of copies", "verbose_name_plural": "counts of copies"},
        ),
        migrations.AddConstraint(
            model_name="copycount",
            constraint=models.UniqueConstraint(fields=("day", "page", "channel"), name="copies_of_a_day_once"),
        ),
    ]
