import { invalidSetting } from "../../core/foreignText";
import type { ApigError } from "../../errors";

const keys = [
  "application_credential_id",
  "application_credential_name",
  "application_credential_secret",
  "identity_provider",
  "passcode",
  "trust_id",
  "system_scope",
];

/**
 * What a setting asks for that is not supported. `agency` and `federation` take the place of any key beside them, as they do in
 * Huawei's own tools. `login` is a part of one: a password beside it may be the company's own, or need a second factor.
 */
type Why = "agency" | "federation" | "login";

export interface Unsupported {
  /** The setting that asks for it. */
  readonly from: string;
  readonly why: Why;
}

/** Settings of each family that ask for something that this package does not support, or that neither cloud's IAM accepts. */
export const unsupported = {
  hw: {
    why: "agency",
    places: ["HW_ASSUME_ROLE_IDP_ID", "HW_ASSUME_ROLE_ID_TOKEN", "HW_ASSUME_ROLE_ID_TOKEN_FILE"],
  },
  os: { why: "login", places: keys.map((key) => `OS_${key.toUpperCase()}`) },
  sdk: {
    why: "federation",
    places: [
      "HUAWEICLOUD_SDK_IDP_ID",
      "HUAWEICLOUD_SDK_ID_TOKEN_FILE",
      "HUAWEICLOUD_OIDC_PROVIDER_URN",
      "HUAWEICLOUD_OIDC_AGENCY_URN",
      "HUAWEICLOUD_OIDC_ID_TOKEN",
      "HUAWEICLOUD_OIDC_TOKEN_FILE",
    ],
  },
  /** In a file of Huawei's SDKs. */
  ini: { why: "federation", places: ["idp_id", "id_token_file"] },
  yaml: { why: "login", places: keys.map((key) => `auth.${key}`) },
} as const;

/** The first setting of a family that asks for what is not supported. */
export function unsupportedIn(
  family: keyof typeof unsupported,
  find: (places: readonly string[]) => { readonly from: string } | undefined,
): Unsupported | undefined {
  const { why, places } = unsupported[family];
  const found = find(places);
  return found && { from: found.from, why };
}

const reasons: Readonly<Record<Why, string>> = {
  agency:
    "an agency cannot be assumed with an OpenID Connect token; use an access key, a token or a password, or unset it",
  federation: "a login with an identity provider's token is not possible; use an access key, or unset it",
  login:
    "a login with an application credential, identity provider, second factor or trust is not possible; use an access key, a token or a password (auth_type: password ignores this setting)",
};

export function notSupported({ from, why }: Unsupported): ApigError {
  return invalidSetting`${from} is not supported: ${reasons[why]}`;
}
