import { expect, test } from 'vitest';
import type { Input } from '../../src/ui/terminal/keys.ts';
import { EMPTY_FIELD, editField, fieldOf, type TextField } from '../../src/ui/text-field.ts';

const key = (name: string): Input => ({ kind: 'key', name, text: name.length === 1 ? name : '' });
const edit = (field: TextField, ...names: readonly string[]): TextField =>
  names.reduce((now, name) => editField(now, key(name)) ?? now, field);

test('characters go in where the cursor stands', () => {
  expect(edit(fieldOf('ac'), 'left', 'b')).toEqual({ text: 'abc', cursor: 2 });
});

test('a wide or combined character is one step of the cursor', () => {
  expect(edit(fieldOf('漢字'), 'backspace')).toEqual({ text: '漢', cursor: 1 });
});

test.each([
  ['ctrl-w', 'revoke '],
  ['ctrl-u', ''],
  ['backspace', 'revoke hub-c'],
])('%s at the end of a line', (name, text) => {
  expect(edit(fieldOf('revoke hub-ci'), name).text).toBe(text);
});

test('a key that edits nothing is handed back', () => {
  expect(editField(EMPTY_FIELD, key('pageup'))).toBeNull();
});

test('a field takes no more than a line may hold', () => {
  expect(editField(EMPTY_FIELD, { kind: 'paste', text: 'x'.repeat(9000) })?.text.length).toBe(2000);
});
