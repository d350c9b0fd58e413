"""Benchmark: python -m tools.bench [--pages 10000]. Prints p50/p95 beside a floor measured in the same run.

The floor is a login-checked view of the same server that returns a constant: what any page of this site must cost.
Everything happens in a folder of its own on the loopback address and ends by itself.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000, help="synthetic pages beside the sample content")
    parser.add_argument("--requests", type=int, default=400, help="requests of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "tools.bench.settings",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        }
        from tools.bench.measure import Benchmark

        return Benchmark(Path(folder), options.pages, options.requests).run()


if __name__ == "__main__":
    sys.exit(main())
