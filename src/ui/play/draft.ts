/** A notice that is being written. */
export interface Draft {
  readonly verb: string;
  readonly target: string;
  readonly via: string;
  readonly claims: readonly string[];
  /** Line of the form that is marked. */
  readonly index: number;
  /** What stood marked and written when dropping it was asked for; any other key makes it old. */
  readonly dropAsked: string | null;
}

export function newDraft(verb: string, target: string): Draft {
  return { verb, target, via: '', claims: [], index: target === '' ? 0 : 1, dropAsked: null };
}

/** The decision that it would be. */
export function lineOf({ verb, target, via, claims }: Draft): string {
  return `${verb} ${target}${via === '' ? '' : ` via ${via}`} with ${claims.join(' ')}`;
}
