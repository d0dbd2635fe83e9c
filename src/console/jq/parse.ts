import type { Filter } from './filter.ts';
import { KEYWORDS, LEVELS } from './grammar.ts';
import { JqError } from './json.ts';
import { readTokens, type Token } from './lex.ts';

const IDENTITY: Filter = { is: 'identity' };
const DEEPEST = 60;

/** Parses a jq program; throws what is wrong with it. */
export function parseFilter(text: string): Filter {
  return new Parser(readTokens(text)).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Filter {
    if (this.#tokens.length === 0) return IDENTITY;
    const filter = this.#pipe();
    if (this.#at < this.#tokens.length) this.#unexpected();
    return filter;
  }

  #unexpected(): never {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new JqError('syntax error, unexpected $end');
    const word =
      token.is === 'sign'
        ? `'${token.sign}'`
        : token.is === 'word'
          ? token.name.toUpperCase()
          : token.is.toUpperCase();
    throw new JqError(`syntax error, unexpected ${word}`);
  }

  #isSign(sign: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.is === 'sign' && token.sign === sign;
  }

  #isWord(name: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.is === 'word' && token.name === name;
  }

  #take(sign: string): boolean {
    const isIt = this.#isSign(sign);
    if (isIt) this.#at += 1;
    return isIt;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) this.#unexpected();
  }

  #expectWord(name: string): void {
    if (!this.#isWord(name)) this.#unexpected();
    this.#at += 1;
  }

  #pipe(): Filter {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new JqError('the filter is nested too deeply');
    const left = this.#binary(0);
    const filter = this.#afterPipe(left);
    this.#depth -= 1;
    return filter;
  }

  #afterPipe(left: Filter): Filter {
    if (this.#isWord('as')) {
      this.#at += 1;
      const token = this.#tokens[this.#at];
      if (token?.is !== 'variable') return this.#unexpected();
      this.#at += 1;
      this.#expect('|');
      return { is: 'as', source: left, name: token.name, body: this.#pipe() };
    }
    return this.#take('|') ? { is: 'pipe', left, right: this.#pipe() } : left;
  }

  #binary(level: number): Filter {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#postfix();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = this.#operator(operators);
      if (operator === null) return left;
      this.#at += 1;
      // `//` leans to the right, all others to the left.
      const right = this.#binary(operator === '//' ? level : level + 1);
      left = { is: 'binary', operator, left, right };
    }
  }

  #operator(operators: readonly string[]): string | null {
    const token = this.#tokens[this.#at];
    const text = token?.is === 'sign' ? token.sign : token?.is === 'word' ? token.name : null;
    return text !== null && operators.includes(text) ? text : null;
  }

  #postfix(): Filter {
    let filter = this.#term();
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token?.is === 'field') {
        this.#at += 1;
        filter = { is: 'index', of: filter, key: textFilter(token.name) };
      } else if (this.#take('?')) filter = { is: 'try', of: filter };
      else if (this.#take('[')) filter = this.#bracket(filter);
      else if (this.#isSign('.') && this.#next()?.is === 'string') {
        this.#at += 1;
        filter = { is: 'index', of: filter, key: this.#string(null) };
      } else if (this.#isSign('.') && isSignToken(this.#next(), '[')) this.#at += 1;
      else return filter;
    }
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at + 1];
  }

  #bracket(of: Filter): Filter {
    if (this.#take(']')) return { is: 'each', of };
    if (this.#take(':')) {
      const to = this.#pipe();
      this.#expect(']');
      return { is: 'slice', of, from: null, to };
    }
    const key = this.#pipe();
    if (this.#take(':')) {
      const to = this.#isSign(']') ? null : this.#pipe();
      this.#expect(']');
      return { is: 'slice', of, from: key, to };
    }
    this.#expect(']');
    return { is: 'index', of, key };
  }

  #term(): Filter {
    const token = this.#tokens[this.#at];
    if (token === undefined) return this.#unexpected();
    switch (token.is) {
      case 'number':
        this.#at += 1;
        return { is: 'literal', value: token.value };
      case 'string':
        return this.#string(null);
      case 'field':
        this.#at += 1;
        return { is: 'index', of: IDENTITY, key: textFilter(token.name) };
      case 'variable':
        this.#at += 1;
        return { is: 'variable', name: token.name };
      case 'format':
        this.#at += 1;
        return this.#tokens[this.#at]?.is === 'string'
          ? this.#string(token.name)
          : { is: 'format', name: token.name };
      case 'word':
        return this.#word(token.name);
      case 'sign':
        return this.#sign(token.sign);
      default:
        return token satisfies never;
    }
  }

  #string(format: string | null): Filter {
    const token = this.#tokens[this.#at];
    if (token?.is !== 'string') return this.#unexpected();
    this.#at += 1;
    const parts = token.parts.map((part) => (typeof part === 'string' ? part : new Parser(part).whole()));
    return { is: 'text', parts, format };
  }

  #sign(sign: string): Filter {
    switch (sign) {
      case '.':
        this.#at += 1;
        if (this.#tokens[this.#at]?.is === 'string')
          return { is: 'index', of: IDENTITY, key: this.#string(null) };
        return IDENTITY;
      case '..':
        this.#at += 1;
        return { is: 'recurse' };
      case '-':
        this.#at += 1;
        return { is: 'negate', of: this.#postfix() };
      case '(': {
        this.#at += 1;
        const inner = this.#pipe();
        this.#expect(')');
        return inner;
      }
      case '[': {
        this.#at += 1;
        if (this.#take(']')) return { is: 'list', of: null };
        const inner = this.#pipe();
        this.#expect(']');
        return { is: 'list', of: inner };
      }
      case '{':
        this.#at += 1;
        return this.#object();
      default:
        return this.#unexpected();
    }
  }

  #word(name: string): Filter {
    this.#at += 1;
    if (name === 'if') return this.#condition();
    if (name === 'null') return { is: 'literal', value: null };
    if (name === 'true' || name === 'false') return { is: 'literal', value: name === 'true' };
    if (KEYWORDS.has(name)) {
      this.#at -= 1;
      return this.#unexpected();
    }
    const args: Filter[] = [];
    if (this.#take('(')) {
      do args.push(this.#pipe());
      while (this.#take(';'));
      this.#expect(')');
    }
    return { is: 'call', name, args };
  }

  #condition(): Filter {
    const test = this.#pipe();
    this.#expectWord('then');
    const then = this.#pipe();
    if (this.#isWord('elif')) {
      this.#at += 1;
      return { is: 'if', test, then, otherwise: this.#condition() };
    }
    const hasElse = this.#isWord('else');
    if (hasElse) this.#at += 1;
    const otherwise = hasElse ? this.#pipe() : IDENTITY;
    this.#expectWord('end');
    return { is: 'if', test, then, otherwise };
  }

  #object(): Filter {
    const entries: (readonly [Filter, Filter])[] = [];
    if (this.#take('}')) return { is: 'object', entries };
    do entries.push(this.#entry());
    while (this.#take(','));
    this.#expect('}');
    return { is: 'object', entries };
  }

  #entry(): readonly [Filter, Filter] {
    const token = this.#tokens[this.#at];
    let key: Filter;
    let short: Filter;
    if (token?.is === 'word' || token?.is === 'variable') {
      this.#at += 1;
      key = textFilter(token.name);
      short =
        token.is === 'variable' ? { is: 'variable', name: token.name } : { is: 'index', of: IDENTITY, key };
    } else if (token?.is === 'string') {
      key = this.#string(null);
      short = { is: 'index', of: IDENTITY, key };
    } else {
      this.#expect('(');
      key = this.#pipe();
      this.#expect(')');
      short = IDENTITY;
      if (!this.#isSign(':')) this.#unexpected();
    }
    // A value reaches up to the next comma, so what it pipes to must stand between parentheses.
    return [key, this.#take(':') ? this.#binary(1) : short];
  }
}

function textFilter(text: string): Filter {
  return { is: 'text', parts: [text], format: null };
}

function isSignToken(token: Token | undefined, sign: string): boolean {
  return token?.is === 'sign' && token.sign === sign;
}
