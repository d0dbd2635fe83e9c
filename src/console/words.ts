/** One command of a pipeline, its name first. */
export type Words = readonly string[];

export type ReadCommand =
  | { readonly ok: true; readonly pipeline: readonly Words[]; readonly remark: string | null }
  | { readonly ok: false; readonly message: string };

const LONGEST = 4_000;
const MOST_STAGES = 12;

const REFUSED: Readonly<Record<string, string>> = {
  ';': 'Only one command a line here, with pipes: ";" is not understood.',
  '&': 'Only one command a line here, with pipes: "&" is not understood.',
  '>': 'Nothing is written to files here: ">" is not understood.',
  '<': 'Nothing is read from files here: "<" is not understood.',
  '`': 'Nothing is executed here: backticks are not understood.',
  '(': 'Nothing is executed here: put parentheses between quotes.',
  ')': 'Nothing is executed here: put parentheses between quotes.',
};
const NO_EXPANSION = 'Nothing is expanded here: put "$" between single quotes.';

interface Reading {
  readonly text: string;
  at: number;
  /** Null between words: an empty quoted word is a word too. */
  word: string | null;
}

/**
 * Splits a line into commands and words as a shell does: quotes, backslashes and pipes. Nothing is expanded or executed; what
 * a shell would do beyond that is refused with a sentence. What follows an unquoted `#` is the remark of the decision.
 */
export function readWords(line: string): ReadCommand {
  if (line.length > LONGEST) return refuse(`A command has at most ${LONGEST} characters.`);
  const reading: Reading = { text: line, at: 0, word: null };
  const pipeline: string[][] = [[]];
  const endWord = (): void => {
    if (reading.word !== null) pipeline.at(-1)?.push(reading.word);
    reading.word = null;
  };
  let remark: string | null = null;
  while (reading.at < line.length) {
    const char = line[reading.at] ?? '';
    if (char === ' ' || char === '\t') {
      endWord();
      reading.at += 1;
    } else if (char === '#' && reading.word === null) {
      remark = line.slice(reading.at).trim();
      break;
    } else if (char === '|') {
      endWord();
      if (line[reading.at + 1] === '|')
        return refuse('Only one command a line here: "||" is not understood.');
      pipeline.push([]);
      reading.at += 1;
    } else {
      const problem = readPart(reading, char);
      if (problem !== null) return refuse(problem);
    }
  }
  endWord();
  if (pipeline.some((words) => words.length === 0)) return refuse('A command is missing beside a pipe.');
  if (pipeline.length > MOST_STAGES) return refuse(`A line has at most ${MOST_STAGES} commands.`);
  return { ok: true, pipeline, remark };
}

function refuse(message: string): ReadCommand {
  return { ok: false, message };
}

/** Reads one quoted part or one character into the word; answers a problem or null. */
function readPart(reading: Reading, char: string): string | null {
  const { text } = reading;
  if (char === "'") return readSingle(reading);
  if (char === '"') return readDouble(reading);
  const refused = REFUSED[char];
  if (refused !== undefined) return refused;
  if (char === '$' && expands(text[reading.at + 1])) return NO_EXPANSION;
  const isEscape = char === '\\';
  if (isEscape && reading.at + 1 >= text.length) return 'The line ends in a backslash.';
  add(reading, isEscape ? (text[reading.at + 1] ?? '') : char);
  reading.at += isEscape ? 2 : 1;
  return null;
}

function expands(next: string | undefined): boolean {
  return next !== undefined && /[A-Za-z0-9_({?!$@*#'"]/.test(next);
}

function add(reading: Reading, text: string): void {
  reading.word = (reading.word ?? '') + text;
}

function readSingle(reading: Reading): string | null {
  const end = reading.text.indexOf("'", reading.at + 1);
  if (end < 0) return 'A single quote is not closed.';
  add(reading, reading.text.slice(reading.at + 1, end));
  reading.at = end + 1;
  return null;
}

function readDouble(reading: Reading): string | null {
  const { text } = reading;
  add(reading, '');
  for (let at = reading.at + 1; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (char === '"') {
      reading.at = at + 1;
      return null;
    }
    if (char === '`') return REFUSED['`'] ?? null;
    if (char === '$' && next !== '"' && next !== "'" && expands(next)) return NO_EXPANSION;
    if (char === '\\' && next !== undefined && '"\\$`'.includes(next)) {
      add(reading, next);
      at += 1;
    } else add(reading, char);
  }
  return 'A double quote is not closed.';
}
