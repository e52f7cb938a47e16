import { runCommand } from '../run-command.ts';
import { runVoicemails } from './run-voicemails.ts';

await runCommand(runVoicemails);
