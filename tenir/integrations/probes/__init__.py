"""Our own probes: HTTP, TCP, TLS and DNS, called at their pace from one location."""
