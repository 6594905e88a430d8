// Node.js loads some of its own modules when they are first needed, and each keeps the timers that it finds: HTTP/2 loaded
// under fake timers never ends an answer again in that process, so gRPC stands still, and `Headers` loads it. Here both are loaded before.
import "node:http2";
import sinon, { type SinonFakeTimers } from "sinon";

void globalThis.Headers;

/** Timers and a clock that stand still until the test moves them. The only way to them in these tests. To end with `restore()`. */
export const fakeTimers = (now = Date.UTC(2026, 0, 2)): SinonFakeTimers => sinon.useFakeTimers({ now });
