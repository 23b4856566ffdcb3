/** What a diagnostic says of its mistake, by name: plain values. */
export type DiagnosticParams = Readonly<Record<string, string | number | boolean>>;

/** Params that are texts. */
export type Texts<Name extends string> = Readonly<Record<Name, string>>;

/** What a sentence needs to be said. */
export type ParamsOf<Sentence> = Sentence extends (params: infer Params, offer: string) => string
  ? unknown extends Params
    ? object
    : Params
  : never;

/** Several sentences of one code. The param `says` tells which; a sentence is given the others, and the offer of a suggestion. */
export function variants<const Sentences extends Readonly<Record<string, (params: never, offer: string) => string>>>(
  sentences: Sentences,
): (params: VariantParams<Sentences>, offer: string) => string {
  return (params, offer) => sentences[params.says]?.(params as never, offer) ?? "";
}

type VariantParams<Sentences> = {
  [Name in keyof Sentences & string]: { readonly says: Name } & ParamsOf<Sentences[Name]>;
}[keyof Sentences & string];
