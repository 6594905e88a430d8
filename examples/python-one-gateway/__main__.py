import pulumi
import pulumi_apig as apig

ready = apig.GatewayReadiness(
    "orders",
    instance_id=pulumi.Config().require("gatewayId"),
    opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="30m")),
)

# A resource that uses an output of `ready`, or has it in `depends_on`, starts when the gateway is ready.
pulumi.export("gateway", ready.instance_id)
pulumi.export("creationSeconds", ready.creation_seconds)
