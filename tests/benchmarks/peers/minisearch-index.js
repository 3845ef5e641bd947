/** Node: documents as JSON on standard input become index.json and cards.json in the folder that is named. */

import { readFileSync, writeFileSync } from "node:fs";
import MiniSearch from "minisearch";
import { FACETS, OPTIONS } from "./minisearch-options.js";

const folder = process.argv[2];
const documents = JSON.parse(readFileSync(0, "utf8"));
const index = new MiniSearch(OPTIONS);
index.addAll(documents);
const shown = ["id", "title", "summary", ...FACETS];
const cards = documents.map((/** @type {any} */ each) => Object.fromEntries(shown.map((name) => [name, each[name]])));
writeFileSync(`${folder}/index.json`, JSON.stringify(index));
writeFileSync(`${folder}/cards.json`, JSON.stringify(cards));
