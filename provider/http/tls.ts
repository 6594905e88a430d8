import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { AgentOptions } from "node:https";
import { createSecureContext, type SecureContext } from "node:tls";
import { systemCode } from "../core/attempt";
import { said } from "../core/foreignText";
import { ApigError } from "../errors";

/** How certificates of servers and proxies are checked. */
export type TlsOptions = Pick<AgentOptions, "rejectUnauthorized" | "secureContext">;

/** Throws APIG_INVALID_SETTING for a CA file without certificates. */
export function tlsOptions(settings: { readonly insecure: boolean; readonly caCertFile: string | null }): TlsOptions {
  const { insecure, caCertFile } = settings;
  if (insecure) return { rejectUnauthorized: false };
  if (caCertFile === null) return {};
  return { secureContext: trusting([...extraCertificates(), ...certificates(caCertFile)]) };
}

/**
 * What Node.js trusts in this process, whatever its flags say (`--use-openssl-ca`, `--use-system-ca`), and these certificates too. The
 * documented option `ca` replaces that instead, and no list of Node's can be given with it: `tls.getCACertificates` names
 * its own roots under `--use-openssl-ca`, not OpenSSL's. So they are added as Node.js itself adds those of `ca`.
 */
function trusting(added: readonly string[]): SecureContext {
  const secure = createSecureContext();
  const context = secure.context as { addCACert(pem: string): void };
  for (const pem of added) context.addCACert(pem);
  return secure;
}

/**
 * Node.js 20 forgets them in a store to which something is added. Node.js itself warns once about a file of
 * NODE_EXTRA_CA_CERTS that it cannot read, and continues without it.
 */
function extraCertificates(): string[] {
  try {
    return process.env.NODE_EXTRA_CA_CERTS ? [readFileSync(process.env.NODE_EXTRA_CA_CERTS, "utf8")] : [];
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return [];
  }
}

/** The certificates themselves, or the file that has them: the Terraform providers accept both. */
function certificates(setting: string): readonly string[] {
  const inline = setting.includes("-----BEGIN");
  const whose = inline ? "the text of the setting caCertFile or OS_CACERT" : said`the CA file ${setting}`;
  const text = inline ? setting : read(setting, whose);
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (text.trim() === "") throw badFile(whose, "is empty");
  if (blocks.length === 0) throw badFile(whose, 'holds no certificate (no whole "-----BEGIN CERTIFICATE-----" block)');
  const begun = text.match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0;
  if (begun > blocks.length)
    throw badFile(whose, `is damaged: it has ${begun} BEGIN lines and ${blocks.length} END lines`);
  for (const [index, block] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch (cause) {
      if (systemCode(cause) === undefined) throw cause;
      throw badFile(whose, `is damaged: its certificate ${index + 1} of ${blocks.length} is not valid`, cause);
    }
  }
  // One by one: OpenSSL passes over a block that does not begin in a line of its own.
  return blocks;
}

function read(file: string, whose: string): string {
  try {
    // Reading a pipe may never end.
    if (!statSync(file).isFile()) throw Object.assign(new Error(), { code: "not a file" });
    return readFileSync(file, "utf8");
  } catch (cause) {
    const code = systemCode(cause);
    if (code === undefined) throw cause;
    throw badFile(whose, `cannot be read (${code})`, cause);
  }
}

function badFile(whose: string, why: string, cause?: unknown): ApigError {
  const advice = "put the issuer's certificates there (PEM), or correct the setting caCertFile or OS_CACERT";
  return new ApigError("APIG_INVALID_SETTING", `${whose} ${why}: ${advice}`, { cause });
}
