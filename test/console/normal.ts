/**
 * Takes out of an output what differs from run to run: made-up numbers become their order of appearance, what the wall clock
 * or the network says becomes a word, and what a tool does in any order is put in one.
 */
export function normal(text: string): string {
  const steps = [fatalWords, inOrder, clocks, names, numbers] as const;
  return steps.reduce((words, step) => step(words), text).trimEnd();
}

// Without a terminal the same sentence comes as a line of a log.
function fatalWords(text: string): string {
  return text.replace(
    /time="[^"]*" level=fatal msg="((?:[^"\\]|\\.)*)"/g,
    (_, message: string) => `FATA[0000] ${JSON.parse(`"${message}"`) as string} `,
  );
}

// Layers are copied side by side, the one that is there first is told first.
function inOrder(text: string): string {
  return text.replace(
    /(?:^Copying blob .*\n)+/gm,
    (block) => `${block.trimEnd().split('\n').sort().join('\n')}\n`,
  );
}

function clocks(text: string): string {
  return text
    .replace(/(?:less than a minute|about \d+ \w+) ago/g, 'SOME TIME ago')
    .replace(/\b(?:\d+[mhd]|[A-Z][a-z]{2} [ \d]\d, \d{4})$/gm, (age) => (/\d{4}$/.test(age) ? 'AGE' : age))
    .replace(/^(?=.*(?:success|schedule)\b)(.*[\t ])\d+[mhd]$/gm, '$1AGE')
    .replace(/^(X-Github-Request-Id: ).*$/gm, '$1ID');
}

function names(text: string): string {
  return text
    .replace(/^; <<>> DiG .*$/gm, '; <<>> DiG')
    .replace(/^; \(1 server found\)\n/gm, '')
    .replace(/^(;; (?:Query time|SERVER|WHEN|MSG SIZE)).*$/gm, '$1')
    .replace(/(status: \w+, id: )\d+/g, '$1ID')
    .replace(/"Raw": "[^"]*"/g, '"Raw": "RAW"')
    .replace(/ *⣾\s*/g, '')
    .replace(/\?exclude_pull_requests=true/g, '')
    .replace(/per_page=\d+(?:&page=1)?(?:&exclude_pull_requests=true)?/g, 'PAGES');
}

function numbers(text: string): string {
  const seen = new Map<string, string>();
  const numbered = (kind: string, found: string): string => {
    const word = seen.get(found) ?? `${kind}${seen.size + 1}`;
    seen.set(found, word);
    return word;
  };
  return text
    .replace(/sha256:[0-9a-f]{64}/g, (digest) => numbered('DIGEST', digest))
    .replace(/\b[0-9a-f]{40}\b/g, (sha) => numbered('SHA', sha))
    .replace(/\b\d{8}\b/g, (id) => numbered('ID', id))
    .replace(/(?<![\w.])(?:\^)?[0-9a-f]{7}(?![\w.-])/g, (short) =>
      /\d/.test(short) && short !== '0000000' ? 'SHORT' : short,
    );
}
