package main

import (
	"owner.internal/pulumi-apig/sdk/go/apig"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		ready, err := apig.NewGatewayReadiness(ctx, "orders", &apig.GatewayReadinessArgs{
			InstanceId: pulumi.String(config.Require(ctx, "gatewayId")),
		}, pulumi.Timeouts(&pulumi.CustomTimeouts{Create: "30m"}))
		if err != nil {
			return err
		}
		// A resource that uses an output of `ready`, or has it in DependsOn, starts when the gateway is ready.
		ctx.Export("gateway", ready.InstanceId)
		ctx.Export("creationSeconds", ready.CreationSeconds)
		return nil
	})
}
