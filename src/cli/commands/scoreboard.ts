import type { Command } from 'commander';
import { makeScoreboards, type PlayedSession, printScoreboard } from '../../debrief/scoreboard.ts';
import { findScenario } from '../../record/scenario-catalogue.ts';
import { readCatalogue } from '../../store/catalogue.ts';
import type { CatalogueEntry } from '../../store/catalogue-entry.ts';
import { StoreError } from '../../store/store-error.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import { placesHere } from '../here.ts';
import { printJson, printResult } from '../print.ts';
import { recordedResult } from '../stored.ts';
import { type Examined, examine } from '../verification.ts';

type Known = CatalogueEntry & { readonly scenario: NonNullable<CatalogueEntry['scenario']> };

export function addScoreboardCommand(program: Command): void {
  program
    .command('scoreboard')
    .description(
      'Sessions that have ended, by scenario: what was assessed, coached, run without people, modified or cannot be verified stands apart. Every score is recomputed.',
    )
    .argument('[scenario]', 'only this scenario: its id, or a file')
    .option('--json', 'as one JSON document')
    .action(scoreboard);
}

async function scoreboard(
  reference: string | undefined,
  options: { readonly json?: boolean },
): Promise<void> {
  const entries = await entriesOf(reference);
  const played: PlayedSession[] = [];
  for (const entry of entries) {
    if (entry.state !== 'running') played.push(await playedSession(entry));
  }
  const unfinished = entries.filter((entry) => entry.state === 'running');
  const boards = makeScoreboards(
    played,
    unfinished.map((entry) => entry.scenario.digest),
  );
  if (options.json === true) return printJson({ schemaVersion: 1, engine: ENGINE_VERSION, boards });
  if (boards.length === 0) {
    return printResult('No session has ended yet. hotwash play begins one; hotwash sessions lists them all.');
  }
  printResult(boards.map((board) => printScoreboard(board).join('\n')).join('\n\n\n'));
}

async function entriesOf(reference: string | undefined): Promise<readonly Known[]> {
  const all = (await readCatalogue(placesHere())).filter((entry): entry is Known => entry.scenario !== null);
  if (reference === undefined) return all;
  const named = all.filter((entry) => entry.scenario.id === reference);
  if (named.length > 0) return named;
  const { scenario } = await findScenario(reference);
  return all.filter((entry) => entry.scenario.id === scenario.id);
}

async function playedSession(entry: Known): Promise<PlayedSession> {
  const examined = await tryExamine(entry.id);
  const { stored } = examined;
  const known = examined.outcome?.result ?? (stored === null ? null : await recordedResult(stored));
  const isSame = examined.unverified === null;
  // What cannot be verified is shown as its journal tells it, and says so.
  const told = isSame || stored === null ? known : ((await recordedResult(stored)) ?? known);
  return {
    scenario: entry.scenario,
    session: entry.id,
    created: entry.created ?? '',
    team: entry.team,
    mode: entry.mode ?? 'headless',
    seed: entry.seed ?? 0,
    engine: stored?.header.engine ?? examined.verification?.madeBy ?? 'unknown',
    decisions: entry.decisions,
    pauses: stored?.folded.pauses.filter((pause) => pause.on).length ?? 0,
    hints: entry.hints,
    undone: entry.undone,
    interventions: entry.interventions,
    facilitator: stored?.header.facilitator ?? false,
    isShortened: stored?.header.endEx !== undefined,
    unverified: examined.unverified,
    percent: told?.score.percent ?? entry.percent,
    ending: told?.ending ?? (entry.ending === null ? null : { id: entry.ending, title: entry.ending }),
    pillars: told?.pillars ?? null,
  };
}

interface Tried extends Pick<Examined, 'stored' | 'outcome'> {
  readonly verification: Examined['verification'] | null;
  readonly unverified: string | null;
}

// One journal that cannot be read must not hide the others.
async function tryExamine(id: string): Promise<Tried> {
  try {
    const examined = await examine(id);
    const { same, firstDifference, madeBy } = examined.verification;
    const version = madeBy === null || madeBy === ENGINE_VERSION ? '' : `, played with hotwash ${madeBy}`;
    const unverified = same ? null : `differs in ${firstDifference?.where ?? 'its journal'}${version}`;
    return { ...examined, unverified };
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    return { verification: null, stored: null, outcome: null, unverified: thrown.message };
  }
}
