import { expect } from "chai";
import { withoutCertificate } from "../../../tools/release/certificate";

const entry = 0x80 + 24 + 112 + 32;

/** A head as Windows executables have it, of 64 bits, then 100 bytes, then this many of a certificate. */
function executable(certificateSize: number, start = 500): Buffer {
  const file = Buffer.alloc(500 + certificateSize, 7);
  file.fill(0, 0, 400);
  file.write("MZ");
  file.writeUInt32LE(0x80, 0x3c);
  file.write("PE\0\0", 0x80, "latin1");
  file.writeUInt16LE(0x20b, 0x80 + 24);
  file.writeUInt32LE(certificateSize > 0 ? start : 0, entry);
  file.writeUInt32LE(certificateSize, entry + 4);
  return file;
}

describe("a Windows executable without its certificate", () => {
  it("ends where the certificate began, does not name it, and is the same in all else", () => {
    const file = executable(64);
    const rest = withoutCertificate(file);
    expect(rest).to.have.length(500);
    expect(rest.subarray(entry, entry + 8)).to.deep.equal(Buffer.alloc(8));
    expect(rest.subarray(0, entry)).to.deep.equal(file.subarray(0, entry));
    expect(rest.subarray(entry + 8)).to.deep.equal(file.subarray(entry + 8, 500));
  });

  it("is as it is where there is none", () => {
    expect(withoutCertificate(executable(0))).to.deep.equal(executable(0));
  });

  it("is refused where something stands after the certificate, or where it is no such executable", () => {
    expect(() => withoutCertificate(executable(64, 499))).to.throw("not at the end");
    const other = executable(64);
    other.write("NE", 0x80);
    expect(() => withoutCertificate(other)).to.throw("no Windows executable");
  });
});
