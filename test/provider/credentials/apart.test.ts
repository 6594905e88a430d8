import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../../emulator";
import { Connections } from "../../../provider/credentials/connections";
import type { Wanted } from "../../../provider/credentials/resolve";
import { processSource } from "../../../provider/credentials/settings/processSource";
import type { SettingsSource } from "../../../provider/credentials/settings/profile";
import { Settings } from "../../../provider/credentials/settings/settings";
import { tls, tlsFile } from "../../fixtures/tls";
import { poll, worldOf } from "./emulated";
import { settings } from "./settings";

type Texts = Readonly<Record<string, string>>;

describe("credentials of one process", () => {
  let cloud: Emulator;
  let warnings: string[];
  let process_: Connections;
  before(async () => {
    cloud = await startEmulator({ tls, gateways: { gw: "success" } });
  });
  after(() => cloud.close());
  beforeEach(() => {
    warnings = [];
    process_ = new Connections(worldOf({ warn: (text) => void warnings.push(text) }));
  });

  const ask = async (source: SettingsSource, wanted: Wanted = {}) =>
    process_
      .get(wanted, new Settings(source))
      .open()
      .then(poll)
      .then(
        ({ status }) => status,
        ({ code }) => code,
      );
  const stack = (config: Texts) =>
    settings({ endpoint: cloud.url, authToken: cloud.token, projectId: cloud.projectId, ...config });

  /** What each of them needs for itself, and what it gets alone. */
  const ways: Readonly<Record<string, readonly [config: Texts, gets: unknown]>> = {
    unchecked: [{ insecure: "true" }, 200],
    "with the server's certificate": [{ caCertFile: tlsFile("cert.pem") }, 200],
    checked: [{}, "APIG_UNTRUSTED"],
    "with another certificate": [{ caCertFile: tlsFile("expired.pem") }, "APIG_UNTRUSTED"],
  };
  for (const [first, [config, gets]] of Object.entries(ways)) {
    for (const [second, [otherConfig, otherGets]] of Object.entries(ways)) {
      it(`two stacks, one ${first}, then one ${second}: each gets its own protection`, async () => {
        expect([await ask(stack(config)), await ask(stack(otherConfig))]).to.deep.equal([gets, otherGets]);
        expect([await ask(stack(otherConfig)), await ask(stack(config))]).to.deep.equal([otherGets, gets]);
        expect(warnings).to.have.length(first === "unchecked" || second === "unchecked" ? 1 : 0);
      });
    }
  }

  it("two entries of clouds.yaml, of which one goes unchecked: the other does not, in either order", async () => {
    const entry = (name: string, verify: boolean) =>
      `  ${name}: { region_name: eu-de, verify: ${verify}, auth: { token: ${cloud.token}, project_id: ${cloud.projectId} } }\n`;
    const files = { "/program/clouds.yaml": `clouds:\n${entry("lab", false)}${entry("prod", true)}` };
    const source = settings({ endpoint: cloud.url }, {}, files);
    const wanted = (name: string) => ({ cloud: name, endpoint: cloud.url });
    for (const name of ["lab", "prod", "lab", "prod"])
      expect(await ask(source, wanted(name)), name).to.equal(name === "lab" ? 200 : "APIG_UNTRUSTED");
  });

  it("keep nothing of the settings that made them, which hold a copy of the environment", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const opened = () => {
      const used = { HW_AUTH_TOKEN: cloud.token, HW_PROJECT_ID: cloud.projectId };
      const source = settings({ endpoint: cloud.url }, { ...used, OS_TOKEN: "of-another" });
      return { connection: process_.get({}, source), source: new WeakRef(source) };
    };
    const { connection, source } = opened();
    // What a WeakRef was made of stays until the turn ends.
    await new Promise(setImmediate);
    collect();
    expect(source.deref()).to.equal(undefined);
    expect(connection.endpoint).to.equal(cloud.url);
  });

  describe("read settings anew for each call", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "apig-apart-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const source = (cwd?: string) =>
      processSource(
        (key) => ({ endpoint: cloud.url, insecure: "true" })[key],
        cwd === undefined ? {} : { folder: cwd },
      );

    it("variables that changed a moment ago count", async () => {
      const here = source(folder);
      const askWith = (env: Texts) => {
        Object.assign(process.env, { HW_PROJECT_ID: cloud.projectId }, env);
        const asked = ask(here);
        for (const name of ["HW_PROJECT_ID", ...Object.keys(env)]) delete process.env[name];
        return asked;
      };
      expect(await askWith({ HW_AUTH_TOKEN: cloud.token })).to.equal(200);
      expect(await askWith({ HW_AUTH_TOKEN: "another" })).to.equal("APIG_UNAUTHORIZED");
      expect(await askWith({ HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey })).to.equal(200);
    });

    it("so does another working folder, and a file that was written again, of the same size, too", async () => {
      const yaml = (token: string) =>
        `clouds: { only: { auth: { token: ${token}, project_id: ${cloud.projectId} } } }\n`;
      const wrong = "x".repeat(cloud.token.length);
      const [right, other] = ["right", "other"].map((name) => join(folder, name)) as [string, string];
      for (const [place, token] of [
        [right, cloud.token],
        [other, wrong],
      ] as const) {
        mkdirSync(place);
        writeFileSync(join(place, "clouds.yaml"), yaml(token));
      }
      const before = process.cwd();
      const here = source();
      try {
        for (const [place, gets] of [
          [right, 200],
          [other, "APIG_UNAUTHORIZED"],
        ] as const) {
          process.chdir(place);
          expect(await ask(here), place).to.equal(gets);
        }
      } finally {
        process.chdir(before);
      }
      const there = source(other);
      writeFileSync(join(other, "clouds.yaml"), yaml(cloud.token));
      utimesSync(join(other, "clouds.yaml"), new Date(), new Date(Date.now() + 5_000));
      expect(await ask(there)).to.equal(200);
    });

    it("so does another home", async () => {
      const before = process.env.HOME;
      const here = processSource((key) => ({ endpoint: cloud.url, insecure: "true", cloud: "only" })[key], { folder });
      try {
        for (const [name, token, gets] of [
          ["right", cloud.token, 200],
          ["other", "another", "APIG_UNAUTHORIZED"],
        ] as const) {
          const home = join(folder, name, ".config", "openstack");
          mkdirSync(home, { recursive: true });
          const entry = `{ auth: { token: ${token}, project_id: ${cloud.projectId} } }`;
          writeFileSync(join(home, "clouds.yaml"), `clouds: { only: ${entry} }\n`);
          process.env.HOME = join(folder, name);
          expect(await ask(here), name).to.equal(gets);
        }
      } finally {
        process.env.HOME = before;
      }
    });

    it("so does a file that was copied over it with the same size and time; a pipe is no file", () => {
      const path = join(folder, "one");
      const { files } = source(folder);
      const read = (text: string) => {
        writeFileSync(path, text);
        utimesSync(path, new Date(1_000), new Date(1_000));
        return [files?.read(path), files?.version?.(path)];
      };
      const [first, version] = read("first");
      expect(first).to.equal("first");
      const [other, otherVersion] = read("other");
      expect([other, otherVersion === version]).to.deep.equal(["other", false]);
      execFileSync("mkfifo", [join(folder, "pipe")]);
      expect(files?.read(join(folder, "pipe"))).to.equal(null);
    });

    it("so does a file of certificates that was written again", async () => {
      const ca = join(folder, "ca.pem");
      const config: Texts = {
        endpoint: cloud.url,
        authToken: cloud.token,
        projectId: cloud.projectId,
        caCertFile: ca,
      };
      const here = processSource((key) => config[key], { folder });
      writeFileSync(ca, readFileSync(tlsFile("expired.pem")));
      expect(await ask(here)).to.equal("APIG_UNTRUSTED");
      writeFileSync(ca, `${tls.cert}\n`);
      expect(await ask(here)).to.equal(200);
    });
  });
});
