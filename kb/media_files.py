"""Uploaded files in a bucket that speaks the protocol of S3, where ``MEDIA_S3_BUCKET`` is set (kb/settings/media.py).

Nobody is ever sent to the bucket: documents and images go through the permission checks of this site, which then reads
them from there. Imported only where it is configured, because its packages are optional (requirements-s3.txt).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from s3transfer.exceptions import RetriesExceededError, S3UploadFailedError
from storages.backends.s3 import S3Storage

_FAILURES = (BotoCoreError, ClientError, Boto3Error, RetriesExceededError, S3UploadFailedError)


def _as_of_a_disk(method: Callable[..., Any]) -> Callable[..., Any]:
    """What goes wrong on the way to the bucket is an OSError, as with a disk: callers are ready for that."""

    @wraps(method)
    def called(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except _FAILURES as error:
            raise OSError(f"The bucket for uploaded files: {error}") from error

    return called


class BucketFiles(S3Storage):  # type: ignore[misc]
    """Objects get no access rights of their own: the bucket is closed, and the keys of the site alone open it."""

    file_overwrite = False
    max_memory_size = 1 << 20
    client_config: ClassVar[Config] = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        connect_timeout=3,
        read_timeout=20,
        retries={"total_max_attempts": 2},
        # Checksums that only the server of their inventor is sure to know are not asked for.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """As that of a file in the folder: nothing is served there. Wagtail's views have their own addresses."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

    @_as_of_a_disk
    def _open(self, name: str, mode: str = "rb") -> Any:
        file = super()._open(name, mode)
        if "r" in mode:
            file.open()  # whole, and now: what failed later would be no OSError
        return file

    _save = _as_of_a_disk(S3Storage._save)
    delete = _as_of_a_disk(S3Storage.delete)
    exists = _as_of_a_disk(S3Storage.exists)
    listdir = _as_of_a_disk(S3Storage.listdir)
    size = _as_of_a_disk(S3Storage.size)
    get_modified_time = _as_of_a_disk(S3Storage.get_modified_time)
