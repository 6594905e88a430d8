declare module "require-from-string" {
  /** Runs the text of a CommonJS module. */
  export default function requireFromString(text: string): { handler(): { create(): Promise<unknown> } };
}
