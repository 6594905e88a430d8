/** What the user's own shell may hold for Pulumi and the clouds: neither the demo nor a test may see it. */
const foreign = /^(PULUMI|HW|OS|HUAWEICLOUD)_/;

/** The environment of a run that touches nothing of the user's: home, login, stacks and credentials are its own. */
export function hermeticEnv(folder: string, bin: string): Record<string, string> {
  const own = Object.entries(process.env).filter(([name, value]) => value !== undefined && !foreign.test(name));
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    PATH: `${bin}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`,
    PULUMI_HOME: `${folder}/home`,
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "scratch",
    PULUMI_SKIP_UPDATE_CHECK: "1",
  };
}
