module go-one-gateway

go 1.25

require (
	github.com/pulumi/pulumi/sdk/v3 v3.230.0
	owner.internal/pulumi-apig/sdk/go v0.0.0
)

replace owner.internal/pulumi-apig/sdk/go => ./node_modules/pulumi-apig/sdk/go
