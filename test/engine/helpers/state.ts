import { readFileSync, writeFileSync } from "node:fs";

export interface StoredResource {
  readonly urn: string;
  readonly id?: string;
  readonly type: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly initErrors?: string[];
  readonly dependencies?: string[];
}

export interface PendingOperation {
  readonly resource: { readonly type: string };
}

/**
 * The state of a stack, read from the backend's file: the CLI needs a process for each question, and decrypts secrets.
 */
export class StateFile {
  constructor(private readonly path: string) {}

  text = (): string => readFileSync(this.path, "utf8");

  resources = (): StoredResource[] => this.latest().resources ?? [];

  /** The one resource with this name. */
  resource = (name: string): StoredResource | undefined =>
    this.resources().find(({ urn }) => urn.endsWith(`::${name}`));

  /** The outputs of the stack. */
  outputs = (): Record<string, unknown> =>
    this.resources().find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};

  /** Operations that began and of which nobody knows how they ended. */
  pending = (): PendingOperation[] => this.latest().pending_operations ?? [];

  /** Changes the text, while no run is on. */
  edit(pattern: RegExp, by: string): void {
    const edited = this.text().replace(pattern, by);
    if (edited === this.text()) throw new Error(`${this.path}: nothing to change`);
    writeFileSync(this.path, edited);
  }

  private latest(): { resources?: StoredResource[]; pending_operations?: PendingOperation[] } {
    return JSON.parse(this.text()).checkpoint.latest ?? {};
  }
}
