export { ApigError, type ErrorCode } from "./errors";
export { GatewayReadiness, type GatewayReadinessArgs, type GatewayReadinessOptions } from "./gatewayReadiness";
