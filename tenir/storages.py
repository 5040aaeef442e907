"""Where documents are kept, from TENIR_DOCUMENTS: a folder, or a bucket of an S3-compatible store.

    /var/lib/tenir/documents
    s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-west-1

The bucket's keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the machine's role.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from tenir.faults import Pair, split

PACKAGES = ("storages", "boto3")  # of the extra `s3`
OPTIONS = {"endpoint": "endpoint_url", "region": "region_name"}


def storage(documents: str) -> dict[str, Any]:
    """Django's settings of that store: private, nothing overwritten, short-lived links."""
    if not documents.startswith("s3://"):
        return {
            "BACKEND": "tenir.apps.documents.storage.Disk",
            "OPTIONS": {
                "location": documents,
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    parts = split(documents)
    assert parts is not None, "faults_of_storage tells it first"
    options = {OPTIONS[name]: value for name, value in parse_qsl(parts.query)}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "default_acl": None,
            "file_overwrite": True,  # a document's name is its digest: the same bytes again
            **options,
        },
    }


def faults_of_storage(documents: str) -> Iterator[Pair]:
    """What is wrong with that place."""
    if documents.startswith("s3://"):
        yield from _faults_of_bucket(documents)
    elif not Path(documents).is_absolute():
        yield (
            "donnez un dossier depuis la racine, ou s3://seau?endpoint=https://….",
            "give a folder's path from the root, or s3://bucket?endpoint=https://….",
        )
    elif Path(documents).exists() and not Path(documents).is_dir():
        yield ("ce n'est pas un dossier.", "this is no folder.")


def _faults_of_bucket(documents: str) -> Iterator[Pair]:
    parts = split(documents)
    if parts is None or not parts.netloc or "@" in parts.netloc:
        yield (
            "écrivez s3://seau/préfixe?endpoint=https://…\u202f; les clés se donnent par"
            " AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY.",
            "write s3://bucket/prefix?endpoint=https://…; the keys are given by"
            " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        )
        return
    if None in map(find_spec, PACKAGES):
        yield (
            "il manque les paquets d'un seau. Installez requirements/s3.txt"
            " (docs/operations/install.md).",
            "what a bucket takes is not installed. Install requirements/s3.txt"
            " (docs/operations/install.md).",
        )
    for name in sorted(dict(parse_qsl(parts.query)).keys() - OPTIONS.keys()):
        yield (
            f"après «\u202f?\u202f», {name} est inconnu. Connus\u202f: endpoint, region.",
            f"after ?, {name} is unknown. Known: endpoint, region.",
        )
