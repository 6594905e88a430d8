/** Where the settings were written that a source gives as config: messages then name the place that counts. */
export interface ConfigOrigin {
  readonly name: string;
  /** A setting and its place: `stack config apig:region`. */
  setting(key: string): string;
  /** A setting in short: `apig:region`. */
  key(key: string): string;
  /** By what to set it: `pulumi config set apig:region`. */
  setBy(key: string, secret?: "--secret"): string;
  /** Why nothing may have arrived from there; empty where there is no reason. */
  readonly note: string;
  /** What to type for `doctor`; null where it reads other settings. */
  readonly doctor: string | null;
}

export const stackConfig: ConfigOrigin = {
  name: "stack config",
  setting: (key) => `stack config apig:${key}`,
  key: (key) => `apig:${key}`,
  setBy: (key, secret) => `pulumi config set ${secret ? `${secret} ` : ""}apig:${key}`,
  note: "",
  doctor: "npx pulumi-apig doctor",
};

/** By what the plugin's file runs its commands, wherever the engine keeps it. */
export const pluginStart = "pulumi plugin run --kind resource apig --";

/** The same stack config, where there may be no npm package. */
export const pluginStackConfig: ConfigOrigin = { ...stackConfig, doctor: `${pluginStart} doctor` };

/** The engine gives the stack config to default providers alone. */
export const missingStackConfig: ConfigOrigin = {
  ...stackConfig,
  note:
    '; this resource received no stack config: if the program gives it an explicit ProviderResource("pulumi-nodejs"), ' +
    "remove the option provider or use environment variables",
  doctor: null,
};

/** The flags of `pulumi do` where it keeps no state: the engine then gives a provider nothing of the stack config. */
export const doFlags: ConfigOrigin = {
  name: "pulumi do",
  setting: flagOf,
  key: flagOf,
  setBy: flagOf,
  note: "; pulumi do without state does not read the stack config",
  doctor: null,
};

/** The arguments of a provider that the program declares. It gets nothing of the stack config. */
export const providerArguments: ConfigOrigin = {
  name: "the provider",
  setting: (key) => `the provider's ${key}`,
  key: (key) => `the provider's ${key}`,
  setBy: (key) => `the provider's argument ${key}`,
  note: "",
  doctor: null,
};

/** As the engine makes a flag of a provider's setting: `--apig:auth-token`. */
function flagOf(key: string): string {
  return `--apig:${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
