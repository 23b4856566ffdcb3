/** What the OpenAI SDK makes of each failure of `examples/embed-failures` and what the verdict is, as the example prints them. */
export const COMPARED = {
  "A rate limit that says when it ends": [
    ["before", "RateLimitError rate_limit_exceeded", "429", "sent 3 times"],
    ["after", "provider.rate_limited", "transient", "yes, after 1251 ms"],
  ],
  "A used-up quota, sent as 429": [
    ["before", "RateLimitError insufficient_quota", "429", "sent 3 times"],
    ["after", "provider.quota_exhausted", "capacity", "no"],
  ],
  "A request that is larger than the whole limit, sent as 429": [
    ["before", "RateLimitError rate_limit_exceeded", "429", "sent 3 times"],
    ["after", "perdure.provider_request_refused", "content", "no"],
  ],
  "A billing limit, sent as 400": [
    ["before", "BadRequestError billing_hard_limit_reached", "400", "sent once"],
    ["after", "provider.quota_exhausted", "capacity", "no"],
  ],
  "A prompt that is too long": [
    ["before", "BadRequestError context_length_exceeded", "400", "sent once"],
    ["after", "model.context_exceeded", "content", "no"],
  ],
  "A wrong key": [
    ["before", "AuthenticationError invalid_api_key", "401", "sent once"],
    ["after", "provider.credential_refused", "configuration", "no"],
  ],
  "A page of a proxy, in HTML": [
    ["before", "NotFoundError", "404", "sent once"],
    ["after", "perdure.provider_address_invalid", "configuration", "no"],
  ],
  "A server that cannot do this at all": [
    ["before", "InternalServerError", "501", "sent 3 times"],
    ["after", "model.capability_unsupported", "configuration", "no"],
  ],
  "A connection that is reset after the request": [
    ["before", "APIConnectionError", "none", "sent 3 times"],
    ["after", "provider.outcome_unknown", "ambiguous", "yes, may cost twice"],
  ],
  "An answer that breaks off after its status 200": [
    ["before", "TypeError", "none", "sent once"],
    ["after", "provider.outcome_unknown", "ambiguous", "yes, may cost twice"],
  ],
};

/** What the retry loop of the example does, as the example prints it. */
export const REPEATED = {
  "Two rate limits, then an answer": [
    ["attempt 1", "provider.rate_limited"],
    ["attempt 2", "provider.rate_limited"],
    ["attempt 3", "answered"],
  ],
  "A used-up quota": [["attempt 1", "provider.quota_exhausted"], ["given up"]],
};
