/** Tools whose command lines are understood beside the grammar, each in the forms that `? TOOL` lists. */
export const COMMAND_TOOLS = [
  'crane',
  'skopeo',
  'docker',
  'cosign',
  'gh',
  'kubectl',
  'curl',
  'git',
  'dig',
] as const;

/** What a command's output can be piped into. */
export const COMMAND_FILTERS = [
  'grep',
  'jq',
  'head',
  'tail',
  'wc',
  'sort',
  'uniq',
  'cut',
  'base64',
  'sha256sum',
  'cat',
] as const;

/** True for a line that begins with one of the tools: no verb is called like one. */
export function isCommandLine(line: string): boolean {
  const [first = ''] = line.trim().split(/\s/, 1);
  return COMMAND_TOOLS.some((tool) => tool === first);
}
