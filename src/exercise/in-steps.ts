/** Work cut into steps of a few milliseconds, so that a screen can answer keys in between. */
export type InSteps<T> = Generator<undefined, T>;

/** The same work at once. */
export function drain<T>(steps: InSteps<T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}
