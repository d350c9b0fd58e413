"""A local Elasticsearch node for one benchmark."""

from types import TracebackType

from tools.bench.server import memory_mib
from tools.local_node import LocalNode


class Node(LocalNode):
    """It ends with the benchmark."""

    def __enter__(self) -> "Node":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def memory_mib(self) -> float:
        return memory_mib(self.process.pid) if self.process else 0.0
