/** What a reader writes in a memo, in the part of the address behind "#": a browser sends that to nobody. */

/** @typedef {{title: string, text: string, by: Readonly<Record<string, string>>}} Remarks `by`: at a practice, by its id */

/** The longest title, remark and remark at a practice: the whole address has to fit in a mail. */
export const LONGEST = { title: 120, text: 1500, by: 400 };

const AT = "bij-";

/** What an address says. @param {string} hash with its "#" @param {(id: string) => string} today today's id of a practice @returns {Remarks} */
export function readRemarks(hash, today = (id) => id) {
  const given = new URLSearchParams(hash.slice(1));
  /** @type {[string, string][]} */
  const by = [];
  for (const [name, text] of given) {
    if (name.startsWith(AT) && text) by.push([today(name.slice(AT.length)), text.slice(0, LONGEST.by)]);
  }
  return {
    title: (given.get("titel") ?? "").slice(0, LONGEST.title),
    text: (given.get("opmerking") ?? "").slice(0, LONGEST.text),
    by: Object.fromEntries(by.filter(([id]) => /^[a-z0-9-]+$/.test(id))),
  };
}

/** The address of remarks, of the practices that are in the list; "" without any. @param {Remarks} remarks @param {readonly string[]} ids */
export function writeRemarks({ title, text, by }, ids) {
  const address = new URLSearchParams();
  if (title.trim()) address.append("titel", title);
  if (text.trim()) address.append("opmerking", text);
  for (const id of ids) if (Object.hasOwn(by, id) && by[id].trim()) address.append(AT + id, by[id]);
  const whole = address.toString();
  return whole && `#${whole}`;
}
