import { describe, expect, test } from 'vitest';
import { passTime, readLine } from '../../src/exercise/session.ts';
import { CLEAN, IMPLANT } from '../helpers/range.ts';
import { openSmall, take } from '../helpers/small-drill.ts';

const OPEN = openSmall();
const line = (text: string, byName = false, session = OPEN): string => {
  const read = readLine(session, text, byName);
  return read.ok ? read.decision.line : `rejected: ${read.rejection.message}`;
};

describe('a digest', () => {
  test('may be a prefix of eight hex digits and more that is unique among the seen', () => {
    expect(line('trace sha256:aaaaaaaa')).toBe(`trace ${CLEAN.digest}`);
    expect(line('deny api-build sha256:aaaaaaaa')).toBe(`deny api-build ${CLEAN.digest}`);
    expect(line('preserve harborlight/base@sha256:aaaaaaaa')).toBe(
      `preserve harborlight/base@${CLEAN.digest}`,
    );
    expect(line('notify consumers with digest=sha256:aaaaaaaa')).toBe(
      `notify consumers with digest=${CLEAN.digest}`,
    );
    expect(line('ask vendor for block sha256:aaaaaaaa')).toBe(`ask vendor for block ${CLEAN.digest}`);
    expect(line('trace sha256:aaaaaaa')).toMatch(/^rejected/);
  });

  test('that is not unique names none', () => {
    expect(line('trace sha256:91919191')).toMatch(/^trace/);
    const both = openSmall();
    expect(line('trace sha256:b0b0b0b0', false, both)).toMatch(/^trace/);
    expect(line('trace sha256:bbbbbbbbb', false, both)).toMatch(/^trace/);
    expect(line('trace sha256:', false, both)).toMatch(/^rejected/);
  });

  test('that was not seen names none until it is', () => {
    expect(line('trace sha256:cccccccc')).toMatch(/^rejected/);
    const seen = passTime(take(OPEN, 'inspect tags harborlight/base'), 120);
    expect(line('trace sha256:cccccccc', false, seen)).toBe(`trace ${IMPLANT.digest}`);
  });

  test('by the scenario’s name is for playbooks, and stays as it is written', () => {
    expect(line('trace image:implant')).toMatch(/^rejected/);
    expect(line('trace image:implant', true)).toBe('trace image:implant');
    expect(line('preserve harborlight/base@image:implant/arm64', true)).toBe(
      'preserve harborlight/base@image:implant/arm64',
    );
    expect(line('notify consumers with clean=image:clean', true)).toBe(
      'notify consumers with clean=image:clean',
    );
    for (const name of [
      'image:nothing',
      'image:implant/riscv',
      'image:constructor',
      'image:constructor/arm64',
      'image:toString/amd64',
    ])
      expect(line(`trace ${name}`, true)).toMatch(/^rejected/);
  });
});

describe('a reason and a confidence', () => {
  const tail = (text: string) => {
    const read = readLine(OPEN, text, true);
    return read.ok
      ? [read.decision.line, read.decision.reason, read.decision.confidence]
      : read.rejection.message;
  };

  test.each([
    ['pause api-build', ['pause api-build', null, null]],
    ['pause api-build # it builds on poison', ['pause api-build', 'it builds on poison', null]],
    ['pause api-build ~70%', ['pause api-build', null, 70]],
    ['pause api-build ~70% # why', ['pause api-build', 'why', 70]],
    ['pause api-build # why ~70%', ['pause api-build', 'why', 70]],
    ['pause api-build #why', ['pause api-build', 'why', null]],
    ['pause api-build #', ['pause api-build', null, null]],
    ['note a thought # and why', ['note a thought', 'and why', null]],
    ['inspect job api-build#41', ['inspect job api-build#41', null, null]],
    ['inspect job api-build#41 # its log', ['inspect job api-build#41', 'its log', null]],
  ])('%s', (text, wanted) => {
    const session = take(OPEN, 'rebuild api-build');
    const read = readLine(passTime(session, 720), text, true);
    expect(
      read.ok ? [read.decision.line, read.decision.reason, read.decision.confidence] : read.rejection,
    ).toEqual(wanted);
  });

  test('a confidence beyond certainty is not one', () => {
    expect(tail('pause api-build ~100%')).toEqual(['pause api-build', null, 100]);
    expect(tail('pause api-build ~101%')).toBe('"~101%" does not fit there.');
  });

  test('alone are no decision', () => {
    expect(tail('# just a thought')).toBe('There is nothing to decide in an empty line.');
  });
});

