/** Why a creation fails. Source: "Error Codes" of the APIG API reference. */
export const creationErrors: ReadonlyMap<string, { readonly meaning: string; readonly remedy: string }> = new Map([
  [
    "APIC.9206",
    {
      meaning: "creation failed",
      remedy: "check that its network has free addresses and that the zone has resources",
    },
  ],
  [
    "APIC.9218",
    {
      meaning: "insufficient quota",
      remedy: "raise the project's gateway quota or delete one that is not used",
    },
  ],
  ["APIC.9219", { meaning: "insufficient resources", remedy: "choose another availability zone or edition" }],
]);

/** What keeps the next gateway from failing. */
export const remedyOf = (errorCode: string | null): string =>
  creationErrors.get(errorCode ?? "")?.remedy ?? "look the code up in the API's error codes";
