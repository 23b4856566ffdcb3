/** Rows of published methods on which our verdict is another one than the index expects, each with the reason. */
export const DIFFERENCES = [
  ...["mthds-plugins", "pipelex-plugins"].map((plugins) => ({
    path: `docs-snippets/${plugins}/complete/${plugins.split("-")[0]}_skills_shared_mthds-reference_L7.mthds`,
    ours: "invalid",
    why: "a sketch of a method for people: its prompt reads names that it does not declare. It is expected to be valid only because of where it was found, and both releases of the reference runtime refuse it",
  })),
  {
    path: "mutations/057_struct_field_name_pascal/bundle.mthds",
    ours: "valid",
    why: "a field that is not in snake_case works everywhere: a warning says what to write, and a method with it is not kept from running",
  },
  ...["123_llm_model_unknown_preset", "124_llm_model_unknown_alias", "125_llm_model_unknown_waterfall"].map((name) => ({
    path: `mutations/${name}/bundle.mthds`,
    ours: "valid",
    why: "which models there are is said by the deployment's deck, not by the method: `perdure models` and the start of a run name one that is missing",
  })),
  {
    path: "mutations/247_func_unknown_function/bundle.mthds",
    ours: "valid",
    why: "functions belong to the host that runs the method: a start without one fails by its name, and validation with the host's functions at hand warns",
  },
  {
    path: "mutations/272_pkg_name_hyphen/front.mthds",
    ours: "valid",
    why: "published packages have such names: a warning says what to write",
  },
  {
    path: "mutations/294_addr_not_shipped/front.mthds",
    ours: "valid",
    why: "published methods call packages by their address without bringing them along: a note says that it was not checked, the verdict that the method cannot run yet, and `perdure package install` fetches it",
  },
];
