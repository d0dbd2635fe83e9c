import { COMMAND_FILTERS, COMMAND_TOOLS } from '../exercise/command-line.ts';
import { nearestName } from '../scenario/nearest-name.ts';

/** Programs that responders reach for and that are not understood here. */
const OTHER_PROGRAMS: readonly string[] = [
  ...['aws', 'az', 'gcloud', 'helm', 'nerdctl', 'notation', 'oras', 'podman', 'regctl', 'syft', 'trivy'],
  ...['awk', 'bash', 'cd', 'chmod', 'cp', 'echo', 'less', 'ls', 'mv', 'nano', 'openssl', 'ping', 'ps', 'pwd'],
  ...['python', 'rm', 'sed', 'sh', 'ssh', 'sudo', 'tar', 'vi', 'vim', 'wget', 'whoami', 'xargs'],
];

/**
 * True for a line that was meant for a shell: it begins with a program's name or nearly one of a tool's, or it has flags, a path
 * or a pipe. All else was meant for the play, whose own refusal helps more.
 */
export function isShellLike(line: string): boolean {
  const [first = '', ...rest] = line.trim().split(/\s+/);
  if (!/^[A-Za-z][\w.+-]*$/.test(first)) return false;
  const programs: readonly string[] = [...COMMAND_TOOLS, ...COMMAND_FILTERS];
  return (
    OTHER_PROGRAMS.includes(first) ||
    nearestName(first, programs) !== undefined ||
    rest.some((word) => /^(?:--?[A-Za-z]|[|>;&]|~?\.{0,2}\/|https?:)/.test(word))
  );
}
