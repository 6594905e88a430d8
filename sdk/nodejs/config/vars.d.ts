/**
 * Access key (AK). Better in the environment: `HW_ACCESS_KEY`, `OS_ACCESS_KEY`, `OS_ACCESS_KEY_ID`, `OS_AK`, `HUAWEICLOUD_SDK_AK`.
 */
export declare const accessKey: string | undefined;
/**
 * The account that has the agency, by id. Environment: `HW_ASSUME_ROLE_DOMAIN_ID`.
 */
export declare const agencyDomainId: string | undefined;
/**
 * The account that has the agency. Environment: `HW_ASSUME_ROLE_DOMAIN_NAME`, `OS_AGENCY_DOMAIN_NAME`.
 */
export declare const agencyDomainName: string | undefined;
/**
 * Seconds that the agency's temporary keys live, 900 to 86400; they are renewed in time. Environment: `HW_ASSUME_ROLE_DURATION`.
 */
export declare const agencyDuration: number | undefined;
/**
 * Agency of another account that the credential assumes. Environment: `HW_ASSUME_ROLE_AGENCY_NAME`, `OS_AGENCY_NAME`.
 */
export declare const agencyName: string | undefined;
/**
 * Allow plain HTTP to other machines, too.
 */
export declare const allowHttp: boolean | undefined;
/**
 * A token, scoped to the project. Better in the environment: `HW_AUTH_TOKEN`, `OS_TOKEN`, `OS_AUTH_TOKEN`.
 */
export declare const authToken: string | undefined;
/**
 * Which login is meant: password, token, v3password, v3token or aksk; default: the first whole one. Environment: `OS_AUTH_TYPE`.
 */
export declare const authType: string | undefined;
/**
 * Address of IAM, with or without https:// and /v3. Environment: `HW_AUTH_URL`, `OS_AUTH_URL`, `HUAWEICLOUD_SDK_IAM_ENDPOINT`.
 */
export declare const authUrl: string | undefined;
/**
 * Certificates to trust as well (PEM). Environment: `OS_CACERT`.
 */
export declare const caCertFile: string | undefined;
/**
 * Entry of clouds.yaml. Environment: `OS_CLOUD`.
 */
export declare const cloud: string | undefined;
/**
 * Domain of a cloud whose region does not tell it, such as myhuaweicloud.eu. Environment: `HW_CLOUD`.
 */
export declare const cloudDomain: string | undefined;
/**
 * Project of that account that the gateway is in, by name. Environment: `OS_DELEGATED_PROJECT`.
 */
export declare const delegatedProject: string | undefined;
/**
 * The account by id. Environment: `HW_DOMAIN_ID`, `OS_USER_DOMAIN_ID`, `OS_DOMAIN_ID`, `OS_DEFAULT_DOMAIN_ID`, `OS_PROJECT_DOMAIN_ID`, `HUAWEICLOUD_SDK_DOMAIN_ID`.
 */
export declare const domainId: string | undefined;
/**
 * Account that the user belongs to, such as OTC-EU-DE-00000000001000012345. Environment: `HW_DOMAIN_NAME`, `OS_USER_DOMAIN_NAME`, `OS_DOMAIN_NAME`, `OS_DEFAULT_DOMAIN_NAME`, `OS_DEFAULT_DOMAIN`, `OS_PROJECT_DOMAIN_NAME`.
 */
export declare const domainName: string | undefined;
/**
 * Use the agency of the cloud server that this runs on.
 */
export declare const ecsAgency: boolean | undefined;
/**
 * Address of the API; a path in it is kept.
 */
export declare const endpoint: string | undefined;
/**
 * Do not check certificates (clouds.yaml: also verify: false). Environment: `HW_INSECURE`, `OS_INSECURE`.
 */
export declare const insecure: boolean | undefined;
/**
 * The user's password. Better in the environment: `HW_USER_PASSWORD`, `OS_PASSWORD`.
 */
export declare const password: string | undefined;
/**
 * How many requests to spend: `eager` (default) or `calm`.
 */
export declare const polling: string | undefined;
/**
 * Project that the gateway is in. Environment: `HW_PROJECT_ID`, `OS_PROJECT_ID`, `OS_TENANT_ID`, `HUAWEICLOUD_SDK_PROJECT_ID`.
 */
export declare const projectId: string | undefined;
/**
 * The project by name, which is looked up. Environment: `HW_PROJECT_NAME`, `OS_PROJECT_NAME`, `OS_TENANT_NAME`.
 */
export declare const projectName: string | undefined;
/**
 * Region, such as eu-de or cn-north-4. Environment: `HW_REGION_NAME`, `OS_REGION_NAME`, `OS_REGION`.
 */
export declare const region: string | undefined;
/**
 * Secret key (SK). Better in the environment: `HW_SECRET_KEY`, `OS_SECRET_KEY`, `OS_SK`, `HUAWEICLOUD_SDK_SK`.
 */
export declare const secretKey: string | undefined;
/**
 * Third part of a temporary access key. Better in the environment: `HW_SECURITY_TOKEN`, `OS_SECURITY_TOKEN`, `OS_ST`, `OS_SESSION_TOKEN`, `HUAWEICLOUD_SDK_SECURITY_TOKEN`.
 */
export declare const securityToken: string | undefined;
/**
 * IAM user by id; then no account is needed. Environment: `HW_USER_ID`, `OS_USER_ID`.
 */
export declare const userId: string | undefined;
/**
 * IAM user. Environment: `HW_USER_NAME`, `OS_USERNAME`, `OS_USER_NAME`.
 */
export declare const userName: string | undefined;
