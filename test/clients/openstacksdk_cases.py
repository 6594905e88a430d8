"""Cases of openstacksdk_table.py. A case where pulumi-apig differs on purpose says why, and what it answers instead."""

PLACE = "auth_url: 'https://iam.eu-de.otc.t-systems.com:443/v3'"
LOGIN = "username: u, password: pw-word, user_domain_name: D"
# What the login of most cases is for us, where openstacksdk has no answer.
BY_PASSWORD = {"user": {"name": "u", "domain": {"name": "D"}}, "password": "pw-word", "region": "eu-de", "authUrl": "https://iam.eu-de.otc.t-systems.com/v3"}
CASES = []


def case(name, files=None, env=None, why=None, ours=None, region=None):
    """One case: files by their path, where the program is in /program and the home is /home/user. `region` is what the program asks for."""
    differs = {} if why is None else {"differs": {"why": why, "answer": ours}}
    CASES.append({"name": name, "files": files or {}, "env": env or {}, "region": region, **differs})


def entry(name, text, why=None, ours=None, env=None, **more):
    """One entry of clouds.yaml, in flow style; `more` are other files by the stem of their name."""
    files = {"/program/clouds.yaml": f"clouds: {{ a: {{ {text} }} }}\n"}
    files.update({f"/program/{stem.replace('_', '-')}.yaml": body for stem, body in more.items()})
    case(name, files, env, why, ours)


def auth(name, text, why=None, ours=None, top="region_name: eu-de", **more):
    entry(name, f"{top}, auth: {{ {PLACE}, {text} }}", why, ours, **more)


def error(*parts):
    """We refuse it before any request, with all of this in the message."""
    return {"error": list(parts)}


# YAML itself.
ACCOUNT = """clouds:
  dev: &account
    profile: otc
    region_name: eu-de
    auth: &login { username: someone, password: pw-word, user_domain_name: D, project_name: eu-de_dev }
  prod:
    <<: *account
    auth: { <<: *login, project_name: eu-de_prod }
"""
case("merge keys: the entry that is merged", {"/program/clouds.yaml": ACCOUNT}, {"OS_CLOUD": "dev"})
case("merge keys: the entry that merges", {"/program/clouds.yaml": ACCOUNT}, {"OS_CLOUD": "prod"})
TEMPLATES = """x-place: &place { profile: otc, region_name: eu-de }
x-other: &other { region_name: eu-nl, cacert: /ca.pem }
x-who: &who { username: someone, password: pw-word, user_domain_name: D }
clouds: { a: { auth: { project_name: eu-de, <<: *who, username: other }, <<: [*place, *other] } }
"""
case("merge keys: a list of maps, the first wins, own keys win over all", {"/program/clouds.yaml": TEMPLATES}, None,
     "the first map wins by YAML's own rule and in PyYAML 6.0.2; PyYAML 6.0.4 takes the last", {"region": "eu-de", "authUrl": "https://iam.eu-de.otc.t-systems.com/v3"})
case("an alias of a value", {"/program/clouds.yaml": "x: &p pw-word\nclouds: { a: { profile: otc, auth: { username: &u someone, password: *p, user_domain_name: D, project_name: *u } } }\n"})
AS_WRITTEN = "an unquoted value is taken as it is written: a number would lose what was typed"
for written in ("00123456", "1.10", "0x1F", "1_000", "12:30:45", "12345678901234567890.0", ".inf"):
    auth(f"a password that YAML takes for a number: {written}", f"username: u, user_domain_name: D, password: {written}", AS_WRITTEN, {"password": written})
for written in ("7391e02", "12345678901234567890", "0o17", "1e3", "1.5e3", "-7", "+a"):
    auth(f"a password that stays what it is: {written}", f"username: u, user_domain_name: D, password: {written}")
AS_WORD = "a word is taken as it is written, whatever YAML 1.1 makes of it"
for written in ("no", "on", "Yes", "off", "true"):
    auth(f"a password that is a word of YAML 1.1: {written}", f"username: u, user_domain_name: D, password: {written}", AS_WORD, {**BY_PASSWORD, "password": written})
