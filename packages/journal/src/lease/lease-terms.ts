/** Milliseconds that a lease holds without being renewed, and between two renewals. */
export const LEASE_DURATION_MS = 15_000;
export const LEASE_RENEWAL_MS = 5000;
