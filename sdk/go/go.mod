module owner.internal/pulumi-apig/sdk/go

go 1.25

require github.com/pulumi/pulumi/sdk/v3 v3.230.0
