import { runCommand } from '../kit/run-command.ts';
import { runVoicemails } from './run-voicemails.ts';

await runCommand(runVoicemails);
