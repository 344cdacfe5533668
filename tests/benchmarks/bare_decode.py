"""The yardstick for decode: json.loads, and for each Secret base64, json.loads, base64 of auth."""

import base64
import json
import sys
from pathlib import Path

document = json.loads(Path(sys.argv[1]).read_text())
for secret in document["items"]:
    payload = json.loads(base64.b64decode(secret["data"][".dockerconfigjson"]))
    for entry in payload["auths"].values():
        base64.b64decode(entry["auth"])
