import { parseSpan, printTime } from '../../world/time.ts';
import { closePanels, type Go, push, say } from '../screen.ts';
import { bigClockScreen } from '../screens/big-clock.tsx';
import { pickPanel } from '../screens/pick-panel.tsx';
import { type Acting, backWith } from './acting.ts';

/**
 * What a facilitator may do beside the team. Nothing here tells what is true or what is to come: messages are named by their id,
 * which stands on the printed control sheet. Everything is written down, and marks the run as modified.
 */
export function facilitatorMenu(acting: Acting): Go {
  const { play } = acting;
  return push(
    pickPanel({
      name: 'facilitator',
      title: 'Facilitator: all of this is written down',
      choices: [
        ...(play.clock === null
          ? []
          : [{ value: 'pause', label: play.isPaused ? 'let the clock run' : 'pause the clock', note: '' }]),
        { value: 'deliver', label: 'deliver a message now', note: 'by its id on the control sheet' },
        { value: 'hold', label: 'hold a message back', note: 'by its id on the control sheet' },
        { value: 'add', label: 'add minutes', note: 'time passes for everyone' },
        { value: 'observe', label: 'write an observation', note: 'for the after-action report' },
        { value: 'clock', label: 'big clock', note: 'for the wall' },
      ],
      freeText: null,
      onPick: (what) => doOne(acting, what),
    }),
  );
}

function doOne(acting: Acting, what: string): Go {
  const { play } = acting;
  switch (what) {
    case 'pause':
      return backWith(acting, play.togglePause());
    case 'clock':
      return closePanels(push(bigClockScreen(play)));
    case 'add':
      return ask('Add how much time?', 'a span, such as 10m', (text) =>
        parseSpan(text) === null
          ? say('A span is written 10m or 1h05m.', 'warn')
          : intervene(acting, `add ${text}`, ''),
      );
    case 'observe':
      return ask('What did you observe?', 'the words', (text) => intervene(acting, 'observe', text));
    default:
      return ask(`Which message do you ${what === 'hold' ? 'hold back' : 'deliver'}?`, 'its id', (id) =>
        intervene(acting, `${what} ${id}`, ''),
      );
  }
}

function ask(title: string, freeText: string, onPick: (text: string) => Go): Go {
  return push(pickPanel({ name: 'facilitator', title, choices: [], freeText, onPick }));
}

function intervene(acting: Acting, line: string, text: string): Go {
  const { play } = acting;
  const wrong = play.facilitate(line, text);
  if (wrong !== null) return say(wrong, 'warn');
  return backWith(acting, {
    ok: true,
    text: `Written down at ${printTime(play.session.now)}: ${line.split(' ')[0] ?? ''}.`,
  });
}
