"""Interviews say whether their texts are plain or inline HTML.

Until now every text was read as HTML.  An interview whose texts have none of the elements that were
kept of it is plain.
"""

import re

from django.db import migrations, models
from django.db.models import F, Q
from django.utils import timezone

# As `archive.text.sanitise.TAGS` was when this was written.  Attributes must be such: `a<b && c>d`
# is no element.
ELEMENT = re.compile(
    r"</?(?:a|b|br|cite|code|em|i|q|rp|rt|ruby|s|small|strong|sub|sup|u)"
    r"""(?:\s+[a-z-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'=<>`]+))?)*\s*/?>""",
    re.I,
)
FIELDS = ("title", "tags", "summary", "original_title", "original_summary")


def state_markup(apps, schema_editor):
    interviews = apps.get_model("archive", "Interview").objects.using(schema_editor.connection.alias)
    found = [each.pk for each in interviews.all() if _has_elements(each, apps, schema_editor)]
    interviews.filter(pk__in=found).update(markup="html")
    # Pages and index were made of texts that were all read as HTML.
    versions = apps.get_model("archive", "ContentVersion").objects
    versions.using(schema_editor.connection.alias).update(
        number=F("number") + 1, changed=timezone.now()
    )


def _has_elements(interview, apps, schema_editor):
    return any(ELEMENT.search(text) for text in _texts(interview, apps, schema_editor))


def _texts(interview, apps, schema_editor):
    yield from (getattr(interview, name) for name in FIELDS)
    for model, owner, name in (
        ("Topic", "interview", "title"),
        ("Anchor", "interview", "words"),
        ("Sentence", "paragraph__segment__topic__interview", "text"),
    ):
        rows = apps.get_model("archive", model).objects.using(schema_editor.connection.alias)
        # Most texts have no such character, and stay in the database.
        marked = rows.filter(Q(**{owner: interview.pk}), Q(**{f"{name}__contains": "<"}))
        yield from marked.values_list(name, flat=True).iterator()


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0006_change_log'),
    ]

    operations = [
        migrations.AddField(
            model_name='interview',
            name='markup',
            field=models.CharField(choices=[('plain', 'plain text'), ('html', 'inline HTML')], default='plain', max_length=10, verbose_name='kind of text'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('markup__in', ['plain', 'html'])), name='interview_markup'),
        ),
        migrations.RunPython(state_markup, migrations.RunPython.noop),
    ]
