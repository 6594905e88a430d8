// The accounts of the emulator. They are no secrets: they are printed at the start and open nothing anywhere else.
export const demo = {
  projectId: "0f5e7c1a9b3d4e6f8a2c4e6081a3c5e7",
  token: "emulator-token-demo",
  /** A second project of the same account, and a token for it: refused with 403 in the first one. */
  otherProjectId: "1a6f8d2b0c4e5f709b3d5f7192b4d6f8",
  otherToken: "emulator-token-other-project",
  /** A user of the first project without any role: every call answers 403. */
  powerlessToken: "emulator-token-no-role",
} as const;
