export { createPerdurePlugin } from "./perdure-plugin.ts";
