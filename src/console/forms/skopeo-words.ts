import { err, type Output } from '../output.ts';

export const REPEATED = 'every other tag on it';

/** How skopeo dies on a terminal. */
export function fatal(message: string): Output {
  return err(`FATA[0000] ${message} \n`);
}

export function noHost(host: string): string {
  return `pinging container registry ${host}: Get "https://${host}/v2/": dial tcp: lookup ${host}: no such host`;
}
