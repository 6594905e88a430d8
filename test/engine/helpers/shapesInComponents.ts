// Waits in components.
import * as pulumi from "@pulumi/pulumi";
import { Reader, Team } from "./kinds";
import { gw, inTeam, type Shape } from "./shape";

export const components: readonly Shape[] = [
  inTeam("a wait, and a sibling that uses it", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    new Reader(n("b"), a.status, { parent });
  }),
  inTeam("a wait beside a sibling that has nothing to do with it", (kind, n, parent) => {
    new Reader(n("b"), "x", { parent });
    kind.wait(n("a"), gw, { parent });
  }),
  inTeam("two waits side by side", (kind, n, parent) => {
    kind.wait(n("a"), gw, { parent });
    kind.wait(n("b"), gw, { parent });
  }),
  inTeam("two waits, the second needs the first", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    kind.wait(n("b"), a.instanceId, { parent });
  }),
  inTeam("two .get side by side", (kind, n, parent) => {
    kind.get(n("a"), gw, { parent });
    kind.get(n("b"), gw, { parent });
  }),
  inTeam("a .get, and a sibling that uses it", (kind, n, parent) => {
    new Reader(n("b"), kind.get(n("a"), gw, { parent }).status, { parent });
  }),
  inTeam("a nested component that depends on a wait", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    new Team(n("inner"), (inner) => void new Reader(n("b"), "x", { parent: inner }), { parent, dependsOn: a });
  }),
  inTeam("waits in nested components", (kind, n, parent) => {
    new Team(
      n("inner"),
      (inner) => {
        const a = kind.wait(n("a"), gw, { parent: inner });
        new Reader(n("b"), a.status, { parent: inner });
      },
      { parent },
    );
    kind.wait(n("c"), gw, { parent });
  }),
  inTeam("a wait as parent of another", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    kind.wait(n("b"), gw, { parent: a });
    new Reader(n("c"), a.status, { parent: a });
  }),
  inTeam("a loop of 12", (kind, n, parent) => {
    // More than an engine with two cores does at once.
    for (let each = 0; each < 12; each++) kind.wait(n(`w${each}`), gw, { parent });
  }),
  inTeam("a resource made inside apply", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    a.status.apply((status) => void new Reader(n("b"), status, { parent }));
  }),
  inTeam("a wait made inside apply", (kind, n, parent) => {
    const r = new Reader(n("b"), gw, { parent });
    r.input.apply((id) => void kind.wait(n("a"), id ?? gw, { parent }));
  }),
  inTeam("pulumi.all over waits", (kind, n, parent) => {
    const waits = ["a", "b", "c"].map((each) => kind.wait(n(each), gw, { parent }).status);
    new Reader(n("r"), pulumi.all(waits), { parent });
  }),
  inTeam("a secret instance id", (kind, n, parent) => {
    const a = kind.wait(n("a"), pulumi.secret(gw), { parent });
    new Reader(n("b"), a.instanceId, { parent });
  }),
];
