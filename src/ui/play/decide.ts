import { costOf } from '../../exercise/decision.ts';
import { isDigestWord } from '../../exercise/decision-words.ts';
import { type Attempt, FORMS, type Form, type ShapePart } from '../../world/attempt.ts';
import { printSpan } from '../../world/time.ts';
import type { Pillar, Slot } from '../../world/verb.ts';
import { type Go, push, say } from '../screen.ts';
import { composerPanel } from '../screens/composer-panel.tsx';
import { type Choice, pickPanel } from '../screens/pick-panel.tsx';
import type { Acting } from './acting.ts';
import { candidatesFor } from './candidates.ts';
import { confirmLine } from './confirm-line.ts';
import { newDraft } from './draft.ts';

/** Menus that lead to one line of the grammar, word by word; only what the team knows of is ever offered. */
export function pillarMenu(acting: Acting, pillar: Pillar): Go {
  const forms = FORMS.filter((form) => form.pillar === pillar);
  return push(
    pickPanel({
      name: pillar,
      title: TITLES[pillar],
      choices: forms.map((form) => formChoice(acting, form)),
      freeText: null,
      onPick: (shape) => {
        const form = forms.find((one) => one.shape === shape);
        return form === undefined ? say('There is no such verb.') : fillForm(acting, form, 0, []);
      },
    }),
  );
}

const TITLES: Readonly<Record<Pillar, string>> = {
  investigate: 'Investigate',
  rotate: 'Rotate',
  clean: 'Clean',
  notify: 'Notify',
  pin: 'Pin',
  lead: 'Lead',
  world: 'World',
};

function formChoice({ play }: Acting, form: Form): Choice {
  const { scenario } = play.session.engine;
  const second = form.parts[1];
  const aspect = form.verb === 'inspect' && second?.is === 'word' ? second.word : null;
  const attempt: Attempt = {
    verb: form.verb,
    aspect,
    targets: ['?'],
    to: null,
    via: null,
    from: null,
    claims: [],
    text: null,
  };
  const { hands, lands } = costOf(scenario, attempt);
  const later = lands === hands ? '' : `/${printSpan(lands)}`;
  const cost = form.verb === 'ask' || lands === 0 ? '-' : `${printSpan(hands)}${later}`;
  return {
    value: form.shape,
    label: form.shape.replace(/<[^>]*>/g, '…').replace(/……/g, '…'),
    note: `${cost.padEnd(8)} ${form.does}`,
  };
}

/** Every form that may take this name as its first, for the one who begins with the thing and not with the verb. */
export function actMenu(acting: Acting, kind: Slot, name: string): Go {
  const options = subjectsOf(kind, name).flatMap((subject) =>
    FORMS.filter((form) => form.pillar !== 'world' && takesFirst(form, subject.kind)).map((form) => ({
      form,
      ...subject,
    })),
  );
  const [only] = options;
  if (only === undefined) return say('There is nothing to decide about that.');
  if (options.length === 1) return fillFirst(acting, only.form, only.name);
  const message = acting.play.view.inbox.find((one) => kind === 'inject' && one.id === name);
  return push(
    pickPanel({
      name: 'act',
      title: `What about ${message === undefined ? name : `"${message.title}"`}?`,
      choices: options.map(({ form }) => formChoice(acting, form)),
      freeText: null,
      onPick: (shape) => {
        const option = options.find(({ form }) => form.shape === shape);
        return option === undefined
          ? say('There is no such verb.')
          : fillFirst(acting, option.form, option.name);
      },
    }),
  );
}

/** What a line may name where one thing is meant: a tag stands for its repository too. */
function subjectsOf(kind: Slot, name: string): readonly { readonly kind: Slot; readonly name: string }[] {
  const itself = { kind, name };
  return kind === 'tag' ? [itself, { kind: 'repo', name: name.slice(0, name.lastIndexOf(':')) }] : [itself];
}

function fillFirst(acting: Acting, form: Form, name: string): Go {
  const at = form.parts.findIndex((part) => part.is === 'slot');
  const words = form.parts.slice(0, at).flatMap((part) => (part.is === 'word' ? [part.word] : []));
  if (form.parts.some((part) => part.is === 'slot' && part.slots.includes('claim')))
    return push(composerPanel(acting, newDraft(form.verb, name)));
  return fillForm(acting, form, at + 1, [...words, name]);
}

function takesFirst(form: Form, kind: Slot): boolean {
  const first = form.parts.find((part) => part.is === 'slot');
  return first?.is === 'slot' && first.slots.includes(kind);
}

/** Asks for what stands at `at` in the form, and goes on from there; at its end the decision is shown with its cost. */
function fillForm(acting: Acting, form: Form, at: number, words: readonly string[]): Go {
  const part = form.parts[at];
  const after = form.parts[at + 1];
  if (part === undefined) return confirmLine(acting, words.join(' '));
  if (part.is === 'word') {
    const isOptional = after?.is === 'slot' && after.optional;
    if (!isOptional) return fillForm(acting, form, at + 1, [...words, part.word]);
    return askSlot(acting, form, at + 1, words, part.word);
  }
  if (part.slots.includes('claim') || COMPOSED.has(form.verb))
    return push(composerPanel(acting, newDraft(form.verb, words[1] ?? '')));
  return askSlot(acting, form, at, words, null);
}

const COMPOSED: ReadonlySet<string> = new Set(['notify', 'answer', 'correct']);
const SKIP = '\u0000skip';

function askSlot(
  acting: Acting,
  form: Form,
  at: number,
  words: readonly string[],
  keyword: string | null,
): Go {
  const part = form.parts[at] as ShapePart & { readonly is: 'slot' };
  const isText = part.slots.includes('text');
  const found = candidatesFor(acting.play.session, part.slots, words).filter(
    (one) => !words.includes(one.value),
  );
  const isRepeat = part.repeats && words.length > at;
  const skip: readonly Choice[] =
    part.optional || isRepeat
      ? [{ value: SKIP, label: isRepeat ? '(that is all)' : '(nothing more)', note: '' }]
      : [];
  if (found.length === 0 && skip.length === 0 && !isText && !TYPED.some((slot) => part.slots.includes(slot)))
    return say(`You know of no ${part.slots.join(' or ')} yet.`, 'warn');
  const line = [...words, ...(keyword === null ? [] : [keyword])];
  return push(
    pickPanel({
      name: 'choose',
      title: `${[...line, `<${part.slots.join(' or ')}>`].join(' ')}`,
      choices: [...skip, ...found],
      freeText: isText
        ? 'the words'
        : TYPED.some((slot) => part.slots.includes(slot))
          ? `a ${part.slots.join(' or ')}`
          : null,
      // Whoever narrows a list of digests by a tag means the digest that was seen under it, not the words.
      ...(part.slots.every((slot) => slot === 'digest') && { takes: (text) => isDigestWord(text, false) }),
      onPick: (value) => {
        if (value === SKIP) return fillForm(acting, form, at + 1, words);
        const next = [...line, value];
        return part.repeats ? askSlot(acting, form, at, next, null) : fillForm(acting, form, at + 1, next);
      },
    }),
  );
}

/** Slots whose values can be typed as well as picked: a part of an image, a control that stands nowhere yet. */
const TYPED: readonly Slot[] = ['digest', 'part', 'control', 'argument'];
