import { object, string, ValidationError } from "yup";
import { endpointFault, idRule } from "../core/arguments";
import { ApigError } from "../errors";

/** Where settings come from: decrypted stack config of the namespace `apig`, and the process's environment. */
export interface SettingsSource {
  config(key: string): string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A setting and where it was found, so that a message can name the place and never the value of a secret. */
interface Found {
  readonly value: string;
  readonly from: string;
}

export interface Settings {
  readonly token: Found | null;
  readonly projectId: Found | null;
  readonly endpoint: Found | null;
}

/** Per setting: the stack config key, then the environment variables, in the order of Huawei's and OTC's own tools. */
export const names = {
  token: { key: "authToken", env: ["HW_AUTH_TOKEN", "OS_AUTH_TOKEN", "OS_TOKEN"] },
  projectId: { key: "projectId", env: ["HW_PROJECT_ID", "OS_PROJECT_ID"] },
  endpoint: { key: "endpoint", env: [] },
} as const;

const rules = object({
  // A header value: printable, no spaces. Never quoted in a message.
  token: string().matches(/^[\x21-\x7e]+$/, "must be one line of printable characters without spaces"),
  projectId: string().matches(
    idRule,
    ({ value }) => `must be 1 to 64 letters, digits, hyphens or underscores, not "${value}"`,
  ),
  endpoint: string().test({
    test: (value, { createError }) => {
      const fault = value === undefined ? null : endpointFault(value);
      return fault === null || createError({ message: `${fault}, not "${withoutUser(value ?? "")}"` });
    },
  }),
});

/** Finds and validates every setting; throws one error that names all that are wrong. */
export function readSettings(source: SettingsSource): Settings {
  const settings = {
    token: find(source, names.token),
    projectId: find(source, names.projectId),
    endpoint: find(source, names.endpoint),
  };
  try {
    const { token, projectId, endpoint } = settings;
    rules.validateSync(
      { token: token?.value, projectId: projectId?.value, endpoint: endpoint?.value },
      { abortEarly: false },
    );
    return settings;
  } catch (cause) {
    if (!(cause instanceof ValidationError)) throw cause;
    const wrong = cause.inner.map(({ path, message }) => `${settings[path as keyof Settings]?.from} ${message}`);
    throw new ApigError("APIG_INVALID_SETTING", wrong.join("; "));
  }
}

function find(
  { config, env }: SettingsSource,
  { key, env: variables }: { key: string; env: readonly string[] },
): Found | null {
  const stack = config(key)?.trim();
  if (stack) return { value: stack, from: `stack config apig:${key}` };
  const variable = variables.find((name) => env[name]?.trim());
  return variable === undefined ? null : { value: env[variable]?.trim() ?? "", from: variable };
}

function withoutUser(address: string): string {
  return address.replace(/\/\/[^/@]*@/, "//...@");
}
