import { ManyStacks } from "../engine/helpers/manyStacks";

describe("four processes at a cloud that takes six calls a second", () => {
  let many: ManyStacks;
  before(async () => {
    many = await ManyStacks.start({ stacks: 4, waits: 10, readySeconds: 30, callsPerSecond: 6 });
  });
  after(() => many.stop());

  it("all end right, keep to the limit together, and lock nothing", () => many.processes());
});
