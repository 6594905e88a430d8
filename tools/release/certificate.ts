/**
 * A Windows executable without its certificate, which a change of the file makes invalid. Source: "PE Format", the optional header's
 * data directories; the fifth is the certificate table, whose address is a place in the file. Throws where it is not at the end.
 */
export function withoutCertificate(executable: Buffer): Buffer {
  const header = executable.readUInt32LE(0x3c);
  if (executable.toString("latin1", header, header + 4) !== "PE\0\0") throw new Error("this is no Windows executable");
  const optional = header + 24;
  const is64 = executable.readUInt16LE(optional) === 0x20b;
  const entry = optional + (is64 ? 112 : 96) + 4 * 8;
  const [start, size] = [executable.readUInt32LE(entry), executable.readUInt32LE(entry + 4)];
  if (size === 0) return executable;
  if (start + size !== executable.length) throw new Error("the certificate is not at the end of the executable");
  const rest = Buffer.from(executable.subarray(0, start));
  rest.fill(0, entry, entry + 8);
  return rest;
}
