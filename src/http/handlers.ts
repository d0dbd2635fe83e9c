import { getResponse, type HttpHandler, http } from 'msw';
import { type Hosts, hostsOf, type Place, placeOf } from './addresses.ts';
import type { Desk, Outcome } from './desk.ts';
import type { Ask, Face, Meaning, Route } from './route.ts';

/** What was decided through the wire, for those who watch: told once for each decision taken, never for a free look. */
export interface Heard {
  readonly face: Face;
  readonly ask: Ask;
  readonly line: string;
  readonly outcome: Outcome;
}

/** A request before it is anybody's: what both a real one and a command form of the console can give. */
export interface Parts {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/**
 * The handlers of one session. One for each face, not one for each route: msw parses the URL and the cookies, and waits three
 * times, for every handler that it asks, which for sixty routes costs more than the rest of an answer; and only the face knows
 * what it says to a path or a method that none of its routes has.
 */
export function makeHandlers(
  desk: Desk,
  faces: readonly Face[],
  hear: (heard: Heard) => void = () => undefined,
): readonly HttpHandler[] {
  const hosts = hostsOf(desk.world.estate);
  return faces.map((face) =>
    http.all(
      ({ request }) => placeOf(new URL(request.url), hosts, faces)?.face === face,
      async ({ request }) => {
        // The body is read whole first: from here to the answer nothing waits, so that no two requests are judged at once.
        const body = new Uint8Array(await request.arrayBuffer());
        const { method, headers } = request;
        const found = findRoute({ method, url: new URL(request.url), headers, body }, hosts, faces);
        return found === null ? undefined : finished(method, answerTo(found, desk, hear), desk);
      },
    ),
  );
}

/** What the handlers say; what is nobody's is told so in the words of a plain web server. */
export async function answerFrom(handlers: readonly HttpHandler[], request: Request): Promise<Response> {
  const response = await getResponse([...handlers], request);
  return response ?? new Response('404 page not found\n', { status: 404, headers: plainText(19) });
}

/** One request to one session, for whoever has no server: the same handlers, made for this once. */
export function answerRequest(desk: Desk, faces: readonly Face[], request: Request): Promise<Response> {
  return answerFrom(makeHandlers(desk, faces), request);
}

/** What a request would stand for, without taking it; null when no route of any face has it. */
export function meaningOf(desk: Desk, faces: readonly Face[], parts: Parts): Meaning | null {
  const found = findRoute(parts, hostsOf(desk.world.estate), faces);
  return found?.route == null ? null : found.route.means(found.ask, desk);
}

interface Found {
  readonly face: Face;
  readonly ask: Ask;
  readonly route: Route | null;
  /** Methods of the routes that have the path; null when none has it. */
  readonly methods: readonly string[] | null;
}

function findRoute(parts: Parts, hosts: Hosts, faces: readonly Face[]): Found | null {
  const place = placeOf(parts.url, hosts, faces);
  if (place === null) return null;
  const methods: string[] = [];
  for (const route of place.face.routes) {
    const match = route.path.exec(place.path);
    if (match === null) continue;
    if (route.methods.includes(parts.method))
      return { face: place.face, ask: askOf(parts, place, match), route, methods: null };
    methods.push(...route.methods);
  }
  const ask = askOf(parts, place, null);
  return {
    face: place.face,
    ask,
    route: null,
    methods: methods.length === 0 ? null : [...new Set(methods)].sort(),
  };
}

function askOf({ method, url, headers, body }: Parts, place: Place, match: RegExpExecArray | null): Ask {
  return {
    method,
    path: place.path,
    params: match === null ? [] : match.slice(1).map((text) => decoded(text ?? '')),
    query: url.searchParams,
    headers,
    body,
    base: place.base,
  };
}

// A broken escape names nothing; as it stands it is found nowhere, which is the right answer.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function answerTo(found: Found, desk: Desk, hear: (heard: Heard) => void): Response {
  const { face, ask, route } = found;
  if (route === null) return face.noRoute(ask, found.methods);
  desk.catchUp();
  // Once play is over the world runs on to its aftermath, which is for the debrief alone.
  if (desk.isOver) return face.unavailable(ask, { kind: 'closed' });
  const meaning = route.means(ask, desk);
  if (meaning.kind === 'answer') return meaning.response;
  const outcomes: Outcome[] = [];
  for (const line of linesOf(meaning)) {
    const before = desk.session.taken.length;
    const outcome = meaning.kind === 'attempt' ? desk.decide(line) : desk.look(line);
    if (desk.session.taken.length > before) hear({ face, ask, line, outcome });
    if (outcome.kind === 'busy' || outcome.kind === 'closed') return face.unavailable(ask, outcome);
    outcomes.push(outcome);
  }
  return route.answer(ask, desk, outcomes);
}

function linesOf(meaning: Exclude<Meaning, { kind: 'answer' }>): readonly string[] {
  switch (meaning.kind) {
    case 'free':
      return [];
    case 'looks':
      return meaning.lines;
    case 'attempt':
      return [meaning.line];
    default: {
      const never: never = meaning;
      return never;
    }
  }
}

// The services live in the exercise, so their clocks show its time.
function finished(method: string, response: Response, desk: Desk): Response {
  if (response.type === 'error') return response;
  const { status, statusText, headers } = response;
  const isBare = method === 'HEAD' && response.body !== null;
  const whole = isBare ? new Response(null, { status, statusText, headers }) : response;
  if (!whole.headers.has('date')) whole.headers.set('Date', dateOf(desk));
  return whole;
}

function dateOf({ world, now }: Desk): string {
  return new Date((world.estate.clock.calendar.startEx + now) * 1000).toUTCString();
}

function plainText(length: number): Record<string, string> {
  return { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': String(length) };
}
