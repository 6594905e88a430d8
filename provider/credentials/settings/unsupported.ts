const unsupportedKeys = [
  "application_credential_id",
  "application_credential_name",
  "application_credential_secret",
  "identity_provider",
  "passcode",
  "trust_id",
  "system_scope",
];

/**
 * Parts of a login that this package does not support, or that neither cloud's IAM accepts. A password beside one of them may
 * belong to another login: the company's own, or one with a second factor.
 */
export const unsupported = {
  hw: ["HW_ASSUME_ROLE_IDP_ID", "HW_ASSUME_ROLE_ID_TOKEN", "HW_ASSUME_ROLE_ID_TOKEN_FILE"],
  os: unsupportedKeys.map((key) => `OS_${key.toUpperCase()}`),
  sdk: [],
  yaml: unsupportedKeys.map((key) => `auth.${key}`),
} as const;
