from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0016_quotes"),
    ]

    operations = [
        migrations.AddField(
            model_name="term",
            name="level",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "by the dictionary"),
                    ("common", "common: readers know it"),
                    ("notable", "notable: readers may not know it"),
                ],
                default="",
                help_text="what is common is found, and has its page, but is not linked in turns",
                max_length=10,
                verbose_name="level",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["", "common", "notable"])), name="term_level"
            ),
        ),
    ]
