"""Proxies: whose word about a person and an address is believed, and the address that a request came from."""

import ipaddress
from collections.abc import Sequence

from starlette.datastructures import Headers

from assistant.access.person import AccessError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Proxies:
    """The proxies that stand before the server, by address or network."""

    def __init__(self, listed: str = "") -> None:
        self.networks: list[Network] = []
        for one in listed.replace(",", " ").split():
            try:
                self.networks.append(ipaddress.ip_network(one))
            except ValueError as exc:
                raise AccessError(
                    f"LETTERBOOK_PROXIES: {one} is no address and no network (10.0.0.5, 10.0.0.0/24)"
                ) from exc

    def __contains__(self, address: str) -> bool:
        """Whether an address is a proxy's."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        return any(found in network for network in self.networks)

    def address(self, peer: str, headers: Headers) -> str:
        """Who sent a request: the peer, or where it is a proxy the last address that is not one."""
        if peer not in self:
            return peer
        passed = [
            one.strip() for one in ",".join(headers.getlist("x-forwarded-for")).split(",") if one.strip()
        ]
        return next((one for one in reversed(passed) if one not in self), peer)

    def name(self, peer: str, headers: Headers, header: str) -> str:
        """The person that a proxy names; "" where it is no proxy of ours, or the header is not there just once."""
        named: Sequence[str] = headers.getlist(header) if peer in self else ()
        return named[0] if len(named) == 1 else ""
