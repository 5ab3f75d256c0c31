"""Which operations of a service the installed boto3 knows, one a line: operations.py SERVICE."""
import sys

from lab import client

print("\n".join(client(sys.argv[1]).meta.service_model.operation_names))
