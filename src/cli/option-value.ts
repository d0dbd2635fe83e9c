import { quoted } from '../scenario/visible-text.ts';
import { parseSpan, type Seconds } from '../world/time.ts';
import { UserError } from './user-error.ts';

const USAGE = 64;

/** Readers of option values. Each refuses what is no such value in one sentence, with the exit code for usage. */
export function readNumber(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^-?\d{1,15}$/.test(text) && Number.isSafeInteger(value)) return value;
    throw refused(option, 'a whole number', text);
  };
}

export function readPercent(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,3}(\.\d{1,2})?$/.test(text) && value <= 100) return value;
    throw refused(option, 'a number from 0 to 100', text);
  };
}

/** 0 means any free one. */
export function readPort(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,5}$/.test(text) && value <= 65535) return value;
    throw refused(option, 'a port from 0 to 65535', text);
  };
}

/** Simulated minutes in a real one. */
export function readSpeed(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,3}(\.\d{1,3})?$/.test(text) && value >= 0.1 && value <= 600) return value;
    throw refused(option, 'simulated minutes in a real one, from 0.1 to 600', text);
  };
}

export function readSpan(option: string): (text: string) => Seconds {
  return (text) => {
    const value = parseSpan(text);
    if (value !== null && value > 0) return value;
    throw refused(option, 'a span such as 90m or 2h30m', text);
  };
}

function refused(option: string, what: string, text: string): UserError {
  return new UserError(`${option} takes ${what}, not ${quoted(text)}.`, { exitCode: USAGE });
}
