"""Texts: UTF-8 without hidden bytes, and no program or page among them."""

from __future__ import annotations

import json
import re
from xml.etree.ElementTree import ParseError
from xml.sax import SAXException

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from tenir.apps.documents.names import FileRefused
from tenir.apps.documents.opened import Bytes

MOST_VALUES = 1_000_000  # a parser makes an object of each: fifty megabytes of [] would fill 1.3 GB
_CONTROL = re.compile(
    rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]"
)  # the escape of coloured logs stays
_BOM = b"\xef\xbb\xbf"
# What browsers take for a page (WHATWG, MIME sniffing, 7.1), and two more that they run.
PAGE = re.compile(
    rb"<(!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg"
    rb"|!--|\?php)(?=[\s>/]|$)",
    re.IGNORECASE,
)
_ACTIVE_XML = ("{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}")


def check_text(content: Bytes) -> None:
    """FileRefused unless it is UTF-8, with neither control bytes, program nor page."""
    if found := _CONTROL.search(content.whole):
        raise FileRefused("documents.text_control", at=found.start())
    try:
        for part in content.decoded():
            del part
    except UnicodeDecodeError:
        raise FileRefused("documents.text_encoding") from None
    start = content.head.removeprefix(_BOM)
    if start.startswith(b"#!"):
        raise FileRefused("documents.script")
    if PAGE.match(start.lstrip()):
        raise FileRefused("documents.page")


def check_json(content: Bytes) -> None:
    """FileRefused unless it is JSON, of no more values than a machine reads at ease."""
    whole = bytes(content.whole)
    _check_count(whole, b",", b"[", b"{")
    try:
        json.loads(whole)
    except (ValueError, RecursionError):
        raise FileRefused("documents.broken", kind="JSON") from None


def check_xml(content: Bytes) -> None:
    """FileRefused unless it is XML, without a DTD, entities, or what a browser would run."""
    if content.whole.find(b"<?xml-stylesheet") >= 0:
        raise FileRefused("documents.xml_active")
    _check_count(bytes(content.whole), b"<")
    try:
        for _, element in iterparse(content.stream(), forbid_dtd=True):
            if str(element.tag).startswith(_ACTIVE_XML):
                raise FileRefused("documents.xml_active")
            element.clear()
    except FileRefused:
        raise
    except DefusedXmlException:
        raise FileRefused("documents.xml_entities") from None
    except (ParseError, SAXException, ValueError, RecursionError):
        raise FileRefused("documents.broken", kind="XML") from None


def _check_count(whole: bytes, *signs: bytes) -> None:
    """FileRefused where so many values begin that reading them would exhaust the machine."""
    if sum(whole.count(sign) for sign in signs) > MOST_VALUES:
        raise FileRefused("documents.values", most=MOST_VALUES)
