"""The proxies of deploy/: what Debian's programs read, and as large a request as ours."""

from __future__ import annotations

import re

from tenir.settings import LARGEST_BODY
from tests.conftest import CHECKOUT

NGINX = (CHECKOUT / "deploy/nginx.conf").read_text()
CADDY = (CHECKOUT / "deploy/Caddyfile").read_text()


def test_nginx_is_told_of_http2_as_debian_s_reads_it() -> None:
    """`http2 on` is of 1.25.1: Debian 12's 1.22 does not start with it."""
    assert not re.findall(r"^\s*http2\s", NGINX, re.M)
    assert re.findall(r"listen \S*443 ssl http2;", NGINX)


def test_a_proxy_lets_through_what_tenir_takes() -> None:
    (nginx,) = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    (caddy,) = re.findall(r"max_size (\d+)MiB\s", CADDY)
    assert int(nginx) << 20 == int(caddy) << 20 == LARGEST_BODY
