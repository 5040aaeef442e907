"""What this processor does badly, told to NumPy before it starts.

NumPy sorts whole numbers with AVX-512 where there is any. On AMD's Zen 4 those instructions are
slow to write what they compress: ten million 64-bit numbers take 0.80 s, with AVX2 0.14 s
(benchmarks/README.md). Zen 3 has no AVX-512, and Zen 5 was not measured: they are left alone.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

DISABLED = "NPY_DISABLE_CPU_FEATURES"
ZEN_4 = "25"  # the family of Zen 3 and Zen 4; of the two, Zen 4 alone has AVX-512
CPUINFO = Path("/proc/cpuinfo")


def sort_fast(environ: MutableMapping[str, str], *, cpuinfo: Path = CPUINFO) -> None:
    """Have NumPy sort with AVX2 on Zen 4; call it before anything imports NumPy.

    What the operator has set is left as it is.
    """
    if DISABLED not in environ and _is_zen_4(cpuinfo):
        environ[DISABLED] = "X86_V4"


def _is_zen_4(cpuinfo: Path) -> bool:
    if not cpuinfo.is_file():
        return False
    first = cpuinfo.read_text().partition("\n\n")[0]
    lines = (line.partition(":") for line in first.splitlines())
    facts = {name.strip(): value.strip() for name, _, value in lines}
    family = facts.get("vendor_id"), facts.get("cpu family")
    return family == ("AuthenticAMD", ZEN_4) and "avx512f" in facts.get("flags", "").split()
