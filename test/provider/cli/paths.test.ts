import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../../emulator";
import { tls } from "../../fixtures/tls";
import { CommandFolder } from "./command";

const sharedConfig = JSON.stringify({
  current: "first",
  profiles: [
    { name: "first", accessKeyId: demo.accessKey, secretAccessKey: demo.secretKey, projectId: demo.projectId },
  ],
});

describe("relative paths in the settings of a command", () => {
  let cloud: Emulator;
  let folder: CommandFolder;
  beforeEach(async () => {
    cloud = await startEmulator({ gateways: { gw: { steps: [], end: 0, status: "success" } } });
    folder = new CommandFolder();
  });
  afterEach(async () => {
    folder.remove();
    await cloud.close();
  });

  /** What two commands end with in a folder below this one. */
  const codes = async (below: string) => {
    const env = { HW_AUTH_TOKEN: "", OS_CACERT: "ca.pem", HW_SHARED_CONFIG_FILE: "keys.json" };
    const flags = `gw --no-stack --endpoint ${cloud.endpoint}`;
    const runs = ["get", "doctor"].map((name) => folder.shell(`cd ${below}; $APIG ${name} ${flags}`, env));
    return (await Promise.all(runs)).map(({ code }) => code);
  };
  const right = (at: string) => ({ [`${at}/ca.pem`]: tls.cert, [`${at}/keys.json`]: sharedConfig });
  const wrong = (at: string) => ({ [`${at}/ca.pem`]: "none", [`${at}/keys.json`]: "none" });

  it("begin in the folder of main, also in a folder below it and beside it", async () => {
    folder.write({
      "Pulumi.yaml": "main: src/",
      ...wrong("."),
      ...right("src"),
      ...wrong("src/deep"),
      ...wrong("docs"),
    });
    for (const below of ["src/deep", "docs"]) expect(await codes(below), below).to.deep.equal([0, 0]);
  });

  it("begin in the folder of Pulumi.yaml, where it names no main", async () => {
    folder.write({ "Pulumi.yaml": "name: shop", ...right("."), ...wrong("deep") });
    expect(await codes("deep")).to.deep.equal([0, 0]);
  });

  it("begin in the current folder, where there is no program", async () => {
    folder.write({ ...wrong("."), ...right("deep") });
    expect(await codes("deep")).to.deep.equal([0, 0]);
  });
});
