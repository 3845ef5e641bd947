/** How MiniSearch indexes and searches here: the same in Node and in the page. */

export const FACETS = ["region", "theme", "target_group", "status"];
export const OPTIONS = { fields: ["title", "summary", "body", "keywords"] };
export const SEARCH = { prefix: true, fuzzy: 0.2, boost: { title: 2 } };
