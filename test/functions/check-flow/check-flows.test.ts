import { createHash } from 'node:crypto';
import type { FlowReport } from '../../../contracts/call-flow-report.ts';
import { checkFlows } from '../../../functions/check-flow/check-flows.ts';
import { type CallFlow, type Rungs, defineFlow } from '../../../functions/define-flow.ts';
import { connectPerson, input, notify, record, talk } from '../../../ncco/build.ts';
import { callFlow as shipped } from '../../fixtures/own/call-flow.ts';
import { SETTINGS } from '../support/runtime.ts';

const CONTEXT = {
  settings: SETTINGS,
  urls: { websocketDisconnected: 'https://x.example.com/d', event: 'https://x.example.com/event' },
};
/** Text that cannot be compressed, the same each time. */
const noise = (characters: number, seed = ''): string =>
  Array.from({ length: Math.ceil(characters / 43) }, (_, at) =>
    createHash('sha256').update(`${seed}${at}`).digest('base64url'),
  )
    .join('')
    .slice(0, characters);

const rungs: Rungs = {
  person: (_call, { settings }) => [connectPerson(settings.person, { from: settings.callerNumber })],
  voicemail: () => [record()],
};
const ask = (tries: number) => [
  talk('1 sales, 2 support', { bargeIn: true }),
  input({ dtmf: { maxDigits: 1 }, speech: { context: ['sales'] }, next: 'menu' as const, state: { tries } }),
];
/** Every kind of action that leads on. */
const MENU = defineFlow({
  version: 3,
  state: { tries: 0 },
  start: () => ask(0),
  steps: {
    menu: (happened, { state, settings }) => {
      if (happened.kind !== 'input') return [];
      if (happened.digits === '1' || happened.speech[0]?.text === 'sales')
        return [connectPerson(settings.person, { from: settings.callerNumber, next: 'busy' })];
      if (happened.digits === '9') return [record(), notify({ payload: { a: 1 }, next: 'recorded' })];
      return state.tries > 1
        ? (rungs.person({ ...NO_CALL }, { ...CONTEXT, atMs: 0 }) as never)
        : ask(state.tries + 1);
    },
    busy: async (happened) => (happened.kind === 'connect' ? [talk(happened.status)] : []),
    recorded: (happened) =>
      happened.kind === 'notify' ? [talk(String((happened.payload as { a: number }).a))] : [],
  },
  rungs,
});
const NO_CALL = { from: undefined, to: undefined, uuid: undefined, conversationUuid: undefined, fields: {} };

const check = (callFlow: unknown, candidate?: unknown): Promise<FlowReport> =>
  checkFlows({ callFlow, candidate }, CONTEXT);
/** In words: severity, where, expected, found. */
const problemsOf = async (callFlow: unknown, candidate?: unknown): Promise<readonly string[]> =>
  (await check(callFlow, candidate)).problems.map(
    ({ severity, where, expected, found, fix }) =>
      `${severity} ${where}: ${expected}; ${found}${fix === undefined ? '' : ` (${fix})`}`,
  );
const withMenu = (parts: Partial<CallFlow>): CallFlow => ({ ...MENU, ...parts });
/** Its step `menu` does this, whatever happens. */
const menuThat = (does: CallFlow['steps'][string]): CallFlow =>
  withMenu({ start: () => [input({ next: 'menu' })], steps: { menu: does }, state: null });

it.each([
  ['the shipped one', shipped],
  ['a menu', MENU],
])('finds nothing in %s', async (_name, flow) => {
  expect(await problemsOf(flow)).toEqual([]);
});

it('says what a flow consists of', async () => {
  expect((await check(withMenu({ knownAs: { menu: ['start-menu'] } }))).shapes).toEqual({
    callFlow: { version: 3, steps: { menu: ['start-menu'], busy: [], recorded: [] } },
    candidate: undefined,
  });
});

