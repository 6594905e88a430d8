import { ApigError } from "../errors";
import { type Credential, credentialOf } from "./credential";
import { readClouds } from "./settings/cloudsYaml";
import { names } from "./settings/names";
import {
  allowsHttp,
  environmentProfile,
  found,
  type Profile,
  type SettingsSource,
  stackProfile,
} from "./settings/profile";
import { validate } from "./settings/validate";

/** A whole credential and the settings that stand beside it. */
export interface Holding {
  readonly profile: Profile;
  readonly credential: Credential;
}

type Origin = () => Profile | null;

/**
 * Every origin that holds a whole credential, first choice first. With a cloud named by the program, only that entry:
 * nobody who names a cloud means another one's credential.
 */
export function findCredentials(source: SettingsSource, cloud?: string): readonly Holding[] {
  const allowHttp = allowsHttp(source);
  const holdings: Holding[] = [];
  for (const open of originsOf(source, cloud)) {
    try {
      const profile = open();
      const credential = profile && credentialOf(profile);
      if (!profile || !credential) continue;
      validate(profile, allowHttp);
      holdings.push({ profile, credential });
    } catch (error) {
      // What is wrong in a source that is only a second choice must not stop the first.
      if (holdings.length === 0) throw error;
    }
  }
  if (holdings.length === 0) throw new ApigError("APIG_NO_CREDENTIALS", noCredential(cloud));
  return holdings;
}

function originsOf(source: SettingsSource, cloud: string | undefined): readonly Origin[] {
  const entry = (name: string, askedBy: string) => () => readClouds(source).entry(name, askedBy);
  if (cloud !== undefined) return [entry(cloud, "the argument cloud")];
  const stack = stackProfile(source);
  const stackCloud = stack.values.cloud;
  const osCloud = found(source.env.OS_CLOUD, "OS_CLOUD");
  return [
    () => stack,
    ...(stackCloud ? [entry(stackCloud.value, stackCloud.from)] : []),
    () => environmentProfile(source, "hw"),
    // As openstacksdk: OS_CLOUD makes it ignore every other OS_*, and without both the only entry is meant.
    ...(osCloud ? [entry(osCloud.value, osCloud.from)] : [() => environmentProfile(source, "os"), onlyEntry(source)]),
    () => environmentProfile(source, "sdk"),
  ];
}

function onlyEntry(source: SettingsSource): Origin {
  return () => {
    const clouds = readClouds(source);
    const [name] = clouds.names;
    return name !== undefined && clouds.names.length === 1 ? clouds.entry(name, "") : null;
  };
}

function noCredential(cloud: string | undefined): string {
  if (cloud !== undefined) return `the entry ${cloud} of clouds.yaml holds no token, access key or password`;
  const pair = (family: "hw" | "os" | "sdk") => `${names.accessKey[family][0]} and ${names.secretKey[family][0]}`;
  return (
    "no credential: set a token with pulumi config set --secret apig:authToken, or an access key with apig:accessKey and " +
    `apig:secretKey; or in the environment ${names.authToken.hw[0]}, ${pair("hw")}, ${pair("os")}, ${pair("sdk")}, ` +
    `${names.userName.os[0]} and ${names.password.os[0]}, or OS_CLOUD with a clouds.yaml`
  );
}
