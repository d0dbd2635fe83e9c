import { fakeNumber } from '../../world/evidence/fake-id.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import type { Notice } from '../../world/state.ts';
import { printTimestamp } from '../../world/time.ts';
import type { Desk } from '../desk.ts';
import type { Ask } from '../route.ts';
import type { JsonObject } from '../shown.ts';
import { textIn } from '../shown.ts';
import { accountRecord } from './accounts.ts';
import { fullNameOf, webOf } from './names.ts';

/** An advisory as written on the forge. A draft is nobody's business but the team's: it is in no journal, and gone when the server ends. */
export interface Advisory {
  readonly id: string;
  readonly pipeline: string;
  readonly fields: JsonObject;
  readonly state: 'draft' | 'published' | 'closed';
  readonly madeAt: number;
  /** The notice as which it was published. */
  readonly notice: string | null;
}

const LETTERS = '23456789cfghjmpqrvwx';
const MOST = 100;

export function advisoryId(name: string): string {
  const letter = (at: number): string => LETTERS.charAt(fakeNumber(`${name} letter ${at}`, LETTERS.length));
  const group = (start: number): string => [0, 1, 2, 3].map((at) => letter(start + at)).join('');
  return `GHSA-${group(0)}-${group(4)}-${group(8)}`;
}

/** The advisories that were written on this forge, one table for each face. */
export class Advisories {
  readonly #written = new Map<string, Advisory>();

  /** Null when there are too many drafts. */
  draft(pipeline: string, fields: JsonObject, at: number): Advisory | null {
    if (this.#written.size >= MOST) return null;
    const id = advisoryId(`draft ${this.#written.size + 1} of ${pipeline}`);
    return this.keep({ id, pipeline, fields, state: 'draft', madeAt: at, notice: null });
  }

  keep(advisory: Advisory): Advisory {
    this.#written.set(advisory.id, advisory);
    return advisory;
  }

  /** All of a session: those written here, and each public notice that was sent by another way, as an advisory of its own. */
  all(desk: Desk): readonly Advisory[] {
    const here = [...this.#written.values()];
    const known = new Set(here.map((advisory) => advisory.notice));
    const sent = publicNotices(desk).filter(([id]) => !known.has(id));
    return [...here, ...sent.map(([id, notice]) => noticeAsAdvisory(desk, id, notice))];
  }

  find(desk: Desk, id: string): Advisory | null {
    return this.all(desk).find((advisory) => advisory.id === id) ?? null;
  }
}

/** What the team has said in public, but for corrections of it. */
function publicNotices(desk: Desk): readonly (readonly [string, Notice])[] {
  const { estate, notices } = desk.world;
  return Object.entries(notices).filter(
    ([, notice]) =>
      notice.author === 'team' &&
      notice.corrects === null &&
      !notice.removed &&
      estate.audiences[notice.audience]?.public === true,
  );
}

function noticeAsAdvisory(desk: Desk, id: string, notice: Notice): Advisory {
  const { pipelines, repositories } = desk.world.estate;
  const first = Object.values(repositories).find((spec) => spec.releasedBy !== null)?.releasedBy;
  return {
    id: advisoryId(`notice ${id}`),
    pipeline: first ?? Object.keys(pipelines)[0] ?? '',
    fields: { summary: `Notice ${id}`, description: notice.claims.join(' ') },
    state: 'published',
    madeAt: notice.sentAt,
    notice: id,
  };
}

/** As its own repository lists it. */
export function advisoryJson(ask: Ask, desk: Desk, advisory: Advisory): EvidenceRecord {
  const { id, pipeline, fields, state } = advisory;
  const repo = fullNameOf(desk, pipeline);
  const author = accountRecord(ask, desk, 'hotwash');
  return {
    ...common(desk, advisory),
    url: `${ask.base}/repos/${repo}/security-advisories/${id}`,
    html_url: `${webOf(desk)}/${repo}/security/advisories/${id}`,
    author,
    publisher: state === 'published' ? author : null,
    state,
    created_at: stamp(desk, advisory.madeAt),
    closed_at: null,
    submission: null,
    vulnerabilities: Array.isArray(fields.vulnerabilities) ? fields.vulnerabilities : [],
    credits_detailed: [],
    collaborating_users: [],
    collaborating_teams: [],
    private_fork: null,
  };
}

/** As the public database shows it to everybody. */
export function publicAdvisoryJson(ask: Ask, desk: Desk, advisory: Advisory): EvidenceRecord {
  const repo = fullNameOf(desk, advisory.pipeline);
  return {
    ...common(desk, advisory),
    url: `${ask.base}/advisories/${advisory.id}`,
    html_url: `${webOf(desk)}/advisories/${advisory.id}`,
    repository_advisory_url: `${ask.base}/repos/${repo}/security-advisories/${advisory.id}`,
    type: 'reviewed',
    source_code_location: `${webOf(desk)}/${repo}`,
    references: [],
    github_reviewed_at: publishedAt(desk, advisory),
    nvd_published_at: null,
    vulnerabilities: [],
    credits: [],
  };
}

function common(desk: Desk, advisory: Advisory): EvidenceRecord {
  const { id, fields } = advisory;
  const published = publishedAt(desk, advisory);
  return {
    ghsa_id: id,
    cve_id: null,
    summary: textIn(fields, 'summary') ?? '',
    description: textIn(fields, 'description') ?? '',
    severity: textIn(fields, 'severity') ?? 'critical',
    identifiers: [{ type: 'GHSA', value: id }],
    updated_at: published ?? stamp(desk, advisory.madeAt),
    published_at: published,
    withdrawn_at: null,
    cvss: null,
    cwes: [],
    cwe_ids: [],
  };
}

function publishedAt(desk: Desk, { notice }: Advisory): string | null {
  const sent = notice === null ? undefined : desk.world.notices[notice];
  return sent === undefined ? null : stamp(desk, sent.sentAt);
}

function stamp(desk: Desk, at: number): string {
  return printTimestamp(at, desk.world.estate.clock.calendar);
}
