import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../emulator";
import { formatSdkDate } from "../../emulator/signature";
import { type Client, client, manualClock } from "./client";
import { type Signing, signedHeaders } from "./signing";

describe("signed calls", () => {
  const clock = manualClock();
  let emulator: Emulator;
  let api: Client;
  beforeEach(async () => {
    emulator = await startEmulator({
      now: clock.now,
      gateways: { gw: "success", [`${demo.otherProjectId}/sub`]: "success" },
    });
    api = client(emulator);
  });
  afterEach(() => emulator.close());

  const signed = (path: string, signing: Signing = {}) =>
    api.send("GET", path, signedHeaders(emulator, clock.now(), "GET", path, signing));
  const progressPath = (id = "gw", projectId: string = demo.projectId) => `${api.instances(id, projectId)}/progress`;
  const { temporary } = demo;
  const temporaryKey = { accessKey: temporary.accessKey, secretKey: temporary.secretKey };
  const securityToken = { "x-security-token": temporary.securityToken };

  const accepted: [name: string, path: () => string, signing: Signing][] = [
    ["a right signature", () => progressPath(), {}],
    ["a project id that is signed", () => progressPath(), { headers: { "x-project-id": demo.projectId } }],
    ["a project id that is not signed", () => progressPath(), { unsigned: { "x-project-id": demo.projectId } }],
    [
      "a sub-project that is named",
      () => progressPath("sub", demo.otherProjectId),
      { headers: { "x-project-id": demo.otherProjectId } },
    ],
    [
      "a temporary key whose security token is signed",
      () => progressPath(),
      { ...temporaryKey, headers: securityToken },
    ],
    [
      "a temporary key whose security token is not signed",
      () => progressPath(),
      { ...temporaryKey, unsigned: securityToken },
    ],
    ["a clock that is 15 minutes off", () => progressPath(), { sdkDate: formatSdkDate(clock.now() - 15 * 60_000) }],
    ["a query", () => `/v3/projects?name=${demo.otherProjectName}`, {}],
  ];
  for (const [name, path, signing] of accepted) {
    it(`accept ${name}`, async () => expect((await signed(path(), signing)).status).to.equal(200));
  }

  const staging = { accessKey: demo.staging.accessKey, secretKey: demo.staging.secretKey };
  const refused: [
    name: string,
    path: () => string,
    signing: () => Signing,
    status: number,
    code: string,
    text: string,
  ][] = [
    ["an unknown key", progressPath, () => ({ accessKey: "NOBODY" }), 401, "APIGW.0301", "ak NOBODY not exist"],
    [
      "a wrong secret",
      progressPath,
      () => ({ secretKey: "x" }),
      401,
      "APIGW.0301",
      `verify aksk signature fail, canonicalRequest:GET|/v2/${demo.projectId}`,
    ],
    [
      "a clock that is more than 15 minutes behind",
      progressPath,
      () => ({ sdkDate: "20260102T024904Z" }),
      401,
      "APIGW.0301",
      "signature expired, signature time:20260102T024904Z, server time:20260102T030405Z",
    ],
    [
      "a clock that is more than 15 minutes ahead",
      progressPath,
      () => ({ sdkDate: "20260102T031906Z" }),
      401,
      "APIGW.0301",
      "signature expired",
    ],
    ["a date that is not signed", progressPath, () => ({ signedHeaders: ["host"] }), 401, "APIGW.0301", "x-sdk-date"],
    [
      "a temporary key without its security token",
      progressPath,
      () => temporaryKey,
      401,
      "APIGW.0301",
      "x-security-token",
    ],
    [
      "a temporary key with another's",
      progressPath,
      () => ({ ...temporaryKey, unsigned: { "x-security-token": "x" } }),
      401,
      "APIGW.0301",
      "x-security-token",
    ],
    [
      "a token beside the signature",
      progressPath,
      () => ({ unsigned: { "x-auth-token": demo.token } }),
      401,
      "APIGW.0301",
      "both",
    ],
    [
      "a sub-project that is not named",
      () => progressPath("sub", demo.otherProjectId),
      () => ({}),
      403,
      "APIC.7106",
      "permissions",
    ],
    ["a project in which the user has no role", progressPath, () => staging, 403, "APIC.7106", "permissions"],
  ];
  for (const [name, path, signing, status, code, text] of refused) {
    it(`refuse ${name}`, async () => {
      // The tests share a clock that must not have moved.
      expect(formatSdkDate(clock.now())).to.equal("20260102T030405Z");
      const answer = await signed(path(), signing());
      expect([answer.status, answer.body.error_code]).to.deep.equal([status, code]);
      expect(answer.body.error_msg).to.include(text);
      if (code.startsWith("APIGW.")) expect(answer.body.request_id).to.equal(answer.headers.get("x-request-id"));
    });
  }

  it("end with the temporary key's own end", async () => {
    clock.advance(86_400);
    const { body } = await signed(progressPath(), { ...temporaryKey, unsigned: securityToken });
    clock.advance(-86_400);
    expect(body.error_msg).to.include("expired");
  });

  it("echo signed header values, as the real gateway does, but never into the record", async () => {
    const { body } = await signed(progressPath(), { ...temporaryKey, secretKey: "x", headers: securityToken });
    expect(body.error_msg).to.include(`|x-security-token:${temporary.securityToken}`);
    expect(JSON.stringify(emulator.requests)).not.to.include(temporary.securityToken);
  });

  it("lock a key for five minutes after five failures in a row", async () => {
    const lock = await startEmulator({ now: clock.now, gateways: { gw: "success" } });
    await emulator.close();
    emulator = lock;
    api = client(lock);
    const attempt = async (signing?: Signing) => (await signed(progressPath(), signing)).body.error_msg ?? "accepted";
    for (let failures = 0; failures < 4; failures += 1) await attempt({ secretKey: "x" });
    expect(await attempt()).to.equal("accepted");
    for (let failures = 0; failures < 5; failures += 1)
      expect(await attempt({ secretKey: "x" })).to.include("signature fail");
    const early = clock.now();
    expect(await attempt()).to.include("AK access failed to reach the limit,forbidden");
    clock.advance(300);
    expect(await attempt()).to.equal("accepted");
    clock.advance((early - clock.now()) / 1000);
  });

  it("know a base path, and sign it", async () => {
    const placed = await startEmulator({ now: clock.now, basePath: "/cloud/apig", gateways: { gw: "success" } });
    await emulator.close();
    emulator = placed;
    api = client(placed);
    expect((await signed(`/cloud/apig${progressPath()}`)).status).to.equal(200);
    expect((await signed(progressPath())).body.error_code).to.equal("APIGW.0101");
    expect(placed.endpoint).to.equal(`${placed.url}/cloud/apig`);
  });
});
