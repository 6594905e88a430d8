import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { Connections } from "../../provider/credentials/connections";
import type { Settings } from "../../provider/credentials/settings/settings";
import type { HttpRequest, Reply } from "../../provider/http/transport";
import { worldOf } from "../provider/credentials/emulated";
import { settings } from "../provider/credentials/settings";
import { parameters } from "./parameters";

type Texts = Readonly<Record<string, string>>;
const digest = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);

/** Whole settings of each kind, all for the same place, as a process may have them side by side. */
const place = { endpoint: "https://apig.example", authUrl: "https://iam.example/v3", projectId: "p" };
const bases: readonly Texts[] = [
  { ...place, authToken: "token-a" },
  { ...place, accessKey: "AKA", secretKey: "sk-a" },
  { ...place, accessKey: "AKA", secretKey: "sk-a", securityToken: "st-a" },
  { ...place, userName: "user-a", password: "pass-a", domainName: "account-a" },
  { ...place, accessKey: "AKA", secretKey: "sk-a", agencyName: "agency-a", agencyDomainName: "their-a" },
  { ...place, authToken: "token-a", agencyName: "agency-a", agencyDomainName: "their-a" },
  { ...place, ecsAgency: "true" },
];
/** Other values of single settings. */
const others: Readonly<Record<string, readonly string[]>> = {
  endpoint: ["https://other.example", "https://apig.example/base"],
  authUrl: ["https://iam.other.example/v3"],
  projectId: ["q", ""],
  projectName: ["named"],
  authToken: ["token-b"],
  accessKey: ["AKB"],
  secretKey: ["sk-b"],
  securityToken: ["st-b", ""],
  userName: ["user-b"],
  userId: ["id-b"],
  password: ["pass-b"],
  domainName: ["account-b"],
  domainId: ["account-id-b"],
  agencyName: ["agency-b"],
  agencyDomainName: ["their-b"],
  agencyDomainId: ["their-id-b"],
  agencyDuration: ["900"],
  insecure: ["true"],
  allowHttp: ["true"],
  caCertFile: ["/other.pem"],
};
const change = fc
  .constantFrom(...Object.keys(others))
  .chain((field) => fc.constantFrom(...(others[field] ?? [])).map((text) => [field, text] as const));
const pair = fc
  .tuple(fc.constantFrom(...bases), change)
  .map(([base, [field, text]]) => [base, { ...base, [field]: text }] as const);

const now = () => Date.UTC(2026, 0, 2);

/** A process whose requests are answered here. What IAM issues tells what it was issued for. */
function processOf() {
  const sent: unknown[] = [];
  const transport =
    (protection: object) =>
    async (request: HttpRequest): Promise<Reply> => {
      sent.push({ protection, method: request.method, url: request.url, headers: request.headers, body: request.body });
      return answerTo(request);
    };
  const connections = new Connections(worldOf({ now, transport }));
  return async (source: Settings) => {
    const from = sent.length;
    try {
      const { endpoint, projectId, send } = await connections.get({}, source).open();
      const url = `${endpoint}/v2/${projectId}/x`;
      await send({ method: "GET", url, headers: { "x-project-id": projectId }, timeoutMs: 1_000 });
    } catch (error) {
      sent.push((error as Error).message);
    }
    return sent.slice(from) as { readonly url?: string }[];
  };
}

function answerTo({ method, url, body, headers }: HttpRequest): Reply {
  const date = new Date(now()).toUTCString();
  const issuedFor = digest([url, body, headers?.["x-auth-token"], headers?.authorization]);
  const reply = (status: number, content: object, more: Record<string, string> = {}): Reply => {
    return { status, headers: new Headers({ date, ...more }), text: JSON.stringify(content) };
  };
  const end = new Date(now() + 86_400_000).toISOString();
  if (url.includes("/auth/tokens") && method === "POST")
    return reply(
      201,
      { token: { expires_at: end, project: { id: issuedFor, name: "n" } } },
      { "x-subject-token": issuedFor },
    );
  if (url.includes("/auth/tokens"))
    return reply(200, { token: { expires_at: end, project: { id: issuedFor, name: "n" } } });
  if (/securitytokens|securitykey/.test(url)) {
    const keys = { access: issuedFor, secret: `s${issuedFor}`, securitytoken: `t${issuedFor}`, expires_at: end };
    return reply(url.includes("securitykey") ? 200 : 201, { credential: keys });
  }
  if (url.includes("/projects?")) return reply(200, { projects: [{ id: issuedFor, name: "named" }] });
  return reply(200, {});
}

const isForApi = ({ url }: { readonly url?: string }) => url?.includes("/v2/");

describe("fuzz: credentials of one process", () => {
  it("which differ in one place share nothing: each sends what it sends alone, in any order", async () => {
    await fc.assert(
      fc.asyncProperty(pair, fc.array(fc.boolean(), { maxLength: 4 }), async ([one, two], turns) => {
        const both = processOf();
        for (const turn of [...turns, true, false]) {
          const own = turn ? one : two;
          const together = await both(settings(own));
          const alone = await processOf()(settings(own));
          // A login is kept, so that it need not be sent again; what goes to the API is the same.
          expect(together.filter(isForApi)).to.deep.equal(alone.filter(isForApi));
          expect(alone).to.include.deep.members(together);
        }
      }),
      { ...parameters, numRuns: 300 },
    );
  });

  it("which are equal share one login", async () => {
    for (const base of bases) {
      const process = processOf();
      const first = await process(settings(base));
      const again = await process(settings({ ...base }));
      expect(first.filter(isForApi)).to.deep.equal(again);
    }
  });
});
