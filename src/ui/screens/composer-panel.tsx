import { Box } from 'ink';
import { claimValues } from '../../plain/claim-values.ts';
import { noticeText } from '../../plain/notice-text.ts';
import { shortenDigests } from '../../plain/show-evidence.ts';
import { wrap } from '../../plain/wrap.ts';
import { CLAIM_KEYS } from '../../world/claim.ts';
import { printSpan } from '../../world/time.ts';
import { within } from '../components/lines.tsx';
import { Pane, paneRows } from '../components/pane.tsx';
import { open } from '../open-screen.tsx';
import type { Acting } from '../play/acting.ts';
import { type Candidate, candidatesFor } from '../play/candidates.ts';
import { confirmLine } from '../play/confirm-line.ts';
import { type Draft, lineOf } from '../play/draft.ts';
import { type Row, recolored, row, span } from '../row.ts';
import {
  type Binding,
  type Go,
  go,
  type OpenScreen,
  pop,
  push,
  replace,
  say,
  stay,
  type ViewProps,
} from '../screen.ts';
import { moved, rangeWords, scrollTo } from '../scroll.ts';
import { pickPanel } from './pick-panel.tsx';

/** One line of the form: whom, how, or one kind of claim. */
interface Field {
  readonly key: string;
  readonly value: string;
  readonly note: string;
}

const KEYS = Object.keys(CLAIM_KEYS);

/** To whom, by which channel, which claims, and how it will read. Every value is picked from what the team has seen. */
export function composerPanel(acting: Acting, draft: Draft): OpenScreen {
  return open<Draft>({
    name: 'notice',
    shape: 'panel',
    initial: draft,
    panelRows: (_, look) => look.size.rows,
    keys: composerKeys(acting),
    View: ({ state, look }) => <ComposerView acting={acting} state={state} look={look} />,
  });
}

function channelsOf({ play }: Acting, { verb, target }: Draft): readonly string[] {
  return verb === 'notify' ? (play.session.engine.scenario.estate.audiences[target]?.channels ?? []) : [];
}

function fieldsOf(acting: Acting, draft: Draft): readonly Field[] {
  const channels = channelsOf(acting, draft);
  return [
    { key: 'to', value: draft.target, note: 'whom you tell' },
    ...(channels.length < 2
      ? []
      : [
          {
            key: 'via',
            value: draft.via === '' ? (channels[0] ?? '') : draft.via,
            note: channels.join(' or '),
          },
        ]),
    ...Object.entries(CLAIM_KEYS).map(([key, note]) => ({
      key,
      value: draft.claims
        .filter((claim) => claim.startsWith(`${key}=`))
        .map((claim) => shortenDigests(claim.slice(key.length + 1)))
        .join(' '),
      note,
    })),
  ];
}

function composerKeys(acting: Acting): readonly Binding<Draft>[] {
  const move = (by: number) => (draft: Draft) =>
    stay({ ...draft, index: moved(draft.index, by, fieldsOf(acting, draft).length) });
  return [
    {
      keys: ['enter', 'right', 'l'],
      does: 'fill this line; once more adds another of its kind',
      short: 'fill',
      run: (draft) => go(fill(acting, draft)),
    },
    { keys: ['j', 'down', 'tab'], does: 'down', run: move(1) },
    { keys: ['k', 'up', 'backtab'], does: 'up', run: move(-1) },
    {
      keys: ['x', 'backspace', 'delete'],
      does: 'take the last value of this line out again',
      short: 'take out',
      run: (draft) => stay(without(acting, draft)),
    },
    {
      keys: ['s'],
      does: 'show it with its cost, to be sent by Enter',
      short: 'send',
      run: (draft) => {
        if (draft.target === '') return go(say('To whom? Enter on the first line picks somebody.', 'warn'));
        if (draft.claims.length === 0)
          return go(say('There is nothing in it yet: Enter on a line adds a claim.', 'warn'));
        return go(confirmLine(acting, lineOf(draft)));
      },
    },
    {
      keys: ['escape', 'q'],
      does: 'back; once more where something was written, which is dropped',
      short: 'drop',
      run: (draft) => {
        const standing = `${draft.index} ${lineOf(draft)}`;
        if (draft.claims.length === 0 || draft.dropAsked === standing) return go(pop());
        return go(say('Once more drops what is written; s sends it.', 'warn'), {
          ...draft,
          dropAsked: standing,
        });
      },
    },
  ];
}

function without(acting: Acting, draft: Draft): Draft {
  const key = fieldsOf(acting, draft)[draft.index]?.key ?? '';
  if (key === 'to') return { ...draft, target: '', via: '' };
  if (key === 'via') return { ...draft, via: '' };
  const last = draft.claims.findLastIndex((claim) => claim.startsWith(`${key}=`));
  return { ...draft, claims: draft.claims.filter((_, index) => index !== last) };
}

