import { expect } from "chai";
import { iamAddress } from "../../../../provider/core/address";
import { regionOfHost } from "../../../../provider/credentials/clouds";
import { resolveConnection } from "../../../../provider/credentials/resolve";
import recorded from "../../../fixtures/openstacksdk.json";
import { failureOf, settings } from "../settings";

interface Answer {
  readonly user: object | null;
  readonly password: string | null;
  readonly token: string | null;
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly scope: { readonly project: { readonly id?: string; readonly name?: string } } | null;
  readonly authUrl: string | null;
  readonly region: string | null;
  readonly insecure: boolean;
  readonly caCertFile: string | null;
}
interface Row {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** What the program asks for. */
  readonly region: string | null;
  readonly openstacksdk: { readonly answer?: Answer; readonly error?: string };
  /** Where we differ on purpose: why, and what we answer instead. */
  readonly differs?:
    | undefined
    | { readonly why: string; readonly answer: Partial<Answer> | { readonly error: readonly string[] } };
}
const rows = recorded.rows as unknown as readonly Row[];
const nothing: Answer = {
  user: null,
  password: null,
  token: null,
  scope: null,
  authUrl: null,
  region: null,
  insecure: false,
  caCertFile: null,
};

const sourceOf = ({ files, env }: Row) => settings({}, env, files);
const wantedOf = ({ region }: Row) => (region === null ? {} : { region });

/** Our answer in openstacksdk's shape. */
function ours(row: Row): Answer {
  const { credential, endpoint, iam, projectId, projectName, transport } = resolveConnection(
    wantedOf(row),
    sourceOf(row),
  );
  const { kind, ...parts } = credential;
  const named = projectId !== null ? { id: projectId } : projectName !== null ? { name: projectName } : null;
  return {
    ...nothing,
    ...(kind === "access key" ? { accessKey: credential.accessKey, secretKey: credential.secretKey } : parts),
    scope: named && { project: named },
    authUrl: iam,
    region: regionOfHost(new URL(endpoint).hostname),
    insecure: transport.insecure,
    caCertFile: transport.caCertFile,
  };
}

/** Without what only its request says: methods; and where it has no region, the address of IAM tells ours. */
function expected({ openstacksdk: { answer }, differs }: Row): Answer {
  const { methods: _, ...theirs } = { ...nothing, methods: [], ...answer };
  const all = { ...theirs, ...(differs?.answer as Partial<Answer>) };
  const authUrl = all.authUrl && iamAddress(all.authUrl);
  return { ...all, authUrl, region: all.region ?? (authUrl && regionOfHost(new URL(authUrl).hostname)) };
}

describe("clouds.yaml, secure.yaml and OS_* as openstacksdk reads them", () => {
  for (const row of rows) {
    const { differs } = row;
    const refusal = differs && "error" in differs.answer ? differs.answer.error : null;
    it(`${row.name}${differs ? ` (on purpose: ${differs.why})` : ""}`, () => {
      if (refusal === null) return void expect(ours(row)).to.deep.equal(expected(row));
      const { message, code } = failureOf(() => resolveConnection(wantedOf(row), sourceOf(row)));
      expect(code).to.be.oneOf(["APIG_INVALID_SETTING", "APIG_NO_CREDENTIALS"]);
      for (const part of refusal) expect(message).to.include(part);
      expect(message).to.not.include("pw-word");
    });
    if (differs && refusal === null && row.openstacksdk.answer) {
      it(`${row.name}: openstacksdk still differs`, () =>
        expect(expected(row)).to.not.deep.equal(expected({ ...row, differs: undefined })));
    }
  }
});
