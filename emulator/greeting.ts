// The text at the start: everything that a person needs to use the emulator from a program.
import type { Emulator, EmulatorOptions, ScenarioName, Timeline } from "./index";
import { scenarios } from "./scenarios";

function summary(timeline: Timeline): string {
  const { end, status, errorCode } = timeline;
  if (end === undefined || end === null) return "never finishes";
  return status === "failed"
    ? `fails after ${end} s${errorCode ? ` with ${errorCode}` : ""}`
    : `is ready after ${end} s`;
}

function gatewayLine([id, given]: Given): string {
  const timeline: Timeline = typeof given === "string" ? scenarios[given] : given;
  const faults = timeline.faults?.length ? `, ${timeline.faults.length} fault(s)` : "";
  return `  ${id.padEnd(24)} ${summary(timeline)}${faults}`;
}

type Given = readonly [id: string, timeline: Timeline | ScenarioName];

/** Those of the demo's project with what becomes of them, then a line for each other project. */
function gatewayLines(gateways: readonly Given[]): string {
  const others = gateways.flatMap(([key]) => (key.includes("/") ? [key.split("/")] : []));
  const projects = [...new Set(others.map(([project]) => project))];
  const named = (project?: string) => others.filter(([where]) => where === project).map(([, id]) => id);
  return [
    ...gateways.filter(([key]) => !key.includes("/")).map(gatewayLine),
    ...projects.map((project) => `  in project ${project}: ${named(project).join(", ")}`),
  ].join("\n");
}

const exportLines = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `  export ${name}=${value}`)
    .join("\n");

type Shown = Pick<Emulator, "url" | "endpoint" | "credentials">;

/** The variables of each kind of credential. */
function kindsOf({ url, credentials }: Shown): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const { projectId, token, accessKey, secretKey, temporary, agency } = credentials;
  const { userName, password, domainName, projectName } = credentials;
  const authUrl = `${url}/v3`;
  const keys = { HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey };
  return {
    "A token": { HW_AUTH_TOKEN: token, HW_PROJECT_ID: projectId },
    "An access key": { ...keys, HW_PROJECT_ID: projectId },
    "A temporary access key": {
      HW_ACCESS_KEY: temporary.accessKey,
      HW_SECRET_KEY: temporary.secretKey,
      HW_SECURITY_TOKEN: temporary.securityToken,
      HW_PROJECT_ID: projectId,
    },
    "An access key that assumes the agency of another account": {
      ...keys,
      HW_ASSUME_ROLE_AGENCY_NAME: agency.name,
      HW_ASSUME_ROLE_DOMAIN_NAME: agency.domainName,
      HW_PROJECT_ID: agency.projectId,
      HW_AUTH_URL: authUrl,
    },
    "A password, as the variables of Huawei's tools": {
      HW_USER_NAME: userName,
      HW_USER_PASSWORD: password,
      HW_DOMAIN_NAME: domainName,
      HW_PROJECT_NAME: projectName,
      HW_AUTH_URL: authUrl,
    },
    "A password, as the variables of OpenStack's tools": {
      OS_USERNAME: userName,
      OS_PASSWORD: password,
      OS_USER_DOMAIN_NAME: domainName,
      OS_PROJECT_NAME: projectName,
      OS_AUTH_URL: authUrl,
    },
  };
}

export function greeting(emulator: Shown, { gateways = {}, speed = 1 }: EmulatorOptions): string {
  const kinds = kindsOf(emulator);
  const variables = new Set(Object.values(kinds).flatMap(Object.keys));
  return `API emulator at ${emulator.url} (speed ${speed} x; Ctrl-C ends it)

For a Pulumi stack:
  pulumi config set apig:endpoint ${emulator.endpoint}

Demo credentials for a shell, one kind at a time. They are valid nowhere else.
Before another kind, since what is left of one may be used in its place:
  unset ${[...variables].join(" ")}
${Object.entries(kinds)
  .map(([kind, values]) => `${kind}:\n${exportLines(values)}`)
  .join("\n")}

Gateways:
${gatewayLines(Object.entries(gateways)) || "  none yet"}
`;
}
