"""Where the tests of boto3 find the emulator, and what they share."""
import hashlib
import os
import struct
import time
import unittest

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["AA_ENDPOINT"]
REGION = "us-east-1"
# No retries: an answer that a retry would have hidden is a mistake of the server's.
CONFIG = Config(retries={"max_attempts": 0}, read_timeout=30)


def client(service, endpoint=ENDPOINT, region=REGION):
    """A client of a service; one whose answer fails its checksum raises an error."""
    return boto3.client(service, endpoint_url=endpoint, region_name=region, config=CONFIG)


def resource(service):
    """boto3's objects for a service."""
    return boto3.resource(service, endpoint_url=ENDPOINT, region_name=REGION, config=CONFIG)


def md5(text):
    """What AWS calls MD5OfMessageBody."""
    return hashlib.md5(text.encode()).hexdigest()


def md5_of_attributes(attributes):
    """What AWS calls MD5OfMessageAttributes: names in order; of each its name, type, a byte for the kind of value, value."""
    digest = hashlib.md5()

    def add(data):
        digest.update(struct.pack(">I", len(data)) + data)

    for name in sorted(attributes):
        value = attributes[name]
        add(name.encode())
        add(value["DataType"].encode())
        if "BinaryValue" in value:
            digest.update(b"\x02")
            add(value["BinaryValue"])
        else:
            digest.update(b"\x01")
            add(value["StringValue"].encode())
    return digest.hexdigest()


class Case(unittest.TestCase):
    """A test that can expect AWS's errors and wait for named conditions."""

    def fails(self, code, message, call, **parameters):
        """The call must fail with the code, and with words that hold the message."""
        with self.assertRaises(ClientError) as caught:
            call(**parameters)
        error = caught.exception.response["Error"]
        self.assertEqual(code, error["Code"], error)
        self.assertIn(message, error["Message"])
        return caught.exception.response

    def until(self, condition, holds, seconds=30):
        """Waits for a condition; what it gave when it held is answered."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if got := holds():
                return got
            time.sleep(0.02)
        self.fail(f"after {seconds} s it does not hold that {condition}")
