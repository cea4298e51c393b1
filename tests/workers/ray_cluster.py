"""A Ray cluster of several nodes on this machine, in a process of its own, which is told what to do line by line:
``node NAME [VARIABLE=VALUE]`` adds a node with one core; ``kill NAME`` kills one and all that runs there with -9,
``kill all`` the head and all others.

    with running() as cluster:
        in_order(…, on=cluster.address)
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_gcs_rpc_server_reconnect_timeout_s": "4"}
NODE = {"num_cpus": 1, "object_store_memory": 80_000_000}


class RayCluster:
    """What tests hold of it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.address = self._answer()

    def tell(self, *words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(words) + "\n")
        self._process.stdin.flush()
        assert self._answer() == "done"

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@contextmanager
def running() -> Iterator[RayCluster]:
    """A cluster of a head and a node called "other", a core each."""
    with tempfile.TemporaryDirectory(prefix="ray-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        command = [sys.executable, str(Path(__file__)), folder]
        with subprocess.Popen(command, text=True, env={**os.environ, **QUIET}, **pipes) as process:  # type: ignore[call-overload]
            try:
                yield RayCluster(process)
            finally:
                process.stdin.close()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()


def main(folder: str) -> None:
    from ray.cluster_utils import Cluster

    said = os.fdopen(os.dup(1), "w")  # whatever Ray has to say goes elsewhere
    os.dup2(2, 1)

    def say(words: str) -> None:
        print(words, file=said, flush=True)

    # The address of the newest cluster is written there, for whoever asks for none in particular: nobody is to.
    os.environ["RAY_TMPDIR"] = folder
    Path(folder, "ray").mkdir()
    head = {**NODE, "include_dashboard": False, "temp_dir": folder}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    nodes: dict[str, Any] = {"head": cluster.head_node}
    nodes["other"] = cluster.add_node(**NODE)
    say(cluster.address)
    for line in sys.stdin:
        what, name, *variables = line.split()
        if what == "node":
            around = dict(one.split("=", 1) for one in variables)
            nodes[name] = cluster.add_node(**NODE, env_vars=around)
        else:
            for one in list(nodes) if name == "all" else [name]:
                kill(nodes.pop(one))
        say("done")
    for node in nodes.values():
        kill(node)
    os._exit(0)  # at its own end Ray would look for the head


def kill(node: Any) -> None:
    """With -9, and all that runs there, as a machine that is switched off takes it along."""
    started = [one.process.pid for some in node.all_processes.values() for one in some]
    for pid in [child for one in started for child in children(one)] + started:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def children(pid: int) -> list[int]:
    return [int(one) for file in Path(f"/proc/{pid}/task").glob("*/children") for one in file.read_text().split()]


if __name__ == "__main__":
    main(sys.argv[1])
