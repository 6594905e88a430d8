/**
 * What a call needs is loaded when it is made: HTTP, YAML and validation take longer to load than a program needs that only
 * declares resources.
 */
export const calls = (): typeof import("./calls") => require("./calls");
