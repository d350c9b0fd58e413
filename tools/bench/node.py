"""A local Elasticsearch node for one benchmark."""

from types import TracebackType

from tools.local_node import LocalNode


class Node(LocalNode):
    """It ends with the benchmark."""

    def __enter__(self) -> "Node":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
