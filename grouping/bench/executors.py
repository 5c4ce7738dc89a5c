"""Where tasks run: in processes of this machine, or on the workers of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from grouping.bench import other_programs as external
from grouping.bench.measure import failure, header, run_task
from grouping.bench.rows import Row
from grouping.bench.tasks import Task
from grouping.distribution import install_command
from grouping.errors import InputError

OpenExecutor = Callable[[], AbstractContextManager[Executor]]
# After so many executors that broke without a single row, the rest is given up.
MOST_BROKEN = 3
# Seconds that a scheduler has to answer.
PATIENCE = 10
# What executors raise when it is the worker that failed; by name, for Dask need not be installed.
DIED = frozenset(
    "BrokenProcessPool KilledWorker CancelledError FutureCancelledError FutureLostError".split()
)


def run_all(
    tasks: Sequence[Task], open_executor: OpenExecutor, keep: Callable[[Row], None]
) -> None:
    """Run every task once and hand its row to `keep`, in the order in which they end.

    A task whose worker died is run again; when workers go on dying, its row says so.

    Parameters
    ----------
    tasks
        What is to be run.
    open_executor
        Makes an executor, as a context; what runs when the context is left in a hurry is ended.
    keep
        Called in this thread only, so that there is one writer.
    """
    left = {task.key: task for task in tasks}
    broken = 0
    while left and broken < MOST_BROKEN:
        before = len(left)
        with open_executor() as executor:
            for key, row in _rows(executor, left):
                keep(row)
                del left[key]
        broken = broken + 1 if len(left) == before else 0
    for task in left.values():
        keep(header(task) | {"status": "failed", "error": "its worker died, again and again"})


def _rows(executor: Executor, tasks: dict[str, Task]) -> Iterator[tuple[str, Row]]:
    """Yield the rows of the tasks whose workers lived; an error that comes instead is a row too."""
    futures: dict[Future[Row], str] = {}
    try:
        for key, task in tasks.items():
            futures[executor.submit(run_task, task)] = key
    except RuntimeError:  # the pool broke while it was filled
        pass
    for future in as_completed(futures):
        if future.cancelled():
            continue
        error = future.exception()
        if error is None:
            yield futures[future], future.result()
        elif not isinstance(error, Exception):
            raise error
        elif type(error).__name__ not in DIED:
            yield futures[future], header(tasks[futures[future]]) | failure(error)


def processes(jobs: int) -> OpenExecutor:
    """Return what opens a pool of `jobs` processes."""

    @contextmanager
    def opened() -> Iterator[Executor]:
        context = multiprocessing.get_context("spawn")
        executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_stop_at_once)
        others = set(multiprocessing.active_children())
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
            raise
        executor.shutdown()

    return opened


def cluster(address: str) -> OpenExecutor:
    """Return what connects to the Dask scheduler at `address`.

    Workers need one thread each, since CPU time is that of a process, and the files of the suite
    under the same paths.

    Raises
    ------
    InputError
        If Dask is not installed, nobody answers, or workers have several threads.
    """
    try:
        from distributed import Client
    except ImportError:
        raise InputError(
            "clusters need Dask, which is not installed", hint=install_command("cluster")
        ) from None

    @contextmanager
    def opened() -> Iterator[Executor]:
        try:
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise _no_answer(address, error) from None
        with client:
            _check_workers(client, address)
            executor = client.get_executor(pure=False, retries=0)
            try:
                yield executor
            except BaseException:
                executor.shutdown(wait=False)  # this one cancels what is left by itself
                raise
            executor.shutdown()

    _check_address(address)
    with opened():  # so that nothing is shown or written if it fails
        pass
    return opened


def _check_address(address: str) -> None:
    """Raise InputError unless a scheduler greets there: the client of Dask may wait for ever."""
    scheme, _, place = address.rpartition("://")
    if scheme not in ("", "tcp", "tls"):
        return
    host, _, port = place.rpartition(":")
    if not host or not port.isdecimal():
        raise _no_answer(address, "an address has a host and a port")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), PATIENCE) as listener:
            if scheme != "tls" and not listener.recv(1):
                raise _no_answer(address, "what listens there is none")
    except (OSError, OverflowError) as error:
        raise _no_answer(address, getattr(error, "strerror", None) or error) from None


def _no_answer(address: str, why: object) -> InputError:
    return InputError(
        f"no scheduler answers: {why}",
        where=address,
        hint="run  dask scheduler  and give the address that it says, such as tcp://10.0.0.1:8786",
    )


def _check_workers(client: Any, address: str) -> None:
    many = [worker for worker, threads in client.nthreads().items() if threads > 1]
    if many:
        raise InputError(
            f"{len(many)} workers have several threads, so CPU time cannot be told apart",
            where=address,
            hint="dask worker --nthreads 1 --nworkers N ADDRESS",
        )


def _stop_at_once() -> None:
    """Let Ctrl-C, and the end of the run however it ends, end this worker and what it runs."""

    def stop(*_: object) -> None:
        for process in external.running:
            process.kill()
        os._exit(130)

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    threading.Thread(target=wait, daemon=True).start()
