"""What Huawei's SDK makes of HUAWEICLOUD_SDK_*: writes test/fixtures/credentialsFile.json, which a fast test compares with us."""
import json
import os
import tempfile
from importlib.metadata import version
from pathlib import Path

from huaweicloudsdkcore.auth.provider import (
    CredentialProviderChain,
    EnvCredentialProvider,
    OidcStsCredentialProvider,
    ProfileCredentialProvider,
)

FIXTURE = Path(__file__).parent.parent / "fixtures" / "credentialsFile.json"
KEYS = "ak = A\nsk = S\n"
BASIC = "[basic]\n" + KEYS
OIDC = {"HUAWEICLOUD_OIDC_PROVIDER_URN": "urn", "HUAWEICLOUD_OIDC_AGENCY_URN": "urn", "HUAWEICLOUD_OIDC_ID_TOKEN": "id-token"}

# Name, file, other variables, and where we differ on purpose: why, and what we answer (a part of our error).
CASES = [
    ("keys", BASIC, {}, None),
    ("a temporary key, project and IAM", BASIC + "security_token = T\nproject_id = p\niam_endpoint = https://iam.cn-north-4.myhuaweicloud.com\n", {}, None),
    ("colons", "[basic]\nak: A\nsk: S\n", {}, None),
    ("comments in lines of their own", "; one\n# two\n" + BASIC + "  # three\n", {}, None),
    ("a comment behind the section", "[basic] ; mine\n" + KEYS, {}, None),
    ("upper case keys", "[basic]\nAK = A\nSK = S\n", {}, None),
    ("[DEFAULT] is in every section", "[DEFAULT]\nak = A\n[basic]\nsk = S\n", {}, None),
    ("Windows lines", BASIC.replace("\n", "\r\n"), {}, None),
    ("an equals sign and a colon in a value", "[basic]\nak = A\nsk = S=T:U==\n", {}, None),
    ("a backslash in a value", "[basic]\nak = A\nsk = S\\n;T\n", {}, None),
    ("# and ; in a value", "[basic]\nak = A\nsk = S#T;U\n", {}, None),
    ("indented lines", "[basic]\n  ak = A\n  sk = S\n", {}, None),
    ("words that JSON knows", "[basic]\nak = true\nsk = null\n", {}, None),
    ("[basic] among others", "[a.b]\nak = X\nsk = Y\n[__proto__]\nak = Z\n" + BASIC + "[global]\nak = V\nsk = W\n", {}, None),
    ("[global] alone", "[global]\n" + KEYS, {}, ("a file that somebody names is meant, and its key is of the same kind", {"ak": "A", "sk": "S"})),
    ("a section in other letters", "[Basic]\n" + KEYS, {}, None),
    ("spaces in a section's name", "[ basic ]\n" + KEYS, {}, None),
    ("no section", KEYS, {}, None),
    ("an empty file", "", {}, None),
    ("an empty section", "[basic]\n", {}, None),
    ("an empty key", "[basic]\nak =\nsk = S\n", {}, None),
    ("a key without a value", "[basic]\nak\nsk = S\n", {}, None),
    ("a key twice", "[basic]\nak = A\nak = B\nsk = S\n", {}, None),
    ("a section twice", BASIC + "[basic]\nak = B\n", {}, None),
    ("JSON", '{"ak": "A", "sk": "S"}', {}, None),
    ("variables win over the file", BASIC, {"HUAWEICLOUD_SDK_AK": "VA", "HUAWEICLOUD_SDK_SK": "VS"}, None),
    ("a project in a variable is not the file's", BASIC, {"HUAWEICLOUD_SDK_PROJECT_ID": "p"}, None),
    (
        "half a key in variables",
        BASIC,
        {"HUAWEICLOUD_SDK_AK": "VA"},
        ("a half is a mistake that is told", "HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not"),
    ),
    ("a value in quotes", '[basic]\nak = "A"\nsk = S\n', {}, ("no key has quotes", "must not have quotes around it")),
    ("a comment behind a value", "[basic]\nak = A ; mine\nsk = S\n", {}, ("no key has spaces", "must be one line")),
    ("a value over two lines", "[basic]\nak = A\nsk = S\n  T\n", {}, ("no key has lines", "line 4 is no")),
    ("a percent sign", "[basic]\nak = A\nsk = S%T\n", {}, ("a value is what is written", {"ak": "A", "sk": "S%T"})),
    ("two percent signs", "[basic]\nak = A\nsk = S%%T\n", {}, ("a value is what is written", {"ak": "A", "sk": "S%%T"})),
    ("a byte order mark", "\ufeff" + BASIC, {}, ("editors write it", {"ak": "A", "sk": "S"})),
    ("an identity provider", BASIC + "idp_id = i\nid_token_file = /token\n", {}, ("not supported", "[basic]: idp_id is not supported")),
    ("half of one", BASIC + "idp_id = i\n", {}, ("it may be meant", "[basic]: idp_id is not supported")),
    (
        "an identity provider in variables",
        BASIC,
        {"HUAWEICLOUD_SDK_IDP_ID": "i", "HUAWEICLOUD_SDK_ID_TOKEN_FILE": "/token"},
        ("not supported", "HUAWEICLOUD_SDK_IDP_ID is not supported"),
    ),
    ("OpenID Connect", BASIC, OIDC, ("not supported", "HUAWEICLOUD_OIDC_PROVIDER_URN is not supported")),
]


def answer(text: str, env: dict) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "credentials")
        Path(path).write_bytes(text.encode())
        for name in [name for name in os.environ if name.startswith("HUAWEICLOUD_")]:
            del os.environ[name]
        os.environ.update(env, HUAWEICLOUD_SDK_CREDENTIALS_FILE=path)
        # The chain of the SDK, up to what asks servers.
        providers = (OidcStsCredentialProvider("basic"), EnvCredentialProvider("basic"), ProfileCredentialProvider("basic"))
        try:
            found = vars(CredentialProviderChain(providers).get_credentials())
        except Exception as error:  # configparser's own among them
            return {"error": type(error).__name__}
        if found.get("sts_accessor") or found.get("_sts_accessor"):
            return {"login": "federated"}
        parts = ("ak", "sk", "security_token", "project_id", "iam_endpoint")
        return {part: found[f"_{part}"] for part in parts if found.get(f"_{part}")}


rows = []
for name, text, env, differs in CASES:
    row = {"name": name, "file": text, "env": env, "sdk": answer(text, env)}
    if differs:
        why, ours = differs
        row["differs"] = {"why": why, **({"error": ours} if isinstance(ours, str) else {"answer": ours})}
    rows.append(row)
content = {"madeBy": "test/clients/credentials_file_table.py", "huaweicloudsdkcore": version("huaweicloudsdkcore"), "rows": rows}
FIXTURE.write_text(json.dumps(content, ensure_ascii=True) + "\n")
print(f"{len(rows)} rows")
