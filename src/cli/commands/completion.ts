import type { Command } from 'commander';
import { builtInIds } from '../../record/shelf.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { quoted } from '../../scenario/visible-text.ts';
import { COMMAND_LIST } from '../command-list.ts';
import { printResult } from '../print.ts';
import { UserError } from '../user-error.ts';

const USAGE = 64;

/** What each command takes: scenario ids, or the ids of sessions, which the script asks for when it is used. */
const TAKES: Readonly<Record<string, 'scenario' | 'session'>> = {
  show: 'scenario',
  play: 'scenario',
  run: 'scenario',
  serve: 'scenario',
  resume: 'session',
  score: 'session',
  debrief: 'session',
  replay: 'session',
  'what-if': 'session',
  verify: 'session',
};

const SHELLS: Readonly<Record<string, (names: Names) => string>> = { bash, zsh, fish };

interface Names {
  readonly commands: readonly { readonly name: string; readonly does: string }[];
  readonly scenarios: readonly string[];
}

export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('Prints a completion script; for bash: source <(hotwash completion bash)')
    .argument('<shell>', 'bash, zsh or fish')
    .action(completion);
}

function completion(shell: string): void {
  const make = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (make === undefined) {
    const nearest = nearestName(shell, Object.keys(SHELLS));
    const hint = nearest === undefined ? 'They are bash, zsh and fish.' : `Did you mean ${nearest}?`;
    throw new UserError(`There is no completion for ${quoted(shell)}.`, { hint, exitCode: USAGE });
  }
  printResult(make({ commands: COMMAND_LIST, scenarios: builtInIds() }));
}

const ofKind = (kind: 'scenario' | 'session'): string =>
  Object.keys(TAKES)
    .filter((name) => TAKES[name] === kind)
    .join('|');
const SESSION_IDS = "hotwash sessions list 2>/dev/null | tail -n +2 | cut -d' ' -f1";

function bash({ commands, scenarios }: Names): string {
  return `_hotwash() {
  local word=\${COMP_WORDS[COMP_CWORD]}
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
    ${ofKind('scenario')}) COMPREPLY=($(compgen -W "${scenarios.join(' ')}" -- "$word") $(compgen -f -- "$word")) ;;
    ${ofKind('session')}) COMPREPLY=($(compgen -W "last $(${SESSION_IDS})" -- "$word")) ;;
    sessions) COMPREPLY=($(compgen -W "list export import remove" -- "$word")) ;;
    completion) COMPREPLY=($(compgen -W "bash zsh fish" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -F _hotwash hotwash`;
}

function zsh({ commands, scenarios }: Names): string {
  const described = commands.map(({ name, does }) => `    '${name}:${does}'`).join('\n');
  return `#compdef hotwash
_hotwash() {
  local -a commands
  commands=(
${described}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
    ${ofKind('scenario')}) compadd -- ${scenarios.join(' ')}; _files ;;
    ${ofKind('session')}) compadd -- last $(${SESSION_IDS}) ;;
    sessions) compadd -- list export import remove ;;
    completion) compadd -- bash zsh fish ;;
    *) _files ;;
  esac
}
compdef _hotwash hotwash`;
}

function fish({ commands, scenarios }: Names): string {
  const words = (kind: 'scenario' | 'session'): string => ofKind(kind).replaceAll('|', ' ');
  return [
    ...commands.map(
      ({ name, does }) => `complete -c hotwash -n __fish_use_subcommand -f -a ${name} -d '${does}'`,
    ),
    `complete -c hotwash -n '__fish_seen_subcommand_from ${words('scenario')}' -a '${scenarios.join(' ')}'`,
    `complete -c hotwash -n '__fish_seen_subcommand_from ${words('session')}' -f -a "last (${SESSION_IDS})"`,
    "complete -c hotwash -n '__fish_seen_subcommand_from sessions' -f -a 'list export import remove'",
    "complete -c hotwash -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'",
  ].join('\n');
}
