"""The server: gunicorn with threads, in a process that is begun anew (`python -m phongtrao.site.server`), so
that no database connection, thread or lock of the preparations is inherited by its workers."""

import errno
import gc
import ipaddress
import os
import socket
import sys
import time
from importlib import import_module
from typing import Any, NoReturn

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication

from phongtrao.kit.console import Refusal, tell
from phongtrao.site import assets

PORT = 8138
LAST_PORT = 65_535
THREADS = 8
"""Most of them wait: for a line, for a child process, for their turn (site.crowd)."""
WASTE = (20_000, 20, 20)
"""After how many new objects Python looks for waste among the newest, the newer, all."""
PATIENCE = 3.0  # seconds: a killed server's workers leave its port within about one
GRACE = 4  # seconds that requests have to end when the server is stopped


def serve(*, port: int | None = None, demo: bool = False, listener: socket.socket | None = None) -> NoReturn:
    """Serve until SIGTERM or Ctrl+C. Call when everything is prepared: this process becomes the server."""
    listener = listener or listen(port, demo=demo)
    os.environ["PHONGTRAO_STATIC"] = str(assets.built())
    listener.listen(2048)
    tell(_("Serving at %(address)s (Ctrl+C stops)") % {"address": address(listener)})
    os.set_inheritable(listener.fileno(), True)
    connections.close_all()
    flags = ["-P"] if sys.flags.safe_path else []
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *flags, "-m", "phongtrao.site.server", str(listener.fileno())])


def listen(port: int | None, *, demo: bool) -> socket.socket:
    """The port, taken but not yet answering. The demo never leaves loopback."""
    host = "127.0.0.1" if demo else settings.BIND
    wanted = PORT if port is None else port
    if not 0 <= wanted <= LAST_PORT:
        raise Refusal(_("No port has the number %(port)s; choose one from 0 to 65535.") % {"port": wanted})
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return _bound(host, wanted)
        except OSError as problem:
            if getattr(problem, "errno", None) != errno.EADDRINUSE or time.monotonic() > until:
                raise Refusal(_listen_sentence(host, wanted, problem)) from problem
            time.sleep(0.2)


def address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bound(host: str, port: int) -> socket.socket:
    family, _type, _protocol, _name, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
    except OSError:
        listener.close()
        raise
    return listener


def _listen_sentence(host: str, port: int, problem: Exception) -> str:
    said = {"host": host, "port": port, "problem": getattr(problem, "strerror", None) or problem}
    if getattr(problem, "errno", None) == errno.EADDRINUSE:
        return _("Port %(port)s of %(host)s is in use; choose another with --port.") % said
    return _("Cannot serve at %(host)s, port %(port)s: %(problem)s.") % said


class Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, listener: int) -> None:
        self.listener = listener
        super().__init__()

    def load_config(self) -> None:
        for name, value in _options(self.listener).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """What is loaded now lives as long as the server: the workers share it and never look through it for waste.
        A page makes thousands of short-lived objects, few of them in cycles: they are looked for less often."""
        application = get_wsgi_application()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*WASTE)
        return application


def _options(listener: int) -> dict[str, Any]:
    """SQLite lets one write at a time: one worker's threads keep the queue in one process."""
    return {
        "bind": f"fd://{listener}",
        "workers": settings.WORKERS or (1 if connection.vendor == "sqlite" else 2),
        "worker_class": "phongtrao.site.crowd.PatientWorker",
        "threads": THREADS,
        "timeout": 60,
        "graceful_timeout": GRACE,
        "keepalive": 5,
        "preload_app": True,
        "control_socket_disable": True,
        "errorlog": "-",
        "loglevel": "warning",
        "proc_name": "phongtrao",
        "post_fork": _after_fork,
        "post_worker_init": _worker_ready,
    }


def _after_fork(arbiter: Any, worker: Any) -> None:
    """No worker may speak on a connection that another process holds too."""
    connections.close_all()


def _worker_ready(worker: Any) -> None:
    import_module("phongtrao.site.rounds").start()  # its models need Django set up, here it is


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.site.settings")
    Server(int(sys.argv[1])).run()


if __name__ == "__main__":
    main()
