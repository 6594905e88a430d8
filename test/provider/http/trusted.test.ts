import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { unreadVariable } from "../../../provider/core/text/network";
import { tls, tlsFile } from "../../fixtures/tls";

/** An issuer of other servers. */
const other = tlsFile("expired.pem");
const run = promisify(execFile);

/** One request of a process of its own, since Node.js reads its flags once. */
const program = `
const { createTransport } = require(${JSON.stringify(join(__dirname, "../../../provider/http/transport"))});
const send = createTransport({ insecure: false, allowHttp: false, caCertFile: process.env.TEST_CA || null });
send({ method: "GET", url: process.env.TEST_URL, timeoutMs: 5000 }).then(
  ({ status }) => console.log(status),
  ({ code, message }) => console.log(code, message),
);`;

type Texts = Readonly<Record<string, string>>;

describe("certificates of a process", () => {
  let cloud: Emulator;
  before(async () => {
    cloud = await startEmulator({ tls });
  });
  after(() => cloud.close());

  const outcome = async (variables: Texts): Promise<string> => {
    const { PATH = "" } = process.env;
    const env = { PATH, TEST_URL: `${cloud.url}/v3`, ...variables };
    const { stdout } = await run(process.execPath, ["--require", "tsx/cjs", "-e", program], { env });
    return stdout.trim();
  };
  const openssl = { NODE_OPTIONS: "--use-openssl-ca" };

  const trusted: readonly [what: string, env: Texts][] = [
    [
      "of OpenSSL's store, beside a CA file for another issuer",
      { ...openssl, SSL_CERT_FILE: tlsFile("cert.pem"), TEST_CA: other },
    ],
    [
      "of a CA file, beside OpenSSL's store for another issuer",
      { ...openssl, SSL_CERT_FILE: other, TEST_CA: tlsFile("cert.pem") },
    ],
    [
      "of NODE_EXTRA_CA_CERTS, beside a CA file for another issuer",
      { NODE_EXTRA_CA_CERTS: tlsFile("cert.pem"), TEST_CA: other },
    ],
  ];
  for (const [what, env] of trusted) {
    it(`are trusted: ${what}`, async () => {
      expect(await outcome(env)).to.equal("200");
    });
  }

  for (const variable of ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]) {
    it(`that ${variable} alone has are not trusted, and the message says what to set`, async () => {
      expect(await outcome({ [variable]: tlsFile("cert.pem") }))
        .to.include("APIG_UNTRUSTED the certificate of")
        .and.include("set caCertFile, OS_CACERT or NODE_EXTRA_CA_CERTS to a file")
        .and.include(`(${variable} is set, but Node.js does not read it)`);
    });
  }

  const unread: readonly [env: Texts, flags: readonly string[], variable: string | undefined][] = [
    [{}, [], undefined],
    [{ SSL_CERT_DIR: "/etc/ssl" }, [], "SSL_CERT_DIR"],
    [{ SSL_CERT_FILE: "/a", ...openssl }, [], undefined],
    [{ SSL_CERT_FILE: "/a" }, ["--use-system-ca"], undefined],
    [{ SSL_CERT_FILE: "/a", NODE_USE_SYSTEM_CA: "1" }, [], undefined],
    [{ SSL_CERT_FILE: "/a", CURL_CA_BUNDLE: "/b" }, ["--use_openssl_ca"], "CURL_CA_BUNDLE"],
    [{ SSL_CERT_FILE: "" }, [], undefined],
  ];
  for (const [env, flags, variable] of unread) {
    it(`${JSON.stringify(env)} ${flags}: ${variable ?? "none"} is not read`, () => {
      expect(unreadVariable({ env, execArgv: flags })).to.equal(variable);
    });
  }
});
