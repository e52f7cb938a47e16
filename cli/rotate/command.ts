import { define, group } from '../kit/command.ts';
import { JSON_FLAG } from '../kit/flags.ts';
import type { Io } from '../kit/io.ts';
import { READ_BACK_TIMEOUT_FLAG } from '../kit/read-back-flag.ts';
import { OUTPUTS_FLAG } from '../kit/read-outputs.ts';
import { runRotate } from './run-rotate.ts';
import type { RotateOptions } from './run-rotate.ts';

const READ = { outputs: OUTPUTS_FLAG, json: JSON_FLAG } as const;
const WRITE = {
  apply: { type: 'boolean', help: 'write the change; without it, only show what would be done' },
  readBackTimeout: READ_BACK_TIMEOUT_FLAG,
  ...READ,
} as const;
const WITHOUT_WAITING = {
  type: 'boolean',
  help: 'do not wait until the printed time',
} as const;

/** What was found may be the secret. */
const hidesWords =
  'Expected flags only, found something else (not shown). A secret is read from --secret-file or from standard input. If this ' +
  'was a secret, do not use it: the shell history and the process list hold it.';
const exits = {
  0: 'done, or nothing to do',
  1: 'an error or a refusal',
  2: 'something is left to do (a region does not answer or show the write yet, or --apply is missing)',
} as const;

const run = (options: RotateOptions, io: Io): Promise<number> =>
  runRotate(options, { stdin: process.stdin, io });

export const status = define({
  name: 'rotate status',
  about: 'Shows what each region accepts, and the next step.',
  flags: READ,
  hidesWords,
  exits,
  run: (flags, io) => run({ ...flags, action: 'status' }, io),
});

export const stage = define({
  name: 'rotate stage',
  about: `Makes both regions accept a new secret too (next); in a region without a secret it becomes current at once. Afterwards wait
as long as the command says, then set the secret in the Vonage dashboard (API settings).`,
  flags: {
    secretFile: {
      type: 'path',
      value: 'FILE',
      hidesValue: true,
      help: 'a file that holds only the new secret; without it, the secret is read from standard input',
    },
    ...WRITE,
  },
  hidesWords,
  exits,
  run: (flags, io) => run({ ...flags, action: 'stage' }, io),
});

export const finish = define({
  name: 'rotate finish',
  about: `Makes next current and current previous; all of them are still accepted. Refused until 5 min 12 s after stage (by the date
of the version in Secrets Manager), and while a region does not answer.`,
  flags: { withoutWaiting: WITHOUT_WAITING, ...WRITE },
  hidesWords,
  exits,
  run: (flags, io) => run({ ...flags, action: 'finish' }, io),
});

export const retire = define({
  name: 'rotate retire',
  about: `Removes previous, which is then refused. Refused after finish (by the date of the version in Secrets Manager) as long as a
call of the time before may last: 50 min 12 s, longer where callFlow.mostMinutes is more than 30. Refused while a region does
not answer.`,
  flags: { withoutWaiting: WITHOUT_WAITING, ...WRITE },
  hidesWords,
  exits,
  run: (flags, io) => run({ ...flags, action: 'retire' }, io),
});

export const abort = define({
  name: 'rotate abort',
  about: 'Removes next, as long as Vonage does not sign with it. Refused while a region does not answer.',
  flags: WRITE,
  hidesWords,
  exits,
  run: (flags, io) => run({ ...flags, action: 'abort' }, io),
});

export const rotate = group({
  name: 'rotate',
  about: `Changes the secret with which Vonage signs callbacks, without refusing a call. Each region accepts up to three secrets at a
time: current, next and previous. The secondary region is changed first, then the primary, and each is read back. Nothing is
written without --apply.`,
  commands: {
    status: {
      summary: 'shows what each region accepts, and the next step',
      load: () => Promise.resolve(status),
    },
    stage: {
      summary: 'makes both regions accept a new secret too (next)',
      load: () => Promise.resolve(stage),
    },
    finish: {
      summary: 'makes next current and current previous; all of them are still accepted',
      load: () => Promise.resolve(finish),
    },
    retire: { summary: 'removes previous, which is then refused', load: () => Promise.resolve(retire) },
    abort: {
      summary: 'removes next, as long as Vonage does not sign with it',
      load: () => Promise.resolve(abort),
    },
  },
  notes: `Secrets are never printed. Each is shown by its fingerprint, the first 8 hex digits of its SHA-256; a fingerprint is not
secret, and no command takes one. To compute the fingerprint of a secret: printf %s "$SECRET" | sha256sum | cut -c1-8
A region that does not answer is not changed and is named; run the same command again once it answers.`,
  hidesWords: true,
});
