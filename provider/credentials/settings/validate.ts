import { type AnySchema, object, string, ValidationError } from "yup";
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
import { headerRule, idRule } from "../../core/arguments";
import { cut, longestInOutput, quoted, said } from "../../core/foreignText";
import { ApigError } from "../../errors";
import { type Field, fields, names } from "./names";
import { type Profile, profile } from "./profile";

// What goes into a header is printable and has no spaces. Values of secrets are never quoted.
const header = string().matches(headerRule, "must be one line of printable characters without spaces");
const region = string().matches(
  regionRule,
  quoting("must be the name of a region such as eu-de (letters, digits and hyphens)"),
);
const domain = string().matches(domainRule, quoting("must be letters, digits, dots and hyphens"));
const flag = string().matches(/^(1|0|t|f|true|false|yes|no|on|off)$/i, quoting("must be true or false"));
const agencySeconds = string().test({
  message: quoting("must be a whole number of seconds, 900 to 86400"),
  test: (text) => text === undefined || (/^\d{1,6}$/.test(text) && Number(text) >= 900 && Number(text) <= 86_400),
});
const address = (fault: (text: string, allowHttp: boolean) => string | null) =>
  string().test({
    test: (value, { createError, options }) => {
      const wrong = value === undefined ? null : fault(value, options.context?.allowHttp === true);
      return wrong === null || createError({ message: `${wrong}${shownAddress(value ?? "")}` });
    },
  });

const rules: Readonly<Partial<Record<Field, AnySchema>>> = {
  authToken: header,
  accessKey: header,
  secretKey: header,
  securityToken: header,
  projectId: string().matches(idRule, quoting("must be 1 to 64 letters, digits, hyphens or underscores")),
  region,
  cloudDomain: domain,
  insecure: flag,
  allowHttp: flag,
  ecsAgency: flag,
  agencyDuration: agencySeconds,
  endpoint: address(endpointFault),
  authUrl: address(authUrlFault),
};
const schema = object(rules as Record<string, AnySchema>);

/** Values of one meaning in one form. */
const forms: Readonly<Partial<Record<Field, (value: string) => string>>> = {
  region: normaliseRegion,
  cloudDomain: (value) => value.toLowerCase(),
  endpoint: normaliseEndpoint,
  authUrl: iamAddress,
};

export function formOf(field: Field, value: string): string;
export function formOf(field: Field, value: string | undefined): string | undefined;
export function formOf(field: Field, value: string | undefined): string | undefined {
  return value === undefined ? undefined : (forms[field]?.(value) ?? value);
}

/**
 * The profile with its addresses in one form. Throws one error that names every setting that breaks a rule, where it
 * stands, and the rule.
 */
export function validated({ name, values, unsupported }: Profile, allowHttp: boolean): Profile {
  try {
    assertUnquoted(values);
    const plain = Object.fromEntries(Object.entries(values).map(([field, { value }]) => [field, value]));
    schema.validateSync(plain, { abortEarly: false, context: { allowHttp } });
    const inForm = profile(name, (field) => {
      const setting = values[field];
      return setting && { ...setting, value: formOf(field, setting.value) };
    });
    return { ...inForm, unsupported };
  } catch (cause) {
    if (!(cause instanceof ValidationError)) throw cause;
    const wrong = cause.inner.map(({ path, message }) => `${said`${values[path as Field]?.from}`} ${message}`);
    throw broken(wrong);
  }
}

function broken(rules: readonly string[]): ApigError {
  return new ApigError("APIG_INVALID_SETTING", cut(rules.join("; "), longestInOutput));
}

/** A password may have quotes of its own; around anything else, a shell or a file of variables left them. */
function assertUnquoted(values: Profile["values"]): void {
  const wrong = fields.flatMap((field) => {
    const { value = "", from } = values[field] ?? {};
    if (field === "password" || !/^(["']).*\1$/s.test(value)) return [];
    return said`${from} must not have quotes around it${names[field].secret ? "" : `, not ${quoted(value)}`}`;
  });
  if (wrong.length > 0) throw broken(wrong);
}

function quoting(rule: string): (params: { value: unknown }) => string {
  return ({ value }) => `${rule}, not "${quoted(String(value))}"`;
}
