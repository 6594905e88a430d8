// The public surface of the package, by name. A program imports this file.
export { ApigError, type ErrorCode } from "./errors";
export {
  GatewayReadiness,
  type GatewayReadinessArgs,
  type GatewayReadinessGetArgs,
  type GatewayReadinessOptions,
  type GatewayStatus,
} from "./gatewayReadiness";
export {
  type GetGatewayProgressArgs,
  type GetGatewayProgressOutputArgs,
  type GetGatewayProgressResult,
  getGatewayProgress,
  getGatewayProgressOutput,
} from "./program/getGatewayProgress";
export { type WaitForGatewayArgs, waitForGateway } from "./program/waitForGateway";
