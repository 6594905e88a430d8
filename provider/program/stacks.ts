/** Files of packages, of what Yarn loads them by, and of Node.js; a frame of a native function has none. */
const isForeign = (file: string | null | undefined) =>
  !file || file.startsWith("node:") || /[\\/](node_modules[\\/]|\.pnp\.c?js$)/.test(file);

/**
 * Saves stacks while a resource registers; returns what ends that. For a debugging aid of its own, the SDK takes one for each of a
 * resource's 60 promises, which takes longer than all the rest. Another one goes into the state of each resource: there the program's own
 * lines stay, and what called those, which only starts a program and is the same everywhere, is left out.
 */
export function sparingStacks(): () => void {
  const { stackTraceLimit, prepareStackTrace: whole } = Error;
  if (process.env.PULUMI_DEBUG_PROMISE_LEAKS) return () => {};
  Error.stackTraceLimit = 0;
  const sparing: typeof whole = (error, frames) => {
    const last = frames.findLastIndex((frame) => !isForeign(frame.getFileName()));
    return whole?.(error, last < 0 ? frames : frames.slice(0, last + 1));
  };
  // Node.js takes anything but a function for none.
  if (typeof whole === "function") Error.prepareStackTrace = sparing;
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    // One that was installed meanwhile stays.
    if (Error.prepareStackTrace === sparing) Error.prepareStackTrace = whole;
  };
}