auth("a password that is a date", "username: u, user_domain_name: D, password: 2024-01-01", AS_WRITTEN, {**BY_PASSWORD, "password": "2024-01-01"})
auth("a user and an account of digits alone", "username: 14975922, password: pw-word, user_domain_id: 12345678901234567890123456789012, project_id: 12345678901234567890123456789012")
auth("a project like a number with an exponent", f"{LOGIN}, project_id: 1234567890123e456789012345678901")
auth("a quoted number", "username: u, user_domain_name: D, password: '00123456'")
auth("words in quotes", "username: 'on', user_domain_name: 'no', password: 'null', project_name: '~'")
auth("a tag that makes a text", "username: u, user_domain_name: D, password: !!str 0042")
case("a key that stands twice: the last counts", {"/program/clouds.yaml": f"clouds:\n  a:\n    auth: {{ {PLACE}, {LOGIN}, project_name: one, project_name: two }}\n"})
case("an entry whose name is a word of YAML 1.1", {"/program/clouds.yaml": f"clouds: {{ no: {{ auth: {{ {PLACE}, {LOGIN} }} }}, b: {{}} }}\n"}, {"OS_CLOUD": "no"},
     AS_WORD, {"user": {"name": "u", "domain": {"name": "D"}}, "password": "pw-word", "authUrl": "https://iam.eu-de.otc.t-systems.com/v3"})
NOTHING = "a setting that is empty is not set, wherever it stands"
auth("null for a project", f"{LOGIN}, project_id: ~, project_name: ", NOTHING, {"scope": None})
auth("empty strings", f"{LOGIN}, project_id: '', project_name: eu-de, user_domain_id: '', token: ''")
auth("an empty auth_type", LOGIN, NOTHING, BY_PASSWORD,
     top="region_name: eu-de, auth_type: ''")
auth("spaces inside and around a password", "username: u, user_domain_name: D, password: ' p w '")
case("a password with quotes of its own", env={"OS_AUTH_URL": "https://iam.eu-de.otc.t-systems.com/v3", "OS_USERNAME": "u", "OS_PASSWORD": '"pw-word"', "OS_USER_DOMAIN_NAME": "D"})
case("not YAML", {"/program/clouds.yaml": "clouds: { a: { auth: { password: \"p", "/home/user/.config/openstack/clouds.yaml": f"clouds: {{ a: {{ profile: otc, auth: {{ {LOGIN} }} }} }}\n"},
     why="a file that cannot be read is an error: the next one may hold another account", ours=error("/program/clouds.yaml", "not YAML", "line 1"))

# Regions and vendor profiles.
VALUES = f"""clouds:
  a:
    region_name: eu-nl
    auth: {{ {LOGIN} }}
    regions:
      - name: eu-de
        values: {{ verify: false, auth: {{ auth_url: "https://iam.eu-de.otc.t-systems.com/v3", project_name: eu-de_team }} }}
      - name: eu-nl
        values: {{ auth: {{ auth_url: "https://iam.eu-nl.otc.t-systems.com/v3", project_name: eu-nl_team }} }}
"""
entry("regions as names: the first", f"profile: otc, regions: [eu-nl, eu-de], auth: {{ {LOGIN}, project_name: eu-nl }}")
entry("regions as names before region_name", f"profile: otc, region_name: eu-de, regions: [eu-nl, eu-de], auth: {{ {LOGIN} }}")
entry("regions as mappings without values", f"profile: otc, regions: [{{ name: eu-nl }}, eu-de], auth: {{ {LOGIN} }}")
entry("a region's values over the entry's", f"profile: otc, auth: {{ {LOGIN}, project_name: x }}, regions: [{{ name: eu-de, values: {{ cacert: /ca.pem, auth: {{ username: other, project_name: y }} }} }}]")
case("regions with values, before region_name", {"/program/clouds.yaml": VALUES})
case("regions with values: the second, asked for", {"/program/clouds.yaml": VALUES}, region="eu-nl")
case("regions with values: one that is not there, asked for", {"/program/clouds.yaml": VALUES}, region="eu-ch2", why="both refuse it", ours=error("eu-ch2", "eu-de, eu-nl"))
NAMES = f"clouds: {{ a: {{ profile: otc, regions: [eu-de, eu-nl], auth: {{ {LOGIN} }} }} }}\n"
case("regions as names: the second, asked for", {"/program/clouds.yaml": NAMES}, region="eu-nl")
case("regions as names: in capitals, asked for", {"/program/clouds.yaml": NAMES}, region="EU-NL", why="the clouds' regions are lower-case, and the same in any case",
     ours={"user": {"name": "u", "domain": {"name": "D"}}, "password": "pw-word", "region": "eu-nl", "authUrl": "https://iam.eu-nl.otc.t-systems.com/v3"})
