import { createHash } from "node:crypto";

/** What a Mach-O executable says of its signature. Source: Apple's loader.h and cs_blobs.h; numbers of the signature are big-endian. */
export interface Signature {
  /** Ad hoc and nothing else: under the "hardened runtime" Node.js could not compile without entitlements. */
  readonly isAdHoc: boolean;
  /** How many pages have another hash than the signature says. */
  readonly wrongPages: number;
  readonly pages: number;
  /** It is the file's end, and its last segment has it. */
  readonly isAtEnd: boolean;
}

const [segment64, codeSignature] = [0x19, 0x1d];
const [superBlob, codeDirectory] = [0xfade0cc0, 0xfade0c02];
const adHoc = 0x2;

export function signaturesOf(file: Buffer): Signature[] {
  if (file.readUInt32LE(0) !== 0xfeedfacf) throw new Error("this is no Mach-O executable of 64 bits");
  const commands = [...commandsOf(file)];
  const ends = commands
    .filter(({ command }) => command === segment64)
    .map(({ at }) => Number(file.readBigUInt64LE(at + 40) + file.readBigUInt64LE(at + 48)));
  return commands
    .filter(({ command }) => command === codeSignature)
    .map(({ at }) => {
      const [start, size] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
      const isAtEnd = start + size === file.length && Math.max(...ends) === file.length;
      return { ...read(file, file.subarray(start, start + size)), isAtEnd };
    });
}

function* commandsOf(file: Buffer) {
  for (let [at, left] = [32, file.readUInt32LE(16)]; left > 0; left--) {
    yield { at, command: file.readUInt32LE(at) & 0x7fffffff };
    at += file.readUInt32LE(at + 4);
  }
}

function read(file: Buffer, signature: Buffer) {
  if (signature.readUInt32BE(0) !== superBlob) throw new Error("the signature is no SuperBlob");
  const blobs = Array.from({ length: signature.readUInt32BE(8) }, (_, index) =>
    signature.readUInt32BE(12 + index * 8 + 4),
  );
  const at = blobs.find((place) => signature.readUInt32BE(place) === codeDirectory);
  if (at === undefined) throw new Error("the signature has no code directory");
  const directory = signature.subarray(at);
  const [flags, hashes, pages, limit] = [12, 16, 28, 32].map((place) => directory.readUInt32BE(place)) as [
    number,
    number,
    number,
    number,
  ];
  const [hashSize = 0, hashType, , pageSize = 0] = directory.subarray(36);
  if (hashType !== 2) throw new Error(`hashes of type ${hashType}`);
  let wrongPages = 0;
  for (let page = 0; page < pages; page++) {
    const [from, to] = [page << pageSize, Math.min((page + 1) << pageSize, limit)];
    const hash = createHash("sha256").update(file.subarray(from, to)).digest();
    if (!hash.equals(directory.subarray(hashes + page * hashSize, hashes + (page + 1) * hashSize))) wrongPages++;
  }
  return { isAdHoc: flags === adHoc, wrongPages, pages };
}
