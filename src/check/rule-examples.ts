/** A rule in a few lines of YAML: how it is broken, and how it is kept. */
export interface RuleExample {
  readonly bad: string;
  readonly good: string;
}

const of = (bad: string, good: string): RuleExample => ({ bad, good });

/** An example for every rule, by its id; a test keeps the table whole. */
export const RULE_EXAMPLES: Readonly<Record<string, RuleExample>> = {
  'lint/ending-without-playbook': of(
    'endings: [{ id: still-open, … }]          # no playbook says "ending: still-open"',
    'playbooks: [{ id: gives-up, ending: still-open, band: [10, 20], file: playbooks/gives-up.yaml }, …]',
  ),
  'lint/no-expert': of(
    'playbooks: [{ id: novice, band: [40, 60], … }, { id: expert, band: [95, 100], … }]',
    'playbooks: [{ id: expert, band: [95, 100], … }, { id: novice, band: [40, 60], … }]',
  ),
  'lint/no-idle-playbook': of(
    'playbooks: [expert, novice]',
    'playbooks: [expert, novice, { id: nothing, ending: adrift, band: [0, 5], decisions: [] }]',
  ),
  'lint/one-right-order': of(
    'playbooks: [{ id: expert, band: [95, 100] }, { id: freezes-first, band: [60, 70] }]',
    'playbooks: [{ id: expert, band: [95, 100] }, { id: freezes-first, band: [95, 100] }]',
  ),
  'lint/phase-not-in-story': of(
    'story: { exercise: { … } }                # "declare incident" leads nowhere',
    'response: { on: { declared: [{ when: { fact: { data: { phase: incident } } }, to: declared }] } }',
  ),
  'lint/few-clues': of(
    'clues: [unsigned image:implant]',
    'clues: [unsigned image:implant, extra-layer image:implant, client old-laptop]',
  ),
  'lint/clues-of-one-kind': of(
    'clues: [client old-laptop, client build-7, client nas]',
    'clues: [client old-laptop, last-used old-laptop, unsigned image:implant]',
  ),
  'lint/needs-every-clue': of('needs: 3, clues: [a, b, c]', 'needs: 2, clues: [a, b, c]'),
  'lint/red-herring-unrefuted': of(
    'redHerrings: [{ inject: rumour, refutedBy: [client ci] }]   # rumour itself shows "client ci"',
    'redHerrings: [{ inject: rumour, refutedBy: [unsigned image:implant] }]',
  ),
  'lint/conclusion-unused': of(
    'conclusions: { who: … }                    # no task asks for it',
    'points: [{ when: { concluded: who }, by: { 20m: 5 } }]',
  ),
  'lint/hazard-not-played': of(
    'hazards: [H-01]                            # no playbook has "hazard: H-01"',
    'playbooks: [{ id: mends-first, hazard: H-01, twin: expert, … }]',
  ),
  'lint/hazard-without-twin': of(
    '{ id: mends-first, hazard: H-01 }',
    '{ id: mends-first, hazard: H-01, twin: expert }',
  ),
  'lint/twin-band-too-near': of(
    'mends-first: [94, 100]   expert: [95, 100]',
    'mends-first: [80, 90]   expert: [95, 100]',
  ),
  'lint/band-wide': of('band: [20, 80]', 'band: [46, 56]'),
  'lint/verbs-scored': of('when: { landed-in: [rotate] }', 'when: { not: { holds-live: { agent: crew } } }'),
  'lint/idleness-pays': of(
    'points: [{ measure: outageMinutes, until: endEx, atMost: { 0: 10 } }]',
    'points: [{ measure: outageMinutes, until: endEx, atMost: { 0: 10 }, once: { tag-clean: "a/b:latest" } }]',
  ),
  'lint/cliff': of('by: { 10m: 10 }', 'by: { 10m: 10, 20m: 5, endEx: 2 }'),
  'lint/nothing-observable': of(
    'when: { warned: crew }                     # no conclusion shows it',
    'conclusions: { watched: { clues: [client crew-laptop, …] } }',
  ),
  'lint/state-not-held': of(
    'when: { tag-clean: "a/b:latest" }, by: { 20m: 10 }',
    'when: { tag-clean: "a/b:latest" }, heldUntil: endEx, by: { 20m: 10 }',
  ),
  'lint/pillar-missing': of(
    'objectives: [investigate, rotate, clean, pin]',
    'objectives: [investigate, rotate, clean, notify, pin]',
  ),
  'lint/target-without-number': of('target: quickly', 'target: known by T+20m'),
  'lint/role-idle': of(
    'roles: { legal: { title: Legal } }         # decides nothing in the expert line',
    'roles: { comms: { title: Voice, notifies: true } }',
  ),
  'lint/answer-unscored': of(
    'points: [{ when: { answered: press }, … }] # no playbook answers it',
    'decisions: ["answer press with status=investigating", …]',
  ),
  'lint/consumer-unreachable': of('drydock: { hears: [], … }', 'drydock: { hears: [public], … }'),
  'lint/adversary-idle': of(
    'agents: { crew: { title: The crew } }      # story never says "by: crew"',
    'do: [{ after: 6m, by: crew, attempt: "push a/b:latest to image:implant-2" }]',
  ),
  'lint/credential-unused': of(
    'credentials: { spare: … }                  # nothing speaks of it',
    'decisions: ["rotate spare", …]             # a playbook that falls for it',
  ),
  'lint/log-unused': of(
    'logs: { proxy: { expires: T+2h, … } }      # nothing rests on it',
    'points: [{ when: { log-kept: proxy }, by: { 2h: 4 } }]',
  ),
  'lint/consumers-all-alike': of(
    'four consumers, all matchesByTag: true, hears: [customers]',
    'one of them matchesByTag: false, another hears: [public]',
  ),
  'lint/real-looking-secret': of(
    'text: "We found ghp_" and 36 letters more',
    'text: "We found ghp_FAKE_release-bot"',
  ),
  'lint/digest-in-text': of('text: "It is sha256:3f5a…"', 'text: "It is {digest:implant}"'),
  'lint/briefing-too-long': of(
    'a line of more than 78 characters, or more than 60 lines',
    'what the team needs to begin; the rest it finds by looking',
  ),
  'lint/briefing-without-goal': of(
    'briefing: Something happened. Good luck.',
    'briefing: … Points are given for … Begin with: inspect tags a/b',
  ),
  'lint/no-sources': of(
    'sources: []',
    'sources: ["Postmortem of …, June 2025 (example.com/post)", "Names and times are invented."]',
  ),
  'lint/no-questions': of(
    'questions: ["How was it?"]',
    'questions: ["What did you believe at T+10m?", "What would you start earlier?", "What is so in our own shop?"]',
  ),
  'lint/hints-too-few': of(
    'hints: []',
    'hints: [{ id: look, price: 1, text: "Which look shows what the name stands for?" }, …]',
  ),
  'lint/par-impossible': of('costs: { rotate: 90/90 }, endEx: T+1h', 'costs: { rotate: 3/3 }, endEx: T+1h'),
  'lint/inject-after-end': of(
    '- { at: T+5h, deliver: press }             # endEx: T+4h',
    '- { at: T+2h, deliver: press }',
  ),
  'lint/log-gone-too-early': of('expires: T+2m', 'expires: T+60m'),
  'lint/aftermath-too-short': of('endEx: T+2h, aftermath: T+3h', 'endEx: T+2h, aftermath: T+24h'),
  'lint/unknown-technique': of('techniques: [T9999]', 'techniques: [T1195.002]'),
  'check/playbook-stops': of(
    'decisions: ["repoint a/b:latest to image:implant", …]   # a digest that nobody was shown',
    'decisions: ["inspect tags a/b", "repoint a/b:latest to image:clean", …]',
  ),
  'check/playbook-ending': of(
    '{ id: mends-first, ending: second-wave } that comes to "unheard"',
    '{ id: mends-first, ending: unheard }',
  ),
  'check/playbook-band': of(
    '{ id: mends-first, band: [80, 90] } that scores 71',
    '{ id: mends-first, band: [67, 75] }',
  ),
  'check/expert-below-95': of(
    'the first playbook scores 91',
    'tiers at one and a half times what the expert needs',
  ),
  'check/twin-gap': of('mends-first scores 94, its twin 100', 'mends-first scores 85, its twin 100'),
  'check/playbook-on-draw': of(
    'vary: [{ id: build, minutes: { of: api-build, plusMinus: 40 } }]   # seed 3 runs it after all is mended',
    'vary: [{ id: build, minutes: { of: api-build, plusMinus: 5 } }]',
  ),
  'check/nothing-wins': of('deciding nothing scores 18', 'every bound on harm has "once"'),
  'check/everything-at-once-wins': of(
    'stopping and deleting everything scores 82',
    'outage, lost evidence and failed pulls cost points',
  ),
  'check/silence-wins': of(
    'the expert line without a word to anybody scores 74',
    'objectives on who was told, and on harm that only telling ends',
  ),
  'check/dominant-decision': of(
    'without "revoke old-laptop" the expert line loses 31 points',
    'its points are spread over what else makes it hold',
  ),
  'check/never-shown': of(
    'clues: ["built api-build#1 image:implant", …]   # runsBefore: 400, so no run has this number',
    'clues: ["built api-build#401 image:implant", …]',
  ),
  'check/push-hits-nobody': of(
    '{ after: 25m, by: crew, attempt: "push a/b:latest to image:implant-2" }   # api-build publishes over it before anybody pulls',
    '{ after: 45m, by: crew, attempt: "push a/b:latest to image:implant-2" }',
  ),
  'check/task-never-earned': of(
    'when: { all: [{ tag-clean: a }, { tag-poisoned: a }] }',
    'a playbook that earns it',
  ),
  'check/inject-never-comes': of(
    'deliver: press                             # behind a guard that nothing makes true',
    'a playbook in which it comes',
  ),
  'check/ending-never-reached': of(
    'an ending whose condition no line makes true',
    'a playbook that must come to it',
  ),
  'check/never-ends': of(
    'a line after which play goes on past EndEx',
    'the region of the exercise ends on exercise-ended',
  ),
  'check/par-too-late': of(
    'the expert line still works at EndEx',
    'costs and EndEx that leave it a third of the time',
  ),
  'check/law-4a': of('a tier that pays only what comes late', 'tiers that fall'),
  'check/law-4b': of(
    '"isolate" ten minutes earlier loses points',
    'count the outage only while somebody misses the service',
  ),
  'check/law-4c': of('points for A only "before" B', 'points for A and for B'),
};
