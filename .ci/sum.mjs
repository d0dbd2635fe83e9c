import * as fs from 'node:fs';
import * as path from 'node:path';

const [, , folder, broken] = process.argv;
let passed = 0;
let failed = Number(broken);
for (const name of fs.readdirSync(folder)) {
  const report = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
  passed += report.numPassedTests;
  // A test file that cannot even be loaded has no failed tests, but is no success.
  const unloaded = (report.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failures = report.numFailedTests + unloaded.length;
  // Errors outside any test fail the run without failing a test.
  failed += failures === 0 && report.success === false ? 1 : failures;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
