// The characters that steer a terminal, turn text round, cannot be seen or are half a pair: the list that scenario
// files refuse, so that whatever a scenario may say a result document may repeat. Newline and tab stand apart.
const unsafe =
  /[\u{0}-\u{8}\u{b}-\u{1f}\u{7f}-\u{9f}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{d800}-\u{dfff}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/u;

const maxDepth = 40;

/** A text that a terminal shows as it stands, newlines and tabs included. */
export function isPlainText(text: string): boolean {
  return !unsafe.test(text);
}

/** The same on one line: without newline and tab. Names, reasons and decisions are such texts. */
export function isPlainLine(text: string): boolean {
  return !unsafe.test(text) && !/[\n\t]/.test(text);
}

/** What keeps a value from being a JSON document of plain texts, or null. */
export function checkJson(value: unknown): string | null {
  return checkDeep(value, 0);
}

function checkDeep(value: unknown, depth: number): string | null {
  if (depth > maxDepth) return `is nested deeper than ${maxDepth}`;
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'holds a number that JSON has not';
  if (typeof value === 'string') return isPlainText(value) ? null : 'holds control characters';
  if (typeof value !== 'object') return 'holds what JSON cannot';
  for (const [key, inner] of Object.entries(value)) {
    const wrong = (isPlainLine(key) ? null : 'holds control characters') ?? checkDeep(inner, depth + 1);
    if (wrong !== null) return wrong;
  }
  return null;
}
