// Mocha asks its workers to end and, a second later, sends SIGTERM. On a busy machine a worker needs longer to write what it has
// covered, so it does not die of that.
if (process.env.MOCHA_WORKER_ID !== undefined) process.on("SIGTERM", () => {});
