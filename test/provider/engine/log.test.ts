import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { expect } from "chai";
import { warner } from "../../../provider/engine/log";

type Client = Parameters<typeof warner>[0];
/** An engine that takes a message, and answers so. */
const client = (log: (request: LogRequest, done: (error: Error | null) => void) => void) =>
  ({ log: (request: LogRequest, _options: unknown, done: () => void) => log(request, done) }) as unknown as Client;

describe(warner.name, () => {
  it("gives the engine a warning that stays, of the stack", async () => {
    const sent: LogRequest.AsObject[] = [];
    const warn = warner(
      client((request, done) => {
        sent.push(request.toObject());
        done(null);
      }),
      { LogRequest },
    );
    expect(await warn("a mistyped key")).to.equal(true);
    expect(sent).to.have.length(1);
    expect(sent[0]).to.include({ severity: 2, message: "a mistyped key", urn: "", ephemeral: false });
  });

  it("says that it did not arrive, where the engine does not take it or the SDK throws", async () => {
    const refused = warner(
      client((_request, done) => done(new Error("unavailable"))),
      { LogRequest },
    );
    const broken = warner(
      client(() => {
        throw new Error("gone");
      }),
      { LogRequest },
    );
    expect([await refused("x"), await broken("x")]).to.deep.equal([false, false]);
  });
});
