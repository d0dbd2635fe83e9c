const ESCAPE = '\u001b';

/** What a terminal sends for the keys that are no characters. */
const SENT: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: ESCAPE,
  tab: '\t',
  backtab: `${ESCAPE}[Z`,
  backspace: '\u007f',
  space: ' ',
  up: `${ESCAPE}[A`,
  down: `${ESCAPE}[B`,
  right: `${ESCAPE}[C`,
  left: `${ESCAPE}[D`,
  home: `${ESCAPE}[H`,
  end: `${ESCAPE}[F`,
  pageup: `${ESCAPE}[5~`,
  pagedown: `${ESCAPE}[6~`,
  delete: `${ESCAPE}[3~`,
  f1: `${ESCAPE}OP`,
};

/** Bytes of a key by its name: `j`, `enter`, `ctrl-c`. */
export function bytesOf(key: string): string {
  const known = SENT[key];
  if (known !== undefined) return known;
  const control = /^ctrl-([a-z])$/.exec(key);
  if (control !== null) return String.fromCharCode((control[1] ?? 'a').charCodeAt(0) - 96);
  if (Array.from(key).length === 1) return key;
  throw new Error(`no such key: ${key}`);
}

/** Text between the brackets that a terminal puts around a paste. */
export function pasted(text: string): string {
  return `${ESCAPE}[200~${text}${ESCAPE}[201~`;
}
