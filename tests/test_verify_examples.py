"""The helpers in the guide that verify a webhook take what the service signs, and nothing else."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from odr.ids import new_hook_secret
from odr.signed_hooks import secret_of, sign, timestamp
from odr.webhooks.kinds import WebhookType

ROOT = Path(__file__).parent.parent
COMPILER = ROOT / "frontend" / "node_modules" / "typescript" / "lib" / "typescript.js"
SECRET, OTHER = new_hook_secret(), new_hook_secret()
BODY = b'{"type":"webhook.test","data":{}}'
Verified = Callable[[str, dict[str, str], bytes], str]

_RUN = """
const ts = await import(process.argv[2]);
const { readFileSync } = await import("node:fs");
const [source, secret, headers, body] = JSON.parse(readFileSync(0, "utf8"));
const options = { module: ts.default.ModuleKind.ESNext, target: ts.default.ScriptTarget.ES2022 };
const code = ts.default.transpileModule(source, { compilerOptions: options }).outputText;
const { verified } = await import("data:text/javascript," + encodeURIComponent(code));
process.stdout.write(verified(secret, headers, Buffer.from(body)));
"""


def helper(language: str) -> str:
    page = (ROOT / "docs" / "guides" / "marketplace.md").read_text("utf-8")
    (found,) = re.findall(rf"<!-- verify: {language} -->\n```{language}\n(.*?)```", page, re.DOTALL)
    return str(found)


def in_python(secret: str, headers: dict[str, str], body: bytes) -> str:
    names: dict[str, Verified] = {}
    exec(helper("python"), names)
    return names["verified"](secret, headers, body)


def in_typescript(secret: str, headers: dict[str, str], body: bytes) -> str:
    node = shutil.which("node")
    if node is None or not COMPILER.exists():
        pytest.skip("needs Node and the packages of the web interface")
    given = json.dumps([helper("typescript"), secret, headers, body.decode()])
    command = [node, "--input-type=module", "-e", _RUN, "-", str(COMPILER)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(done.stderr)
    return done.stdout


def signed(*secrets: str, late: int = 0) -> dict[str, str]:
    at = datetime.fromtimestamp(time.time() - late, UTC)
    signatures = " ".join(sign(secret_of(one), "msg_1", at, BODY) for one in secrets)
    return {"webhook-id": "msg_1", "webhook-timestamp": timestamp(at), "webhook-signature": signatures}


@pytest.mark.parametrize("verified", [in_python, in_typescript])
def test_a_helper_takes_what_is_signed_and_nothing_else(verified: Verified) -> None:
    assert verified(SECRET, signed(SECRET), BODY) == "msg_1"
    assert verified(SECRET, signed(OTHER, SECRET), BODY) == "msg_1"
    for headers, body in ((signed(OTHER), BODY), (signed(SECRET), BODY + b" "), (signed(SECRET, late=600), BODY)):
        with pytest.raises(ValueError):
            verified(SECRET, headers, body)


def test_every_type_of_webhook_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "webhooks.md").read_text("utf-8")
    assert [kind for kind in WebhookType if f"### `{kind.value}`" not in page] == []
