import { expect } from "chai";
import { readingsIn, readingsUnder } from "./readTexts";

/** Every text that code looks into, by who wrote it: none is a message of this package, whose facts travel as data. */
const foreign: Readonly<Record<string, { readonly [file: string]: readonly string[] }>> = {
  "a setting, an argument or a secret that a user wrote": {
    "cli/stackConfig.ts": ['stack === ""'],
    "core/address.ts": ["/[\\s\\\\\\p{C}]/u.test(text)", 'text.includes("@")', "plainAddress.test(text)"],
    "core/duration.ts": ["goDuration.test(text)", "text.matchAll(/\\+?([\\d.]+)(ns|us|µs|ms|s|m|h)/gy)"],
    "http/proxyAddress.ts": [
      "/^(?:([a-z][a-z0-9+.-]*):\\/\\/)?(.*)$/is.exec(text.trim())",
      'text.includes("://")',
      "/^([^:]*):?(.*)$/s.exec(text)",
    ],
    "native/settings.ts": ['text === "null"'],
    "credentials/settings/cloudsEntry.ts": ['scalar(written, from(path)).split(",")'],
    "credentials/redact.ts": ["text.indexOf(secret)", "text.indexOf(secret, from + 1)", "text.matchAll(pattern)"],
  },
  "a file: PEM, or INI as Huawei Cloud's SDKs read it": {
    "http/tls.ts": [
      "text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g)",
      'text.trim() === ""',
      "text.match(/-----BEGIN CERTIFICATE-----/g)",
    ],
    "credentials/settings/sdkFile.ts": [
      'text .replace(/^\\ufeff/, "") .split(/\\r\\n|\\r|\\n/)',
      'line === ""',
      "/^[#;]/.test(line)",
      "/^\\[([^\\]]+)\\]/.exec(line)",
      "line.search(/[=:]/)",
    ],
  },
  "the Pulumi CLI, on its error stream": {
    "cli/stackConfig.ts": ['stderr.split("\\n")', 'line.trim() !== ""', 'line.startsWith("error:")'],
  },
  "a server's body, or a code that means several things (see the sources beside each table)": {
    "core/problem.ts": ['text.trim() !== ""'],
    "core/text/credential.ts": ["words?.test(said)"],
    "credentials/remote/metadata.ts": ["/configure Cloud Service Agency/i.test(reply.text)"],
  },
  "Node.js, OpenSSL and libraries, whose errors have no code for it: node:net, socks 2, yaml 2": {
    "core/errorBody.ts": ["reason.includes(code)"],
    "core/text/network.ts": ["/:SSL routines:[^:]*:([^:]+)/.exec(said)"],
    "core/text/proxy.ts": [
      "/authentication/i.test(message)",
      "/NotAllowed|\\(Rejected/.test(message)",
      "/invalid|NotSupported/i.test(message)",
    ],
    "credentials/settings/yaml.ts": [
      'message.startsWith("Excessive alias")',
      'message.startsWith("Unresolved alias")',
      'message.startsWith("Merge")',
    ],
  },
};

describe("facts travel as data", () => {
  it("no code reads a fact out of a text that this package wrote", () => {
    const known = Object.values(foreign).flatMap((files) =>
      Object.entries(files).flatMap(([file, places]) => places.map((place) => `${file}: ${place}`)),
    );
    expect(readingsUnder("provider")).to.have.members(known);
  });

  const forbidden = [
    'problem.text.startsWith("HTTP")',
    '/locked/i.test(error.message ?? "")',
    "(reasons[0] as string).match(/APIG_/)",
    'message.trim().split("\\n")',
    'seen.problem.text === "HTTP 503"',
    'const it = error.message; it.includes("DNS")',
    'const { message: it } = error; it.indexOf("x")',
    "switch (error.message) {}",
    "pattern.exec(setting.from)",
  ];
  for (const code of forbidden) it(`sees ${code}`, () => expect(readingsIn("x.ts", code)).to.have.length(1));

  it("passes over codes, lists and what is only printed", () => {
    const fine = 'error.code === "APIG_X"; codes.includes(code); print("a " + message); typeof text === "string";';
    expect(readingsIn("x.ts", fine)).to.deep.equal([]);
  });
});
