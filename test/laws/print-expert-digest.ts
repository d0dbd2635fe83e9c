import { digestOf } from '../helpers/facts-digest.ts';
import { playbookOf, played } from '../helpers/scenario-one.ts';

// Run as a process of its own under other time zones and languages.
console.log(digestOf(played(playbookOf('expert').decisions)));
