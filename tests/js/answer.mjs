/**
 * The search of the browser without a browser: reads a job from stdin, writes what comes of it to stdout, both JSON.
 *
 *     node answer.mjs answers|refusal|words|keys|parsed FOLDER
 *
 * FOLDER has the files that kb.search.shards made.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dutch } from "../../site_templates/engine/analyse.js";
import { createEngine } from "../../site_templates/engine/engine.js";
import { explained } from "../../site_templates/engine/explain.js";
import { parse } from "../../site_templates/engine/question.js";

const [task, folder] = process.argv.slice(2);

/** Runs a script of the search as a page does, and gives what it hands over. @param {string} name */
function run(name) {
  const scope = { kbManifestData: null };
  let handed = null;
  const script = new Function("self", "kbPart", readFileSync(join(folder, "zoek", `${name}.js`), "utf8"));
  script(scope, (/** @type {string} */ _, /** @type {string} */ text) => (handed = text));
  return scope.kbManifestData ?? handed;
}

/** Loads from disk, and remembers what was asked for, in how many steps: what is asked at once comes at once. */
function diskLoader() {
  const asked = { manifests: 0, steps: 0, parts: /** @type {string[]} */ ([]) };
  /** @type {Promise<void> | null} */
  let step = null;
  const arrived = () =>
    new Promise((/** @type {(value: void) => void} */ done) =>
      setTimeout(() => {
        asked.steps += 1;
        step = null;
        done();
      }),
    );
  return {
    asked,
    async manifest() {
      asked.manifests += 1;
      return run("manifest");
    },
    async part(name) {
      asked.parts.push(name);
      step ??= arrived();
      await step;
      return run(name);
    },
  };
}

const TASKS = {
  async answers({ questions, passages }) {
    const loader = diskLoader();
    const engine = createEngine(loader);
    const answers = [];
    for (const { text, options } of questions) {
      const before = loader.asked.parts.length;
      const from = loader.asked.steps;
      const asked = engine.ask(text, options);
      const { total, hits, widened, unknown, strange, hollow, without } = await asked.answer;
      const steps = loader.asked.steps - from;
      const facets = await asked.counts();
      const loaded = loader.asked.parts.slice(before);
      const shown = await Promise.all(hits.slice(0, passages).map((hit) => engine.details(hit.doc, text, options.exact)));
      const own = shown.map(({ passage }) => passage);
      answers.push({ total, hits, facets, widened, unknown, strange, hollow, without, passages: own, loaded, steps });
    }
    return answers;
  },

  async reasons({ questions }) {
    const engine = createEngine(diskLoader());
    const answers = [];
    for (const { text, options } of questions) {
      const { hits } = await engine.ask(text, options).answer;
      answers.push(
        await engine.use((tools) => {
          const found = tools.find(text, options.exact);
          return hits.map(({ id, doc }) => ({ id, ...explained(tools.know, found, doc, options.exact) }));
        }),
      );
    }
    return answers;
  },

  async refusal({ question: { text, options } }) {
    const loader = diskLoader();
    const { answer, counts } = createEngine(loader).ask(text, options);
    const [failure] = (await Promise.allSettled([answer, counts()])).filter(({ status }) => status === "rejected");
    return { error: failure?.reason.message ?? "", manifests: loader.asked.manifests };
  },

  async words({ texts }) {
    const language = dutch(run("manifest").tables);
    return texts.map((text) => language.words(text).map((word) => ({ ...word, key: language.key(word.form) })));
  },

  async keys({ texts }) {
    const language = dutch(run("manifest").tables);
    const written = (/** @type {string} */ text) => language.words(text).map(({ form }) => `${form} ${language.key(form)}`);
    return texts.map((text) => written(text).join("|"));
  },

  async parsed({ texts }) {
    const { tables, facets, question, parts } = run("manifest");
    const others = JSON.parse(run(parts.others));
    const language = { facets, dutch: dutch(tables), longest: question, others: () => others };
    return texts.map((text) => parse(text, language));
  },
};

const job = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(await TASKS[task](job)));
