import tls from "node:tls";
import { generate } from "selfsigned";

const DAY_MS = 86_400_000;

/**
 * Certificates that show the faults which clients have words for, by those words. The ones whose fault is not who signed them are
 * trusted by this process from here on, or their own fault would never be looked at.
 */
export async function faultyCertificates() {
  const now = Date.now();
  const selfSigned = await certificate("127.0.0.1", now + DAY_MS);
  const expired = await certificate("127.0.0.1", now - DAY_MS);
  const ofAnotherHost = await certificate("elsewhere.invalid", now + DAY_MS);
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), expired.cert, ofAnotherHost.cert]);
  return {
    DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
    CERT_HAS_EXPIRED: expired,
    ERR_TLS_CERT_ALTNAME_INVALID: ofAnotherHost,
  };
}

async function certificate(host, until) {
  const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(until - 7 * DAY_MS),
    notAfterDate: new Date(until),
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [host === "127.0.0.1" ? { type: 7, ip: host } : { type: 2, value: host }] },
    ],
  });
  return { key, cert };
}
