import { ManyStacks } from "../engine/helpers/manyStacks";

describe("twenty stacks at a cloud that takes twenty calls a second and locks after five failures", () => {
  let many: ManyStacks;
  before(async () => {
    many = await ManyStacks.start({ stacks: 20, waits: 15, readySeconds: 120, callsPerSecond: 20 });
  });
  after(() => many.stop());

  it("twenty processes", () => many.processes());
  it("twenty stacks of one program", () => many.automation());
});
