import { closest, distance } from "fastest-levenshtein";

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
  /** That of a value, as the schema of the native provider has it. */
  readonly type: "string" | "boolean" | "integer";
  readonly meaning: string;
}

/** One row: `meaning | HW_* | OS_* | HUAWEICLOUD_SDK_* | clouds.yaml`. */
function row(secret: boolean, type: Name["type"], [columns = ""]: readonly string[]): Name {
  const [meaning = "", ...places] = columns.split("|").map((column) => column.trim());
  const [hw = [], os = [], sdk = [], yaml = []] = places.map((names) => names.split(/\s+/).filter(Boolean));
  return { hw, os, sdk, yaml, secret, type, meaning };
}
const secret = (text: TemplateStringsArray) => row(true, "string", text);
const open = (text: TemplateStringsArray) => row(false, "string", text);
const flag = (text: TemplateStringsArray) => row(false, "boolean", text);
const integer = (text: TemplateStringsArray) => row(false, "integer", text);

/**
 * Every setting by its key in the stack config. docs/credentials.md shows this table, and a test compares the two.
 * Sources: the providers' own schemas, `huaweicloudsdkcore` (auth/provider.py), openstacksdk (config/loader.py) and
 * gophertelekomcloud (openstack/loader.go).
 */
export const names = {
  authToken: secret`a token, scoped to the project | HW_AUTH_TOKEN | OS_TOKEN OS_AUTH_TOKEN |
    | auth.token auth.auth_token`,
  accessKey: secret`access key (AK) | HW_ACCESS_KEY | OS_ACCESS_KEY OS_ACCESS_KEY_ID OS_AK | HUAWEICLOUD_SDK_AK |
    auth.ak auth.access_key`,
  secretKey: secret`secret key (SK) | HW_SECRET_KEY | OS_SECRET_KEY OS_SK | HUAWEICLOUD_SDK_SK |
    auth.sk auth.secret_key`,
  securityToken: secret`security token of a temporary access key | HW_SECURITY_TOKEN |
    OS_SECURITY_TOKEN OS_ST OS_SESSION_TOKEN |
    HUAWEICLOUD_SDK_SECURITY_TOKEN | auth.security_token`,
  userName: open`IAM user | HW_USER_NAME | OS_USERNAME OS_USER_NAME | | auth.username auth.user_name`,
  userId: open`id of the IAM user; then no account is needed | HW_USER_ID | OS_USER_ID | | auth.user_id`,
  password: secret`the user's password | HW_USER_PASSWORD | OS_PASSWORD | | auth.password`,
  domainName: open`account that the user belongs to, such as OTC-EU-DE-00000000001000012345 | HW_DOMAIN_NAME |
    OS_USER_DOMAIN_NAME OS_DOMAIN_NAME OS_DEFAULT_DOMAIN_NAME OS_DEFAULT_DOMAIN OS_PROJECT_DOMAIN_NAME |
    | auth.user_domain_name auth.domain_name auth.default_domain_name auth.default_domain auth.project_domain_name`,
  domainId: open`id of that account | HW_DOMAIN_ID |
    OS_USER_DOMAIN_ID OS_DOMAIN_ID OS_DEFAULT_DOMAIN_ID OS_PROJECT_DOMAIN_ID | HUAWEICLOUD_SDK_DOMAIN_ID |
    auth.user_domain_id auth.domain_id auth.default_domain_id auth.project_domain_id`,
  authType: open`type of login: password, token, v3password, v3token or aksk; default: the first complete one |
    | OS_AUTH_TYPE | | auth_type auth_plugin auth.auth_type`,
  projectId: open`id of the project that the gateway is in | HW_PROJECT_ID | OS_PROJECT_ID OS_TENANT_ID |
    HUAWEICLOUD_SDK_PROJECT_ID | auth.project_id auth.tenant_id`,
  projectName: open`name of the project that the gateway is in | HW_PROJECT_NAME | OS_PROJECT_NAME OS_TENANT_NAME |
    | auth.project_name auth.tenant_name`,
  region: open`region, such as eu-de or cn-north-4 | HW_REGION_NAME | OS_REGION_NAME OS_REGION | | region_name`,
  cloudDomain: open`domain of the cloud, such as myhuaweicloud.eu; needed if the region's name does not determine it | HW_CLOUD`,
  authUrl: open`address of IAM, with or without https:// and /v3 | HW_AUTH_URL | OS_AUTH_URL |
    HUAWEICLOUD_SDK_IAM_ENDPOINT | auth.auth_url`,
  endpoint: open`base address of the API, which may have a path | | | | apig_endpoint_override`,
  cloud: open`entry of clouds.yaml | | OS_CLOUD`,
  ecsAgency: flag`use the agency of the cloud server that Pulumi runs on`,
  agencyName: open`agency of another account that the credential assumes | HW_ASSUME_ROLE_AGENCY_NAME | OS_AGENCY_NAME |
    | auth.agency_name`,
  agencyDomainName: open`the account that has the agency | HW_ASSUME_ROLE_DOMAIN_NAME | OS_AGENCY_DOMAIN_NAME |
    | auth.agency_domain_name`,
  agencyDomainId: open`id of the account that has the agency | HW_ASSUME_ROLE_DOMAIN_ID`,
  agencyDuration: integer`lifetime of the agency's temporary keys in seconds, 900 to 86400; they are renewed before they expire |
    HW_ASSUME_ROLE_DURATION`,
  delegatedProject: open`name of the project in that account that the gateway is in | | OS_DELEGATED_PROJECT |
    | auth.delegated_project`,
  caCertFile: open`additional certificates to trust (PEM) | | OS_CACERT | | cacert`,
  insecure: flag`do not check certificates (clouds.yaml: also verify: false) | HW_INSECURE | OS_INSECURE | | insecure`,
  allowHttp: flag`allow plain HTTP to other machines`,
};

export type Field = keyof typeof names;

/** Places of `domainId` that name the account of the project, which stands in where the user's own is missing. */
export const projectsAccount: readonly (string | undefined)[] = ["OS_PROJECT_DOMAIN_ID", "auth.project_domain_id"];

export const fields = Object.keys(names) as Field[];

/** Every key of the stack config. */
export const knownKeys: readonly string[] = [...fields, "polling"];

/** The setting that a mistyped key may mean; null where none is like it. */
export function nearestKey(key: string): string | null {
  const known = closest(key, knownKeys);
  return distance(key, known) > key.length / 2 ? null : known;
}

/** Keys that must be encrypted in the stack config. */
export const secretFields: readonly Field[] = fields.filter((field) => names[field].secret);

/** Every variable that holds a secret. */
export const secretVariables: readonly string[] = secretFields.flatMap((field) => {
  const { hw, os, sdk } = names[field];
  return [...hw, ...os, ...sdk];
});
