// Stands before the bundle, and is read by Node.js of any age.
var v = process.versions.node.split(".").map(Number);
if (v[0] < 20 || (v[0] === 20 && v[1] < 19)) {
  process.stderr.write(`pulumi-resource-apig needs Node.js 20.19 or newer; the node on PATH is ${process.version}\n`);
  process.exit(1);
}
