"""Where an interview's files are."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def annotation_files() -> list[Path]:
    """The annotation files under `seeds/`, one for each interview."""
    return sorted((Path(settings.BASE_DIR) / "seeds").glob("*.yaml"))


def source_name(path: Path) -> str:
    """The source's name as stored and printed: relative to the project where it lies inside."""
    resolved = path.resolve()
    base = Path(settings.BASE_DIR).resolve()
    return str(resolved.relative_to(base) if resolved.is_relative_to(base) else resolved)