case("a region_name, and another region asked for", {"/program/clouds.yaml": f"clouds: {{ a: {{ profile: otc, region_name: eu-de, auth: {{ {LOGIN} }} }} }}\n"}, region="eu-nl",
     why="the program's own words override a setting, as in both Terraform providers", ours={"user": {"name": "u", "domain": {"name": "D"}}, "password": "pw-word", "region": "eu-nl", "authUrl": "https://iam.eu-nl.otc.t-systems.com/v3"})
entry("regions with an unknown key", f"profile: otc, auth: {{ {LOGIN} }}, regions: [{{ name: eu-de, value: {{}} }}]", "both refuse it", error("regions", "name and values"))
entry("region_name as a list", f"profile: otc, region_name: [eu-nl, eu-de], auth: {{ {LOGIN} }}")
entry("region_name with commas", f"profile: otc, region_name: 'eu-nl,eu-de', auth: {{ {LOGIN} }}")
entry("the profile's default region", f"profile: otc, auth: {{ {LOGIN}, project_name: eu-de }}")
entry("the profile under its old name, cloud", f"cloud: otc, region_name: eu-nl, auth: {{ {LOGIN} }}")
entry("profile before cloud", f"cloud: nothing, profile: otc, auth: {{ {LOGIN} }}")
entry("profile otc-swiss and its only region", f"profile: otc-swiss, auth: {{ {LOGIN} }}")
entry("an own auth_url before the profile's", f"profile: otc, auth: {{ auth_url: 'https://iam.eu-nl.otc.t-systems.com/v3', {LOGIN} }}")
entry("a region in the entry's own auth_url", f"region_name: eu-nl, auth: {{ auth_url: 'https://iam.{{region_name}}.otc.t-systems.com/v3', {LOGIN} }}")
entry("another key in auth_url", f"region_name: eu-nl, zone: otc, auth: {{ auth_url: 'https://iam.{{region_name}}.{{zone}}.t-systems.com/v3', {LOGIN} }}")
entry("a key in auth_url that the entry does not have", f"region_name: eu-nl, auth: {{ auth_url: 'https://iam.{{region}}.otc.t-systems.com/v3', {LOGIN} }}",
      "both refuse it", error("auth.auth_url", "{region}"))
entry("a profile that nobody knows, and an own auth_url", f"profile: my-own, region_name: eu-de, auth: {{ {PLACE}, {LOGIN} }}")
entry("a profile that nobody knows, and no address", f"profile: my-own, region_name: eu-de, auth: {{ {LOGIN} }}", "both refuse it", error("clouds.yaml a", "profile", "my-own", "otc"))
entry("a profile of another cloud", f"profile: elastx, region_name: se-sto, auth: {{ {LOGIN} }}", "API Gateway is on clouds of Huawei's kind alone", error("profile", "elastx", "otc"))
entry("an own vendor file", f"profile: mine, auth: {{ {LOGIN} }}", clouds_public="public-clouds: { mine: { regions: [eu-nl], auth: { auth_url: 'https://iam.{region_name}.otc.t-systems.com/v3', project_name: eu-nl_x } } }")
entry("an own vendor file over a known profile", f"profile: otc, auth: {{ {LOGIN} }}", clouds_public="public-clouds: { otc: { region_name: eu-nl, verify: false, auth: { auth_url: 'https://iam.eu-nl.otc.t-systems.com/v3' } } }")
entry("an upper-case region", f"profile: otc, region_name: EU-DE, auth: {{ {LOGIN} }}", "the clouds' regions are lower-case, and the same in any case", {"region": "eu-de", "authUrl": "https://iam.eu-de.otc.t-systems.com/v3"})
entry("a region with a sub-project", f"region_name: eu-de_project, auth: {{ {PLACE}, {LOGIN} }}", "OTC's Terraform provider takes the part before _ as the region", {"region": "eu-de"})

# auth_type in each form.
BY_TOKEN = {"token": "t0ken", "region": "eu-de", "authUrl": "https://iam.eu-de.otc.t-systems.com/v3"}
EXTRA = "openstacksdk stops at a key of auth that this login does not have; auth_type says which one is meant"
for word in ("password", "v3password"):
    auth(f"auth_type {word}", f"{LOGIN}, project_id: p", top=f"region_name: eu-de, auth_type: {word}")
    auth(f"auth_type {word}, with a token beside", f"{LOGIN}, token: t0ken", EXTRA, BY_PASSWORD, top=f"region_name: eu-de, auth_type: {word}")
