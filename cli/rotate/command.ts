import { define, group } from '../kit/command.ts';
import { JSON_FLAG } from '../kit/flags.ts';
import type { Io } from '../kit/io.ts';
import { OUTPUTS_FLAG } from '../kit/read-outputs.ts';
import { runRotate } from './run-rotate.ts';
import type { RotateOptions } from './run-rotate.ts';

const READ = { outputs: OUTPUTS_FLAG, json: JSON_FLAG } as const;
const WRITE = {
  apply: { type: 'boolean', help: 'do it; without it, only say what would be done' },
  ...READ,
} as const;
const WITHOUT_WAITING = {
  type: 'boolean',
  help: 'do it although the wait that was printed is not over',
} as const;

/** What was found may be the secret. */
const hidesWords =
  'Expected flags only, found something else (not shown). A secret is read from --secret-file or from standard input. If this ' +
  'was one, take another: shell and process list have seen it.';
const exits = {
  0: 'done, or nothing to do',
  1: 'an error or a refusal',
  2: 'something is left (a region that does not answer, or --apply)',
} as const;

const run = (options: RotateOptions, { nowMs, stdout, stderr }: Io): Promise<number> =>
  runRotate(options, { stdin: process.stdin, nowMs, stdout, stderr });

export const status = define({
  name: 'rotate status',
  about: 'What each region accepts, and what comes next.',
  flags: READ,
  hidesWords,
  exits,
  run: (flags, io) => run({ ...flags, action: 'status' }, io),
});

export const stage = define({
  name: 'rotate stage',
  about: `Makes both regions accept a new secret too (next); in a region that has none yet it becomes current at once. Then wait as
long as it says, and set the secret in the Vonage dashboard (API settings).`,
  flags: {
    secretFile: {
      type: 'path',
      value: 'FILE',
      help: 'the new secret, alone in a file; else it is read from standard input, never an argument',
    },
    ...WRITE,
  },
  hidesWords,
  exits,
  run: (flags, io) => run({ ...flags, action: 'stage' }, io),
});

export const finish = define({
  name: 'rotate finish',
  about: `Next becomes current, current becomes previous; all that were accepted still are. Refused until 5 min 12 s after stage (as
Secrets Manager dates its versions).`,
  flags: { withoutWaiting: WITHOUT_WAITING, ...WRITE },
  hidesWords,
  exits,
  run: (flags, io) => run({ ...flags, action: 'finish' }, io),
});

export const retire = define({
  name: 'rotate retire',
  about: `Previous is accepted no longer. Refused until 10 minutes after finish (as Secrets Manager dates its versions), and while a
region does not answer.`,
  flags: { withoutWaiting: WITHOUT_WAITING, ...WRITE },
  hidesWords,
  exits,
  run: (flags, io) => run({ ...flags, action: 'retire' }, io),
});

export const abort = define({
  name: 'rotate abort',
  about:
    'Next is accepted no longer: only while Vonage does not sign with it. Refused while a region does not answer.',
  flags: WRITE,
  hidesWords,
  exits,
  run: (flags, io) => run({ ...flags, action: 'abort' }, io),
});

export const rotate = group({
  name: 'rotate',
  about: `Changes the secret with which Vonage signs callbacks, without a call being refused. Each region accepts up to three at a
time: current, next and previous. Both regions are changed, the secondary first, and each is read back. Nothing is written
without --apply.`,
  commands: {
    status: { summary: 'what each region accepts, and what comes next', load: () => Promise.resolve(status) },
    stage: { summary: 'accept a new secret too (next)', load: () => Promise.resolve(stage) },
    finish: {
      summary: 'next becomes current, current becomes previous; all that were accepted still are',
      load: () => Promise.resolve(finish),
    },
    retire: { summary: 'previous is accepted no longer', load: () => Promise.resolve(retire) },
    abort: {
      summary: 'next is accepted no longer: only while Vonage does not sign with it',
      load: () => Promise.resolve(abort),
    },
  },
  notes: `Secrets are never printed: each is named by its fingerprint, the first 8 hex digits of its SHA-256, which is no secret and
never typed in. To compare one that you have: printf %s "$SECRET" | sha256sum | cut -c1-8
A region that does not answer is left as it is and named; the same command does it once the region is back.`,
  hidesWords: true,
});
