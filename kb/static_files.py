"""Static files with a hash in their names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Imports between JavaScript modules get the hash as well, so that no browser mixes modules of two versions."""

    support_js_module_import_aggregation = True
