"""Benchmark: python -m tools.bench [--pages 10000] [--elasticsearch]. Prints p50/p95 beside a floor of the same run.

The floor is a login-checked view of the same server that returns a constant: what any page of this site must cost.
Everything happens in a folder of its own on the loopback address and ends by itself.
"""

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tools.bench.node import Node


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000, help="synthetic pages beside the sample content")
    parser.add_argument("--requests", type=int, default=400, help="requests of each kind")
    parser.add_argument("--elasticsearch", action="store_true", help="readers are served by an Elasticsearch node")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kb-bench-")))
        node = stack.enter_context(Node(folder / "node")) if options.elasticsearch else None
        os.environ |= {
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tools.bench.settings",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "ELASTICSEARCH_URL": node.url if node else "",
        }
        from tools.bench.measure import Benchmark

        return Benchmark(folder, options.pages, options.requests, node).run()


if __name__ == "__main__":
    sys.exit(main())
