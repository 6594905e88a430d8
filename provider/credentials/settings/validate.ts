import {
  authUrlFault,
  domainRule,
  endpointFault,
  iamAddress,
  normaliseEndpoint,
  normaliseRegion,
  regionRule,
  shownAddress,
} from "../../core/address";
import { headerRule, idForm, idRule } from "../../core/arguments";
import { cut, longestInOutput, said } from "../../core/foreignText";
import { ApigError } from "../../errors";
import { type Field, names } from "./names";
import { flagOf, type Profile, type Setting } from "./profile";

/** What rule a value breaks, or null. */
type Rule = (value: string, allowHttp: boolean) => string | null;

const matching =
  (pattern: RegExp, rule: string): Rule =>
  (value) =>
    pattern.test(value) ? null : rule;
/** What goes into a header. The value is a secret, which is never shown. */
const header: Rule = (value) =>
  headerRule.test(value) ? null : "must be one line of printable characters without spaces";
const flag: Rule = (value) => (flagOf(value) === undefined ? "must be true or false" : null);
/** Leading zeros are no mistake, but so many are no number that anybody meant. */
const seconds: Rule = (value) =>
  /^0{0,3}[1-9]\d*$/.test(value) && Number(value) >= 900 && Number(value) <= 86_400
    ? null
    : "must be a whole number of seconds, 900 to 86400";

const rules: Readonly<Partial<Record<Field, Rule>>> = {
  authToken: header,
  accessKey: header,
  secretKey: header,
  securityToken: header,
  projectId: matching(idRule, `must be ${idForm}`),
  region: matching(regionRule, "must be the name of a region such as eu-de (letters, digits and hyphens)"),
  cloudDomain: matching(domainRule, "must be letters, digits, dots and hyphens"),
  insecure: flag,
  allowHttp: flag,
  ecsAgency: flag,
  agencyDuration: seconds,
  endpoint: endpointFault,
  authUrl: authUrlFault,
};

/**
 * What is wrong with the value of a setting, or null: the rule, and the value unless it is `hidden`, as that of a secret always is.
 * `allowHttp`: plain HTTP may go to other machines.
 */
export function faultOf(field: Field, value: string, { allowHttp = false, hidden = false } = {}): string | null {
  const isShown = !hidden && !names[field].secret;
  // A password may have quotes of its own; around anything else, a shell or a file of variables left them.
  if (field !== "password" && /^(["']).*\1$/s.test(value))
    return `must not have quotes around it${isShown ? said`, not ${value}` : ""}`;
  const fault = rules[field]?.(value, allowHttp) ?? null;
  if (fault === null || !isShown) return fault;
  return `${fault}${field === "endpoint" || field === "authUrl" ? shownAddress(value) : said`, not "${value}"`}`;
}

/** Values of one meaning in one form. */
const forms: Readonly<Partial<Record<Field, (value: string) => string>>> = {
  region: normaliseRegion,
  cloudDomain: (value) => value.toLowerCase(),
  endpoint: normaliseEndpoint,
  authUrl: iamAddress,
};

/** The profile with its addresses in one form. Throws one error that names every setting that breaks a rule, and the rule. */
export function validated(profile: Profile, allowHttp: boolean): Profile {
  const set = Object.entries(profile.values) as [Field, Setting][];
  const wrong = set.flatMap(([field, { from, value }]) => {
    const fault = faultOf(field, value, { allowHttp });
    return fault ? [{ field, text: `${said`${from}`} ${fault}` }] : [];
  });
  const [first, ...others] = wrong;
  if (first) {
    const text = cut(wrong.map(({ text }) => text).join("; "), longestInOutput);
    throw new ApigError("APIG_INVALID_SETTING", text, others.length === 0 ? { about: first.field } : {});
  }
  const inForm = set.map(([field, setting]) => [
    field,
    { ...setting, value: forms[field]?.(setting.value) ?? setting.value },
  ]);
  return { ...profile, values: Object.fromEntries(inForm) };
}
