import type { Command } from 'commander';
import type { CommandName } from './command-list.ts';

/** Loads the module of one command alone, and gives what adds it to a program. */
export type LoadCommand = () => Promise<(program: Command) => void>;

export const COMMANDS: Readonly<Record<CommandName, LoadCommand>> = {
  list: async () => (await import('./commands/list.ts')).addListCommand,
  show: async () => (await import('./commands/show.ts')).addShowCommand,
  play: async () => (await import('./commands/play.ts')).addPlayCommand,
  resume: async () => (await import('./commands/resume.ts')).addResumeCommand,
  run: async () => (await import('./commands/run.ts')).addRunCommand,
  score: async () => (await import('./commands/score.ts')).addScoreCommand,
  debrief: async () => (await import('./commands/debrief.ts')).addDebriefCommand,
  replay: async () => (await import('./commands/replay.ts')).addReplayCommand,
  'what-if': async () => (await import('./commands/what-if.ts')).addWhatIfCommand,
  verify: async () => (await import('./commands/verify.ts')).addVerifyCommand,
  check: async () => (await import('./commands/check.ts')).addCheckCommand,
  new: async () => (await import('./commands/new.ts')).addNewCommand,
  graph: async () => (await import('./commands/graph.ts')).addGraphCommand,
  serve: async () => (await import('./commands/serve.ts')).addServeCommand,
  sessions: async () => (await import('./commands/sessions.ts')).addSessionsCommand,
  scoreboard: async () => (await import('./commands/scoreboard.ts')).addScoreboardCommand,
  completion: async () => (await import('./commands/completion.ts')).addCompletionCommand,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctorCommand,
};
