import { CHECK_RULES } from '../check/rules.ts';
import { attributes, escapeXml } from '../debrief/junit.ts';
import type { CheckedFile, Problem } from './check-file.ts';

interface Case {
  readonly name: string;
  readonly group: string;
  readonly problems: readonly Problem[];
}

/** The check as JUnit XML: a suite a file, a case a rule and a playbook; a case with problems fails with all of them. */
export function checkJunit(files: readonly CheckedFile[]): string {
  const suites = files.map((file) => ({ file, cases: casesOf(file) }));
  const failures = (cases: readonly Case[]): number => cases.filter((one) => one.problems.length > 0).length;
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'hotwash check', tests: all.length, failures: failures(all), errors: 0 })}>`,
    ...suites.flatMap(({ file, cases }) => [
      `  <testsuite${attributes({ name: file.file, tests: cases.length, failures: failures(cases), errors: 0 })}>`,
      ...cases.flatMap(printCase),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf({ problems, plays, read }: CheckedFile): readonly Case[] {
  const isRule = new Set<string>(CHECK_RULES.map((rule) => rule.id));
  const others = problems.filter((one) => !isRule.has(one.code));
  const sound: Case = { name: 'the file can be read and compiled', group: 'file', problems: others };
  if (read.scenario === null) return [sound];
  const asked = CHECK_RULES.filter(
    (rule) =>
      rule.looksAt === 'file' || (plays !== null && (rule.looksAt === 'plays' || plays.explored !== null)),
  );
  const rules = asked.map(
    ({ id, title }): Case => ({
      name: title,
      group: id,
      problems: problems.filter((one) => one.code === id),
    }),
  );
  const playbooks = (plays?.runs ?? []).map(
    ({ playbook }, index): Case => ({
      name: `${playbook.id}: ${playbook.title}`,
      group: 'playbooks',
      problems: problems.filter(
        (one) => one.path[0] === 'playbooks' && one.path[1] === index && isPlaybookRule(one),
      ),
    }),
  );
  return [sound, ...rules, ...playbooks];
}

const isPlaybookRule = ({ code }: Problem): boolean => code.startsWith('check/playbook-');

function printCase({ name, group, problems }: Case): readonly string[] {
  const head = attributes({ name, classname: group });
  if (problems.length === 0) return [`    <testcase${head}/>`];
  return [
    `    <testcase${head}>`,
    ...problems.flatMap(({ code, message, file, line, column, mend }) => [
      `      <failure${attributes({ type: code, message })}>${escapeXml(`${file}:${line}:${column}: ${mend}`)}</failure>`,
    ]),
    '    </testcase>',
  ];
}
