/**
 * Access key (AK). Prefer the environment: `HW_ACCESS_KEY`, `OS_ACCESS_KEY`, `OS_ACCESS_KEY_ID`, `OS_AK`, `HUAWEICLOUD_SDK_AK`.
 */
export declare const accessKey: string | undefined;
/**
 * Id of the account that has the agency. Environment: `HW_ASSUME_ROLE_DOMAIN_ID`.
 */
export declare const agencyDomainId: string | undefined;
/**
 * The account that has the agency. Environment: `HW_ASSUME_ROLE_DOMAIN_NAME`, `OS_AGENCY_DOMAIN_NAME`.
 */
export declare const agencyDomainName: string | undefined;
/**
 * Lifetime of the agency's temporary keys in seconds, 900 to 86400; they are renewed before they expire. Environment: `HW_ASSUME_ROLE_DURATION`.
 */
export declare const agencyDuration: number | undefined;
/**
 * Agency of another account that the credential assumes. Environment: `HW_ASSUME_ROLE_AGENCY_NAME`, `OS_AGENCY_NAME`.
 */
export declare const agencyName: string | undefined;
/**
 * Allow plain HTTP to other machines.
 */
export declare const allowHttp: boolean | undefined;
/**
 * A token, scoped to the project. Prefer the environment: `HW_AUTH_TOKEN`, `OS_TOKEN`, `OS_AUTH_TOKEN`.
 */
export declare const authToken: string | undefined;
/**
 * Type of login: password, token, v3password, v3token or aksk; default: the first complete one. Environment: `OS_AUTH_TYPE`.
 */
export declare const authType: string | undefined;
/**
 * Address of IAM, with or without https:// and /v3. Environment: `HW_AUTH_URL`, `OS_AUTH_URL`, `HUAWEICLOUD_SDK_IAM_ENDPOINT`.
 */
export declare const authUrl: string | undefined;
/**
 * Additional certificates to trust (PEM). Environment: `OS_CACERT`.
 */
export declare const caCertFile: string | undefined;
/**
 * Entry of clouds.yaml. Environment: `OS_CLOUD`.
 */
export declare const cloud: string | undefined;
/**
 * Domain of the cloud, such as myhuaweicloud.eu; needed if the region's name does not determine it. Environment: `HW_CLOUD`.
 */
export declare const cloudDomain: string | undefined;
/**
 * Name of the project in that account that the gateway is in. Environment: `OS_DELEGATED_PROJECT`.
 */
export declare const delegatedProject: string | undefined;
/**
 * Id of that account. Environment: `HW_DOMAIN_ID`, `OS_USER_DOMAIN_ID`, `OS_DOMAIN_ID`, `OS_DEFAULT_DOMAIN_ID`, `OS_PROJECT_DOMAIN_ID`, `HUAWEICLOUD_SDK_DOMAIN_ID`.
 */
export declare const domainId: string | undefined;
/**
 * Account that the user belongs to, such as OTC-EU-DE-00000000001000012345. Environment: `HW_DOMAIN_NAME`, `OS_USER_DOMAIN_NAME`, `OS_DOMAIN_NAME`, `OS_DEFAULT_DOMAIN_NAME`, `OS_DEFAULT_DOMAIN`, `OS_PROJECT_DOMAIN_NAME`.
 */
export declare const domainName: string | undefined;
/**
 * Use the agency of the cloud server that Pulumi runs on.
 */
export declare const ecsAgency: boolean | undefined;
/**
 * Base address of the API, which may have a path.
 */
export declare const endpoint: string | undefined;
/**
 * Do not check certificates (clouds.yaml: also verify: false). Environment: `HW_INSECURE`, `OS_INSECURE`.
 */
export declare const insecure: boolean | undefined;
/**
 * The user's password. Prefer the environment: `HW_USER_PASSWORD`, `OS_PASSWORD`.
 */
export declare const password: string | undefined;
/**
 * How often to poll: `eager` (default) or `calm` (fewer requests).
 */
export declare const polling: string | undefined;
/**
 * Id of the project that the gateway is in. Environment: `HW_PROJECT_ID`, `OS_PROJECT_ID`, `OS_TENANT_ID`, `HUAWEICLOUD_SDK_PROJECT_ID`.
 */
export declare const projectId: string | undefined;
/**
 * Name of the project that the gateway is in. Environment: `HW_PROJECT_NAME`, `OS_PROJECT_NAME`, `OS_TENANT_NAME`.
 */
export declare const projectName: string | undefined;
/**
 * Region, such as eu-de or cn-north-4. Environment: `HW_REGION_NAME`, `OS_REGION_NAME`, `OS_REGION`.
 */
export declare const region: string | undefined;
/**
 * Secret key (SK). Prefer the environment: `HW_SECRET_KEY`, `OS_SECRET_KEY`, `OS_SK`, `HUAWEICLOUD_SDK_SK`.
 */
export declare const secretKey: string | undefined;
/**
 * Security token of a temporary access key. Prefer the environment: `HW_SECURITY_TOKEN`, `OS_SECURITY_TOKEN`, `OS_ST`, `OS_SESSION_TOKEN`, `HUAWEICLOUD_SDK_SECURITY_TOKEN`.
 */
export declare const securityToken: string | undefined;
/**
 * Id of the IAM user; then no account is needed. Environment: `HW_USER_ID`, `OS_USER_ID`.
 */
export declare const userId: string | undefined;
/**
 * IAM user. Environment: `HW_USER_NAME`, `OS_USERNAME`, `OS_USER_NAME`.
 */
export declare const userName: string | undefined;
