// Loaded first by the provider process: chance, which a wait draws after a poll, is a bug there.
const { random } = Math;
if (process.argv.some((word) => word.includes("dynamic-provider")))
  Math.random = () => {
    if (/waiter\.js/.test(new Error().stack)) throw new TypeError("x is not a function");
    return random();
  };
