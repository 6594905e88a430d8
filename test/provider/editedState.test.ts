import { expect } from "chai";
import type { Timeline } from "../../emulator";
import type { Stored } from "../../provider/lifecycle";
import {
  expectComplete,
  initFailure,
  outputNames,
  plainError,
  providerInput,
  steady,
  worldOf,
} from "./helpers/lifecycle";
import { success } from "./helpers/pollResults";

describe("a state that somebody edited", () => {
  const world = worldOf();
  const nowhere = { config: { endpoint: undefined } };
  const done = { ...steady, end: 0, status: "success" } as const;

  const known = (edited: object) => edit(done, edited);
  const down = (edited: object) => edit({ ...done, faults: [{ kind: "status", status: 503 }] }, edited);
  function edit(timeline: Timeline, edited: object) {
    const { outputs, ...gateway } = world.known(timeline, success);
    const stored: Stored = { ...outputs, __provider: providerInput, ...edited } as never;
    return { ...gateway, stored, news: { instanceId: gateway.instanceId, __provider: providerInput } };
  }

  const endpoints: readonly [written: unknown, shown: string][] = [
    ["x y", "must be an address such as"],
    [7, 'must be an address such as https://apig.eu-de.otc.t-systems.com, not "7"'],
    [{ a: 1 }, "must be an address such as"],
    ["http://", "must be an address such as"],
    ["apig.eu-de.otc.t-systems.com", 'not "apig.eu-de.otc.t-systems.com"'],
    ["https://a.example/?q", "must have no user, password, query or fragment"],
    ["https://u:hunter2@a.example", 'not "https://...@a.example"'],
  ];
  for (const [endpoint, shown] of endpoints) {
    it(`refresh, endpoint ${JSON.stringify(endpoint)}: names the field and what to do, without a request`, async () => {
      const { id, stored, polls } = known({ endpoint });
      const error = (await plainError(world.lifecycle(nowhere).read(id, stored as never))) as Error & { code?: string };
      expect([error.code, polls()]).to.deep.equal(["APIG_INVALID_SETTING", 0]);
      expect(error.message).to.match(/^endpoint in the state of this resource must /);
      expect(error.message).to.include(shown);
      expect(error.message).to.include("pulumi config set apig:endpoint");
      expect(error.message).to.not.include("hunter2");
    });
  }

  it("refresh: a stack config that says where counts instead", async () => {
    const { id, stored } = known({ endpoint: "x y" });
    expect((await world.lifecycle().read(id, stored as never)).props).to.include({ endpoint: world.emulator.endpoint });
  });

  it("up: what the stack config says is written into the state; without it, the reason is told", async () => {
    const { id, stored, news } = known({ endpoint: 7, status: "creating" });
    const { outs } = await world.lifecycle().update(id, stored, news);
    expect(outs).to.include({ endpoint: world.emulator.endpoint, status: "success" });
    const error = await initFailure(world.lifecycle(nowhere).update(id, stored, news));
    expect(error.reasons[0]).to.match(/^endpoint in the state of this resource must be an address/);
  });

  for (const wrong of ["../../x/gw", "project/gw?x=y", "project/gw/more", "pro ject/gw", ""]) {
    it(`an id that can be none, ${JSON.stringify(wrong)}: refused by refresh and up, without a request`, async () => {
      const { stored, news, polls } = known({ status: "creating" });
      for (const run of [
        world.lifecycle().read(wrong, stored as never),
        world.lifecycle().update(wrong, stored, news),
      ]) {
        const { message } = await plainError(run);
        expect(message).to.match(
          /^the id in the state of this resource must be .*\(pulumi stack export, pulumi stack import\) \(APIG_INVALID_SETTING\)$/,
        );
      }
      expect(polls()).to.equal(0);
    });
  }

  const asWritten = (stored: Stored): Stored => JSON.parse(JSON.stringify(stored));
  const isOfId = (name: string) => name === "instanceId" || name === "projectId";
  const names = outputNames.filter((name) => name !== "endpoint");
  for (const name of names) {
    for (const value of [undefined, 7, "no such", {}]) {
      const what = value === undefined ? "deleted" : JSON.stringify(value);
      it(`output ${name} ${what}: refresh and up write it anew, and nothing is replaced`, async () => {
        const { id, stored, news } = known({ [name]: value });
        const edited = asWritten(stored);
        const { props } = await world.lifecycle().read(id, edited as never);
        expectComplete(props);
        expect(props).to.include({ status: "success", instanceId: news.instanceId });
        const { replaces, changes } = await world.lifecycle().diff(id, edited, news);
        // What reads an output that is not there would get nothing.
        expect([replaces, changes]).to.deep.equal([[], name === "status" || (value === undefined && !isOfId(name))]);
        expect((await world.lifecycle().update(id, edited, news)).outs).to.deep.equal(props);
      });

      it(`output ${name} ${what}, and no answer: the reason says what the state keeps, and what to do`, async () => {
        const __timeouts = { read: "2s", update: "2s" };
        const { id, stored, news } = down({ [name]: value, __timeouts });
        const edited = asWritten(stored);
        const { message } = await plainError(world.lifecycle().read(id, edited as never));
        expect(message)
          .to.match(/could not be refreshed: .*; the state (has no status|keeps (success|no such))/)
          .and.match(/Run pulumi refresh again/);
        expect(message).to.not.match(/undefined|TypeError|yup|argument/);
        const { reasons } = await initFailure(world.lifecycle().update(id, edited, { ...news, __timeouts }));
        expect(reasons[0])
          .to.match(/Run pulumi up again/)
          .and.not.match(/undefined|TypeError|yup/);
      });
    }
  }

  it("a cloud that can be none is named, and what to do", async () => {
    const { id, stored, polls } = known({ cloud: 7 });
    const { message } = await plainError(world.lifecycle().read(id, stored as never));
    expect(message).to.equal(
      "cloud in the state of this resource must be the name of an entry of clouds.yaml, not 7: correct the state (pulumi stack export, pulumi stack import) (APIG_INVALID_SETTING)",
    );
    expect(polls()).to.equal(0);
  });

  it("a timeout that is none is named", async () => {
    for (const read of [7, "soon"]) {
      const { id, stored } = known({ status: "creating", __timeouts: { read } });
      const { message } = await plainError(world.lifecycle().read(id, stored as never));
      expect(message).to.match(/^timeouts in the state of this resource must hold durations .*, not ("soon"|7): /);
    }
  });

  it("a region or a row that is no text changes nothing", async () => {
    const { id, stored, news } = known({ region: 7, __row: 7 });
    expect((await world.lifecycle().diff(id, stored, news)).changes).to.equal(false);
    expect((await world.lifecycle().read(id, stored as never)).props?.status).to.equal("success");
  });
});
