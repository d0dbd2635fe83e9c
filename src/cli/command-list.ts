/** Every command with what it does, in the order in which help lists them. */
export const COMMAND_LIST = [
  { name: 'list', does: 'the scenarios that can be played' },
  { name: 'show', does: 'one scenario: briefing, roles, verbs' },
  { name: 'play', does: 'play a scenario' },
  { name: 'resume', does: 'go on with a session' },
  { name: 'run', does: 'run a playbook without people' },
  { name: 'score', does: 'the scorecard of a session' },
  { name: 'debrief', does: 'the after-action report of a session' },
  { name: 'replay', does: 'the timeline of a session' },
  { name: 'what-if', does: 'the same session with one decision changed' },
  { name: 'verify', does: 'replay a journal and compare' },
  { name: 'check', does: 'say what is wrong with scenario files' },
  { name: 'new', does: 'a small scenario to start from' },
  { name: 'graph', does: 'the story of a scenario and its order of hazards, drawn' },
  { name: 'serve', does: 'the registry and the CI for real clients, on 127.0.0.1' },
  { name: 'sessions', does: 'list, export, import or remove sessions' },
  { name: 'scoreboard', does: 'teams and sessions of a scenario, side by side' },
  { name: 'completion', does: 'a completion script for your shell' },
  { name: 'doctor', does: 'check that everything hotwash needs is there' },
] as const;

export type CommandName = (typeof COMMAND_LIST)[number]['name'];