describe('a line is rejected', () => {
  test.each([
    ['', 'There is nothing to decide in an empty line.'],
    ['dance', '"dance" is no verb here.'],
    ['revoke', 'The line ends too early.'],
    ['revoke hub-ci-2023 now', '"now" does not fit there.'],
    ['push harborlight/base:stable to image:clean', 'Only others can do that; it is not among your verbs.'],
    ['end exercise', 'Only others can do that; it is not among your verbs.'],
    ['revoke hub-ci-2024', 'There is nothing called "hub-ci-2024" that you know of.'],
    ['notify consumers with colour=red', 'There is nothing called "colour=red" that you know of.'],
    ['note a\u0007b', 'A decision is one line of plain text, at most 2,000 characters.'],
    ['note a\nb', 'A decision is one line of plain text, at most 2,000 characters.'],
    ['note \u202Eb', 'A decision is one line of plain text, at most 2,000 characters.'],
    [`note ${'x'.repeat(2000)}`, 'A decision is one line of plain text, at most 2,000 characters.'],
  ])('%j', (text, message) => expect(line(text, true)).toBe(`rejected: ${message}`));

  const rejection = (text: string, byName = false) => {
    const read = readLine(OPEN, text, byName);
    return read.ok ? null : [read.rejection.message, read.rejection.mend];
  };

  test.each([
    ['pin api-build to harborlight/base:stable', 'harborlight/base:stable'],
    ['pin api-build to harborlight/base:never', 'harborlight/base:never'],
    ['trace sha256:abc', 'sha256:abc'],
    ['ask vendor for block stable', 'stable'],
    ['deny api-build image:clean', 'image:clean'],
  ])('%j, since only a digest fits there, be the word known or not', (text, word) => {
    expect(rejection(text)).toEqual([
      `"${word}" is no digest, and a digest is wanted there.`,
      'Write sha256: and at least 8 digits of one that you have seen.',
    ]);
  });

  test('a line of a playbook, where a name of the file would do as well', () => {
    expect(rejection('trace stable', true)?.[1]).toBe(
      'Write image:NAME, or sha256: and at least 8 digits of one that you have seen.',
    );
  });

  test('a digest that was not seen, or a name of the file that is none, is as unknown as ever', () => {
    const unseen = `sha256:${'0'.repeat(64)}`;
    expect(rejection(`trace ${unseen}`)).toEqual([
      `There is nothing called "${unseen}" that you know of.`,
      null,
    ]);
    expect(rejection('trace image:none', true)).toEqual([
      'There is nothing called "image:none" that you know of.',
      null,
    ]);
  });

  test.each(['end', 'end play', 'end exercise'])(
    '%j with the way in which the team ends play, and no form of what only others do',
    (text) => {
      expect(readLine(OPEN, text, false)).toEqual({
        ok: false,
        rejection: {
          message: 'Only others can do that; it is not among your verbs.',
          mend: 'To end play, declare closed.',
          word: null,
          candidates: [],
        },
      });
    },
  );

  test('for its verb with the verbs of the team, never with what only others do', () => {
    const read = readLine(OPEN, 'pushh', false);
    expect(read).toMatchObject({ ok: false, rejection: { word: 'pushh' } });
    if (read.ok) return;
    expect(read.rejection.candidates).toContain('inspect');
    expect(read.rejection.candidates).not.toContain('push');
    expect(read.rejection.candidates).not.toContain('end');
  });

  test('with the names that could stand there', () => {
    const read = readLine(OPEN, 'pause api-bild', false);
    expect(read).toMatchObject({
      ok: false,
      rejection: { word: 'api-bild', candidates: ['base-release', 'api-build', 'worker-build'] },
    });
  });

  test('that names the control of a place that is not known, or the vendor’s', () => {
    expect(line('lift freeze:harborlight/base')).toBe('lift freeze:harborlight/base');
    for (const control of [
      'freeze:harborlight/nothing',
      'vendor-block:harborlight/base',
      'dance:harborlight/base',
      'freeze',
    ])
      expect(line(`lift ${control}`)).toMatch(/^rejected/);
  });
});
