import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as own from '../../functions/call-flow.ts';
import { checkFlows } from '../../functions/check-flow/check-flows.ts';
import type { FlowContext } from '../../functions/define-flow.ts';
import type { CallEvent } from '../../contracts/call.ts';
import { REACHES_NOTHING } from '../../functions/own/reach.ts';
import { lostRun, startRun } from '../../functions/flow/runs.ts';
import { rungRun } from '../../functions/ladder/flow-run.ts';
import type { FlowRun, OnTailReplaced } from '../../functions/ladder/flow-run.ts';
import { serveNcco } from '../../functions/webhook/serve-flow.ts';
import { errorsOf } from '../../ncco/check-ncco.ts';
import type { NccoProblem } from '../../ncco/check-ncco.ts';
import { functionSettings } from '../../infra/function-settings.ts';
import { STATIC_NCCO_FOLDER } from '../../infra/own-files.ts';
import { checkTimeouts } from '../../contracts/settings/check-timeouts.ts';
import { allSettings } from '../../contracts/settings/environments.ts';
import * as ownSettings from '../../settings.ts';
import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';
import { renderStaticNccos } from '../../infra/static-tier/render-static-nccos.ts';

/*
 * What is yours is right, whatever it says. Every other test runs on test/fixtures/own and never sees these files.
 */

/** Of each environment; of the one deployment, where there are none. */
const ALL = [...allSettings(ownSettings)].map(([name = 'settings.ts', settings]) => ({ name, settings }));

describe('settings.ts', () => {
  it.each(ALL)('is valid: $name', ({ settings }) => {
    checkTimeouts(TIMEOUTS[settings.timeouts], settings.timeouts);
  });
});

/** Mistakes of the person's rung where it stands behind a bot, each in a sentence. */
const tailMistakes: string[] = [];
const noteTail: OnTailReplaced = ({ code, error, problems = [] }) =>
  void tailMistakes.push(
    ...(error === undefined ? mistakesIn(PERSON, problems) : [`${PERSON}: ${code}: ${error}`]),
  );

const PERSON = 'functions/call-flow.ts, rungs.person, behind a bot or a question';

const mistakesIn = (where: string, problems: readonly NccoProblem[]): readonly string[] =>
  errorsOf(problems).map(
    ({ path, expected, found }) => `${where}: at ${path} expected ${expected}; found ${found}`,
  );

const IN_REGIONS = ALL.flatMap((each) =>
  (['primary', 'secondary'] as const).map((role) => ({ ...each, role })),
);

describe.each(IN_REGIONS)('functions/call-flow.ts, $name, in the $role', ({ settings, role }) => {
  const ofRole = functionSettings(settings, role);
  // Where there is no bot, the person is on these rungs.
  const { uri = '', otherUri = '' } = ofRole.websocket ?? {};
  const context: FlowContext = {
    settings: ofRole,
    urls: {
      websocketDisconnected: 'https://api.example.com/live/websocket-disconnected',
      event: 'https://api.example.com/live/event',
    },
    atMs: Date.now(),
  };
  const event = (status: string, to: string): CallEvent => {
    const uuid = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab';
    const ids = { uuid, conversationUuid: `CON-${uuid}` };
    return { from: '447700900123', to, ...ids, fields: {}, status, headers: { attempt: 1 } };
  };
  const lost = event('disconnected', uri);
  const now = Date.now();
  const secrets = [{ name: 'current', value: 'a secret of no account' }] as const;
  const running = { flow: own.callFlow, context, secrets, reach: REACHES_NOTHING, onTailReplaced: noteTail };
  const { rungs } = own.callFlow;

  it.each<[string, () => FlowRun]>([
    ['at first', () => startRun(event('ringing', ofRole.callerNumber), running, now)],
    ['where a call’s state is lost', () => lostRun(lost, running)],
    [
      'on the rung same-socket',
      () =>
        rungRun(
          { rung: 'same-socket', uri, state: { attempt: 2, firstDropAtMs: now }, leftSeconds: 55 },
          lost,
          rungs,
          context,
          noteTail,
        ),
    ],
    [
      'on the rung other-socket',
      () =>
        rungRun(
          { rung: 'other-socket', uri: otherUri, state: { attempt: 3, firstDropAtMs: now }, leftSeconds: 55 },
          lost,
          rungs,
          context,
          noteTail,
        ),
    ],
    ['on the rung person', () => rungRun({ rung: 'person' }, lost, rungs, context, noteTail)],
    ['on the rung voicemail', () => rungRun({ rung: 'voicemail' }, lost, rungs, context, noteTail)],
  ])('says something valid %s', async (when, run) => {
    const { flow, finish } = run();
    const served = serveNcco(finish(await flow()));
    const where = `functions/call-flow.ts, ${when}`;
    expect(served.ok ? [] : mistakesIn(where, served.problems)).toEqual([]);
    // The same rung stands behind every bot: one test says so.
    const ofTail = tailMistakes.splice(0);
    if (when === 'at first') expect(ofTail).toEqual([]);
  });
});

describe.each(ALL)('functions/call-flow.ts, $name', ({ settings }) => {
  it('leads nowhere that does not exist, with whatever callers press or say', async () => {
    const { problems } = await checkFlows(
      { ...own },
      {
        settings: functionSettings(settings, 'primary'),
        urls: {
          websocketDisconnected: 'https://api.example.com/live/websocket-disconnected',
          event: 'https://api.example.com/live/event',
        },
      },
    );
    // What throws may want a network, and is no mistake.
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe.each(ALL)('static-ncco/, $name', ({ settings }) => {
  it('renders to valid NCCOs, the chosen one among them', () => {
    const audioUrl = 'https://static.example.com/audio/announcement.wav';
    const names = renderStaticNccos(settings, { audioUrl, folder: STATIC_NCCO_FOLDER }).map(
      ({ name }) => name,
    );
    expect(names).toContain(settings.staticNcco);
  });

  it('holds a recorded announcement that the platform plays: 16-bit mono PCM', () => {
    const wav = readFileSync(join(STATIC_NCCO_FOLDER, 'audio', 'announcement.wav'));
    expect([wav.toString('latin1', 0, 4), wav.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt ']);
    expect({
      format: wav.readUInt16LE(20),
      channels: wav.readUInt16LE(22),
      bits: wav.readUInt16LE(34),
    }).toEqual({
      format: 1,
      channels: 1,
      bits: 16,
    });
  });
});
