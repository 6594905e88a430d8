/** Variables of the user's shell for Pulumi and the clouds, which the demo and the tests must not see. */
const foreign = /^(PULUMI|HW|OS|HUAWEICLOUD)_/;

/** An environment that uses nothing of the user's: it has its own home, login, stacks and credentials. */
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
