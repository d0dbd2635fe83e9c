/** The five pillars that are scored, `lead` which earns nothing by itself, and `world` for what only agents and machines try. */
export type Pillar = 'investigate' | 'rotate' | 'clean' | 'notify' | 'pin' | 'lead' | 'world';

export const REFUSAL_CODES = [
  'revoked',
  'denied',
  'protected',
  'unsigned',
  'frozen',
  'gone',
  'paused',
  'not-found',
  'expired',
  'after-end',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export const CONTROL_KINDS = [
  'pause',
  'isolate',
  'freeze',
  'quarantine',
  'block',
  'protect',
  'pin',
  'require-signatures',
  'allow-only',
  'deny',
  'vendor-block',
] as const;
export type ControlKind = (typeof CONTROL_KINDS)[number];

export const PHASES = ['incident', 'contained', 'eradicated', 'recovered', 'closed'] as const;
export type Phase = (typeof PHASES)[number];

export const ASK_REQUESTS = ['tell-pullers', 'block', 'access-details', 'hold', 'approval'] as const;
export type AskRequestKind = (typeof ASK_REQUESTS)[number];

/** What a word of a line may name. `text` takes the rest of the line, `claim` is `key=value`. */
export const SLOTS = [
  'repo',
  'tag',
  'part',
  'digest',
  'pipeline',
  'workload',
  'run',
  'owner',
  'credential',
  'cache',
  'log',
  'host',
  'audience',
  'channel',
  'inject',
  'notice',
  'party',
  'control',
  'consumer',
  'phase',
  'request',
  'argument',
  'claim',
  'text',
] as const;
export type Slot = (typeof SLOTS)[number];

/**
 * One form of a verb. Words of `shape`: lower case stands for itself, `<a|b>` is a slot that takes one of these names,
 * `…` repeats the slot before it, `[ … ]` may be left out. The grammar, help, completion and EBNF are all made from these rows.
 */
export interface VerbForm {
  readonly pillar: Pillar;
  readonly shape: string;
  readonly does: string;
}

const form = (pillar: Pillar, shape: string, does: string): VerbForm => ({ pillar, shape, does });

/** Every form of every attempt: the trainee's verbs first, then what only agents, pipelines and consumers try. */
export const VERB_FORMS: readonly VerbForm[] = [
  form('investigate', 'inspect audit-log <repo>', 'who pushed which tag with which token'),
  form('investigate', 'inspect tags <repo>', 'which digest each tag names now'),
  form('investigate', 'inspect pulls <repo>', 'how often and from where each digest was pulled'),
  form('investigate', 'inspect manifest <tag|part>', 'layers, history and entrypoint of an image'),
  form('investigate', 'inspect signature <tag|part>', 'who signed this digest, if anyone'),
  form(
    'investigate',
    'inspect releases <pipeline>',
    'what this pipeline published, when and with which credential',
  ),
  form('investigate', 'inspect runs <pipeline>', 'the runs of a pipeline and what each resolved its base to'),
  form('investigate', 'inspect secrets <pipeline>', 'names of the secrets a pipeline can read'),
  form('investigate', 'inspect job <run>', 'the log of one run, step by step; inspect runs names the runs'),
  form('investigate', 'inspect egress <workload|run>', 'what a workload or run connected to'),
  form('investigate', 'inspect workload <workload>', 'which digest really runs there, and since when'),
  form('investigate', 'inspect credentials <owner>', "an owner's credentials with scopes and last use"),
  form('investigate', 'inspect cloud-log <credential>', 'what was called with a cloud key, and what it made'),
  form('investigate', 'inspect cache <cache>', 'what a pull-through cache serves, and for how long'),
  form('investigate', 'trace <digest>', 'where in your own estate a digest was built on or runs'),
  form('investigate', 'preserve <tag|part|log>', 'keep a copy of an image or a log as evidence'),
  form('rotate', 'revoke <credential>', 'make every live value of a credential stop working'),
  form('rotate', 'rotate <credential>…', 'issue a new value and revoke the old one in one step'),
  form('rotate', 'reset-password <owner>', 'give an owner a new password; tokens and sessions live on'),
  form('rotate', 'end-sessions <owner>', 'sign an owner out everywhere'),
  form(
    'rotate',
    'verify <credential|tag|cache|workload|notice>',
    'prove it: try the old value, resolve the path, listen for the beacon, ask for delivery',
  ),
  form('clean', 'pause <pipeline>', "stop a pipeline's scheduled runs"),
  form('clean', 'resume <pipeline>', 'let a paused pipeline run again'),
  form('clean', 'isolate <workload|pipeline>', 'cut its network; a workload stops serving'),
  form('clean', 'freeze <repo>', 'refuse every push to a repository'),
  form('clean', 'quarantine <repo>', 'refuse every push and pull of a repository'),
  form('clean', 'block <host>', "block a host at your own network's edge"),
  form('clean', 'lift <control>', 'take a control away again, named kind:place'),
  form('clean', 'repoint <tag> to <digest>', 'make a tag name another digest'),
  form('clean', 'delete <tag|part>', 'delete a tag, or a digest with all its tags; cannot be undone'),
  form('clean', 'purge <cache> [<digest>]', 'throw away what a cache holds, or one digest of it'),
  form('clean', 'clean-runner <pipeline>', "wipe the runner's local copies"),
  form('clean', 'rebuild <pipeline>', 'run a pipeline once by hand and publish; works while it is paused'),
  form(
    'clean',
    'deploy <workload> to <digest|tag>',
    'roll a workload out to a digest or to what a tag names',
  ),
  form(
    'notify',
    'notify <audience|consumer> [via <channel>] with <claim>…',
    'tell people something that can be checked',
  ),
  form('notify', 'answer <inject> with <claim>…', 'answer somebody who wrote to you'),
  form('notify', 'correct <notice> with <claim>…', 'correct a notice you sent'),
  form('pin', 'pin <pipeline|workload> to <digest>', 'refer to a base or a tool by digest instead of by tag'),
  form('pin', 'protect <tag>', 'make a tag immutable'),
  form(
    'pin',
    'require-signatures <repo|pipeline|workload>',
    'refuse what is not signed, where it is pushed, built on or started',
  ),
  form('pin', 'allow-only <repo|pipeline|workload> <digest>…', 'accept nothing but these digests there'),
  form('pin', 'deny <repo|pipeline|workload> <digest>…', 'refuse these digests there'),
  form('lead', 'declare <phase>', 'state where the incident stands'),
  form('lead', 'ask <party> for <request> <argument>', 'ask an outside party; slow, one request at a time'),
  form('lead', 'note <text>', 'write something down for the hot wash'),
  form('world', 'push <tag> to <digest>', 'push a manifest to a tag with a credential one holds'),
  form('world', 'mint <credential> from <credential>', 'make a new credential with one that is held'),
  form('world', 'clone <owner> with <credential>', "copy an owner's private repositories"),
  form('world', 'use <credential>', 'call the service behind a credential'),
  form('world', 'remove <notice>', 'delete what was said in a channel one controls'),
  form('world', 'run <pipeline>', 'a scheduled run starts'),
  form('world', 'publish <run>', 'a run publishes what it built and rolls it out'),
  form('world', 'pull <consumer>', "a consumer's schedule pulls its reference"),
  form('world', 'fetch <tag> through <cache>', 'a client resolves a tag through a cache'),
  form('world', 'hear <consumer> of <notice>', 'a notice reaches a consumer'),
  form('world', 'act <consumer> on <notice>', 'a consumer does what a notice lets it do'),
  form('world', 'expire <log|cache> [<tag>]', 'a retention limit or a TTL runs out'),
  form('world', 'fulfil <party> <request> <argument>', 'an outside party has done what was asked'),
  form('world', 'need <pipeline> by <text>', 'a delivery must go out'),
  form('world', 'begin exercise', 'StartEx'),
  form('world', 'end exercise', 'EndEx'),
  form('world', 'deliver <inject>', 'a message reaches the team'),
  form('world', 'miss <pipeline> by <text>', "a delivery's due time passes"),
];
