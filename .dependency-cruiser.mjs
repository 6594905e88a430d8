// What each file of provider/ and emulator/ may import: `npm run lint` refuses everything else, and a new file or folder may
// import nothing until it has a floor here. See CONTRIBUTING.md.
import { allExtensions } from "dependency-cruiser";

// Otherwise it would find no file, and no fault.
if (!allExtensions.some(({ extension, available }) => extension === ".ts" && available))
  throw new Error("dependency-cruiser does not find TypeScript, or knows no release as new as this one");

const node = "any module of Node.js";
const npm = (...names) => names.map((name) => `node_modules/${name}/`);
/** Folders end with a slash; the rest are files. */
const provider = (...places) => places.map((place) => `provider/${place}${place.endsWith("/") ? "" : "\\.(ts|json)$"}`);

const protocol = npm("@grpc/grpc-js", "@pulumi/pulumi/proto", "google-protobuf");

/** The first that fits a file is its floor. `$1` is what the group in the path took. */
const floors = {
  "provider/clock": [node],
  "provider/core/[^/]+": [...provider("core/", "errors"), "(util|crypto)$", ...npm("yup")],
  "provider/core/([^/]+)/.+": provider("core/$1/", "core/[^/]+", "errors"),
  "provider/http/.+": [...provider("http/", "core/", "clock", "errors"), node, ...npm("node-fetch", "socks")],
  "provider/waiter": provider("core/", "clock"),
  "provider/credentials/[^/]+": [...provider("credentials/", "http/", "core/", "clock", "errors"), node],
  "provider/credentials/([^/]+)/.+": [
    ...provider("credentials/(remote|settings|$1)/", "credentials/[^/]+", "http/", "core/", "clock", "errors"),
    node,
    ...npm("fastest-levenshtein", "yaml", "yup"),
  ],
  "provider/client": provider("credentials/", "http/", "core/", "clock", "errors"),
  "provider/wait/.+": provider("wait/", "client", "waiter", "credentials/", "http/", "core/", "clock", "errors"),
  "provider/cli/.+": [
    ...provider("cli/", "wait/", "client", "credentials/", "http/", "core/", "clock", "errors"),
    node,
    "package\\.json$",
    ...npm("commander", "yaml", "cli-progress"),
  ],
  // They name types of what the engine's process has loaded.
  "provider/engine/(readFailure|log)": [...provider("engine/", "wait/", "core/", "errors"), ...protocol],
  "provider/engine/.+": [...provider("engine/", "wait/", "core/", "clock", "errors"), node],
  "provider/lifecycle": provider("wait/", "credentials/addresses", "core/", "clock", "errors"),
  "provider/program/.+": [
    ...provider("program/", "engine/", "wait/", "client", "credentials/", "core/", "clock", "errors"),
    ...npm("@pulumi/pulumi"),
  ],
  // The front knows no protocol, the wire no gateway.
  "provider/native/(front|plugin)": provider(
    ...["native/plugin", "native/schema", "native/settings", "lifecycle", "wait/", "credentials/", "core/", "errors"],
  ),
  "provider/native/(wire|values)": [
    ...provider("native/plugin", "native/runs", "native/values", "engine/", "errors"),
    ...protocol,
  ],
  // It starts what its arguments ask for.
  "provider/native/main": [...provider("native/", "cli/"), "emulator/command\\.ts$"],
  "provider/native/[^/]+": [
    ...provider("native/", "lifecycle", "engine/", "wait/", "credentials/", "core/", "clock", "errors"),
    ...protocol,
  ],
  "provider/dynamicLifecycle": provider("lifecycle", "wait/", "core/", "errors"),
  "provider/dynamic": provider("dynamicLifecycle", "engine/", "credentials/", "core/", "clock"),
  "provider/gatewayReadiness": [...provider("program/", "engine/", "core/"), ...npm("@pulumi/pulumi")],
  "provider/index": provider("program/", "gatewayReadiness", "errors"),
  "provider/.+": [],
  // It shares no code with the provider.
  "emulator/[^/]+": ["emulator/", node, ...npm("yup")],
  "emulator/([^/]+)/.+": ["emulator/$1/", "emulator/[^/]+$", node, ...npm("yup")],
};

const files = Object.keys(floors).map((floor) => `^${floor}\\.ts$`);

function rule([name, allowed], index) {
  const paths = allowed.filter((each) => each !== node);
  return {
    name,
    severity: "error",
    from: { path: files[index], ...(index > 0 && { pathNot: files.slice(0, index) }) },
    to: {
      ...(paths.length > 0 && { pathNot: `^(${paths.join("|")})` }),
      ...(allowed.includes(node) && { dependencyTypesNot: ["core"] }),
    },
  };
}

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: Object.entries(floors).map(rule),
  options: { doNotFollow: { path: "node_modules" }, tsPreCompilationDeps: true },
};
