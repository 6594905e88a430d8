// What a provider of the plugin is given as settings: the stack config, or the arguments of a provider that a program declares.
import { holdsUnknown, unknownValue } from "../core/arguments";
import type { ConfigOrigin } from "../core/configOrigin";
import { agencyOf } from "../credentials/agency";
import { credentialOf, kindOf } from "../credentials/credential";
import { type Field, secretFields } from "../credentials/settings/names";
import { Settings } from "../credentials/settings/settings";
import { unknownKeys } from "../credentials/settings/unknownKeys";
import { faultOf } from "../credentials/settings/validate";
import { ApigError } from "../errors";
import { pollingOf } from "../wait/gatewayWait";
import type { Values } from "./plugin";

/**
 * The engine names its own providers, which get the stack config, `default`, `default_0_1_0` and the like, with the address that the
 * plugin comes from at the end. Source: `ProviderRequest.DefaultName` in `pkg/resource/deploy/providers` of Pulumi.
 */
export const isDefaultProvider = (name: string): boolean => /^default(_\d+_\d+_\d+(_.*)?|_[a-z]+_\/.*)?$/.test(name);

/** A setting as text; none where it is null. SDKs write one that is no text as JSON. */
export function textOf(key: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text === "null" && !(secretFields as readonly string[]).includes(key) ? "" : text;
}

/** What nothing reads, by its key, and what to say of it. Sorted: the engine gives settings in any order. */
export function unknownSettings(given: Values, origin: ConfigOrigin): ReadonlyMap<string, string> {
  const ours = Object.keys(given).filter((key) => !engineKeys.test(key));
  return unknownKeys(ours.sort(), origin);
}

/**
 * Every setting that breaks a rule, at once; what a preview does not know yet is accepted. The reasons name setting and
 * place. `hidden`: keys whose values the program marks as secrets.
 */
export function settingFaults(given: Values, origin: ConfigOrigin, hidden: readonly string[] = []): readonly string[] {
  const known = Object.entries(given).filter(([, value]) => !isUnknown(value));
  const texts = new Map(known.map(([key, value]) => [key, textOf(key, value)]));
  const settings = new Settings({ config: (key) => texts.get(key), env: {}, origin });
  const allowHttp = isUnknown(given.allowHttp) || settings.allowsHttp;
  const broken = known.flatMap(([key]) => faultIn(key, settings, hidden, allowHttp));
  // A part that is not known yet may make a credential whole.
  const isKnown = known.length === Object.keys(given).length;
  const { stack } = settings;
  const { authType } = stack.values;
  // What is wrong with settings that are right one by one; else with the kind of login, whatever else will be known.
  const wholes = isKnown
    ? [() => credentialOf(stack, settings), () => agencyOf([stack])]
    : [() => authType && kindOf(authType)];
  return [...broken, ...wholes.flatMap((act) => thrown(act, settings, hidden))];
}

/** SDKs write what is no text as JSON, which may hold the mark as well. */
const isUnknown = (value: unknown) =>
  holdsUnknown(value) || (typeof value === "string" && value.includes(unknownValue));

/** What the engine itself gives beside the settings. */
const engineKeys = /^(version|pluginDownloadURL|pluginChecksums|parameterization|__.*)$/;

function faultIn(key: string, settings: Settings, hidden: readonly string[], allowHttp: boolean): readonly string[] {
  const { origin } = settings;
  if (key === "polling") return thrown(() => pollingOf(settings), settings, hidden);
  const { value } = settings.stack.values[key as Field] ?? {};
  const fault = value && faultOf(key as Field, value, { allowHttp, hidden: hidden.includes(key) });
  return fault ? [`${origin.setting(key)} ${fault}`] : [];
}

/** The message of an error, unless it quotes what must not be shown. */
function thrown(act: () => unknown, settings: Settings, hidden: readonly string[]): readonly string[] {
  try {
    act();
    return [];
  } catch (error) {
    if (!(error instanceof ApigError)) throw error;
    const { quotes = "" } = error.facts;
    if (!hidden.includes(quotes)) return [error.message];
    return [`${settings.origin.setting(quotes)} is not valid (the value is secret, so it is not shown)`];
  }
}
