"""Static files with a hash in their names, without the comments and the indentation that only people need."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Our own style sheets and scripts; what comes with packages is left as it is.
OWN = "kb/"
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_JS_COMMENT_LINE = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_SPACE_AT_LINE_START = re.compile(r"\n\s+")


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Imports between JavaScript modules get the hash as well, so that no browser mixes modules of two versions."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for name in paths:
                if name.startswith(OWN) and name.endswith((".css", ".js")):
                    self._shorten(name)
        yield from super().post_process({name: (self, name) for name in paths}, dry_run, **options)

    def _shorten(self, name: str) -> None:
        """Only whole lines and whole comments go: no sign inside a rule or a statement is touched."""
        with self.open(name) as file:
            text = file.read().decode()
        comment = _CSS_COMMENT if name.endswith(".css") else _JS_COMMENT_LINE
        short = _SPACE_AT_LINE_START.sub("\n", comment.sub("", text)).strip() + "\n"
        if short != text:
            self.delete(name)
            self._save(name, ContentFile(short.encode()))
