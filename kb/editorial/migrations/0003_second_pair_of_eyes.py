import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("editorial", "0002_import_run"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondPairOfEyes",
            fields=[
                (
                    "groupapprovaltask_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.groupapprovaltask",
                    ),
                ),
                ("key", models.SlugField(blank=True, editable=False)),
            ],
            options={
                "verbose_name": "approval by somebody other than the author",
                "verbose_name_plural": "approvals by somebody other than the author",
            },
            bases=("wagtailcore.groupapprovaltask",),
        ),
    ]
