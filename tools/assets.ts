import * as z from 'zod';
import { DOCUMENTS } from '../src/schema/documents.ts';
import { playbookFile } from '../src/schema/playbook.ts';
import { scenarioFile } from '../src/schema/scenario.ts';
import { grammarText } from './grammar.ts';
import { vocabularyText } from './vocabulary.ts';

/** Every generated file of assets/ with its text. */
export function generatedAssets(): Readonly<Record<string, string>> {
  const documents = Object.entries(DOCUMENTS).map(([name, schema]) => [
    `${name}.schema.json`,
    schemaText(schema, 'output'),
  ]);
  return {
    'scenario.schema.json': schemaText(scenarioFile, 'input'),
    'playbook.schema.json': schemaText(playbookFile, 'input'),
    ...Object.fromEntries(documents),
    'grammar.ebnf': grammarText(),
    'vocabulary.json': vocabularyText(),
  };
}

// A file may leave out what has a default (`input`); a document that we print holds all of it (`output`).
function schemaText(schema: z.ZodType, io: 'input' | 'output'): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io }), null, 2)}\n`;
}
