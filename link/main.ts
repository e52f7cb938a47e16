import { COMMANDS } from './commands/index.ts';
import { runLink } from './run-link.ts';
import { terminalIo } from './terminal-io.ts';

process.exitCode = await runLink(process.argv.slice(2), terminalIo(), COMMANDS);
