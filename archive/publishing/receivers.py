"""What a change of state brings with it, by whichever way it is made: a command, the admin."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone

from archive.models import History, Interview
from archive.publishing.links import revoke_links

# Where an interview that is being saved keeps the state that it was in.
STATE_LEFT = "_state_left"


@receiver(pre_save, sender=Interview)
def remember_state(instance: Interview, raw: bool, **kwargs: Any) -> None:
    """Note the state that is stored, and take the one that stands there from the home page."""
    if raw:
        return
    stored = Interview.objects.filter(pk=instance.pk).values_list("state", flat=True)
    setattr(instance, STATE_LEFT, stored.first())
    if instance.featured:
        for other in Interview.objects.filter(featured=True).exclude(pk=instance.pk):
            other.featured = False
            other.save()


# After `archive.changes` has dated it.
@receiver(post_save, sender=Interview)
def follow_state(instance: Interview, raw: bool, **kwargs: Any) -> None:
    """With a new state, links to the draft end; one that is published is new to readers."""
    left = getattr(instance, STATE_LEFT, None)
    if raw or left is None or left == instance.state:
        return
    revoke_links(instance)
    if (left, instance.state) == (Interview.State.DRAFT, Interview.State.PUBLISHED):
        History.objects.filter(interview=instance).update(added=timezone.now())