for word in ("token", "v3token"):
    auth(f"auth_type {word}", "token: t0ken, project_id: p", top=f"region_name: eu-de, auth_type: {word}")
    auth(f"auth_type {word}, with a password beside", f"{LOGIN}, token: t0ken", EXTRA, BY_TOKEN, top=f"region_name: eu-de, auth_type: {word}")
auth("auth_type aksk", f"{LOGIN}, ak: AK, sk: s-key", "OTC's own tools know aksk, and we sign such requests ourselves", {"accessKey": "AK", "secretKey": "s-key", "region": "eu-de", "authUrl": "https://iam.eu-de.otc.t-systems.com/v3"},
     top="region_name: eu-de, auth_type: aksk")
auth("no auth_type, a token and a password", f"{LOGIN}, token: t0ken", "a token comes first, as in both Terraform providers", BY_TOKEN)
auth("no auth_type, a token alone", "token: t0ken", "a token alone is enough, as in both Terraform providers", BY_TOKEN)
auth("auth_type token without a token", LOGIN, "both refuse it", error("auth.token", "auth_type"), top="auth_type: token")
UNSUPPORTED = "IAM of both clouds takes no such login, or we do not speak it"
for word in ("v3oidcpassword", "v3oidcclientcredentials", "v3oidcaccesstoken", "v3applicationcredential", "v3totp", "v3multifactor", "v2password", "none", "admin_token", "http_basic"):
    auth(f"auth_type {word}", f"{LOGIN}, identity_provider: i, protocol: oidc, client_id: c, application_credential_id: x, application_credential_secret: y", UNSUPPORTED,
         error("clouds.yaml a: auth_type", word, "password, token, v3password, v3token"), top=f"region_name: eu-de, auth_type: {word}")
auth("auth_type in capitals", LOGIN, "both refuse it", error("auth_type", "Password"), top="region_name: eu-de, auth_type: Password")
auth("auth_plugin, the old name, with a login that only the company's provider takes", LOGIN, "openstacksdk 4 ignores the old name; a company's password must not reach IAM",
     error("auth_plugin", "v3oidcpassword"), top="region_name: eu-de, auth_plugin: v3oidcpassword")
auth("an application credential without auth_type", "application_credential_id: x, application_credential_secret: y", UNSUPPORTED, error("application_credential", "not supported"))
auth("an application credential by name, with its user", "application_credential_name: x, application_credential_secret: y, username: u, user_domain_name: D", UNSUPPORTED, error("application_credential", "not supported"))
AMBIGUOUS = "nothing says that the password is the cloud's own: auth_type: password does"
auth("a whole login, and an application credential at the top level", LOGIN, AMBIGUOUS, error("application_credential_id", "not supported"), top="region_name: eu-de, application_credential_id: x")
auth("a whole login, and an application credential at the top level, with auth_type", LOGIN, top="region_name: eu-de, auth_type: password, application_credential_id: x")
auth("single sign-on without auth_type", f"{LOGIN}, identity_provider: i, protocol: oidc", "both refuse it: a company's password must not reach IAM", error("identity_provider", "not supported"))
auth("a second factor", f"{LOGIN}, passcode: '123456'", "both refuse it: without the second factor the login is refused, and the user locked in the end", error("auth.passcode", "not supported"))
auth("a trust", f"{LOGIN}, trust_id: t", "IAM of both clouds knows no trusts", error("auth.trust_id", "not supported"))
auth("auth_type in auth", f"{LOGIN}, auth_type: v3oidcpassword", "both refuse it: a company's password must not reach IAM", error("auth.auth_type", "v3oidcpassword"))

# Domains, projects, top-level keys, other spellings.
U = "username: u, password: pw-word"
auth("the user's account by id and by name", f"{U}, user_domain_id: did, user_domain_name: D")
auth("the user's account by name, the project's by id", f"{U}, user_domain_name: D, project_domain_id: pid, project_name: p", "a project is looked for in the user's account", {"scope": {"project": {"name": "p"}}})
auth("the user's account by id, the project's by name", f"{U}, user_domain_id: did, project_domain_name: PD, project_name: p", "a project is looked for in the user's account", {"scope": {"project": {"name": "p"}}})
auth("domain_name for both, with a project", f"{U}, domain_name: D, project_name: p", "a project is looked for in the user's account", {"scope": {"project": {"name": "p"}}})
auth("domain_id for both, beside the user's name of it", f"{U}, user_domain_name: D, domain_id: did, project_id: p")
auth("default_domain_name", f"{U}, default_domain_name: D, project_id: p")
auth("default_domain_id before the user's account by name", f"{U}, default_domain_id: did, user_domain_name: D, project_id: p")
auth("the project's account alone", f"{U}, project_domain_name: PD, project_id: p",
     "the project's account stands in for the user's, as in both Terraform providers", {"user": {"name": "u", "domain": {"name": "PD"}}})
