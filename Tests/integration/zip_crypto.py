"""Writes a ZIP archive with one member under the traditional ZIP encryption, which Python can read but not write."""

import os
import struct
import zlib

TABLE = [0] * 256
for _index in range(256):
    _value = _index
    for _ in range(8):
        _value = (_value >> 1) ^ 0xEDB88320 if _value & 1 else _value >> 1
    TABLE[_index] = _value


class Keys:
    """The three rolling keys of the cipher."""

    def __init__(self, password: bytes):
        self.state = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self.update(byte)

    def update(self, byte: int):
        first, second, third = self.state
        first = (first >> 8) ^ TABLE[(first ^ byte) & 0xFF]
        second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        third = (third >> 8) ^ TABLE[(third ^ (second >> 24)) & 0xFF]
        self.state = [first, second, third]

    def encrypt(self, data: bytes) -> bytes:
        output = bytearray()
        for byte in data:
            word = (self.state[2] | 2) & 0xFFFF
            output.append(byte ^ ((word * (word ^ 1)) >> 8 & 0xFF))
            self.update(byte)
        return bytes(output)


def encrypted_zip(name: str, content: bytes, password: bytes) -> bytes:
    """The archive's bytes: one stored member."""
    checksum = zlib.crc32(content)
    body = Keys(password).encrypt(os.urandom(11) + bytes([checksum >> 24]) + content)
    label = name.encode()
    sizes = struct.pack("<III", checksum, len(body), len(content))
    local = struct.pack("<IHHHHH", 0x04034B50, 20, 1, 0, 0, 0x5A21) + sizes + struct.pack("<HH", len(label), 0)
    central = (
        struct.pack("<IHHHHHH", 0x02014B50, 20, 20, 1, 0, 0, 0x5A21) + sizes
        + struct.pack("<HHHHHII", len(label), 0, 0, 0, 0, 0, 0) + label)
    start = len(local) + len(label) + len(body)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(central), start, 0)
    return local + label + body + central + end
