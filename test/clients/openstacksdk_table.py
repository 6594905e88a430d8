"""What openstacksdk makes of clouds.yaml, secure.yaml and OS_*: writes test/fixtures/openstacksdk.json, which a fast test compares with us."""
import json
import os
import shutil
import sys
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path

from openstacksdk_cases import CASES

FIXTURE = Path(__file__).parent.parent / "fixtures" / "openstacksdk.json"


class Sent(Exception):
    """The request that would log in; it is caught before it leaves."""


class Session:
    def post(self, url, json=None, **_):
        raise Sent(url, json)


def login(region):
    """Body of the request that this configuration logs in with."""
    plugin = region.get_auth()
    if hasattr(plugin, "create_plugin"):
        plugin = plugin.create_plugin(None, (3, 0), plugin.auth_url)
    try:
        plugin.get_auth_ref(Session())
    except Sent as sent:
        return sent.args
    raise ValueError(f"{type(plugin).__name__} sends no login")


def answer(wanted):
    """Everything of one configuration that matters to us. OS_CLOUD is read by openstacksdk itself."""
    from openstack import config

    region = config.OpenStackConfig().get_one(**({} if wanted is None else {"region_name": wanted}))
    url, body = login(region)
    identity = body["auth"]["identity"]
    verify, _ = region.get_requests_verify_args()
    user = dict(identity["password"]["user"]) if "password" in identity else None
    return {
        "methods": identity["methods"],
        "password": user and user.pop("password"),
        "user": user,
        "token": identity["token"]["id"] if "token" in identity else None,
        "scope": body["auth"].get("scope"),
        "authUrl": url.removesuffix("/auth/tokens"),
        "region": region.config["region_name"] or None,
        "insecure": verify is False,
        "caCertFile": verify if isinstance(verify, str) else None,
    }


def in_child(act):
    """Runs it in a process of its own: openstacksdk reads folder and home once, when it is imported."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        warnings.simplefilter("ignore")
        sys.stderr = open(os.devnull, "w")
        try:
            said = {"answer": act()}
            text = json.dumps(said)
        except BaseException as error:
            text = json.dumps({"error": type(error).__name__})
        with os.fdopen(into, "w") as pipe:
            pipe.write(text)
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text)


def run(case, root):
    """A case in a root folder of its own, which no answer shows."""

    def act():
        for path, text in case["files"].items():
            file = root / path.lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        for name in list(os.environ):
            if name.startswith(("OS_", "XDG_")):
                del os.environ[name]
        home = root / "home/user"
        program = root / "program"
        for folder in (home, program):
            folder.mkdir(parents=True, exist_ok=True)
        paths = {name: f"{root}{text}" if text.startswith(("/program", "/home")) else text for name, text in case["env"].items()}
        os.environ.update(paths, HOME=str(home))
        os.chdir(program)
        return json.loads(json.dumps(answer(case["region"])).replace(str(root), ""))

    return in_child(act)


def main():
    rows = []
    for case in CASES:
        root = Path(tempfile.mkdtemp())
        try:
            rows.append({**case, "openstacksdk": run(case, root)})
        finally:
            shutil.rmtree(root)
    names = [row["name"] for row in rows]
    if len(set(names)) != len(names):
        raise SystemExit("two cases have one name")
    silent = [row["name"] for row in rows if "error" in row["openstacksdk"] and "differs" not in row]
    if silent:
        raise SystemExit(f"openstacksdk fails, and nothing says what we answer: {silent}")
    made = {"madeBy": "test/clients/openstacksdk_table.py", "openstacksdk": version("openstacksdk"), "pyyaml": version("PyYAML"), "rows": rows}
    FIXTURE.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(rows)} rows, {sum('differs' in row for row in rows)} of them different on purpose: {FIXTURE}")


if __name__ == "__main__":
    main()
