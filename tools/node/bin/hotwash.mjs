#!/usr/bin/env node
// npm links this into node_modules/.bin, so that `npx hotwash` in a checkout is the checkout's own program.
import '../../../bin/hotwash.mjs';
