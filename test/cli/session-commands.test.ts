import * as fs from 'node:fs';
import * as path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isPlainText } from '../../src/exercise/journal-text.ts';
import { resultDocument, verifyDocument, whatIfDocument } from '../../src/schema/documents.ts';
import { homeOfItsOwn, hotwash, keepRun } from './here.ts';

const home = homeOfItsOwn();
let session = '';
beforeAll(async () => {
  session = await keepRun('novice');
});

const journal = (id: string): string =>
  path.join(
    home.folder(),
    'sessions',
    fs
      .readdirSync(path.join(home.folder(), 'sessions'))
      .find((name) => name.startsWith(id) && name.endsWith('.jsonl')) ?? '',
  );

describe('score', () => {
  test('shows every pillar and task to people', async () => {
    const { code, out } = await hotwash('score', 'last');
    expect(code).toBe(0);
    for (const words of [
      'investigate',
      'Ghost key',
      '[x]',
      '[~]',
      '[ ]',
      '(critical)',
      'The critical task is not met',
    ])
      expect(out).toContain(words);
    expect(isPlainText(out)).toBe(true);
  });

  test('gives programs the document that debrief gives too', async () => {
    const score = await hotwash('score', session, '--json');
    expect(resultDocument.safeParse(JSON.parse(score.out)).error).toBeUndefined();
    expect((await hotwash('debrief', session, '--format', 'json')).out).toBe(score.out);
  });

  test('says in one sentence that there is no such session', async () => {
    expect(await hotwash('score', 'nosuch')).toMatchObject({ code: 66, out: '' });
  });
});

describe('debrief', () => {
  test('writes the report to a file', async () => {
    const file = path.join(home.folder(), 'report.md');
    const { code, out } = await hotwash('debrief', session, '-o', file);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    const text = fs.readFileSync(file, 'utf8');
    expect(text).toMatch(/^# After-action report/);
    expect(text.trimEnd()).toMatch(new RegExp(`hotwash verify ${session}\`\\.$`));
  });

  test('says so when it cannot write', async () => {
    expect(
      await hotwash('debrief', session, '-o', path.join(home.folder(), 'no', 'such', 'folder.md')),
    ).toMatchObject({ code: 74, out: '' });
  });

  test.each([
    ['html', /^<!doctype html>\n/],
    ['junit', /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/],
    ['navigator', /^\{\n {2}"name": /],
    ['cast', /^\{"version":2,/],
  ])('exports %s', async (format, start) => {
    const { code, out, err } = await hotwash('debrief', session, '--format', format);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(start);
  });

  test('refuses what is no format in one sentence', async () => {
    const { code, out, err } = await hotwash('debrief', session, '--format', 'docx');
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain('docx');
  });
});

describe('replay', () => {
  test('tells the whole timeline, or up to a time on either clock', async () => {
    const whole = await hotwash('replay', session, '--plain');
    const cut = await hotwash('replay', session, '--at', 'T+35m', '--plain');
    expect(whole.out).toContain('CLAIMED: commander declared closed');
    expect(cut.out).toContain('DECISION 9: rotate aws-deploy');
    expect(cut.out).not.toContain('T+36m ');
    expect(cut.out).not.toContain('more like it, the last at T+1h');
    expect((await hotwash('replay', session, '--at', '09:55')).out).toBe(cut.out);
  });

  test('refuses what is no time', async () => {
    expect(await hotwash('replay', session, '--at', 'noon')).toMatchObject({ code: 64, out: '' });
  });
});

describe('what-if', () => {
  test('without a change is the original', async () => {
    const { code, out } = await hotwash('what-if', session, '--json');
    const document = whatIfDocument.parse(JSON.parse(out));
    expect(code).toBe(0);
    expect(document).toMatchObject({
      same: true,
      points: { change: 0 },
      shifted: [],
      refused: [],
      rejected: [],
    });
    expect(document.after.factsDigest).toBe(
      resultDocument.parse(JSON.parse((await hotwash('score', session, '--json')).out)).factsDigest,
    );
  });

  test('keeps the order of changes across flags, wherever the session stands', async () => {
    const changes = [
      '--insert',
      'T+3m',
      'revoke hub-ci-2023',
      '--drop',
      '8',
      '--move',
      '13',
      'T+5m',
      '--swap',
      '1',
      '2',
    ];
    const { out } = await hotwash('what-if', ...changes, session, '--json');
    const document = whatIfDocument.parse(JSON.parse(out));
    expect(document.changes.map((one) => one.split(' ')[0])).toEqual(['insert', 'drop', 'move', 'swap']);
    expect(document.points.change).toBeGreaterThan(0);
    expect((await hotwash('what-if', session, ...changes, '--json')).out).toBe(out);
  });

  test('says what cannot be changed', async () => {
    for (const words of [
      ['--drop', '99'],
      ['--drop'],
      ['--move', '3'],
      ['--move', '3', 'soon'],
      ['--drop', 'x'],
      ['--undo', '3'],
      ['other'],
    ]) {
      const { code, out, err } = await hotwash('what-if', session, ...words);
      expect({ words, code, out }).toEqual({ words, code: 64, out: '' });
      expect(err.trim()).not.toBe('');
    }
    expect((await hotwash('what-if', '--drop', '1')).code).toBe(64);
  });
});

describe('verify', () => {
  test('finds an untouched journal the same', async () => {
    const { code, out } = await hotwash('verify', session, '--json');
    expect(code).toBe(0);
    expect(verifyDocument.parse(JSON.parse(out))).toMatchObject({
      same: true,
      firstDifference: null,
      chain: { ok: true },
    });
  });

  test('names the line where a journal was changed', async () => {
    const copy = path.join(home.folder(), 'changed.jsonl');
    const lines = fs.readFileSync(journal(session), 'utf8').split('\n');
    lines[8] = (lines[8] ?? '').replace('"at":', '"at":1');
    fs.writeFileSync(copy, lines.join('\n'));
    const { code, out } = await hotwash('verify', copy, '--json');
    expect(code).toBe(1);
    expect(verifyDocument.parse(JSON.parse(out))).toMatchObject({
      same: false,
      chain: { ok: false, damage: { line: 9 } },
      firstDifference: { where: 'line 9 of the journal' },
    });
  });

  test('says that a session which goes on has no score yet, and what is told of it is more than its team has seen', async () => {
    const copy = path.join(home.folder(), 'running.jsonl');
    const lines = fs
      .readFileSync(journal(session), 'utf8')
      .split('\n')
      .filter((line) => !line.includes('"kind":"end"'));
    fs.writeFileSync(copy, `${lines.slice(0, 6).join('\n')}\n`);
    expect(verifyDocument.parse(JSON.parse((await hotwash('verify', copy, '--json')).out))).toMatchObject({
      same: true,
      recorded: null,
      recomputed: null,
      decisions: 5,
    });
    const { code, out, err } = await hotwash('replay', copy);
    expect(code).toBe(0);
    expect(err).toContain('not over');
    expect(out).not.toMatch(/^T\+3[0-9]m/m);
  });
});
