import { readFileSync } from "node:fs";
import { expect } from "chai";
import { systemClock } from "../../../provider/clock";
import { argumentFailures } from "../../../provider/core/arguments";
import { stackConfig } from "../../../provider/core/configOrigin";
import { observed } from "../../../provider/core/outputs";
import { fields, secretFields } from "../../../provider/credentials/settings/names";
import { createPlugin } from "../../../provider/native/front";
import schema from "../../../provider/native/schema.json";
import { schemaFile, schemaText } from "../../../tools/schema";

const emptySource = { config: () => undefined, origin: stackConfig, env: {} };
const { "apig:index:GatewayReadiness": resource } = schema.resources;
const { "apig:index:getGatewayProgress": invoke } = schema.functions;
type Properties = Record<string, { type: string; description: string; secret?: boolean }>;

describe("the schema of the native provider", () => {
  it("is what docstrings and settings say; after a change: npm run schema", () => {
    expect(readFileSync(schemaFile, "utf8")).to.equal(schemaText());
  });

  it("names no address to download the plugin from, which only a release has", () => {
    expect(schema).not.to.have.property("pluginDownloadURL");
    const released = JSON.parse(schemaText("https://downloads.example.com/apig"));
    expect(released).to.deep.equal({ ...schema, pluginDownloadURL: "https://downloads.example.com/apig" });
    const context = () => ({ clock: systemClock, random: () => 0.5, source: emptySource });
    const served = (downloadUrl?: string) => createPlugin({ version: "1.2.3", downloadUrl, context }).schema();
    expect(served()).to.deep.equal({ ...schema, version: "1.2.3" });
    expect(served("https://downloads.example.com/apig")).to.deep.equal({ ...released, version: "1.2.3" });
  });

  it("has every setting, and marks as secret what must be encrypted", () => {
    const { properties, inputProperties } = schema.provider;
    for (const settings of [schema.config.variables, inputProperties, properties] as Properties[]) {
      expect(Object.keys(settings)).to.have.members([...fields, "polling"]);
      const marked = Object.keys(settings).filter((key) => settings[key]?.secret);
      expect(marked).to.have.members([...secretFields]);
    }
  });

  it("has the arguments that the lifecycle take", () => {
    const [failure] = argumentFailures({ instanceId: "a", unheardOf: 1 });
    const names = Object.keys(resource.inputProperties);
    expect(failure?.reason.match(/valid arguments are (.*)/)?.[1]?.split(/, | and /)).to.have.members(names);
    expect(resource.requiredInputs).to.deep.equal(["instanceId"]);
    expect(invoke.inputs.required).to.deep.equal(["instanceId"]);
  });

  it("has the one default that is a value, as the docstring says it", () => {
    const given = Object.entries(resource.inputProperties as Record<string, { default?: unknown }>);
    const defaults = given.flatMap(([name, property]) => ("default" in property ? [[name, property.default]] : []));
    expect(defaults).to.deep.equal([["failOnError", true]]);
    expect(resource.inputProperties.failOnError.description).to.include(" Default true. ");
  });

  it("has the outputs that the lifecycle give; what may be null is not required", () => {
    const target = ["instanceId", "projectId", "endpoint"];
    const all = [...target, ...Object.keys(observed(null))];
    expect(Object.keys(resource.properties)).to.have.members(all);
    expect(Object.keys(invoke.outputs.properties)).to.have.members(all);
    expect(resource.required).to.have.members(target);
    expect(invoke.outputs.required).to.have.members([...target, "status"]);
  });

  it("gives each output the type of its value", () => {
    const time = { startTime: 1, endTime: 2, status: "success", progress: 100, errorCode: "c", errorMessage: "m" };
    for (const [name, value] of Object.entries(observed(time))) {
      const { type } = (resource.properties as Properties)[name] as { type: string };
      expect(type.replace("integer", "number"), name).to.equal(typeof value);
    }
  });

  it("describes everything, each in whole sentences", () => {
    const all = [resource.properties, resource.inputProperties, invoke.inputs.properties, invoke.outputs.properties];
    for (const properties of [...all, schema.config.variables] as Properties[]) {
      for (const [name, { description }] of Object.entries(properties)) {
        expect(description, name).to.match(/^(true:|[A-Z`]).+\.$/);
      }
    }
    for (const { description } of [resource, invoke])
      expect(description)
        .to.match(/^[A-Z].+\.$/s)
        .and.not.include("@");
  });
});
