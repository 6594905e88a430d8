/** A Node.js and an SDK that users may have together. */
export interface Pair {
  readonly node: string;
  readonly sdk: string;
}

/** The oldest and the newest SDK for each supported Node.js; 3.249 and later want Node.js 22. */
export const pairs: readonly Pair[] = [
  { node: "20.19.0", sdk: "3.230.0" },
  { node: "20.20.2", sdk: "3.248.0" },
  { node: "22.12.0", sdk: "3.230.0" },
  { node: "22.23.3", sdk: "3.270.0" },
  { node: "24.0.0", sdk: "3.230.0" },
  { node: "24.21.0", sdk: "3.270.0" },
];
