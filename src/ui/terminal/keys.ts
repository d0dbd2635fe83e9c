/**
 * A key by its name: a printable character stands for itself (`i`, `?`, `:`), the others are `enter`, `escape`, `tab`, `backtab`,
 * `backspace`, `delete`, `space`, `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown`, `f1`…`f12`, `ctrl-x`, `alt-x`.
 */
export interface KeyPress {
  readonly kind: 'key';
  readonly name: string;
  /** What it types into a text field; empty for keys that type nothing. */
  readonly text: string;
}

/** Text that came between the terminal's paste brackets: it may go into a text field and is never a key. */
export interface Paste {
  readonly kind: 'paste';
  readonly text: string;
}

export type Input = KeyPress | Paste;

const ESCAPE = '\u001b';
const PASTE_BEGIN = '\u001b[200~';
const PASTE_END = '\u001b[201~';
const LONGEST_PASTE = 64 * 1024;

const FINAL: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  Z: 'backtab',
};

const TILDE: Readonly<Record<string, string>> = {
  '1': 'home',
  '3': 'delete',
  '4': 'end',
  '5': 'pageup',
  '6': 'pagedown',
  '7': 'home',
  '8': 'end',
  '11': 'f1',
  '12': 'f2',
  '13': 'f3',
  '14': 'f4',
  '15': 'f5',
  '17': 'f6',
  '18': 'f7',
  '19': 'f8',
  '20': 'f9',
  '21': 'f10',
  '23': 'f11',
  '24': 'f12',
};

const key = (name: string, text = ''): KeyPress => ({ kind: 'key', name, text });

/** Turns what a terminal sends into keys and pastes. It keeps what is cut in the middle until the rest comes. */
export class KeyDecoder {
  #waiting = '';
  #pasted: string | null = null;

  /** Whether a lone escape character waits for what may follow it; `flush` then makes it the key. */
  get isWaiting(): boolean {
    return this.#waiting !== '';
  }

  feed(chunk: string): readonly Input[] {
    const found: Input[] = [];
    let text = this.#waiting + chunk;
    this.#waiting = '';
    while (text !== '') {
      const used = this.#pasted === null ? this.#takeKey(text, found) : this.#takePaste(text, found);
      if (used === 0) {
        this.#waiting = text;
        break;
      }
      text = text.slice(used);
    }
    return found;
  }

  /** Nothing more came: an escape character alone was the Escape key, any other beginning is forgotten. */
  flush(): readonly Input[] {
    if (this.#pasted !== null) return [];
    const text = this.#waiting;
    this.#waiting = '';
    return text === ESCAPE ? [key('escape')] : [];
  }

  #takePaste(text: string, found: Input[]): number {
    const end = text.indexOf(PASTE_END);
    if (end >= 0) {
      found.push({ kind: 'paste', text: cleanPaste(`${this.#pasted}${text.slice(0, end)}`) });
      this.#pasted = null;
      return end + PASTE_END.length;
    }
    // The closing bracket may be cut in the middle.
    const cut = text.lastIndexOf(ESCAPE);
    const keep = cut >= 0 && PASTE_END.startsWith(text.slice(cut)) ? cut : text.length;
    this.#pasted = `${this.#pasted}${text.slice(0, keep)}`.slice(0, LONGEST_PASTE);
    return keep;
  }

  #takeKey(text: string, found: Input[]): number {
    if (text.startsWith(ESCAPE)) return this.#takeSequence(text, found);
    const character = String.fromCodePoint(text.codePointAt(0) ?? 0);
    const pressed = plainKey(character);
    if (pressed !== null) found.push(pressed);
    return character.length;
  }

  #takeSequence(text: string, found: Input[]): number {
    if (text.length === 1) return 0;
    if (text[1] === ESCAPE) {
      found.push(key('escape'));
      return 1;
    }
    const match = /^\u001b(?:\[([0-?]*)([ -/]*)([@-~])|O([\d;]*)([A-Za-z]))/.exec(text);
    if (match !== null) {
      if (match[0] === PASTE_BEGIN) this.#pasted = '';
      else {
        const pressed = sequenceKey(match[1] ?? match[4] ?? '', match[3] ?? match[5] ?? '');
        if (pressed !== null) found.push(pressed);
      }
      return match[0].length;
    }
    if (/^\u001b(?:\[[0-?]*[ -/]*|O[\d;]*)$/.test(text) && text.length < 32) return 0;
    const character = String.fromCodePoint(text.codePointAt(1) ?? 0);
    const pressed = plainKey(character);
    if (pressed !== null) found.push(key(`alt-${pressed.name}`));
    return 1 + character.length;
  }
}

function plainKey(character: string): KeyPress | null {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\r' || character === '\n') return key('enter');
  if (character === '\t') return key('tab');
  if (code === 0x7f || code === 0x08) return key('backspace');
  if (character === ' ') return key('space', ' ');
  if (code === 0) return key('ctrl-space');
  if (code < 0x1b) return key(`ctrl-${String.fromCharCode(code + 96)}`);
  if (code < 0x20 || (code >= 0x80 && code < 0xa0)) return null;
  return key(character, character);
}

function sequenceKey(parameters: string, final: string): KeyPress | null {
  const [first = '', modifier = '1'] = parameters.split(';');
  const name = final === '~' ? TILDE[first] : FINAL[final];
  if (name === undefined) return null;
  const bits = Number(modifier) - 1;
  if (name === 'tab' && bits === 1) return key('backtab');
  const prefix = `${(bits & 4) !== 0 ? 'ctrl-' : ''}${(bits & 2) !== 0 ? 'alt-' : ''}`;
  return key(`${prefix}${name}`);
}

/** Pasted text as one line of what can be typed. */
function cleanPaste(text: string): string {
  return text
    .replace(/\r\n?|\n|\t/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .slice(0, LONGEST_PASTE);
}
