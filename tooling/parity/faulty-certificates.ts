import { rootCertificates, setDefaultCACertificates } from "node:tls";
import type { FaultyCertificate, FaultyCertificates } from "@perdure/emulator";
import { generate, type GenerateResult, type SelfsignedOptions } from "selfsigned";

const DAY_MS = 86_400_000;
const OURS = { type: 7, ip: "127.0.0.1" } as const;

/**
 * A certificate for each thing that a client can find wrong with one, by its word for it. From now on this process trusts the
 * authority that signed the expired, the early and the misnamed one: they have no other fault.
 */
export async function createFaultyCertificates(): Promise<FaultyCertificates> {
  const now = Date.now();
  const trusted = await authority("Trusted by this test", now);
  const unknown = await authority("Trusted by nobody", now);
  setDefaultCACertificates([...rootCertificates, trusted.cert]);
  const [alone, lone, chained, expired, early, misnamed] = await Promise.all([
    certificate(now, {}),
    certificate(now, { ca: keyAndCert(unknown) }),
    certificate(now, { ca: keyAndCert(unknown) }),
    certificate(now, { ca: keyAndCert(trusted), notBeforeDate: days(now, -9), notAfterDate: days(now, -2) }),
    certificate(now, { ca: keyAndCert(trusted), notBeforeDate: days(now, 2), notAfterDate: days(now, 9) }),
    certificate(now, { ca: keyAndCert(trusted) }, { type: 2, value: "elsewhere.invalid" }),
  ]);
  return {
    DEPTH_ZERO_SELF_SIGNED_CERT: alone,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: lone,
    SELF_SIGNED_CERT_IN_CHAIN: { ...chained, cert: `${chained.cert}\n${unknown.cert}` },
    CERT_HAS_EXPIRED: expired,
    CERT_NOT_YET_VALID: early,
    ERR_TLS_CERT_ALTNAME_INVALID: misnamed,
  };
}

const authority = (name: string, now: number): Promise<GenerateResult> =>
  generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: days(now, -30),
    notAfterDate: days(now, 30),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ],
  });

async function certificate(
  now: number,
  options: SelfsignedOptions,
  altName: typeof OURS | { readonly type: 2; readonly value: string } = OURS,
): Promise<FaultyCertificate> {
  const made = await generate([{ name: "commonName", value: "Provider" }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: days(now, -1),
    notAfterDate: days(now, 1),
    extensions: [{ name: "subjectAltName", altNames: [altName] }],
    ...options,
  });
  return keyAndCert(made);
}

const keyAndCert = ({ private: key, cert }: GenerateResult): FaultyCertificate => ({ key, cert });

const days = (now: number, count: number): Date => new Date(now + count * DAY_MS);
