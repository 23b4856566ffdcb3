import { createHash } from "node:crypto";

/** The page's whole style. Colours come with words and shapes, so that none carries a meaning alone. */
export const GRAPH_STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #e4e9f0); --soft: light-dark(#5a6675, #9aa7b8); --line: light-dark(#c9d2dd, #3a4757);
  --page: light-dark(#f6f8fa, #11161d); --box: light-dark(#ffffff, #1a212b); --good: light-dark(#1a7f4b, #56d08e); --bad: light-dark(#b3261e, #ff8a80);
  --idle: light-dark(#8a6d00, #e3c34d); --mark: light-dark(#fff3bf, #4a3f12); --link: light-dark(#0b57a8, #82b7ff); }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; }
p { margin: .25rem 0; color: var(--soft); }
a { color: var(--link); }
ol, ul { list-style: none; margin: 0; padding: 0; }
.node, .input { background: var(--box); border: 1px solid var(--line); border-left: .35rem solid var(--line); border-radius: .4rem; padding: .5rem .75rem; }
.node:target, .input:target { background: var(--mark); outline: 2px solid var(--link); }
.succeeded { border-left-color: var(--good); } .failed { border-left-color: var(--bad); }
.skipped, .canceled, .waiting, .running, .scheduled { border-left-color: var(--idle); border-left-style: dashed; }
summary { cursor: pointer; }
summary, .line { display: flex; flex-wrap: wrap; gap: .1rem .6rem; align-items: baseline; }
.code { font-weight: 600; overflow-wrap: anywhere; }
.status { font-size: .8rem; font-weight: 600; } .succeeded > * > .status { color: var(--good); } .failed > * > .status { color: var(--bad); }
.type, .facts, .data, [data-volatile] { color: var(--soft); font-size: .85rem; }
.data { overflow-wrap: anywhere; } .data b { font-weight: 500; color: var(--ink); }
.failure { color: var(--bad); }
.steps { margin-top: .6rem; } .steps > li + li::before { content: "\\2193"; display: block; padding: .1rem 1rem; color: var(--soft); }
.fan { margin-top: .6rem; display: grid; gap: .6rem; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); align-items: start; }
.inputs { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1rem 0; }
@media print { body { background: none; } .node { break-inside: avoid; } }
`;

/** What the page may load: this style and nothing else. */
export const GRAPH_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(GRAPH_STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'`;
