import ipaddr from "ipaddr.js";

/**
 * Whether an IP address is one that the open internet routes to: not private, loopback, link-local, metadata, shared,
 * reserved or translated. `allowed` lists networks (CIDR) that an operator opens nevertheless.
 */
export function isPublicAddress(address: string, allowed: readonly string[] = []): boolean {
  const parsed = parse(address);
  if (parsed === undefined) return false;
  if (allowed.some((network) => isInside(parsed, network))) return true;
  return parsed.range() === "unicast";
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // A zone names an interface of this machine, never a place on the internet.
  if (address.includes("%") || !ipaddr.isValid(address)) return undefined;
  // An IPv4 address in IPv6 clothes is judged as what it is.
  return ipaddr.process(address);
}

function isInside(address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network);
  return base.kind() === address.kind() && address.match(base, bits);
}
