"""A local Elasticsearch node for tests and measurements: its data is the caller's, the server's jars are kept."""

from pathlib import Path

from tools.part import ROOT, Part, answers_at
from tools.ports import free_port

JARS = ROOT / "var" / "elasticsearch-jars"
#: The first start ever fetches the jars.
START_SECONDS = 240


class LocalNode(Part):
    """One node on a port of its own, which it keeps when it is started again."""

    def __init__(self, data: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        super().__init__(
            "Elasticsearch",
            [ROOT / "tools" / "elasticsearch" / "start", JARS, data, str(port)],
            data.with_suffix(".log"),
            answers=answers_at(f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s"),
            start_seconds=START_SECONDS,
        )
