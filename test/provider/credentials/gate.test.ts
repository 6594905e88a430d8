import { expect } from "chai";
import { Gate } from "../../../provider/credentials/gate";
import { ApigError } from "../../../provider/errors";

describe("a gate while it is closed", () => {
  const silence = new ApigError("APIG_UNREACHABLE", "no answer");
  const ended = (task: Promise<unknown>) => task.then(String, ({ message }: Error) => message);

  /** Two with the same goal: the first is under way, the second waits; `end` ends the first. */
  function two(first: AbortSignal, second?: AbortSignal) {
    const gate = new Gate();
    let end = (_: Error) => {};
    const hanging = () => new Promise<string>((_, reject) => (end = reject));
    const one = ended(gate.pass("goal", hanging, first));
    const other = ended(gate.pass("goal", async () => "done", second));
    return { one, other, end: (error: Error) => end(error) };
  }

  it("whoever waits for one that could not reach the same goal fails with it", async () => {
    const { one, other, end } = two(new AbortController().signal);
    end(silence);
    expect([await one, await other]).to.deep.equal(["no answer", "no answer"]);
  });

  it("one that was given up says nothing about the goal: the next goes", async () => {
    const stop = new AbortController();
    const { one, other, end } = two(stop.signal);
    stop.abort();
    end(silence);
    expect([await one, await other]).to.deep.equal(["no answer", "done"]);
  });

  it("who gives up ends at once, though what it began goes on, such as a login: the next goes", async () => {
    const stop = new AbortController();
    const { one, other } = two(stop.signal);
    stop.abort();
    expect([await one, await other]).to.deep.equal(["the request was cancelled", "done"]);
  });

  it("who gives up while it waits tells why, where its signal says so", async () => {
    const stop = new AbortController();
    const { other } = two(new AbortController().signal, stop.signal);
    stop.abort(new ApigError("APIG_UNREACHABLE", "too late"));
    expect(await other).to.equal("too late");
  });
});
