import * as settings from "@pulumi/pulumi/runtime/settings";
import { expect } from "chai";
import { anchor, type Kind, native, ours } from "../engine/helpers/kinds";
import type { Shape } from "../engine/helpers/shape";
import { namesOf, neutral, shapes } from "../engine/helpers/shapes";
import { mockEngine } from "./helpers/monitor";

/** Not in the SDK's public types. */
const { waitForRPCs } = settings as unknown as { waitForRPCs(): Promise<void> };

/** What the SDK sent for each resource of a shape, and what it had sent before of what the resource needs. */
async function registrations(
  shape: Shape,
  kind: Kind,
  preview: boolean,
): Promise<Record<string, { readonly later: string[] }>> {
  const registered = await mockEngine({ preview });
  await shape.program(kind, namesOf(shape));
  await waitForRPCs();
  const told = registered.map(({ name, type, request }, place) => {
    const needed = request.dependenciesList as string[];
    const before = registered.slice(0, place).map((each) => each.name);
    return [
      name,
      {
        type: neutral(type, kind),
        parent: neutral(request.parent, kind),
        dependencies: neutral(needed, kind),
        properties: dependenciesOf(request, kind),
        later: needed.filter((urn) => !before.includes(urn.split("::").at(-1) as string)),
      },
    ];
  });
  return Object.fromEntries(told);
}

function dependenciesOf({ propertydependenciesMap = [] }: Record<string, unknown>, kind: Kind): object {
  const entries = propertydependenciesMap as [string, { urnsList: string[] }][];
  const held = entries.filter(([, { urnsList }]) => urnsList.length > 0);
  return Object.fromEntries(held.map(([name, { urnsList }]) => [name, neutral(urnsList, kind)]));
}

describe("in company, with mocks", () => {
  for (const shape of shapes.filter(({ onlyOnEngine }) => onlyOnEngine === undefined)) {
    for (const preview of [false, true]) {
      it(`${shape.name}${preview ? ", in a preview" : ""}: as a plain dynamic resource`, async () => {
        const theirs = await registrations(shape, anchor, preview);
        expect(theirs).not.to.deep.equal({});
        for (const kind of [ours, native]) {
          expect(await registrations(shape, kind, preview), kind.name).to.deep.equal(theirs);
        }
        for (const { later } of Object.values(theirs)) expect(later).to.deep.equal([]);
      });
    }
  }
});
