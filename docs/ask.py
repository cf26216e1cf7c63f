"""Sends one request in the name of a demo account and prints the answer; see tutorial.md.

python docs/ask.py ACCOUNT METHOD PATH [BODY]
"""

import json
import os
import sys
import urllib.error
import urllib.request

SERVICE = os.environ.get("SERVICE", "http://127.0.0.1:8000")

account, method, path, *body = sys.argv[1:]
request = urllib.request.Request(f"{SERVICE}/api{path}", method=method)
request.add_header("Authorization", f"Bearer demo-{account}")
request.add_header("Content-Type", "application/json")
try:
    answer = urllib.request.urlopen(request, body[0].encode() if body else None)
except urllib.error.HTTPError as refusal:
    answer = refusal
print(json.dumps(json.load(answer), ensure_ascii=False, indent=2))
