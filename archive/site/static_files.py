"""Names static files after their contents, and rewrites the scripts' imports to those names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage; Django leaves `import … from "./…"` alone unless it is told."""

    support_js_module_import_aggregation = True