auth("a user by id, and by name beside", f"user_id: uid, {LOGIN}")
auth("tenant_id and tenant_name", f"{LOGIN}, tenant_id: t, tenant_name: n")
auth("project_id before tenant_id", f"{LOGIN}, tenant_id: t, project_id: p")
auth("a project by id and by name", f"{LOGIN}, project_id: p, project_name: n")
entry("everything at the top level", f"region_name: eu-de, {PLACE}, {LOGIN}, project_id: p")
auth("a project at the top level over auth", f"{LOGIN}, project_name: one", top="region_name: eu-de, project_name: two")
auth("an account at the top level over auth", f"{LOGIN}, project_id: p", top="region_name: eu-de, user_domain_name: T")
auth("user and password at the top level under auth", f"{LOGIN}, project_id: p", top="region_name: eu-de, username: other, password: other-word")
auth("hyphens for underscores", "username: u, password: pw-word, user-domain-name: D, project-id: p", top="region-name: eu-de")
auth("user_name, the older spelling", "user_name: u, password: pw-word, user_domain_name: D")
auth("keys for object storage at the top level", f"{LOGIN}, project_id: p", top="region_name: eu-de, ak: STORAGEAK, sk: storage-secret")

# verify, insecure, cacert in each place.
for text, ours in (("verify: false", None), ("verify: no", None), ("verify: true", None), ("verify: off, cacert: /ca.pem", {"caCertFile": "/ca.pem"}), ("insecure: true", None), ("insecure: true, verify: true", None),
                   ("insecure: false, verify: false", None), ("cacert: /ca.pem", None), ("cacert: ~/ca.pem", None), ("verify: /ca.pem", None), ("verify: true, cacert: ''", None)):
    why = ours and "no certificate is checked, so the file does not matter"
    auth(f"certificates: {text}", LOGIN, why, ours, top=f"region_name: eu-de, {text}")
for text in ("insecure: 'yes'", "verify: 'False'"):
    auth(f"certificates: {text}", LOGIN, "a word for true or false means the same with quotes", {"insecure": True, "caCertFile": None}, top=f"region_name: eu-de, {text}")
auth("certificates in auth are not read", f"{LOGIN}, verify: false, cacert: /ca.pem", "openstacksdk stops at a key of auth that no login has; we do not read it", BY_PASSWORD)
INLINE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
case("a certificate itself", {"/program/clouds.yaml": f"clouds:\n  a:\n    region_name: eu-de\n    auth: {{ {PLACE}, {LOGIN} }}\n    cacert: |\n      " + INLINE.replace("\n", "\n      ") + "\n"},
     why="the certificates themselves are taken, too, as both Terraform providers do", ours={"caCertFile": INLINE})

# secure.yaml and where files stand.
PLAIN = f"clouds: {{ a: {{ region_name: eu-de, auth: {{ {PLACE}, username: u, user_domain_name: D, password: wrong }} }} }}\n"
SECURE = "clouds: { a: { auth: { password: pw-word } } }\n"
case("secure.yaml over clouds.yaml", {"/program/clouds.yaml": PLAIN, "/program/secure.yaml": SECURE})
case("secure.yaml in another folder", {"/program/clouds.yaml": PLAIN, "/home/user/.config/openstack/secure.yml": SECURE})
case("secure.yaml has a region's list", {"/program/clouds.yaml": PLAIN, "/program/secure.yaml": "clouds: { a: { regions: [eu-nl], auth: { password: pw-word } } }\n"})
case("secure.yaml fills an empty auth", {"/program/clouds.yaml": "clouds: { a: { profile: otc, auth: } }\n", "/program/secure.yaml": f"clouds: {{ a: {{ auth: {{ {LOGIN} }} }} }}\n"},
     why="openstacksdk stops with an AttributeError; there is only one meaning", ours=BY_PASSWORD)
