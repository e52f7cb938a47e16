#!/usr/bin/env node
// Any Node can read this file: it says which one is expected, where vvf.ts could not even be loaded.
import './cli/kit/require-node.mjs';

const { main } = await import('./vvf.ts');
process.exitCode = await main(process.argv.slice(2));
