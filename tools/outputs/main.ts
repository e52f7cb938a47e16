import { runCommand } from '../run-command.ts';
import { runOutputs } from './run-outputs.ts';
import { stackOutputs } from './stack-outputs.ts';

await runCommand((args) => runOutputs(args, stackOutputs));
