import {
  COMPACT,
  compareJson,
  isList,
  isObject,
  JqError,
  type Json,
  objectOf,
  printJson,
  typeOf,
} from './json.ts';

/** `number (5)`: how jq names a value in its complaints, shortened like there. */
export function describe(value: Json): string {
  const text = printJson(value, COMPACT);
  return `${typeOf(value)} (${text.length > 14 ? `${text.slice(0, 11)}...` : text})`;
}

/** `+ - * / %` of two values. */
export function arithmetic(operator: string, left: Json, right: Json): Json {
  switch (operator) {
    case '+':
      return plus(left, right);
    case '-':
      return minus(left, right);
    case '*':
      return times(left, right);
    case '/':
      return divided(left, right);
    case '%':
      if (typeof left === 'number' && typeof right === 'number') {
        if (Math.trunc(right) === 0)
          throw new JqError(
            `${describe(left)} and ${describe(right)} cannot be divided (remainder) because the divisor is zero`,
          );
        return Math.trunc(left) % Math.abs(Math.trunc(right));
      }
      break;
  }
  throw new JqError(`${describe(left)} and ${describe(right)} cannot be divided`);
}

export function plus(left: Json, right: Json): Json {
  if (left === null) return right;
  if (right === null) return left;
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (isList(left) && isList(right)) return [...left, ...right];
  if (isObject(left) && isObject(right)) return objectOf([...Object.entries(left), ...Object.entries(right)]);
  throw new JqError(`${describe(left)} and ${describe(right)} cannot be added`);
}

function minus(left: Json, right: Json): Json {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (isList(left) && isList(right))
    return left.filter((one) => !right.some((other) => compareJson(one, other) === 0));
  throw new JqError(`${describe(left)} and ${describe(right)} cannot be subtracted`);
}

function times(left: Json, right: Json): Json {
  if (typeof left === 'number' && typeof right === 'number') return left * right;
  if (isObject(left) && isObject(right)) return merged(left, right);
  if (typeof left === 'string' && typeof right === 'number') {
    if (right * left.length > 100_000) throw new JqError('the text would be too long');
    return right <= 0 ? null : left.repeat(Math.max(1, Math.ceil(right)));
  }
  throw new JqError(`${describe(left)} and ${describe(right)} cannot be multiplied`);
}

function merged(left: Json, right: Json): Json {
  if (!isObject(left) || !isObject(right)) return right;
  const entries = Object.entries(right).map(
    ([key, value]) => [key, Object.hasOwn(left, key) ? merged(left[key] ?? null, value) : value] as const,
  );
  return objectOf([...Object.entries(left), ...entries]);
}

function divided(left: Json, right: Json): Json {
  if (typeof left === 'number' && typeof right === 'number') {
    if (right === 0)
      throw new JqError(
        `${describe(left)} and ${describe(right)} cannot be divided because the divisor is zero`,
      );
    return left / right;
  }
  if (typeof left === 'string' && typeof right === 'string') return left === '' ? [] : left.split(right);
  throw new JqError(`${describe(left)} and ${describe(right)} cannot be divided`);
}
