// What a provider of the plugin is given as settings: the stack config, or the arguments of a provider that a program declares.
import { closest } from "fastest-levenshtein";
import { unknownValue } from "../core/arguments";
import type { ConfigOrigin } from "../core/configOrigin";
import { quoted } from "../core/foreignText";
import { agencyOf } from "../credentials/agency";
import { credentialOf } from "../credentials/credential";
import { type Field, knownKeys } from "../credentials/settings/names";
import { allowsHttp, type SettingsSource, stackProfile } from "../credentials/settings/profile";
import { faultOf } from "../credentials/settings/validate";
import { ApigError } from "../errors";
import { pollingOf } from "../wait/gatewayWait";
import type { CheckFailure, Values } from "./plugin";

/** The engine names its own providers, which get the stack config, `default_0_1_0` and the like. */
export const isDefaultProvider = (name: string): boolean => /^default(_|$)/.test(name);

/** SDKs write a setting that is no text as JSON. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * Every setting that is unknown or breaks a rule, at once; what a preview does not know yet is accepted. The reasons name setting and
 * place, and no failure has a property, beside which the engine would print the value.
 */
export function settingFailures(given: Values, origin: ConfigOrigin): readonly CheckFailure[] {
  const known = Object.entries(given).filter(([, value]) => value !== unknownValue && value !== null);
  const texts = new Map(known.map(([key, value]) => [key, textOf(value)]));
  const source: SettingsSource = { config: (key) => texts.get(key), env: {}, origin };
  const broken = known.flatMap(([key]) => faultIn(key, source));
  // A part that is not known yet may make a credential whole.
  const isKnown = known.length === Object.keys(given).length;
  return [...broken, ...(isKnown ? faultOfWhole(source) : [])].map((reason) => ({ property: "", reason }));
}

/** What the engine itself gives beside the settings. */
const engineKeys = /^(version|pluginDownloadURL|pluginChecksums|parameterization|__.*)$/;

function faultIn(key: string, source: SettingsSource): readonly string[] {
  const { setting, key: short } = source.origin as ConfigOrigin;
  if (key === "polling") return thrown(() => pollingOf(source));
  if (engineKeys.test(key)) return [];
  if (!knownKeys.includes(key))
    return [
      `${quoted(setting(key))} is not a setting of this provider; the nearest is ${short(closest(key, knownKeys))}`,
    ];
  const { value } = stackProfile(source).values[key as Field] ?? {};
  const fault = value && faultOf(key as Field, value, allowsHttp(source));
  return fault ? [`${setting(key)} ${fault}`] : [];
}

/** What is wrong with settings that are right one by one. */
function faultOfWhole(source: SettingsSource): readonly string[] {
  const profile = stackProfile(source);
  const parts = [() => credentialOf(profile), () => agencyOf([profile], source.origin as ConfigOrigin)];
  return parts.flatMap(thrown);
}

function thrown(act: () => unknown): readonly string[] {
  try {
    act();
    return [];
  } catch (error) {
    if (error instanceof ApigError) return [error.message];
    throw error;
  }
}
