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
 * Parts of a login that we do not speak, or that IAM of neither cloud takes. Beside them a password may be somebody else's:
 * the company's, or good with a second factor only.
 */
export const unsupported = {
  hw: [],
  os: unsupportedKeys.map((key) => `OS_${key.toUpperCase()}`),
  sdk: [],
  yaml: unsupportedKeys.map((key) => `auth.${key}`),
} as const;
