import { describe, expect, test } from 'vitest';
import { finish, passTime } from '../../src/exercise/session.ts';
import { reveal } from '../../src/exercise/view.ts';
import { CLEAN, IMPLANT } from '../helpers/range.ts';
import { openSmall, take } from '../helpers/small-drill.ts';

const OPEN = openSmall();
const at = (session: typeof OPEN, minutes: number) => reveal(passTime(session, minutes * 60));
const row = (view: ReturnType<typeof reveal>, id: string) => view.board.find((one) => one.id === id);

describe('a View', () => {
  test('shows who is busy, with what, and what is under way', () => {
    const view = at(take(OPEN, 'purge eu-mirror'), 1);
    expect(view.roles.find((role) => role.id === 'ci')).toMatchObject({
      freeAt: 120,
      doing: 'purge eu-mirror',
    });
    expect(view.underWay.map((one) => one.line)).toEqual(['purge eu-mirror']);
    expect(view.outcomes).toEqual([]);
    const landed = at(take(OPEN, 'purge eu-mirror'), 5);
    expect(landed.underWay).toEqual([]);
    expect(landed.outcomes).toMatchObject([{ seq: 1, refused: null, sentences: ['eu-mirror was purged.'] }]);
  });

  test('tells a refusal with its code', () => {
    expect(at(take(OPEN, 'lift freeze:harborlight/base'), 2).outcomes).toMatchObject([
      { refused: 'not-found' },
    ]);
  });

  test('tells when an outside party will answer, and what it answered', () => {
    const asked = take(OPEN, 'ask vendor for block image:implant');
    expect(reveal(asked).outcomes[0]?.sentences).toEqual([
      'lead asked vendor: block image:implant; an answer is due at T+30m.',
    ]);
    expect(at(asked, 30).replies).toEqual([
      { at: 1800, party: 'vendor', message: 'The image is blocked for everyone, pushes and pulls.' },
    ]);
    expect(at(asked, 30).controls).toEqual([]);
  });

  test('holds what was last seen of a subject, not how it is now', () => {
    const looked = take(OPEN, 'inspect tags harborlight/base');
    expect(row(reveal(looked), 'harborlight/base:stable')).toMatchObject({ seen: null });
    expect(row(at(looked, 2), 'harborlight/base:stable')).toMatchObject({
      seen: `tag harborlight/base:stable ${IMPLANT.digest}`,
      seenAt: 120,
    });
    const mended = take(passTime(looked, 300), 'repoint harborlight/base:stable to image:clean');
    expect(row(at(mended, 10), 'harborlight/base:stable')).toMatchObject({
      seen: `tag harborlight/base:stable ${CLEAN.digest}`,
    });
  });

  test('shows a notice as it was sent, without which of it was false', () => {
    const view = at(take(OPEN, 'notify consumers with clean=image:implant digest=image:clean'), 10);
    expect(view.notices).toMatchObject([
      { audience: 'consumers', claims: ['clean=image:implant', 'digest=image:clean'] },
    ]);
    expect(JSON.stringify([view.outcomes, view.notices])).not.toMatch(/false|not true/i);
  });

  test('shows a build without what it carries, nor who read what in it', () => {
    const view = at(take(OPEN, 'rebuild worker-build'), 12);
    expect(view.outcomes[0]?.sentences.join(' ')).toMatch(
      /^worker-build#41 published sha256:[0-9a-f]{12}….$/,
    );
  });

  test('shows a declaration without whether it was true', () => {
    const view = reveal(take(OPEN, 'declare contained'));
    expect(view.phase).toBe('contained');
    expect(view.outcomes[0]?.sentences).toEqual([]);
  });

  test('after the end has the same rules', () => {
    const view = reveal(finish(OPEN));
    expect(view.over).toBe(true);
    expect(JSON.stringify(view)).not.toContain('crew');
  });
});
