// settings/ is where values come from: stack config, environment, and files (cloudsYaml.ts, sharedConfig.ts, sdkFile.ts). names.ts has
// every name, validate.ts every rule. Begin here.
import { isLoopback, shownAddress } from "../../core/address";
import { type ConfigOrigin, stackConfig } from "../../core/configOrigin";
import { invalidSetting } from "../../core/foreignText";
import { type Clouds, readClouds } from "./cloudsYaml";
import { type Field, names } from "./names";
import {
  type Family,
  type Files,
  flagOf,
  type Profile,
  profile,
  type SettingsSource,
  type Surroundings,
} from "./profile";
import { unsupportedIn } from "./unsupported";

const familyNames: Record<Family, string> = { hw: "HW_*", os: "OS_*", sdk: "HUAWEICLOUD_SDK_*" };
const noFiles: Files = { cwd: "/", home: null, read: () => null };

/**
 * What a source says now, for one wait or one call: environment, files and folder may change in a long process, so it is made anew for
 * each. Any other part than the environment is read when it is first asked for, and only then.
 */
export class Settings implements Surroundings {
  /** A copy: each look at a variable of the process takes long. */
  readonly env: SettingsSource["env"];
  #stack: Profile | undefined;
  #clouds: Clouds | undefined;
  readonly #variables: Partial<Record<Family, Profile>> = {};

  constructor(private readonly source: SettingsSource) {
    this.env = { ...source.env };
  }

  /** A text of the stack config, or of what stands in its place, as it is written. */
  config(key: string): string | undefined {
    return this.source.config(key);
  }

  get secrets(): readonly string[] {
    return this.source.secrets ?? [];
  }

  /** Where that was written. */
  get origin(): ConfigOrigin {
    return this.source.origin ?? stackConfig;
  }

  get files(): Files {
    return this.source.files ?? noFiles;
  }

  /** Settings of the stack config, or of what stands in its place. */
  get stack(): Profile {
    const { name, setting, key } = this.origin;
    this.#stack ??= profile(name, (field) => ({ value: this.config(field) ?? "", from: setting(field) }), key);
    return this.#stack;
  }

  /** Settings of one family of environment variables. */
  variables(family: Family): Profile {
    const find = (variables: readonly string[]) => {
      const from = variables.find((name) => this.env[name]?.trim());
      return from === undefined ? undefined : { value: this.env[from] ?? "", from, place: from };
    };
    const placeOf = (field: Field) => names[field][family].join(" or ");
    this.#variables[family] ??= {
      ...profile(familyNames[family], (field) => find(names[field][family]), placeOf),
      unsupported: unsupportedIn(family, find),
    };
    return this.#variables[family];
  }

  /** Settings of every family of environment variables, in the order of precedence. */
  get environment(): readonly Profile[] {
    return [this.variables("hw"), this.variables("os"), this.variables("sdk")];
  }

  get clouds(): Clouds {
    this.#clouds ??= readClouds(this);
    return this.#clouds;
  }

  /** Whether plain HTTP may go to other machines. Only the stack config can allow it. */
  get allowsHttp(): boolean {
    return flagOf(this.stack.values.allowHttp?.value) === true;
  }

  /**
   * The metadata service of a cloud server: plain HTTP, and only from the server itself. Another address is for a program that stands in
   * for it on the same machine.
   */
  get metadataAddress(): string {
    const address = this.env.APIG_METADATA_ADDRESS?.trim();
    if (!address) return "http://169.254.169.254";
    if (URL.canParse(address) && isLoopback(new URL(address).hostname)) return new URL(address).origin;
    throw invalidSetting`APIG_METADATA_ADDRESS must be an address of this machine${shownAddress(address)}`;
  }
}
