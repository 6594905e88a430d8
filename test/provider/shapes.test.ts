import * as settings from "@pulumi/pulumi/runtime/settings";

const { waitForRPCs } = settings as unknown as { waitForRPCs(): Promise<void> };

import { expect } from "chai";
import { anchor, type Kind, namesOf, ours, type Shape, shapes } from "../engine/helpers/shapes";
import { mockEngine } from "./helpers/monitor";

/** What the SDK sent for each resource of a shape. Those that are ready at once register in no order that anybody could rely on. */
async function registrations(shape: Shape, kind: Kind, preview: boolean): Promise<object> {
  const registered = await mockEngine({ preview });
  shape.program(kind, namesOf(shape));
  await waitForRPCs();
  const told = registered.map(({ name, type, request }) => [
    name,
    {
      type: type === kind.type ? "wait" : type,
      dependencies: neutral(request.dependenciesList as string[], kind),
      properties: dependenciesOf(request, kind),
    },
  ]);
  return Object.fromEntries(told);
}

const neutral = (urns: readonly string[] = [], kind: Kind) =>
  urns.map((urn) => urn.replaceAll(kind.type, "wait")).sort();

function dependenciesOf({ propertydependenciesMap = [] }: Record<string, unknown>, kind: Kind): object {
  const entries = propertydependenciesMap as [string, { urnsList: string[] }][];
  const held = entries.filter(([, { urnsList }]) => urnsList.length > 0);
  return Object.fromEntries(held.map(([name, { urnsList }]) => [name, neutral(urnsList, kind)]));
}

describe("in company, with mocks", () => {
  for (const shape of shapes) {
    for (const preview of [false, true]) {
      it(`${shape.name}${preview ? ", in a preview" : ""}: as a plain dynamic resource`, async () => {
        const theirs = await registrations(shape, anchor, preview);
        const waits = await registrations(shape, ours, preview);
        expect(waits).to.deep.equal(theirs);
        expect(waits).not.to.deep.equal({});
      });
    }
  }
});