case("secure.yaml alone", {"/program/secure.yaml": f"clouds: {{ a: {{ profile: otc, auth: {{ {LOGIN} }} }} }}\n"})
case("OS_CLIENT_SECURE_FILE", {"/program/clouds.yaml": PLAIN, "/home/user/s.yaml": SECURE}, {"OS_CLIENT_SECURE_FILE": "/home/user/s.yaml"})
case("OS_CLIENT_CONFIG_FILE before the program's folder", {"/home/user/c.yaml": PLAIN, "/program/clouds.yaml": "clouds: { a: {} }\n"}, {"OS_CLIENT_CONFIG_FILE": "/home/user/c.yaml"})
case("OS_CLIENT_CONFIG_FILE relative to the program's folder", {"/program/x/c.yaml": PLAIN}, {"OS_CLIENT_CONFIG_FILE": "x/c.yaml"})
NAMED = "a file that is named and not there is an error: another one may hold another account"
case("OS_CLIENT_CONFIG_FILE that is not there", {"/program/clouds.yaml": PLAIN}, {"OS_CLIENT_CONFIG_FILE": "/home/user/none.yaml"}, NAMED, error("OS_CLIENT_CONFIG_FILE", "/home/user/none.yaml"))
case("OS_CLIENT_CONFIG_FILE with ~", {"/program/clouds.yaml": "clouds: { a: {} }\n", "/home/user/c.yaml": PLAIN}, {"OS_CLIENT_CONFIG_FILE": "~/c.yaml"},
     "~ is the home in every path", {"user": {"name": "u", "domain": {"name": "D"}}, "password": "wrong", "region": "eu-de", "authUrl": "https://iam.eu-de.otc.t-systems.com/v3"})
case("clouds.yaml before clouds.yml before clouds.json", {"/program/clouds.json": "{}", "/program/clouds.yml": PLAIN})
case("clouds.json", {"/program/clouds.json": '{\n\t"clouds": {\n\t\t"a": {"profile": "otc", "auth": {"username": "u", "password": "pw-word", "user_domain_name": "D", "project_name": "p\\u00e4"}}\n\t}\n}\n'})
case("XDG_CONFIG_HOME before the home's file", {"/home/user/xdg/openstack/clouds.yaml": PLAIN, "/home/user/.config/openstack/clouds.yaml": "clouds: { a: {} }\n"}, {"XDG_CONFIG_HOME": "/home/user/xdg"})
case("the home's file", {"/home/user/.config/openstack/clouds.yaml": PLAIN})
TWO = f"clouds: {{ one: {{ profile: otc, auth: {{ {LOGIN} }} }}, two: {{ profile: otc, auth: {{ {LOGIN} }} }} }}\n"
case("two entries and no OS_CLOUD", {"/program/clouds.yaml": TWO}, why="both refuse it", ours=error("one, two"))
case("OS_CLOUD that no file has", {"/program/clouds.yaml": TWO}, {"OS_CLOUD": "three"}, "both refuse it", error("OS_CLOUD", "three", "one, two"))

