import { resolve } from 'node:path';
import { CALL_FLOW } from '#own/files.ts';
import { PROFILES } from '../../simulator/profiles.ts';
import { define } from '../kit/command.ts';
import { JSON_FLAG } from '../kit/flags.ts';
import type { Flags, Values } from '../kit/flags.ts';
import type { Io } from '../kit/io.ts';
import { parseCaller } from '../kit/flag-values.ts';
import { STATE_FLAG } from '../local/local-system.ts';
import { OUTSIDE_FLAGS } from '../local/outside.ts';
import { PROFILE_FLAG } from '../profile/profile-flag.ts';
import { PERSON_WORDS, readPartFault, readPerson } from './parts.ts';
import { readBot, refuseMissingBot } from './bots.ts';
import { openSystem } from './open-system.ts';
import { readScript } from './script/read-script.ts';
import type { Script } from './script/read-script.ts';
import { runScripts } from './script/run-scripts.ts';
import { HELP } from './typed/read-typed.ts';
import { runTyped } from './typed/run-typed.ts';

const CALL_FLAGS = {
  files: {
    type: 'path',
    value: 'FILE',
    isWord: true,
    isRepeatable: true,
    with: ['script'],
    help: 'further scripts',
  },
  script: {
    type: 'path',
    value: 'FILE',
    isRepeatable: true,
    help: 'play the calls of this file, and check what is heard (docs/call.md)',
  },
  from: {
    type: 'text',
    value: 'NUMBER',
    help: 'the caller',
    default: '447700900123',
    read: parseCaller,
  },
  to: {
    type: 'text',
    value: 'NUMBER',
    help: 'the number that is dialled',
    otherwise: 'callerNumber of the settings',
    read: parseCaller,
  },
  break: {
    type: 'text',
    value: 'PART[,HOW]',
    isRepeatable: true,
    help: 'what is broken from the beginning: primary, or primary,hangs; the parts of npm run break, app included, and bot, primary-bot, secondary-bot',
    read: readPartFault,
  },
  person: {
    type: 'text',
    value: 'HOW',
    notWith: ['script'],
    help: `how people behave who are rung: ${PERSON_WORDS.join(', ')}`,
    default: 'answers',
    read: readPerson,
  },
  flow: {
    type: 'path',
    value: 'FILE',
    help: 'run this call flow instead of functions/call-flow.ts, in a local system of its own',
  },
  assembly: {
    type: 'path',
    value: 'FOLDER',
    help: 'start a local system of its own, from this cloud assembly instead of synthesizing one',
  },
  bot: {
    type: 'text',
    value: 'URL',
    help: 'the bot that callers reach: a WebSocket server of yours on this machine, e.g. ws://127.0.0.1:8080/socket (docs/call.md)',
    otherwise: 'a stand-in, which answers with a tone',
    read: readBot,
  },
  ...OUTSIDE_FLAGS,
  profile: { ...PROFILE_FLAG, default: PROFILES[0].name },
  state: STATE_FLAG,
  json: { ...JSON_FLAG, with: ['script'] },
} as const satisfies Flags;

export const call = define({
  name: 'call',
  about: `A phone in the terminal: places a call in the local system, signed and retried as Vonage does, and shows what the caller
hears, who answers, and each webhook. Uses the local system that npm run local has started; where none runs, it starts one
of its own, and stops it afterwards. With --script it plays calls without hands, and checks what is heard.`,
  flags: CALL_FLAGS,
  notes: `While the call runs, type:\n${HELP}`,
  exits: {
    0: 'the call is over; with --script: all passed',
    1: 'it could not start; with --script: a call failed, or a file is wrong',
    2: 'unknown (a time did not hold, and the machine was too busy to tell)',
  },
  run: runCalls,
});

async function runCalls(options: Values<typeof CALL_FLAGS>, io: Io): Promise<number> {
  const { flow, state, assembly, app, allowNetwork, person, broken, ...others } = {
    ...options,
    broken: options.break,
  };
  const files = [...options.script, ...options.files];
  const scripts = await Promise.all(files.map(readScript));
  if (options.bot !== undefined) await refuseMissingBot(options.bot);
  // It is said in the transcript of the call that runs.
  let onTrouble = (text: string): void => io.stderr(`! ${text}`);
  const said = new Set<string>();
  // The transcript of a scripted call is shown only where it fails.
  const sayOnce = (text: string): void => {
    if (!said.has(text)) io.stderr(`! ${text}`);
    said.add(text);
  };
  const bringsFlow = flow !== undefined || scripts.some((script) => script.flow !== undefined);
  const opened = await openSystem(
    {
      ...{ state, assembly, app, allowNetwork, bringsFlow, flows: flowsOf(scripts, options) },
      onTrouble: (text) => onTrouble(text),
    },
    io,
  );
  try {
    if (scripts.length > 0) {
      return await runScripts(scripts, opened, { ...others, broken, flow }, io, (take) => {
        onTrouble = (text) => {
          sayOnce(text);
          take(text);
        };
      });
    }
    if (flow !== undefined) await opened.useFlow(resolve(flow));
    await runTyped(opened, { ...others, broken, person }, io, {
      input: process.stdin,
      onTrouble: (take) => {
        onTrouble = take;
      },
    });
    return 0;
  } finally {
    await opened.stop();
  }
}

/** Files of the call flows that will run, as far as they are known: an assembly may have another one. */
function flowsOf(
  scripts: readonly Script[],
  { flow, assembly, app }: Pick<Values<typeof CALL_FLAGS>, 'flow' | 'assembly' | 'app'>,
): readonly string[] {
  const own = assembly === undefined || app !== undefined ? CALL_FLOW : undefined;
  const files = scripts.length === 0 ? [flow] : scripts.map((script) => script.flow ?? flow);
  return [...new Set(files.flatMap((file) => file ?? own ?? []).map((file) => resolve(file)))];
}
