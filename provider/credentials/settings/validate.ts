import { type AnySchema, object, string, ValidationError } from "yup";
import { authUrlFault, endpointFault, iamAddress, normaliseEndpoint } from "../../core/address";
import { idRule } from "../../core/arguments";
import { ApigError } from "../../errors";
import type { Field } from "./names";
import { type Profile, profile } from "./profile";

// What goes into a header is printable and has no spaces. Values of secrets are never quoted.
const header = string().matches(/^[\x21-\x7e]+$/, "must be one line of printable characters without spaces");
const word = string().matches(/^[0-9a-z.-]+$/i, quoting("must be letters, digits, dots and hyphens"));
const flag = string().matches(/^(1|0|t|f|true|false|yes|no|on|off)$/i, quoting("must be true or false"));
const address = (fault: (text: string, allowHttp: boolean) => string | null) =>
  string().test({
    test: (value, { createError, options }) => {
      const wrong = value === undefined ? null : fault(value, options.context?.allowHttp === true);
      return wrong === null || createError({ message: `${wrong}, not "${withoutUser(value ?? "")}"` });
    },
  });

const rules: Readonly<Partial<Record<Field, AnySchema>>> = {
  authToken: header,
  accessKey: header,
  secretKey: header,
  securityToken: header,
  projectId: string().matches(idRule, quoting("must be 1 to 64 letters, digits, hyphens or underscores")),
  region: word,
  cloudDomain: word,
  insecure: flag,
  allowHttp: flag,
  ecsAgency: flag,
  endpoint: address(endpointFault),
  authUrl: address(authUrlFault),
};
const schema = object(rules as Record<string, AnySchema>);

/** Values of one meaning in one form. */
const forms: Readonly<Partial<Record<Field, (value: string) => string>>> = {
  endpoint: normaliseEndpoint,
  authUrl: iamAddress,
};

/**
 * The profile with its addresses in one form. Throws one error that names every setting that breaks a rule, where it
 * stands, and the rule.
 */
export function validated({ name, values }: Profile, allowHttp: boolean): Profile {
  try {
    const plain = Object.fromEntries(Object.entries(values).map(([field, { value }]) => [field, value]));
    schema.validateSync(plain, { abortEarly: false, context: { allowHttp } });
    return profile(name, (field) => {
      const setting = values[field];
      return setting && { ...setting, value: forms[field]?.(setting.value) ?? setting.value };
    });
  } catch (cause) {
    if (!(cause instanceof ValidationError)) throw cause;
    const wrong = cause.inner.map(({ path, message }) => `${values[path as Field]?.from} ${message}`);
    throw new ApigError("APIG_INVALID_SETTING", wrong.join("; "));
  }
}

function quoting(rule: string): (params: { value: unknown }) => string {
  return ({ value }) => `${rule}, not "${value}"`;
}

function withoutUser(address: string): string {
  return address.replace(/\/\/[^/@]*@/, "//...@");
}
