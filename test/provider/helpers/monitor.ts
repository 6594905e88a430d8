import * as pulumi from "@pulumi/pulumi";
import { getMonitor } from "@pulumi/pulumi/runtime/settings";

/** What the SDK sent to the engine for one resource. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly id: string | undefined;
  /** The whole request, as on the wire. */
  readonly request: Readonly<Record<string, unknown>>;
}

interface Request {
  toObject(): Record<string, unknown>;
}

/** The SDK's mock of the engine; a request reaches `newResource` before anything is awaited. */
type Monitor = Record<"registerResource" | "readResource", (request: Request, ...rest: unknown[]) => unknown>;

/** Puts a program's registrations into a list instead of an engine. */
export async function mockEngine({ preview = false }: { readonly preview?: boolean } = {}): Promise<Registered[]> {
  const registered: Registered[] = [];
  let request = {};
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        registered.push({ type, name, inputs, id: id === "" ? undefined : id, request });
        return { id: id || `${name}-id`, state: { ...inputs, status: "success", progress: 100 } };
      },
      call: ({ inputs }) => inputs,
    },
    "project",
    "stack",
    preview,
  );
  const monitor = getMonitor() as unknown as Monitor;
  for (const call of ["registerResource", "readResource"] as const) {
    const original = monitor[call].bind(monitor);
    monitor[call] = (sent, ...rest) => {
      request = sent.toObject();
      return original(sent, ...rest);
    };
  }
  return registered;
}

/** The value of an output, once there is one. */
export function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value as T);
    });
  });
}
