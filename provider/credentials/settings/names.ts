/** The places of one setting, besides `apig:<its own name>` in the stack config. */
export interface Name {
  /** Shared by Huawei's Terraform and Pulumi providers. */
  readonly hw: readonly string[];
  /** Shared by OpenStack's clients and OTC's Terraform provider. Where these two disagree, OpenStack's order. */
  readonly os: readonly string[];
  /** Shared by Huawei's SDKs. */
  readonly sdk: readonly string[];
  /** Paths in an entry of clouds.yaml. */
  readonly yaml: readonly string[];
  /** Must be encrypted in the stack config, and is never shown. */
  readonly secret: boolean;
  readonly meaning: string;
}

type Places = Partial<Omit<Name, "meaning">>;

function row(meaning: string, places: Places): Name {
  return { hw: [], os: [], sdk: [], yaml: [], secret: false, ...places, meaning };
}

/**
 * Every setting by its key in the stack config. docs/credentials.md shows this table, and a test compares the two.
 * Sources: the providers' own schemas, `huaweicloudsdkcore` (auth/provider.py), openstacksdk (config/loader.py) and
 * gophertelekomcloud (openstack/loader.go).
 */
export const names = {
  authToken: row("a token, scoped to the project", {
    hw: ["HW_AUTH_TOKEN"],
    os: ["OS_TOKEN", "OS_AUTH_TOKEN"],
    yaml: ["auth.token", "auth.auth_token"],
    secret: true,
  }),
  accessKey: row("access key (AK)", {
    hw: ["HW_ACCESS_KEY"],
    os: ["OS_ACCESS_KEY", "OS_ACCESS_KEY_ID", "OS_AK"],
    sdk: ["HUAWEICLOUD_SDK_AK"],
    yaml: ["auth.ak", "auth.access_key"],
    secret: true,
  }),
  secretKey: row("secret key (SK)", {
    hw: ["HW_SECRET_KEY"],
    os: ["OS_SECRET_KEY", "OS_SK"],
    sdk: ["HUAWEICLOUD_SDK_SK"],
    yaml: ["auth.sk", "auth.secret_key"],
    secret: true,
  }),
  securityToken: row("third part of a temporary access key", {
    hw: ["HW_SECURITY_TOKEN"],
    os: ["OS_SECURITY_TOKEN", "OS_ST"],
    sdk: ["HUAWEICLOUD_SDK_SECURITY_TOKEN"],
    yaml: ["auth.security_token"],
    secret: true,
  }),
  userName: row("IAM user", {
    hw: ["HW_USER_NAME"],
    os: ["OS_USERNAME", "OS_USER_NAME"],
    yaml: ["auth.username", "auth.user_name"],
  }),
  userId: row("IAM user by id; then no account is needed", {
    hw: ["HW_USER_ID"],
    os: ["OS_USER_ID"],
    yaml: ["auth.user_id"],
  }),
  password: row("the user's password", {
    hw: ["HW_USER_PASSWORD"],
    os: ["OS_PASSWORD"],
    yaml: ["auth.password"],
    secret: true,
  }),
  domainName: row("account that the user belongs to, such as OTC-EU-DE-00000000001000012345", {
    hw: ["HW_DOMAIN_NAME"],
    os: [
      "OS_USER_DOMAIN_NAME",
      "OS_DOMAIN_NAME",
      "OS_DEFAULT_DOMAIN_NAME",
      "OS_DEFAULT_DOMAIN",
      "OS_PROJECT_DOMAIN_NAME",
    ],
    yaml: [
      "auth.user_domain_name",
      "auth.domain_name",
      "auth.default_domain_name",
      "auth.default_domain",
      "auth.project_domain_name",
    ],
  }),
  domainId: row("the account by id", {
    hw: ["HW_DOMAIN_ID"],
    os: ["OS_USER_DOMAIN_ID", "OS_DOMAIN_ID", "OS_DEFAULT_DOMAIN_ID", "OS_PROJECT_DOMAIN_ID"],
    sdk: ["HUAWEICLOUD_SDK_DOMAIN_ID"],
    yaml: ["auth.user_domain_id", "auth.domain_id", "auth.default_domain_id", "auth.project_domain_id"],
  }),
  authType: row("which login is meant: password, token, v3password, v3token or aksk; default: the first whole one", {
    os: ["OS_AUTH_TYPE"],
    yaml: ["auth_type", "auth_plugin", "auth.auth_type"],
  }),
  projectId: row("project that the gateway is in", {
    hw: ["HW_PROJECT_ID"],
    os: ["OS_PROJECT_ID", "OS_TENANT_ID"],
    sdk: ["HUAWEICLOUD_SDK_PROJECT_ID"],
    yaml: ["auth.project_id", "auth.tenant_id"],
  }),
  projectName: row("the project by name, which is looked up", {
    hw: ["HW_PROJECT_NAME"],
    os: ["OS_PROJECT_NAME", "OS_TENANT_NAME"],
    yaml: ["auth.project_name", "auth.tenant_name"],
  }),
  region: row("region, such as eu-de or cn-north-4", {
    hw: ["HW_REGION_NAME"],
    os: ["OS_REGION_NAME", "OS_REGION"],
    yaml: ["region_name"],
  }),
  cloudDomain: row("domain of a cloud whose region does not tell it, such as myhuaweicloud.eu", { hw: ["HW_CLOUD"] }),
  authUrl: row("address of IAM, with or without https:// and /v3", {
    hw: ["HW_AUTH_URL"],
    os: ["OS_AUTH_URL"],
    sdk: ["HUAWEICLOUD_SDK_IAM_ENDPOINT"],
    yaml: ["auth.auth_url"],
  }),
  endpoint: row("address of the API; a path in it is kept", { yaml: ["apig_endpoint_override"] }),
  cloud: row("entry of clouds.yaml", { os: ["OS_CLOUD"] }),
  ecsAgency: row("true: the agency of the cloud server that this runs on", {}),
  agencyName: row("agency of another account that the credential assumes", {
    hw: ["HW_ASSUME_ROLE_AGENCY_NAME"],
    os: ["OS_AGENCY_NAME"],
    yaml: ["auth.agency_name"],
  }),
  agencyDomainName: row("the account that has the agency", {
    hw: ["HW_ASSUME_ROLE_DOMAIN_NAME"],
    os: ["OS_AGENCY_DOMAIN_NAME"],
    yaml: ["auth.agency_domain_name"],
  }),
  agencyDomainId: row("the account that has the agency, by id", { hw: ["HW_ASSUME_ROLE_DOMAIN_ID"] }),
  agencyDuration: row("seconds that the agency's temporary keys live, 900 to 86400; they are renewed in time", {
    hw: ["HW_ASSUME_ROLE_DURATION"],
  }),
  delegatedProject: row("project of that account that the gateway is in, by name", {
    os: ["OS_DELEGATED_PROJECT"],
    yaml: ["auth.delegated_project"],
  }),
  caCertFile: row("certificates to trust as well (PEM)", { os: ["OS_CACERT"], yaml: ["cacert"] }),
  insecure: row("true: no certificate check (clouds.yaml: also verify: false)", {
    hw: ["HW_INSECURE"],
    os: ["OS_INSECURE"],
    yaml: ["insecure"],
  }),
  allowHttp: row("true: plain HTTP also to other machines", {}),
};

export type Field = keyof typeof names;

export const fields = Object.keys(names) as Field[];

/** Keys that must be encrypted in the stack config. */
export const secretFields: readonly Field[] = fields.filter((field) => names[field].secret);
