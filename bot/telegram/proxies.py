"""Whether calls go through a proxy, as HTTPS_PROXY and NO_PROXY in the environment say."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

HERE = {"localhost", "127.0.0.1", "::1"}
"""Where the simulator is, and what no proxy can reach."""


def proxy_for(address: str) -> str | None:
    """Return the proxy for this address, if there is to be one."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host in HERE or proxy_bypass(host):
        return None
    found = getproxies().get(parts.scheme)
    return found if not found or "://" in found else f"http://{found}"


def shown(proxy: str) -> str:
    """Return where a proxy is, without the name and password for it."""
    return urlsplit(proxy).netloc.rpartition("@")[2]