# OS_* variables.
E = {"OS_AUTH_URL": "https://iam.eu-de.otc.t-systems.com:443/v3", "OS_USERNAME": "u", "OS_PASSWORD": "pw-word", "OS_USER_DOMAIN_NAME": "D", "OS_REGION_NAME": "eu-de"}
case("variables: a login", env=E)
case("variables: OS_CLOUD with them", {"/program/clouds.yaml": TWO}, {**E, "OS_USERNAME": "env-user", "OS_REGION_NAME": "eu-nl", "OS_CLOUD": "one"})
case("variables: before the only entry", {"/program/clouds.yaml": PLAIN}, {**E, "OS_USERNAME": "env-user"})
case("variables: OS_CLOUD=envvars means them", {"/program/clouds.yaml": TWO}, {**E, "OS_CLOUD": "envvars"})
case("variables: OS_CLOUD_NAME gives them a name", {"/program/clouds.yaml": TWO}, {**E, "OS_CLOUD_NAME": "mine", "OS_CLOUD": "mine"})
case("variables: OS_REGION_NAME beside the only entry", {"/program/clouds.yaml": PLAIN}, {"OS_REGION_NAME": "eu-nl"})
case("variables: OS_TENANT_ID and OS_PROJECT_ID", env={**E, "OS_TENANT_ID": "t", "OS_PROJECT_ID": "p"})
case("variables: the user's account by name, the project's by id", env={**E, "OS_PROJECT_DOMAIN_ID": "default", "OS_PROJECT_ID": "p"})
case("variables: OS_DOMAIN_ID beside OS_USER_DOMAIN_NAME", env={**E, "OS_DOMAIN_ID": "did", "OS_PROJECT_ID": "p"})
case("variables: OS_DEFAULT_DOMAIN_NAME", env={**{k: v for k, v in E.items() if k != "OS_USER_DOMAIN_NAME"}, "OS_DEFAULT_DOMAIN_NAME": "D"})
case("variables: empty ones", env={**E, "OS_PROJECT_ID": "", "OS_PROJECT_NAME": "", "OS_TOKEN": "", "OS_CACERT": ""})
case("variables: a token and OS_AUTH_TYPE", env={"OS_AUTH_URL": E["OS_AUTH_URL"], "OS_TOKEN": "t0ken", "OS_AUTH_TYPE": "v3token", "OS_PROJECT_ID": "p"})
case("variables: OS_AUTH_TYPE=token with a password beside", env={**E, "OS_TOKEN": "t0ken", "OS_AUTH_TYPE": "token"}, why=EXTRA, ours=BY_TOKEN)
case("variables: OS_AUTH_TYPE=password with a token beside", env={**E, "OS_TOKEN": "t0ken", "OS_AUTH_TYPE": "password"}, why=EXTRA, ours=BY_PASSWORD)
case("variables: OS_AUTH_TYPE=token without a token", env={**E, "OS_AUTH_TYPE": "token"}, why="both refuse it", ours=error("OS_AUTH_TYPE", "OS_TOKEN"))
case("variables: OS_AUTH_TYPE=v3oidcpassword", env={**E, "OS_AUTH_TYPE": "v3oidcpassword", "OS_IDENTITY_PROVIDER": "i", "OS_PROTOCOL": "oidc"}, why=UNSUPPORTED, ours=error("OS_AUTH_TYPE", "v3oidcpassword"))
case("variables: an application credential", env={"OS_AUTH_URL": E["OS_AUTH_URL"], "OS_APPLICATION_CREDENTIAL_ID": "x", "OS_APPLICATION_CREDENTIAL_SECRET": "y"}, why=UNSUPPORTED, ours=error("OS_APPLICATION_CREDENTIAL_ID", "not supported"))
case("variables: single sign-on without OS_AUTH_TYPE", env={**E, "OS_IDENTITY_PROVIDER": "i", "OS_PROTOCOL": "oidc"}, why=AMBIGUOUS, ours=error("OS_IDENTITY_PROVIDER", "not supported"))
case("variables: OS_USER_NAME, the older spelling", env={**{k: v for k, v in E.items() if k != "OS_USERNAME"}, "OS_USER_NAME": "u"})
case("variables: OS_INSECURE beside OS_CLOUD", {"/program/clouds.yaml": TWO}, {"OS_CLOUD": "one", "OS_INSECURE": "true"},
     "whom to trust is no part of a credential: any source may tell, as in OTC's Terraform provider", {"insecure": True})
case("variables: OS_INSECURE=true", env={**E, "OS_INSECURE": "true"})
case("variables: OS_INSECURE=1", env={**E, "OS_INSECURE": "1"}, why="1 is true in both Terraform providers", ours={"insecure": True})
case("variables: OS_CACERT with ~", env={**E, "OS_CACERT": "~/ca.pem"})
case("variables: quotes left around a region", env={**E, "OS_REGION_NAME": '"eu-de"'}, why="no region has quotes; nothing could be sent", ours=error("OS_REGION_NAME", "quotes", '"eu-de"'))
case("variables: quotes left around an address", env={**E, "OS_AUTH_URL": '"https://iam.eu-de.otc.t-systems.com/v3"'}, why="no address has quotes; nothing could be sent", ours=error("OS_AUTH_URL", "quotes"))
case("variables: quotes left around an account", env={**E, "OS_USER_DOMAIN_NAME": "'D'"}, why="no account's name has quotes; each refused login brings the user nearer to being locked", ours=error("OS_USER_DOMAIN_NAME", "quotes"))
case("variables: a region in upper case", env={**E, "OS_REGION_NAME": "EU-DE"}, why="the clouds' regions are lower-case, and the same in any case", ours={"region": "eu-de"})
