// How any command ends, whatever it is about, with the code of a bug, too. Source of the first two: sysexits.h.

/** An error in this command (EX_SOFTWARE). */
const bug = 70;
/** The output cannot be written (EX_IOERR). */
const outputLost = 74;
/** Nobody reads the output any more: what a shell shows of a program that SIGPIPE ended. */
const readerGone = 141;

/**
 * Ends the process at once when its output cannot be written: quietly when nobody reads it any more, else with an error. Call
 * it first. An error stream that cannot be written changes nothing: the exit code still tells what happened.
 */
export function guardOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || error.code === "ECONNRESET") process.exit(readerGone);
    fail(`the output cannot be written: ${error.message}`, outputLost);
  });
  process.stderr.on("error", () => {});
  // Node.js would end with 1, which means something else here.
  process.on("uncaughtException", (error) => fail(`a bug of this command: ${error.stack}`, bug));
}

/** Prints the last text and ends the process at once: an abandoned request must not keep it alive. */
export function finish(text: string, code: number, stream: NodeJS.WriteStream = process.stdout): void {
  end(`${text}\n`, code, stream);
}

/** Ends the process once everything is written. */
export function end(text: string, code: number, stream: NodeJS.WriteStream = process.stdout): void {
  stream.write(text, (error) => {
    // For an output that is lost, the guard chooses the code.
    if (!error || stream !== process.stdout) process.exit(code);
  });
}

function fail(text: string, code: number): void {
  end(`pulumi-apig: ${text}\n`, code, process.stderr);
}
