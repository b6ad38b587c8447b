"""Prints who says what, and where it stands in the source, for programs."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from archive.management.base import ArchiveCommand, add_interview_argument, chosen_interviews
from archive.models import Interview, Sentence


class Command(ArchiveCommand):
    help = "Print the attribution: one JSON object a line, one line a sentence, in reading order."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_interview_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        for interview in chosen_interviews(options["interviews"]):
            for sentence in self._sentences(interview):
                record = self._record(interview, sentence)
                self.stdout.write(json.dumps(record, ensure_ascii=False))

    def _sentences(self, interview: Interview) -> Any:
        sentences = Sentence.objects.filter(paragraph__segment__topic__interview=interview)
        return sentences.select_related(
            "paragraph__segment__topic",
            "paragraph__segment__speaker",
            "paragraph__segment__exchange",
        ).order_by(
            "paragraph__segment__topic__order",
            "paragraph__segment__order",
            "paragraph__order",
            "order",
        )

    def _record(self, interview: Interview, sentence: Sentence) -> dict[str, object]:
        segment = sentence.paragraph.segment
        return {
            "file": interview.source,
            "line": sentence.line,
            "start": sentence.start,
            "end": sentence.end,
            "speaker": segment.speaker.slug if segment.speaker else None,
            "kind": segment.kind,
            "topic": segment.topic.slug,
            "exchange": segment.exchange.slug,
            "anchor": segment.anchor_id,
            "doubt": sentence.doubt or None,
            "text": sentence.text,
        }
