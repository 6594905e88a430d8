import * as pulumi from "@pulumi/pulumi";
/**
 * Queries the progress of a gateway once, without waiting; also in a preview. A failed gateway is a result, not an error.
 *
 * Source: "Querying the Creation Progress of a Dedicated Gateway".
 */
export declare function getGatewayProgress(args: GetGatewayProgressArgs, opts?: pulumi.InvokeOptions): Promise<GetGatewayProgressResult>;
export interface GetGatewayProgressArgs {
    /**
     * Name of an entry of clouds.yaml. Default: the setting `apig:cloud`, then the environment variable `OS_CLOUD`.
     */
    cloud?: string;
    /**
     * Base address of the API, `https://` only. Default: the setting `apig:endpoint`, then an address built from the region.
     */
    endpoint?: string;
    /**
     * Id of the dedicated gateway: 1 to 64 letters, digits, hyphens and underscores.
     */
    instanceId: string;
    /**
     * Id of the project that the gateway is in. Default: the credential's project.
     */
    projectId?: string;
    /**
     * Region, such as `eu-de`. Default: the setting `apig:region`, then the region that is set with the credential.
     */
    region?: string;
}
export interface GetGatewayProgressResult {
    /**
     * How long the creation took, in seconds. Null until it has ended, or if one of the two times is unknown.
     */
    readonly creationSeconds?: number;
    /**
     * When the creation ended, Unix milliseconds. Null until then, or if the API gave no time.
     */
    readonly endTime?: number;
    /**
     * `endTime` as an RFC 3339 text in UTC. Null if `endTime` is null.
     */
    readonly endedAt?: string;
    /**
     * Base address of the API that was used, without a slash at the end.
     */
    readonly endpoint: string;
    /**
     * The API's code for why the creation failed, such as `APIC.9218`. Null if the API gave none.
     */
    readonly errorCode?: string;
    /**
     * The API's text for why the creation failed. Null if the API gave none.
     */
    readonly errorMessage?: string;
    /**
     * Id of the gateway.
     */
    readonly instanceId: string;
    /**
     * Percent, an integer from 0 to 100. Null if the API gave none.
     */
    readonly progress?: number;
    /**
     * Id of the project that the gateway is in.
     */
    readonly projectId: string;
    /**
     * When the creation began, Unix milliseconds. Null if the API gave no time.
     */
    readonly startTime?: number;
    /**
     * `startTime` as an RFC 3339 text in UTC. Null if `startTime` is null.
     */
    readonly startedAt?: string;
    /**
     * `creating`, `success`, `failed`, or a word that the API does not document. Never null here.
     */
    readonly status: string;
}
/**
 * Queries the progress of a gateway once, without waiting; also in a preview. A failed gateway is a result, not an error.
 *
 * Source: "Querying the Creation Progress of a Dedicated Gateway".
 */
export declare function getGatewayProgressOutput(args: GetGatewayProgressOutputArgs, opts?: pulumi.InvokeOptions): pulumi.Output<GetGatewayProgressResult>;
export interface GetGatewayProgressOutputArgs {
    /**
     * Name of an entry of clouds.yaml. Default: the setting `apig:cloud`, then the environment variable `OS_CLOUD`.
     */
    cloud?: pulumi.Input<string>;
    /**
     * Base address of the API, `https://` only. Default: the setting `apig:endpoint`, then an address built from the region.
     */
    endpoint?: pulumi.Input<string>;
    /**
     * Id of the dedicated gateway: 1 to 64 letters, digits, hyphens and underscores.
     */
    instanceId: pulumi.Input<string>;
    /**
     * Id of the project that the gateway is in. Default: the credential's project.
     */
    projectId?: pulumi.Input<string>;
    /**
     * Region, such as `eu-de`. Default: the setting `apig:region`, then the region that is set with the credential.
     */
    region?: pulumi.Input<string>;
}
