"""What nobody sends by mistake: values, bodies, content types, parameters."""

import json
from urllib.parse import quote

MEGABYTE = 1024 * 1024

# JSON texts, as they stand behind a colon.
VALUES: dict[str, bytes] = {
    "NUL": b'"a\\u0000b"',
    "a bare NUL": b'"a\0b"',
    "a lone high surrogate": b'"\\ud800"',
    "a lone low surrogate": b'"a\\udc00b"',
    "a surrogate in UTF-8": b'"\xed\xa0\x80"',
    "a pair of surrogates": b'"\\ud83d\\ude00"',
    "bad UTF-8": b'"\xff\xfe"',
    "a cut UTF-8 sequence": b'"\xf0\x9f\x98"',
    "NaN": b"NaN",
    "Infinity": b"Infinity",
    "-Infinity": b"-Infinity",
    "1e400": b"1e400",
    "-1e400": b"-1e400",
    "1e-400": b"1e-400",
    "-0.0": b"-0.0",
    "NaN in quotes": b'"NaN"',
    "1e400 in quotes": b'"1e400"',
    "1E+999999 in quotes": b'"1E+999999"',
    "5,000 digits": b"9" * 5000,
    "5,000 digits below zero": b"-" + b"9" * 5000,
    "5,000 digits in quotes": b'"' + b"9" * 5000 + b'"',
    "5,000 digits behind the point": b"0." + b"1" * 5000,
    "2**31": b"2147483648",
    "2**63": b"9223372036854775808",
    "-2**63-1": b"-9223372036854775809",
    "digits of another script": '"١٢٣"'.encode(),
    "nothing": b"",
    "null": b"null",
    "true": b"true",
    "an empty text": b'""',
    "a space": b'" "',
    "an empty list": b"[]",
    "an empty object": b"{}",
    "a NUL as a key": b'{"\\u0000": 1}',
    "a surrogate as a key": b'{"\\ud800": 1}',
    "NaN in an object": b'{"a": [NaN]}',
    "1e400 in an object": b'{"a": {"b": 1e400}}',
    "5,000 digits in an object": b'{"a": ' + b"9" * 5000 + b"}",
    "deep lists": b"[" * 5000 + b"]" * 5000,
    "deep objects": b'{"a":' * 900 + b"1" + b"}" * 900,
    "very deep objects": b'{"a":' * 50000 + b"1" + b"}" * 50000,
    "a wide list": b"[" + b"1," * 50000 + b"1]",
    "the year 0": b'"0000-01-01T00:00:00Z"',
    "the first hour there is": b'"0001-01-01T00:00:00+14:00"',
    "the last hour there is": b'"9999-12-31T23:59:59-14:00"',
    "a leap second": b'"2026-12-31T23:59:60Z"',
    "no such day": b'"2026-02-30"',
    "a moment as a number": b"99999999999999",
    "no zone": b'"2026-11-20T12:00:00"',
    "a braced UUID": b'"{0199f0a0-0000-7000-8000-000000000000}"',
    "an URN": b'"urn:uuid:0199f0a0-0000-7000-8000-000000000000"',
    "SQL": b'"\'; DROP SCHEMA articles CASCADE; --"',
    "a percent sign": b'"%s %(a)s {} ${x} \\\\"',
    "right to left": '"\u202e\u2066"'.encode(),
    "300 characters": b'"' + b"x" * 300 + b'"',
    "a thousand emoji": json.dumps("\U0001f600" * 1000).encode(),
    "1 MB": b'"' + b"x" * (MEGABYTE - 2000) + b'"',
    "2 MB": b'"' + b"x" * (2 * MEGABYTE) + b'"',
}
BODIES: dict[str, bytes] = {
    "no body": b"",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"1",
    "NaN": b"NaN",
    "an open brace": b"{",
    "a trailing comma": b'{"a": 1,}',
    "two documents": b"{}{}",
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": "{}".encode("utf-16"),
    "bad UTF-8": b"\xff\xff\xff",
    "zeros": b"\0" * 1000,
    "an empty object": b"{}",
    "deep lists": b"[" * 100000,
    "5,000 digits": b"9" * 5000,
}
CONTENT_TYPES = (
    None,
    "",
    "text/plain",
    "text/html; charset=utf-7",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "application/json; charset=utf-16",
    "application/json; charset=nonsense",
    "application/vnd.api+json",
    "application/",
    "/",
    "x" * 5000,
)
# What a path or a query holds, percent-encoded already.
PARAMETERS = (
    "%00", "a%00b", "%ff", "%ED%A0%80", "%F0%9F%98", "%", "%zz", "..%2F..%2Fetc", "NaN", "1e400", "-1",
    "0", "9" * 5000, "-" + "9" * 5000, "2147483648", "9223372036854775808", "null", "true", "", "%20",
    "1.0", "%D9%A1", "x" * 20000, "'%3B%20DROP%20SCHEMA%20articles", "%2B1", "1_0",
    "0001-01-01T00:00:00%2B14:00", "2026-02-30", quote("\U0001f600" * 300), "%7B0199f0a0%7D",
    "0199f0a0-0000-7000-8000-000000000000",
)  # fmt: skip
HEADERS = [
    (name, value)
    for name in ("X-Request-ID", "Accept", "Accept-Language", "X-Forwarded-For", "Origin", "Cookie")
    for value in (b"\xff\xfe", b"x" * 5000, b"", b"a b", "\u00e4".encode(), b"\x01")
]
LENGTHS = ("-1", "9" * 5000, "1e3", "0x10", "")
