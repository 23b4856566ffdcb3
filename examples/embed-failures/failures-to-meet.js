/** Ten failures of a provider. The emulated one answers every call below `/fixtures/<fixture>` with that failure, byte by byte. */
export const FAILURES_TO_MEET = [
  { title: "A rate limit that says when it ends", fixture: "openai.rate_limit_milliseconds" },
  { title: "A used-up quota, sent as 429", fixture: "openai.insufficient_quota" },
  { title: "A request that is larger than the whole limit, sent as 429", fixture: "openai.request_alone_too_large" },
  { title: "A billing limit, sent as 400", fixture: "openai.billing_behind_400" },
  { title: "A prompt that is too long", fixture: "openai.context_length" },
  { title: "A wrong key", fixture: "openai.bad_key" },
  { title: "A page of a proxy, in HTML", fixture: "gateway.wrong_base_url" },
  { title: "A server that cannot do this at all", fixture: "gateway.not_implemented" },
  { title: "A connection that is reset after the request", fixture: "network.cut" },
  { title: "An answer that breaks off after its status 200", fixture: "network.cut_body" },
];
