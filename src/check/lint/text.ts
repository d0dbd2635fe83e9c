import type { Finding, LintRule } from '../lint-rule.ts';
import { textsIn } from '../predicate-walk.ts';

/** Beginnings by which scanners know real credentials; each must be followed by what says that it is none. */
const SECRET =
  /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|dckr_pat_[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{30,}|xox[bp]-[A-Za-z0-9-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----)/;

const noRealSecrets: LintRule = {
  id: 'lint/real-looking-secret',
  title: 'No text looks like a real credential',
  reason:
    'Scanners raise an alarm for it, in this repository and in every log of a drill; and somebody will try it.',
  find: ({ source }) =>
    textsIn(source).flatMap(({ path, text }): readonly Finding[] =>
      SECRET.test(text) && !/FAKE|EXAMPLE/.test(text)
        ? [
            {
              path,
              message: 'This looks like a real credential.',
              mend: 'Shorten it and write FAKE into it.',
            },
          ]
        : [],
    ),
};

const noBareDigests: LintRule = {
  id: 'lint/digest-in-text',
  title: 'Texts name digests by placeholders',
  reason:
    'A digest written out goes wrong with the next change of an image; {digest:NAME} and {short:NAME} follow it.',
  find: ({ source }) =>
    textsIn([source.briefing, source.injects, source.hints, source.endings]).flatMap(
      ({ text }): readonly Finding[] =>
        /sha256:[0-9a-f]{8,}/.test(text)
          ? [
              {
                path: placeOf(source, text),
                message: 'A digest stands here in full.',
                mend: 'Write {digest:NAME} or {short:NAME} with the name of the image.',
              },
            ]
          : [],
    ),
};

function placeOf(source: unknown, text: string): readonly (string | number)[] {
  return textsIn(source).find((one) => one.text === text)?.path ?? [];
}

const WIDTH = 78;
const MOST_LINES = 60;
const SHOWN = 30;

const briefingFits: LintRule = {
  id: 'lint/briefing-too-long',
  title: `A briefing has at most ${MOST_LINES} lines of at most ${WIDTH} characters`,
  reason: 'It is read on a terminal of 80 columns before the clock starts, by people who want to begin.',
  find: ({ source }) => {
    const lines = source.briefing.trimEnd().split('\n');
    return [...tooWide(lines), ...tooMany(lines)].map((one) => ({ path: ['briefing'], ...one }));
  },
};

type Complaint = Pick<Finding, 'message' | 'mend'>;

function tooWide(lines: readonly string[]): readonly Complaint[] {
  const wide = lines.map((line, index) => ({ number: index + 1, characters: [...line] }));
  const [first, ...more] = wide.filter(({ characters }) => characters.length > WIDTH);
  if (first === undefined) return [];
  const { number, characters } = first;
  const start = characters.slice(0, SHOWN).join('');
  const others = more.length === 0 ? '' : ` Too long as well: ${more.map((one) => one.number).join(', ')}.`;
  const message = `Line ${number} of the briefing, "${start}…", has ${characters.length} characters.${others}`;
  return [{ message, mend: `Break it: a line has at most ${WIDTH}.` }];
}

function tooMany(lines: readonly string[]): readonly Complaint[] {
  if (lines.length <= MOST_LINES) return [];
  const mend = 'Say what the team needs to begin; the rest it finds by looking.';
  return [{ message: `The briefing has ${lines.length} lines.`, mend }];
}

const briefingSaysTheGoal: LintRule = {
  id: 'lint/briefing-without-goal',
  title: 'The briefing says what counts and how to look',
  reason: 'A team that does not know what it is scored on plays against the scorer instead of the intruder.',
  find: ({ source }) => {
    const text = source.briefing.toLowerCase();
    return /point|score|count/.test(text) && source.verbs.some((verb) => text.includes(verb))
      ? []
      : [
          {
            path: ['briefing'],
            message: 'The briefing does not say what counts, or names none of the first verbs.',
            mend: 'Add a paragraph on what is judged and one on what can be done.',
          },
        ];
  },
};

const sourcesNamed: LintRule = {
  id: 'lint/no-sources',
  title: 'The scenario says what it is made from',
  reason: 'Trainers are asked "did that happen?"; a public report answers, an invented world does not.',
  find: ({ source }) =>
    source.sources.length > 0
      ? []
      : [
          {
            path: ['id'],
            of: 'key',
            message: 'No sources are named.',
            mend: 'Add "sources" with the public reports that the scenario is made from, or say that it is invented.',
          },
        ],
};

const questionsAsked: LintRule = {
  id: 'lint/no-questions',
  title: 'There are questions for the hot wash',
  reason: 'What is learnt is said afterwards; three good questions are worth more than the score.',
  find: ({ source }) =>
    source.questions.length >= 3
      ? []
      : [
          {
            path: ['id'],
            of: 'key',
            message: `The hot wash has ${source.questions.length} of at least 3 questions.`,
            mend: 'Ask what they believed when, what they would start earlier, what is so in their own shop.',
          },
        ],
};

const hintsExist: LintRule = {
  id: 'lint/hints-too-few',
  title: 'A team that is stuck can ask for a hint in every pillar',
  reason: 'Coach mode is for learning: whoever is stuck without a hint closes the program.',
  find: ({ source }) =>
    source.hints.length >= 3
      ? []
      : [
          {
            path: ['id'],
            of: 'key',
            message: `There are ${source.hints.length} of at least 3 hints.`,
            mend: 'Write hints that point to where to look first, each with its price and its "when".',
          },
        ],
};

export const TEXT_RULES: readonly LintRule[] = [
  noRealSecrets,
  noBareDigests,
  briefingFits,
  briefingSaysTheGoal,
  sourcesNamed,
  questionsAsked,
  hintsExist,
];
