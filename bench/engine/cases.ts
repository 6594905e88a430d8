import type { Way } from "./programs";

/** What is compared: a way to register resources, and how long the cloud takes to answer. */
export interface Case {
  readonly name: string;
  readonly way: Way;
  readonly answerMs: number;
  /** The folder of the built package. Default: this one. */
  readonly from?: string;
}

export const cases: readonly Case[] = [
  { name: "pulumi-apig", way: "pulumi-apig", answerMs: 0 },
  { name: "pulumi-apig, 50 ms for each answer", way: "pulumi-apig", answerMs: 50 },
  { name: "the plugin apig", way: "plugin", answerMs: 0 },
  { name: "dynamic.Resource", way: "dynamic.Resource", answerMs: 0 },
  { name: "a resource that does nothing", way: "nothing", answerMs: 0 },
];

/** The same, and each of our own with the package of another folder, too. */
export const besides = (before: string): readonly Case[] =>
  cases.flatMap((one) => {
    const isOurs = one.way === "pulumi-apig" || one.way === "plugin";
    return isOurs ? [one, { ...one, name: `${one.name}, before`, from: before }] : [one];
  });
