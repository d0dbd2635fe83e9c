import type { CatalogueEntry } from '../../store/catalogue-entry.ts';
import { Pane, paneRows } from '../components/pane.tsx';
import type { Desk } from '../desk.ts';
import { open } from '../open-screen.tsx';
import { besideIt, type OtherPlay, type ReplayData, replayData } from '../replay/replay-data.ts';
import { type Row, recolored, row, span } from '../row.ts';
import { type Go, go, type OpenScreen, pop, stay, type ViewProps, work } from '../screen.ts';
import { moved, scrollTo } from '../scroll.ts';

/** Other plays of the same scenario, to be laid beside this one. `show` opens the replay with the chosen one. */
export async function othersPanel(
  desk: Desk,
  data: ReplayData,
  show: (other: OtherPlay | null) => Go,
): Promise<OpenScreen> {
  const { header } = data.told;
  const entries = (await desk.services.sessions()).filter(
    (entry) =>
      entry.state === 'ended' &&
      entry.id !== header.session &&
      entry.scenario?.digest === header.scenario.digest,
  );
  const choose = (selected: number): Go => {
    const entry = entries[selected - 1];
    if (entry === undefined) return pop(show(data.expert()));
    return pop(
      work('Replaying…', async () => {
        const { told } = await desk.services.tell(entry.id);
        return show(besideIt(data, wordsOf(entry), replayData(told).recording));
      }),
    );
  };
  const count = entries.length + 1;
  return open<{ readonly selected: number }>({
    name: 'another play',
    shape: 'panel',
    initial: { selected: 0 },
    panelRows: () => count + 2,
    keys: [
      {
        keys: ['enter'],
        does: 'lay it beside this session',
        short: 'beside',
        run: (state) => go(choose(state.selected)),
      },
      {
        keys: ['j', 'down'],
        does: 'down',
        run: (state) => stay({ selected: moved(state.selected, 1, count) }),
      },
      { keys: ['k', 'up'], does: 'up', run: (state) => stay({ selected: moved(state.selected, -1, count) }) },
      { keys: ['x'], does: 'nothing beside', short: 'none', run: () => go(pop(show(null))) },
      { keys: ['q'], does: 'back', run: () => go(pop()) },
    ],
    View: (props) => <OthersView {...props} entries={entries} />,
  });
}

function wordsOf({ id, team, percent }: CatalogueEntry): string {
  return `${team ?? id}, ${percent ?? '-'} %`;
}

interface OthersViewProps extends ViewProps<{ readonly selected: number }> {
  readonly entries: readonly CatalogueEntry[];
}

function OthersView({ state, look, entries }: OthersViewProps) {
  const words = [
    "the expert's line",
    ...entries.map((entry) => `${entry.created?.slice(0, 16).replace('T', ' ') ?? ''}  ${wordsOf(entry)}`),
  ];
  const rows = words.map((text, index): Row => {
    const isChosen = index === state.selected;
    const line: Row = [span(isChosen ? ` ${look.theme.glyphs.pointer} ` : '   ', 'focus'), ...row(text)];
    return isChosen ? recolored(line, 'selected') : line;
  });
  const room = paneRows(look.size.rows);
  return (
    <Pane
      title="Beside this session"
      isFocused
      rows={rows.slice(scrollTo(0, state.selected, room, rows.length))}
      look={look}
    />
  );
}
