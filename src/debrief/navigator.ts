import type { Session } from '../exercise/session.ts';
import { printTime } from '../world/time.ts';
import { plainLine } from './plain-line.ts';
import type { Result } from './result.ts';
import { answerTechniques, type TechniqueAnswer } from './technique.ts';

const STOPPED = 100;
const WENT_ON = 0;
// Blue against orange: told apart without red and green, and by the score and comment without any colour.
const COLOURS = { stopped: '#2f6fb3', 'went on': '#d9702b', unknown: '' } as const;

/** The scenario's techniques as a layer of the ATT&CK Navigator (format 4.5): what the team stopped for good, and what went on. */
export function printNavigatorLayer(finished: Session, result: Result): string {
  const { attack, title } = finished.engine.scenario;
  // The Navigator names a matrix by the major version alone.
  const [major = ''] = attack.version.split('.');
  const layer = {
    name: plainLine(`${title}: ${result.ending.title}`),
    versions: { attack: major, navigator: '5.1.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: plainLine(
      `hotwash ${result.engine}, session ${result.session ?? 'not kept'}, ${result.mode}, team ${result.team ?? 'not named'}, scenario ${result.scenario.id} ${result.scenario.digest}, ATT&CK ${attack.version}. Score ${STOPPED}: stopped for good; ${WENT_ON}: it went on; none: the record cannot tell.`,
    ),
    filters: {
      platforms: ['Containers', 'IaaS', 'SaaS', 'Identity Provider', 'Linux', 'Windows', 'macOS', 'PRE'],
    },
    sorting: 3,
    layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
    hideDisabled: false,
    techniques: answerTechniques(finished).map(techniqueOf),
    gradient: { colors: [COLOURS['went on'], COLOURS.stopped], minValue: WENT_ON, maxValue: STOPPED },
    legendItems: [
      { label: 'stopped for good', color: COLOURS.stopped },
      { label: 'went on', color: COLOURS['went on'] },
    ],
    metadata: [
      { name: 'ATT&CK version of the scenario', value: plainLine(attack.version) },
      { name: 'ending', value: result.ending.id },
      { name: 'score', value: `${result.score.percent} %` },
    ],
    showTacticRowBackground: false,
    selectTechniquesAcrossTactics: true,
    selectSubtechniquesWithParent: false,
  };
  return `${JSON.stringify(layer, null, 2)}\n`;
}

function techniqueOf({
  technique,
  verdict,
  since,
  question,
}: TechniqueAnswer): Readonly<Record<string, unknown>> {
  const when = since === null ? [] : [{ name: 'since', value: printTime(since) }];
  return {
    techniqueID: technique,
    ...(verdict === 'unknown' ? {} : { score: verdict === 'stopped' ? STOPPED : WENT_ON }),
    color: COLOURS[verdict],
    comment: plainLine(commentOf(verdict, since, question)),
    enabled: true,
    metadata: [{ name: 'judged by', value: question }, ...when],
    links: [],
    showSubtechniques: technique.includes('.'),
  };
}

function commentOf(
  verdict: TechniqueAnswer['verdict'],
  since: TechniqueAnswer['since'],
  question: string,
): string {
  switch (verdict) {
    case 'stopped':
      return since === null || since <= 0
        ? `It did not come about in play. Judged by: ${question}.`
        : `Stopped for good at ${printTime(since)}. Judged by: ${question}.`;
    case 'went on':
      return `It went on to the end. Judged by: ${question}.`;
    case 'unknown':
      return 'The record of a session cannot tell whether this was stopped.';
    default:
      return verdict satisfies never;
  }
}
