import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0011_what_interviews_are"),
    ]

    operations = [
        migrations.AddField(
            model_name="term",
            name="interviews",
            field=models.ManyToManyField(
                blank=True,
                help_text="where it is linked; none: everywhere",
                related_name="terms",
                to="archive.interview",
                verbose_name="interviews",
            ),
        ),
        migrations.CreateModel(
            name="DeclinedTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="key")),
                ("label", models.CharField(max_length=200, verbose_name="label")),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declined",
                        to="archive.interview",
                        verbose_name="interview",
                    ),
                ),
            ],
            options={
                "verbose_name": "declined proposal",
                "verbose_name_plural": "declined proposals",
                "ordering": ["interview", "label"],
            },
        ),
        migrations.AddConstraint(
            model_name="declinedterm",
            constraint=models.UniqueConstraint(
                fields=("interview", "key"), name="declinedterm_once"
            ),
        ),
    ]
