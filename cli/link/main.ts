import { COMMANDS } from './commands/index.ts';
import { runLink } from './run-link.ts';
import { terminalIo } from '../kit/terminal-io.ts';

process.exitCode = await runLink(process.argv.slice(2), terminalIo(), COMMANDS);
