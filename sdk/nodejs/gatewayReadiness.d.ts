import * as pulumi from "@pulumi/pulumi";
/**
 * Waits for a dedicated API gateway. Its creation ends when the gateway's status is final, so a resource that uses one of its outputs starts when the gateway is ready. If the gateway fails, that resource does not start. `GatewayReadiness` creates nothing in the cloud, and deleting it does not touch the gateway.
 *
 * After a failed gateway, a timeout or Ctrl-C, the update fails and the state keeps the last outputs; the next `pulumi up` waits again. The message ends with a stable code such as `APIG_TIMED_OUT`.
 *
 * Source: "Querying the Creation Progress of a Dedicated Gateway", `GET /v2/{project_id}/apigw/instances/{instance_id}/progress`.
 */
export declare class GatewayReadiness extends pulumi.CustomResource {
    /**
     * Get an existing GatewayReadiness resource's state with the given name, ID, and optional extra
     * properties used to qualify the lookup.
     *
     * @param name The _unique_ name of the resulting resource.
     * @param id The _unique_ provider ID of the resource to lookup.
     * @param opts Optional settings to control the behavior of the CustomResource.
     */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): GatewayReadiness;
    /**
     * Returns true if the given object is an instance of GatewayReadiness.  This is designed to work even
     * when multiple copies of the Pulumi SDK have been loaded into the same process.
     */
    static isInstance(obj: any): obj is GatewayReadiness;
    /**
     * How long the creation took, in seconds. Null until it has ended, or if one of the two times is unknown.
     */
    readonly creationSeconds: pulumi.Output<number | undefined>;
    /**
     * When the creation ended, Unix milliseconds. Null until then, or if the API gave no time.
     */
    readonly endTime: pulumi.Output<number | undefined>;
    /**
     * `endTime` as an RFC 3339 text in UTC. Null if `endTime` is null.
     */
    readonly endedAt: pulumi.Output<string | undefined>;
    /**
     * Base address of the API that was used, without a slash at the end. Never null; empty if the wait ended before it was known.
     */
    readonly endpoint: pulumi.Output<string>;
    /**
     * The API's code for why the creation failed, such as `APIC.9218` (quota). Null if the API gave none.
     */
    readonly errorCode: pulumi.Output<string | undefined>;
    /**
     * The API's text for why the creation failed. Null if the API gave none.
     */
    readonly errorMessage: pulumi.Output<string | undefined>;
    /**
     * Id of the gateway. Never null. Use this output in resources that need the gateway: they then start after it.
     */
    readonly instanceId: pulumi.Output<string>;
    /**
     * Percent, an integer from 0 to 100. Null if the API gave none.
     */
    readonly progress: pulumi.Output<number | undefined>;
    /**
     * Id of the project that the gateway is in. Never null; empty if the wait ended before it was known.
     */
    readonly projectId: pulumi.Output<string>;
    /**
     * When the creation began, Unix milliseconds. Null if the API gave no time.
     */
    readonly startTime: pulumi.Output<number | undefined>;
    /**
     * `startTime` as an RFC 3339 text in UTC. Null if `startTime` is null.
     */
    readonly startedAt: pulumi.Output<string | undefined>;
    /**
     * `creating`, `success`, `failed`, or a word that the API does not document. Null if the API never answered.
     */
    readonly status: pulumi.Output<string | undefined>;
    /**
     * Create a GatewayReadiness resource with the given unique name, arguments, and options.
     *
     * @param name The _unique_ name of the resource.
     * @param args The arguments to use to populate this resource's properties.
     * @param opts A bag of options that control this resource's behavior.
     */
    constructor(name: string, args: GatewayReadinessArgs, opts?: pulumi.CustomResourceOptions);
}
/**
 * The set of arguments for constructing a GatewayReadiness resource.
 */
export interface GatewayReadinessArgs {
    /**
     * Name of an entry of clouds.yaml. Default: the setting `apig:cloud`, then the environment variable `OS_CLOUD`.
     */
    cloud?: pulumi.Input<string>;
    /**
     * Base address of the API, `https://` only. Default: the setting `apig:endpoint`, then an address built from the region.
     */
    endpoint?: pulumi.Input<string>;
    /**
     * Whether the update fails if the gateway's creation failed. Default true. If false, check the output `status`.
     */
    failOnError?: pulumi.Input<boolean>;
    /**
     * Id of the dedicated gateway: 1 to 64 letters, digits, hyphens and underscores. A change replaces the resource, which then waits for the new gateway.
     */
    instanceId: pulumi.Input<string>;
    /**
     * Id of the project that the gateway is in. Default: the credential's project. A change replaces the resource.
     */
    projectId?: pulumi.Input<string>;
    /**
     * Region, such as `eu-de`. Default: the setting `apig:region`, then the region that is set with the credential.
     */
    region?: pulumi.Input<string>;
    /**
     * Any values. A change (deep equality) replaces the resource, which then waits again. Default: none.
     */
    triggers?: pulumi.Input<any[]>;
}
