import type { Chance } from "./chance";
import { blind, type Policy } from "./policy";

// Each schedule as its source has it; request time counts as zero for all, ours included.

/** Polls every `seconds`, the first time after `first`. */
export const fixed = (seconds: number, first = 0, name = `every ${seconds} s`): Policy =>
  blind(name, (poll) => (poll === 1 ? first : seconds));

/** terraform-plugin-sdk v2.37 `helper/retry/state.go` without Delay and PollInterval: the wait doubles before each use. */
const terraformSdk = blind("Terraform SDK default", (poll) =>
  poll === 1 ? 0 : Math.min(10, 0.1 * 2 ** Math.min(poll - 1, 10)),
);

/** smithy `util-waiter` (4.6): the first check at once, then full jitter below a ceiling that doubles, then the ceiling. */
function awsWaiter(maxDelay: number): Policy {
  const minDelay = 2;
  const attemptCeiling = Math.log2(maxDelay / minDelay) + 1;
  return blind(`AWS waiter 2..${maxDelay} s`, (poll: number, chance: Chance) => {
    const attempt = poll - 1;
    if (attempt === 0) return 0;
    if (attempt > attemptCeiling) return maxDelay;
    return minDelay + (Math.min(minDelay * 2 ** (attempt - 1), maxDelay) - minDelay) * chance();
  });
}

export const peers: readonly Policy[] = [
  fixed(20, 60, "Terraform, Huawei Cloud"),
  fixed(20, 20, "Terraform, Open Telekom Cloud"),
  terraformSdk,
  awsWaiter(120),
  awsWaiter(30),
  fixed(1, 1, "gophertelekomcloud"),
  fixed(2, 0, "otcextensions"),
  fixed(2),
  fixed(5),
  fixed(10),
  fixed(20),
];
