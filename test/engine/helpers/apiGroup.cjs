// The hooks of a dependent resource: an API group on a gateway, which the API refuses until the gateway is ready.

exports.provider = {
  async create({ endpoint, projectId, instanceId }) {
    const response = await fetch(`${endpoint}/v2/${projectId}/apigw/instances/${instanceId}/api-groups`, {
      method: "POST",
      headers: { "x-auth-token": process.env.HW_AUTH_TOKEN ?? "", "content-type": "application/json" },
      body: JSON.stringify({ name: "orders" }),
    });
    if (!response.ok) throw new Error(`API group: ${response.status} ${await response.text()}`);
    return { id: (await response.json()).id, outs: { instanceId } };
  },
  async diff(_id, olds, news) {
    const changes = olds.instanceId !== news.instanceId;
    return { changes, replaces: changes ? ["instanceId"] : [] };
  },
  async delete() {},
};
