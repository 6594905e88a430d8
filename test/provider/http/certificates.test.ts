import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { untrusted } from "../../../provider/core/text/network";
import type { ApigError } from "../../../provider/errors";
import { createTransport } from "../../../provider/http/transport";
import { tls, tlsFile } from "../../fixtures/tls";

const { cert, key } = tls;
const expired = readFileSync(tlsFile("expired.pem"), "utf8");
const plain = { insecure: false, allowHttp: false, caCertFile: null };

describe("certificates", () => {
  let cloud: Emulator;
  let folder: string;
  before(async () => {
    cloud = await startEmulator({ tls: { key, cert } });
    folder = mkdtempSync(join(tmpdir(), "apig-tls-"));
  });
  after(async () => {
    await cloud.close();
    rmSync(folder, { recursive: true });
  });
  const answer = (settings: object, url = cloud.url) =>
    createTransport({ ...plain, ...settings })({ method: "GET", url: `${url}/v3`, timeoutMs: 2_000 });
  const refused = (task: Promise<unknown>): Promise<ApigError> =>
    task.then(
      () => expect.fail("nothing was thrown"),
      (error) => error,
    );

  for (const [what, settings] of [
    ["are trusted when a file names them", { caCertFile: tlsFile("cert.pem") }],
    ["are trusted when they are given as text", { caCertFile: cert }],
    ["are trusted in a file that was joined without a line between", { caCertFile: `${expired.trim()}${cert}` }],
    ["may go unchecked", { insecure: true }],
  ] as const) {
    it(what, async () => {
      expect((await answer(settings)).status).to.equal(200);
    });
  }

  describe("of NODE_EXTRA_CA_CERTS", () => {
    const before = process.env.NODE_EXTRA_CA_CERTS;
    afterEach(() => {
      if (before === undefined) delete process.env.NODE_EXTRA_CA_CERTS;
      else process.env.NODE_EXTRA_CA_CERTS = before;
    });
    for (const [what, extra, caCertFile] of [
      ["are trusted beside those of the setting", tlsFile("cert.pem"), expired],
      ["are no error when their file is gone: Node.js itself warns of it", "/nowhere.pem", cert],
    ] as const) {
      it(what, async () => {
        process.env.NODE_EXTRA_CA_CERTS = extra;
        expect((await answer({ caCertFile })).status).to.equal(200);
      });
    }
  });

  describe("of a server that are not accepted: no retry, and a sentence for each reason", () => {
    it("it is not trusted", async () => {
      const error = await refused(answer({}));
      expect(error.code).to.equal("APIG_UNTRUSTED");
      expect(error.message).to.include(`the certificate of ${cloud.url} is not trusted`).and.include("OS_CACERT");
    });
    it("it has expired", async () => {
      const server = await startEmulator({ tls: { key, cert: expired } });
      const error = await refused(answer({ caCertFile: expired }, server.url));
      await server.close();
      expect(error.code).to.equal("APIG_UNTRUSTED");
      expect(error.message).to.equal(
        `the certificate of ${server.url} has expired (CERT_HAS_EXPIRED): its operator must renew it, or this ` +
          "machine's clock is wrong; caCertFile and OS_CACERT cannot fix this",
      );
    });
    for (const code of ["INVALID_PURPOSE", "INVALID_CA", "PATH_LENGTH_EXCEEDED"]) {
      it(`it is not a server certificate (${code})`, () => {
        const error = untrusted("https://h", Object.assign(new Error("unsuitable"), { code }), process);
        expect(error?.code).to.equal("APIG_UNTRUSTED");
        expect(error?.message).to.include("is not a server certificate").and.include("its operator must replace it");
      });
    }
    it("it is for another host", async () => {
      const error = await refused(answer({ caCertFile: cert }, cloud.url.replace("127.0.0.1", "localhost")));
      expect(error.code).to.equal("APIG_UNTRUSTED");
      expect(error.message).to.include("is for another host (ERR_TLS_CERT_ALTNAME_INVALID");
    });
  });

  const block = (inner: string) => `-----BEGIN CERTIFICATE-----\n${inner}\n-----END CERTIFICATE-----\n`;
  for (const [what, content, why] of [
    ["empty", "", "is empty"],
    ["blank", " \n\n", "is empty"],
    ["garbage", "\0\x01 no certificate", "holds no certificate"],
    ["a key", key, "holds no certificate"],
    ["cut off", cert.slice(0, 200), "holds no certificate"],
    [
      "cut off before another one",
      cert.replace(/-----END CERTIFICATE-----\n/, "") + expired,
      "is damaged: it has 2 BEGIN lines and 1 END lines",
    ],
    ["damaged", cert + block("AAAA"), "is damaged: its certificate 2 of 2 is not valid"],
  ] as const) {
    it(`a CA file that is ${what} is named`, () => {
      const path = join(folder, `${what}.pem`);
      writeFileSync(path, content);
      const fault = expect(() => createTransport({ ...plain, caCertFile: path })).to.throw();
      fault.with.property("code", "APIG_INVALID_SETTING");
      fault.with
        .property("message")
        .which.includes(`the CA file ${path} ${why}`)
        .and.includes("the setting caCertFile");
    });
  }
  it("a CA file that cannot be read is named", () => {
    expect(() => createTransport({ ...plain, caCertFile: "/nowhere.pem" })).to.throw(
      "the CA file /nowhere.pem cannot be read (ENOENT)",
    );
  });
  it("a text that is not a certificate is not shown", () => {
    expect(() => createTransport({ ...plain, caCertFile: key })).to.throw(
      /^the text of the setting caCertFile or OS_CACERT holds no certificate \(no whole "-----BEGIN CERTIFICATE-----" block\): put/,
    );
  });
});
