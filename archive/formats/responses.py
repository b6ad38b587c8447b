"""Answers that programs read."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse


def json_response(record: dict[str, Any] | list[Any], status: int = 200) -> JsonResponse:
    """JSON that any site may read; Japanese stays readable."""
    response = JsonResponse(
        record, safe=False, status=status, json_dumps_params={"ensure_ascii": False}
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response
