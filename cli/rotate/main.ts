import { runCommand } from '../kit/run-command.ts';
import { runRotate } from './run-rotate.ts';

await runCommand((args) =>
  runRotate(args, {
    stdin: process.stdin,
    nowMs: Date.now,
    stdout: (text) => console.log(text),
    stderr: (text) => console.error(text),
  }),
);
