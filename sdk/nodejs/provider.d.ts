import * as pulumi from "@pulumi/pulumi";
/**
 * Address of the API, and the credential.
 */
export declare class Provider extends pulumi.ProviderResource {
    /**
     * Returns true if the given object is an instance of Provider.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is Provider;
    /**
     * Access key (AK). Prefer the environment: `HW_ACCESS_KEY`, `OS_ACCESS_KEY`, `OS_ACCESS_KEY_ID`, `OS_AK`, `HUAWEICLOUD_SDK_AK`.
     */
    readonly accessKey: pulumi.Output<string | undefined>;
    /**
     * Id of the account that has the agency. Environment: `HW_ASSUME_ROLE_DOMAIN_ID`.
     */
    readonly agencyDomainId: pulumi.Output<string | undefined>;
    /**
     * The account that has the agency. Environment: `HW_ASSUME_ROLE_DOMAIN_NAME`, `OS_AGENCY_DOMAIN_NAME`.
     */
    readonly agencyDomainName: pulumi.Output<string | undefined>;
    /**
     * Agency of another account that the credential assumes. Environment: `HW_ASSUME_ROLE_AGENCY_NAME`, `OS_AGENCY_NAME`.
     */
    readonly agencyName: pulumi.Output<string | undefined>;
    /**
     * A token, scoped to the project. Prefer the environment: `HW_AUTH_TOKEN`, `OS_TOKEN`, `OS_AUTH_TOKEN`.
     */
    readonly authToken: pulumi.Output<string | undefined>;
    /**
     * Type of login: password, token, v3password, v3token or aksk; default: the first complete one. Environment: `OS_AUTH_TYPE`.
     */
    readonly authType: pulumi.Output<string | undefined>;
    /**
     * Address of IAM, with or without https:// and /v3. Environment: `HW_AUTH_URL`, `OS_AUTH_URL`, `HUAWEICLOUD_SDK_IAM_ENDPOINT`.
     */
    readonly authUrl: pulumi.Output<string | undefined>;
    /**
     * Additional certificates to trust (PEM). Environment: `OS_CACERT`.
     */
    readonly caCertFile: pulumi.Output<string | undefined>;
    /**
     * Entry of clouds.yaml. Environment: `OS_CLOUD`.
     */
    readonly cloud: pulumi.Output<string | undefined>;
    /**
     * Domain of the cloud, such as myhuaweicloud.eu; needed if the region's name does not determine it. Environment: `HW_CLOUD`.
     */
    readonly cloudDomain: pulumi.Output<string | undefined>;
    /**
     * Name of the project in that account that the gateway is in. Environment: `OS_DELEGATED_PROJECT`.
     */
    readonly delegatedProject: pulumi.Output<string | undefined>;
    /**
     * Id of that account. Environment: `HW_DOMAIN_ID`, `OS_USER_DOMAIN_ID`, `OS_DOMAIN_ID`, `OS_DEFAULT_DOMAIN_ID`, `OS_PROJECT_DOMAIN_ID`, `HUAWEICLOUD_SDK_DOMAIN_ID`.
     */
    readonly domainId: pulumi.Output<string | undefined>;
    /**
     * Account that the user belongs to, such as OTC-EU-DE-00000000001000012345. Environment: `HW_DOMAIN_NAME`, `OS_USER_DOMAIN_NAME`, `OS_DOMAIN_NAME`, `OS_DEFAULT_DOMAIN_NAME`, `OS_DEFAULT_DOMAIN`, `OS_PROJECT_DOMAIN_NAME`.
     */
    readonly domainName: pulumi.Output<string | undefined>;
    /**
     * Base address of the API, which may have a path.
     */
    readonly endpoint: pulumi.Output<string | undefined>;
    /**
     * The user's password. Prefer the environment: `HW_USER_PASSWORD`, `OS_PASSWORD`.
     */
    readonly password: pulumi.Output<string | undefined>;
    /**
     * How often to poll: `eager` (default) or `calm` (fewer requests).
     */
    readonly polling: pulumi.Output<string | undefined>;
    /**
     * Id of the project that the gateway is in. Environment: `HW_PROJECT_ID`, `OS_PROJECT_ID`, `OS_TENANT_ID`, `HUAWEICLOUD_SDK_PROJECT_ID`.
     */
    readonly projectId: pulumi.Output<string | undefined>;
    /**
     * Name of the project that the gateway is in. Environment: `HW_PROJECT_NAME`, `OS_PROJECT_NAME`, `OS_TENANT_NAME`.
     */
    readonly projectName: pulumi.Output<string | undefined>;
    /**
     * Region, such as eu-de or cn-north-4. Environment: `HW_REGION_NAME`, `OS_REGION_NAME`, `OS_REGION`.
     */
    readonly region: pulumi.Output<string | undefined>;
    /**
     * Secret key (SK). Prefer the environment: `HW_SECRET_KEY`, `OS_SECRET_KEY`, `OS_SK`, `HUAWEICLOUD_SDK_SK`.
     */
    readonly secretKey: pulumi.Output<string | undefined>;
    /**
     * Security token of a temporary access key. Prefer the environment: `HW_SECURITY_TOKEN`, `OS_SECURITY_TOKEN`, `OS_ST`, `OS_SESSION_TOKEN`, `HUAWEICLOUD_SDK_SECURITY_TOKEN`.
     */
    readonly securityToken: pulumi.Output<string | undefined>;
    /**
     * Id of the IAM user; then no account is needed. Environment: `HW_USER_ID`, `OS_USER_ID`.
     */
    readonly userId: pulumi.Output<string | undefined>;
    /**
     * IAM user. Environment: `HW_USER_NAME`, `OS_USERNAME`, `OS_USER_NAME`.
     */
    readonly userName: pulumi.Output<string | undefined>;
    /**
     * Create a Provider resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args?: ProviderArgs, opts?: pulumi.ResourceOptions);
}
/**
 * The set of arguments for constructing a Provider resource.
 */
export interface ProviderArgs {
    /**
     * Access key (AK). Prefer the environment: `HW_ACCESS_KEY`, `OS_ACCESS_KEY`, `OS_ACCESS_KEY_ID`, `OS_AK`, `HUAWEICLOUD_SDK_AK`.
     */
    accessKey?: pulumi.Input<string>;
    /**
     * Id of the account that has the agency. Environment: `HW_ASSUME_ROLE_DOMAIN_ID`.
     */
    agencyDomainId?: pulumi.Input<string>;
    /**
     * The account that has the agency. Environment: `HW_ASSUME_ROLE_DOMAIN_NAME`, `OS_AGENCY_DOMAIN_NAME`.
     */
    agencyDomainName?: pulumi.Input<string>;
    /**
     * Lifetime of the agency's temporary keys in seconds, 900 to 86400; they are renewed before they expire. Environment: `HW_ASSUME_ROLE_DURATION`.
     */
    agencyDuration?: pulumi.Input<number>;
    /**
     * Agency of another account that the credential assumes. Environment: `HW_ASSUME_ROLE_AGENCY_NAME`, `OS_AGENCY_NAME`.
     */
    agencyName?: pulumi.Input<string>;
    /**
     * Allow plain HTTP to other machines.
     */
    allowHttp?: pulumi.Input<boolean>;
    /**
     * A token, scoped to the project. Prefer the environment: `HW_AUTH_TOKEN`, `OS_TOKEN`, `OS_AUTH_TOKEN`.
     */
    authToken?: pulumi.Input<string>;
    /**
     * Type of login: password, token, v3password, v3token or aksk; default: the first complete one. Environment: `OS_AUTH_TYPE`.
     */
    authType?: pulumi.Input<string>;
    /**
     * Address of IAM, with or without https:// and /v3. Environment: `HW_AUTH_URL`, `OS_AUTH_URL`, `HUAWEICLOUD_SDK_IAM_ENDPOINT`.
     */
    authUrl?: pulumi.Input<string>;
    /**
     * Additional certificates to trust (PEM). Environment: `OS_CACERT`.
     */
    caCertFile?: pulumi.Input<string>;
    /**
     * Entry of clouds.yaml. Environment: `OS_CLOUD`.
     */
    cloud?: pulumi.Input<string>;
    /**
     * Domain of the cloud, such as myhuaweicloud.eu; needed if the region's name does not determine it. Environment: `HW_CLOUD`.
     */
    cloudDomain?: pulumi.Input<string>;
    /**
     * Name of the project in that account that the gateway is in. Environment: `OS_DELEGATED_PROJECT`.
     */
    delegatedProject?: pulumi.Input<string>;
    /**
     * Id of that account. Environment: `HW_DOMAIN_ID`, `OS_USER_DOMAIN_ID`, `OS_DOMAIN_ID`, `OS_DEFAULT_DOMAIN_ID`, `OS_PROJECT_DOMAIN_ID`, `HUAWEICLOUD_SDK_DOMAIN_ID`.
     */
    domainId?: pulumi.Input<string>;
    /**
     * Account that the user belongs to, such as OTC-EU-DE-00000000001000012345. Environment: `HW_DOMAIN_NAME`, `OS_USER_DOMAIN_NAME`, `OS_DOMAIN_NAME`, `OS_DEFAULT_DOMAIN_NAME`, `OS_DEFAULT_DOMAIN`, `OS_PROJECT_DOMAIN_NAME`.
     */
    domainName?: pulumi.Input<string>;
    /**
     * Use the agency of the cloud server that Pulumi runs on.
     */
    ecsAgency?: pulumi.Input<boolean>;
    /**
     * Base address of the API, which may have a path.
     */
    endpoint?: pulumi.Input<string>;
    /**
     * Do not check certificates (clouds.yaml: also verify: false). Environment: `HW_INSECURE`, `OS_INSECURE`.
     */
    insecure?: pulumi.Input<boolean>;
    /**
     * The user's password. Prefer the environment: `HW_USER_PASSWORD`, `OS_PASSWORD`.
     */
    password?: pulumi.Input<string>;
    /**
     * How often to poll: `eager` (default) or `calm` (fewer requests).
     */
    polling?: pulumi.Input<string>;
    /**
     * Id of the project that the gateway is in. Environment: `HW_PROJECT_ID`, `OS_PROJECT_ID`, `OS_TENANT_ID`, `HUAWEICLOUD_SDK_PROJECT_ID`.
     */
    projectId?: pulumi.Input<string>;
    /**
     * Name of the project that the gateway is in. Environment: `HW_PROJECT_NAME`, `OS_PROJECT_NAME`, `OS_TENANT_NAME`.
     */
    projectName?: pulumi.Input<string>;
    /**
     * Region, such as eu-de or cn-north-4. Environment: `HW_REGION_NAME`, `OS_REGION_NAME`, `OS_REGION`.
     */
    region?: pulumi.Input<string>;
    /**
     * Secret key (SK). Prefer the environment: `HW_SECRET_KEY`, `OS_SECRET_KEY`, `OS_SK`, `HUAWEICLOUD_SDK_SK`.
     */
    secretKey?: pulumi.Input<string>;
    /**
     * Security token of a temporary access key. Prefer the environment: `HW_SECURITY_TOKEN`, `OS_SECURITY_TOKEN`, `OS_ST`, `OS_SESSION_TOKEN`, `HUAWEICLOUD_SDK_SECURITY_TOKEN`.
     */
    securityToken?: pulumi.Input<string>;
    /**
     * Id of the IAM user; then no account is needed. Environment: `HW_USER_ID`, `OS_USER_ID`.
     */
    userId?: pulumi.Input<string>;
    /**
     * IAM user. Environment: `HW_USER_NAME`, `OS_USERNAME`, `OS_USER_NAME`.
     */
    userName?: pulumi.Input<string>;
}
