"""Records that fixtures name by their own fields instead of by row numbers."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction

Record = TypeVar("Record", bound=models.Model)


class NaturalKeyManager(models.Manager[Record]):
    """Finds a record by the fields its `natural_key` names."""

    def get_by_natural_key(self, *key: object) -> Record:
        fields: tuple[str, ...] = self.model.natural_fields  # type: ignore[attr-defined]
        return self.get(**dict(zip(fields, key, strict=True)))


class NaturalKeyModel(models.Model):
    """A record that fixtures name by `natural_fields` (Django lookups, outermost parent first)."""

    natural_fields: tuple[str, ...] = ("slug",)
    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save in one transaction with what receivers write of the change."""
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete in one transaction with what receivers write of the change."""
        with transaction.atomic(savepoint=False):
            return super().delete(*args, **kwargs)

    def natural_key(self) -> tuple[object, ...]:
        return tuple(self._follow(path) for path in self.natural_fields)

    def _follow(self, path: str) -> object:
        value: object = self
        for name in path.split("__"):
            value = getattr(value, name)
        return value
