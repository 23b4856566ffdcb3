/** Bytes by their SHA-256. Writing the same bytes twice is a no-op. */
export interface ContentStore {
  /** Stores the bytes and returns their SHA-256, hex. Resolves once they are durable. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes of a digest. Rejects with a FailureError `perdure.content_missing` when they are not here, `perdure.content_damaged` when they do not hash to it. */
  get(digest: string): Promise<Uint8Array>;
  has(digest: string): Promise<boolean>;
}