/** Opens the list for the marked line; the picked value comes back in a new form with everything else as it was. */
function fill(acting: Acting, draft: Draft): Go {
  const key = fieldsOf(acting, draft)[draft.index]?.key ?? '';
  const back = (next: Draft): Go => pop(replace(composerPanel(acting, next)));
  const { session } = acting.play;
  if (key === 'to') {
    const slots =
      draft.verb === 'notify'
        ? (['audience', 'consumer'] as const)
        : draft.verb === 'answer'
          ? (['inject'] as const)
          : (['notice'] as const);
    const choices = candidatesFor(session, slots, []).map((one) => audienceNote(acting, one));
    if (choices.length === 0) return say('There is none yet.', 'warn');
    return push(
      pickPanel({
        name: 'choose',
        title: 'To whom',
        choices,
        freeText: null,
        onPick: (target) => back({ ...draft, target, via: '', index: 1 }),
      }),
    );
  }
  if (key === 'via') {
    const choices = channelsOf(acting, draft).map((value) => ({ value, note: '' }));
    return push(
      pickPanel({
        name: 'choose',
        title: 'Through which channel',
        choices,
        freeText: null,
        onPick: (via) => back({ ...draft, via }),
      }),
    );
  }
  const choices = claimValues(session, key).filter((one) => !draft.claims.includes(`${key}=${one.value}`));
  return push(
    pickPanel({
      name: 'choose',
      title: `${key}: ${CLAIM_KEYS[key as keyof typeof CLAIM_KEYS]}`,
      choices,
      freeText: FREE[key] ?? (choices.length === 0 ? 'something that you have seen' : null),
      onPick: (value) => {
        const read = acting.play.recorded.read(
          `${draft.verb} ${draft.target || anyTarget(acting, draft)} with ${key}=${value}`,
        );
        if (!read.ok)
          return say(
            `${read.rejection.message} ${FREE[key] === undefined ? '' : `Type ${FREE[key]}.`}`,
            'warn',
          );
        const claims = [...draft.claims, ...read.decision.attempt.claims].sort(
          (left, right) => rank(left) - rank(right),
        );
        return back({ ...draft, claims });
      },
    }),
  );
}

const FREE: Readonly<Record<string, string>> = {
  window: 'FROM..TO or FROM.., such as T-6h39m..T+25m or 02:41..',
  next: 'a time, such as T+1h or 11:00',
  'not-affected': 'REPO:TAG or REPO@sha256:…',
};

function rank(claim: string): number {
  return KEYS.indexOf(claim.slice(0, claim.indexOf('=')));
}

// A claim is judged by itself as any line is; to whom it goes does not matter for that.
function anyTarget({ play }: Acting, { verb }: Draft): string {
  const slot = verb === 'answer' ? 'inject' : verb === 'correct' ? 'notice' : 'audience';
  return candidatesFor(play.session, [slot], [])[0]?.value ?? '';
}

function audienceNote({ play }: Acting, one: Candidate): Candidate {
  const { estate } = play.session.engine.scenario;
  if (one.note !== '') return one;
  if (estate.audiences[one.value]?.public === true) return { ...one, note: 'everyone, the intruders too' };
  return estate.consumers[one.value] === undefined ? one : { ...one, note: 'this consumer alone' };
}

interface ComposerProps extends ViewProps<Draft> {
  readonly acting: Acting;
}

function ComposerView({ acting, state, look }: ComposerProps) {
  const { columns, rows } = look.size;
  const isWide = columns >= 100;
  const listRows = isWide ? rows : Math.min(15, Math.max(6, rows - 7));
  const listColumns = isWide ? Math.floor(columns / 2) : columns;
  const preview = isWide ? { columns: columns - listColumns, rows } : { columns, rows: rows - listRows };
  return (
    <Box flexDirection={isWide ? 'row' : 'column'}>
      <FieldsPane
        acting={acting}
        state={state}
        look={within(look, { columns: listColumns, rows: listRows })}
      />
      <Pane
        title="How it reads"
        rows={previewRows(acting, state, preview.columns - 4)}
        look={within(look, preview)}
      />
    </Box>
  );
}

function FieldsPane({ acting, state, look }: ComposerProps) {
  const fields = fieldsOf(acting, state);
  const room = paneRows(look.size.rows);
  const index = Math.min(state.index, fields.length - 1);
  const top = scrollTo(0, index, room, fields.length);
  const rows = fields.slice(top, top + room).map((field, at): Row => {
    const isChosen = top + at === index;
    const line: Row = [
      span(isChosen ? ` ${look.theme.glyphs.pointer} ` : '   '),
      span(field.key.padEnd(13), field.value === '' ? 'text' : 'strong'),
      field.value === '' ? span(field.note, 'dim') : span(field.value),
    ];
    return isChosen ? recolored(line, 'selected') : line;
  });
  return (
    <Pane
      title={TITLES[state.verb] ?? state.verb}
      note={[costWords(acting, state), rangeWords(top, room, fields.length)].join(' ').trim()}
      isFocused
      rows={rows}
      look={look}
    />
  );
}

const TITLES: Readonly<Record<string, string>> = {
  notify: 'A notice',
  answer: 'An answer',
  correct: 'A correction',
};

function costWords({ play }: Acting, draft: Draft): string {
  if (draft.target === '' || draft.claims.length === 0) return '';
  const read = play.recorded.read(lineOf(draft));
  const planned = read.ok ? play.recorded.plan(read.decision, null) : null;
  return planned?.ok === true ? `${planned.plan.by}, ${printSpan(planned.plan.hands)}` : '';
}

function previewRows({ play }: Acting, draft: Draft, columns: number): readonly Row[] {
  const { calendar } = play.session.engine.scenario.estate.clock;
  if (draft.claims.length === 0) return [row('  Nothing yet.', 'dim')];
  return noticeText(draft.claims, calendar).flatMap((line) =>
    wrap(`  ${line}`, columns, '    ').map((part) => row(part)),
  );
}
