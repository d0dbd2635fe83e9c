import type { View } from '../exercise/view.ts';
import { printTime } from '../world/time.ts';
import { evidenceLines } from './show-evidence.ts';
import { messagePreview, outcomeLines, type Style } from './show-view.ts';
import { wrapLines } from './wrap.ts';

const PREVIEW_MESSAGE = 8;
const PREVIEW_EVIDENCE = 14;

/** What has been shown already, so that everything new is shown once. */
export interface Shown {
  readonly outcomes: ReadonlySet<string>;
  readonly messages: ReadonlySet<string>;
  readonly replies: number;
}

export const nothingShown: Shown = { outcomes: new Set(), messages: new Set(), replies: 0 };

/** All that a view holds counts as shown: after an undo, and on coming back to a session. */
export function shownIn(view: View): Shown {
  return {
    outcomes: new Set(view.outcomes.map(keyOf)),
    messages: new Set(view.inbox.map((message) => message.id)),
    replies: view.replies.length,
  };
}

function keyOf(outcome: View['outcomes'][number]): string {
  return `${outcome.seq} ${outcome.at} ${outcome.line}`;
}

/** Everything that is new in a view, in the order in which it came, as lines of text. */
export function newsLines(view: View, shown: Shown, style: Style): readonly string[] {
  const items: { readonly at: number; readonly lines: readonly string[] }[] = [];
  for (const outcome of view.outcomes) {
    if (shown.outcomes.has(keyOf(outcome))) continue;
    items.push({
      at: outcome.at,
      lines: [...outcomeLines(outcome, style), ...evidencePreview(view, outcome.seq, style)],
    });
  }
  view.inbox.forEach((message, index) => {
    if (shown.messages.has(message.id)) return;
    items.push({ at: message.at, lines: messagePreview(message, index + 1, PREVIEW_MESSAGE, style) });
  });
  for (const reply of view.replies.slice(shown.replies)) {
    const text = wrapLines(reply.message, style.width, '  ');
    items.push({ at: reply.at, lines: [`${printTime(reply.at)}  ${reply.party} replies:`, ...text] });
  }
  return items.sort((left, right) => left.at - right.at).flatMap((item) => item.lines);
}

function evidencePreview(view: View, seq: number, { width }: Style): readonly string[] {
  const index = view.evidence.findIndex((one) => one.seq === seq);
  const found = view.evidence[index];
  if (found === undefined) return [];
  const lines = evidenceLines(found.records, { width: width - 2, isFull: false });
  if (lines.length <= PREVIEW_EVIDENCE) return lines.map((line) => `  ${line}`);
  return [`  (${lines.length} lines: evidence ${index + 1})`];
}
