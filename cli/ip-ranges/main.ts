import { runCommand } from '../kit/run-command.ts';
import { runIpRanges } from './run-ip-ranges.ts';

await runCommand((args) => runIpRanges(args));
