"""Where uploaded files are kept: in a folder, or in a bucket that speaks the protocol of S3 (docs/operations.md)."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

FOLDER = "django.core.files.storage.FileSystemStorage"
BUCKET = "kb.media_files.BucketFiles"
#: Variable to option of the storage; all of them or none.
OPTIONS = {
    "MEDIA_S3_BUCKET": "bucket_name",
    "MEDIA_S3_ENDPOINT": "endpoint_url",
    "MEDIA_S3_ACCESS_KEY": "access_key",
    "MEDIA_S3_SECRET_KEY": "secret_key",
}


def media_storage(env: Any) -> dict[str, Any]:
    """The ``default`` of STORAGES: the bucket as soon as anything of it is set, so that half of it is noticed."""
    given = {
        "bucket_name": env.str("MEDIA_S3_BUCKET", default=""),
        "endpoint_url": env.str("MEDIA_S3_ENDPOINT", default=""),
        "access_key": env.str("MEDIA_S3_ACCESS_KEY", default=""),
        "secret_key": env.str("MEDIA_S3_SECRET_KEY", default=""),
    }
    if not any(given.values()):
        return {"BACKEND": FOLDER}
    return {"BACKEND": BUCKET, "OPTIONS": given | {"region_name": env.str("MEDIA_S3_REGION", default="us-east-1")}}


def media_problems(storage: Mapping[str, Any]) -> list[str]:
    """Why the site must not start with this storage of uploaded files: one sentence each."""
    if storage["BACKEND"] != BUCKET:
        return []
    missing = [name for name, option in OPTIONS.items() if not storage["OPTIONS"][option]]
    if missing:
        return [f"The bucket for uploaded files is half configured: set {', '.join(missing)}, or none of MEDIA_S3_…."]
    problems = []
    endpoint = urlsplit(storage["OPTIONS"]["endpoint_url"])
    if endpoint.scheme not in {"http", "https"} or not endpoint.netloc:
        problems.append("MEDIA_S3_ENDPOINT must be an address, for example https://s3.example.lv.")
    if not (find_spec("storages") and find_spec("boto3")):
        problems.append("The bucket for uploaded files needs the packages of requirements-s3.lock.")
    return problems
