"""Read strace's lines and list the calls that would have reached another machine. Exit 1 where there is one."""

import re
import sys
from pathlib import Path

INTERNET = re.compile(r'sa_family=AF_INET6?, .*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")')
OURS = re.compile(r"127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$")
# Chromium asks the kernel whether there is a way to the internet by IPv6. That sends nothing: the socket is UDP's.
PROBE = re.compile(r'connect\(\d+<UDPv6:.*sin6_port=htons\(443\).*"2001:4860:4860::8888"')


def attempts(lines: list[str]) -> list[str]:
    """The addresses of other machines, as often as they were tried."""
    found = (INTERNET.search(line) for line in lines if not PROBE.search(line))
    addresses = (match[1] or match[2] for match in found if match)
    return [address for address in addresses if not OURS.match(address)]


if __name__ == "__main__":
    calls = Path(sys.argv[1]).read_text(errors="replace").splitlines()
    tried = attempts(calls)
    print(f"offline: {len(calls)} calls seen, {len(tried)} to other machines")
    for address in sorted(set(tried)):
        print(f"offline: {tried.count(address)} to {address}", file=sys.stderr)
    raise SystemExit(1 if tried else 0)
