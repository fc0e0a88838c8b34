"""The server: uvicorn, which ends streams of events before it waits for what is under way."""

import contextlib
import socket
import sys

import uvicorn
from starlette.applications import Starlette

from odr.settings import Settings

STARTUP_FAILURE = 3


class Server(uvicorn.Server):
    """Streams have no end by themselves: waiting for them would take as long as a stop may take."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: streams at once, requests when they are answered."""
        self.config.app.state.end_streams()  # type: ignore[union-attr]
        await super().shutdown(sockets)


def serve(app: Starlette, settings: Settings) -> None:
    """Serve until the process is told to stop.

    Args:
        app: from `create_app`.
    """
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        forwarded_allow_ips=settings.trusted_proxies,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=settings.request_timeout_s + 5,
    )
    server = Server(config)
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)
