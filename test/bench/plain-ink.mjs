// The peer of key-to-frame: the same rows of text, laid out and written by ink as it comes. Copied beside its lines.json.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Box, render, Text, useInput } from 'ink';
import { createElement, useState } from 'react';

const lines = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'lines.json'), 'utf8'));

function App() {
  const [chosen, choose] = useState(0);
  useInput(() => choose((before) => (before + 1) % lines.length));
  const rows = lines.map((line, row) =>
    createElement(Text, { key: row, inverse: row === chosen, wrap: 'truncate-end' }, line),
  );
  return createElement(Box, { flexDirection: 'column', width: 120, height: lines.length }, rows);
}

render(createElement(App));
