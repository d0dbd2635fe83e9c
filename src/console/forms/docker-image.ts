import type { Call } from '../form.ts';
import { type ImageName, readImageName } from '../image-reference.ts';
import { err, type Output } from '../output.ts';

export function oneImage(call: Call, words: string): ImageName | Output {
  if (call.operands.length !== 1)
    return err(
      `docker: 'docker ${words}' requires 1 argument\n\nUsage:  docker ${words} [OPTIONS] NAME\n\nRun 'docker ${words} --help' for more information\n`,
    );
  return readImageName(call.operands[0] ?? '', call.hosts) ?? err('invalid reference format\n');
}

export function isName(value: ImageName | Output): value is ImageName {
  return 'repo' in value;
}
