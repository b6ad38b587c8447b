"""The editors' roles, as groups: what each may do is set when the group is made, never again."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

CONTENT = [
    'anchor', 'exchange', 'interview', 'paragraph', 'participant', 'person', 'segment', 'sentence',
    'term', 'topic',
]
EVERY = ['add', 'change', 'delete', 'view']

# By group: (application, models, what may be done).
ROLES = {
    'Readers of reports': [('archive', ['report'], ['view'])],
    'Editors': [
        ('archive', CONTENT, EVERY),
        ('archive', ['report'], ['view', 'change']),
    ],
    'Administrators': [
        ('archive', CONTENT, EVERY),
        ('archive', ['report'], ['view', 'change', 'delete']),
        ('auth', ['user', 'group'], EVERY),
        ('axes', ['accessattempt'], ['view', 'delete']),
    ],
}


def make_groups(apps, schema_editor):
    """Make those that aren't there; one of that name is somebody's own, and stays as it is."""
    for label in ('archive', 'auth', 'axes'):
        # Django makes permissions after all migrations, which is too late here.
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    Group = apps.get_model('auth', 'Group')
    Permission = apps.get_model('auth', 'Permission')
    for name, rights in ROLES.items():
        group, made = Group.objects.get_or_create(name=name)
        if not made:
            continue
        for label, models, actions in rights:
            codes = [f'{action}_{model}' for model in models for action in actions]
            found = Permission.objects.filter(content_type__app_label=label, codename__in=codes)
            group.permissions.add(*found)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0007_markup'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('axes', '0010_accessattemptexpiration'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        # Going back leaves the groups, which may have members by then.
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