it.each<[string, unknown, RegExp]>([
  ['no flow', undefined, /^error : an export callFlow, made by defineFlow; none/],
  ['the former form', () => [], /^error : callFlow = defineFlow\(.*; a function \(write export const/],
  ['an object', { start: () => [] }, /^error : callFlow = defineFlow\(/],
  ['a version of 0', withMenu({ version: 0 }), /^error version: a positive whole number; 0$/],
  ['half a version', withMenu({ version: 1.5 }), /^error version: a positive whole number; 1.5$/],
  ['no start', withMenu({ start: undefined as never }), /^error start: a function; nothing$/],
  [
    'a step with a space',
    withMenu({ steps: { 'a b': () => [] } }),
    /^error step "a b": a name of 1 to 40 letters/,
  ],
  ['a step of 41 letters', withMenu({ steps: { [`a${'b'.repeat(40)}`]: () => [] } }), /: a name of 1 to 40/],
  [
    'a step that every object has',
    withMenu({ steps: { constructor: () => [] } }),
    /"constructor": a name of/,
  ],
  [
    'a step that is no function',
    withMenu({ steps: { menu: [] as never } }),
    /^error step "menu": a function; an empty array$/,
  ],
  [
    'no voicemail',
    withMenu({ rungs: { person: rungs.person } as never }),
    /^error rungs\["voicemail"\]: a function; nothing$/,
  ],
  [
    'a misspelt rung',
    withMenu({ rungs: { ...rungs, presson: rungs.person } as never }),
    /^error rungs\["presson"\]: one of person, .*did you mean "person"\?/,
  ],
  [
    'knownAs of no step',
    withMenu({ knownAs: { mneu: ['a'] } }),
    /^error knownAs\["mneu"\]: a step of the call flow: .*did you mean "menu"/,
  ],
  [
    'knownAs of a step that is there',
    withMenu({ knownAs: { menu: ['busy'] } }),
    /^error knownAs\["menu"\]: names of steps that this version does not have; the step "busy"$/,
  ],
  [
    'knownAs of one name for two',
    withMenu({ knownAs: { menu: ['x'], busy: ['x'] } }),
    /^error knownAs\["busy"\]: a name that one step alone takes over; "x", of menu too$/,
  ],
])('refuses %s, and does not run it', async (_name, flow, problem) => {
  const report = await check(flow);
  expect(report.shapes).toBeUndefined();
  expect(await problemsOf(flow)).toEqual([expect.stringMatching(problem)]);
});

it.each<[string, CallFlow, string]>([
  [
    'a step that does not exist',
    menuThat(() => [input({ next: 'mneu' })]),
    'error step "menu" after key 1, at $[0].next: a step of the call flow: "menu"; "mneu" (did you mean "menu"?)',
  ],
  [
    'one that only the first of several keys leads to',
    menuThat((happened) =>
      happened.kind === 'input' && happened.digits === '12' ? [input({ next: 'x' })] : [],
    ),
    'error step "menu" after keys 12, at $[0].next: a step of the call flow: "menu"; "x"',
  ],
  [
    'a state that is too large, in its place and with its size',
    menuThat(() => [talk('Hello'), input({ next: 'menu', state: 'x'.repeat(1100) })]),
    'error step "menu" after key 1, at $[1].state: at most 1024 bytes of JSON; 1102 bytes',
  ],
  [
    'an event URL that is too long',
    withMenu({
      start: () => [input({ next: 'menu', state: noise(1000) })],
      steps: { menu: () => [] },
      knownAs: { menu: Array.from({ length: 40 }, (_, at) => noise(40, `name ${at} `)) },
    }),
    expect.stringMatching(
      /^error start, at \$\[0\]\.state: an event URL of less than 2000 characters: a smaller state; \d{4} characters$/,
    ) as unknown as string,
  ],
  [
    'an NCCO that Vonage would refuse',
    menuThat((happened) => (happened.kind === 'input' && happened.nothing ? [talk('x'.repeat(1501))] : [])),
    expect.stringMatching(
      /^error step "menu" after nothing, at \$\[0\]\.text: text to speak: 1 to 1500 characters/,
    ) as unknown as string,
  ],
  [
    'no NCCO at all',
    menuThat(() => undefined as never),
    'error step "menu" after key 1, at $: an array of actions; nothing',
  ],
  [
    'a rung that leads on',
    withMenu({ rungs: { ...rungs, person: () => [input({ next: 'menu' })] as never } }),
    'error rungs["person"], at $[0].next: no next: what is heard where no step can answer leads to none; "menu"',
  ],
  [
    'a lost that leads on',
    withMenu({ lost: () => [talk('a'), input({ next: 'menu' })] as never }),
    'error lost, at $[1].next: no next: what is heard where no step can answer leads to none; "menu"',
  ],
])('finds %s', async (_name, flow, problem) => {
  expect(await problemsOf(flow)).toEqual([problem]);
});

it('only says what throws, is slow or is never reached: it may be meant so', async () => {
  const throwing = menuThat(() => {
    throw new Error('no database');
  });
  expect(await problemsOf(throwing)).toEqual([
    'warning step "menu" after key 1: an NCCO; it throws Error: no database',
  ]);
  const slow = menuThat(() => new Promise(() => undefined));
  expect(await problemsOf(slow)).toEqual([
    'warning step "menu" after key 1: an NCCO within 250 ms, to check it; none yet',
  ]);
  const unreached = withMenu({ steps: { ...MENU.steps, never: () => [] } });
  expect(await problemsOf(unreached)).toEqual([
    'warning step "never": an action that leads to it; none in a walk through the call flow',
  ]);
  const throwsForNobody = withMenu({
    start: ({ from }) => [talk(String(from?.length.toFixed())), input({ next: 'menu', state: { tries: 0 } })],
  });
  expect(await problemsOf(throwsForNobody)).toEqual([]);
});

it('ends with a flow that counts without an end', async () => {
  const counting = withMenu({
    state: 0,
    start: () => [input({ next: 'menu' })],
    steps: { menu: (_happened, { state }) => [input({ next: 'menu', state: Number(state) + 1 })] },
  });
  expect(await problemsOf(counting)).toEqual([]);
});

describe('a candidate', () => {
  it('is checked as the call flow is', async () => {
    expect(await problemsOf(MENU, () => [])).toEqual([
      expect.stringMatching(/^error candidate: candidate = defineFlow/),
    ]);
    expect(await problemsOf(shipped, withMenu({ start: () => [input({ next: 'x' })] }))).toContainEqual(
      expect.stringMatching(/^error candidate, start, at \$\[0\]\.next/),
    );
  });

  it('has a version of its own', async () => {
    expect(await problemsOf(MENU, MENU)).toEqual([
      "error candidate, version: another version than callFlow's; 3 (write version: 4 in candidate)",
    ]);
    expect(await problemsOf(MENU, { ...MENU, version: 4 })).toEqual([]);
  });

  it('has no step whose callers nobody takes over where it is taken back', async () => {
    const candidate = withMenu({ version: 4, steps: { ...MENU.steps, survey: () => [] } });
    const refused =
      'error candidate, step "survey": a step of callFlow that takes its callers over where the candidate is taken back; none (write knownAs: { menu: ["survey"] } in callFlow, with the step of callFlow that fits)';
    expect(await problemsOf(MENU, candidate)).toContain(refused);
    expect(await problemsOf(withMenu({ knownAs: { menu: ['survey'] } }), candidate)).not.toContain(refused);
    const renamed = withMenu({ version: 4, steps: candidate.steps, knownAs: { survey: ['poll'] } });
    expect(
      await problemsOf(withMenu({ steps: { ...MENU.steps, poll: () => [] } }), renamed),
    ).not.toContainEqual(expect.stringContaining('takes its callers over'));
  });
});
