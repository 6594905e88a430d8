import * as pulumi from "@pulumi/pulumi";

export interface ApiGroupArgs {
  endpoint: pulumi.Input<string>;
  projectId: pulumi.Input<string>;
  instanceId: pulumi.Input<string>;
}

/**
 * An API group on a gateway, created by a direct request: a placeholder for what you build on yours. The API refuses it
 * until the gateway is ready. Uses the token in HW_AUTH_TOKEN.
 */
export class ApiGroup extends pulumi.dynamic.Resource {
  constructor(name: string, args: ApiGroupArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      {
        create: (inputs) => call("POST", inputs, ""),
        delete: (id, props) => call("DELETE", props, `/${id}`).then(() => {}),
        // A group cannot move: for another gateway a new group is created.
        diff: async (_id, old, now) => {
          const replaces = ["endpoint", "projectId", "instanceId"].filter((key) => old[key] !== now[key]);
          return { changes: replaces.length > 0, replaces };
        },
      },
      name,
      args,
      opts,
    );
  }
}

interface Place {
  endpoint: string;
  projectId: string;
  instanceId: string;
}

async function call(method: string, { endpoint, projectId, instanceId }: Place, path: string) {
  const response = await fetch(`${endpoint}/v2/${projectId}/apigw/instances/${instanceId}/api-groups${path}`, {
    method,
    headers: { "content-type": "application/json", "x-auth-token": process.env.HW_AUTH_TOKEN ?? "" },
    body: method === "POST" ? JSON.stringify({ name: "orders" }) : null,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} API group: HTTP ${response.status} ${text}`);
  return { id: text === "" ? "" : String(JSON.parse(text).id), outs: { endpoint, projectId, instanceId } };
}
