import type { MessageView } from '../exercise/view.ts';

/** What stands behind a message in a list: whether its writer still waits. */
export function answerNote({ answered, awaits }: MessageView): string {
  return answered ? ' (answered)' : awaits ? ' (awaits an answer)' : '';
}

/** What stands below a message: how it is answered, where somebody waits for that. */
export function answerSentence(message: MessageView, how: string): string {
  if (message.answered) return 'You answered it.';
  return message.awaits ? `It awaits an answer. ${how}` : 'Nobody waits for an answer to it.';
}

/** Messages as targets of an answer: those that wait for one first, the longest wait on top. */
export function answerChoices(
  inbox: readonly MessageView[],
): readonly { readonly value: string; readonly note: string }[] {
  return [...inbox.filter((one) => one.awaits), ...inbox.filter((one) => !one.awaits)].map((one) => ({
    value: one.id,
    note: `${one.from}: ${one.title}${answerNote(one)}`,
  }));
}
