import { wantedOf } from '../../cli/calls/wanted.ts';
import { calls } from '../../cli/calls/command.ts';
import { fileFor } from '../../cli/link/tune/options.ts';
import { addressesOf } from '../../cli/local/local-flags.ts';
import { send } from '../../cli/send/command.ts';
import { sendOptions } from '../../cli/send/options.ts';
import { rowsOf } from '../../cli/smoke/command.ts';
import { ROWS } from '../../cli/smoke/rows.ts';
import { downloadOf, voicemails } from '../../cli/voicemails/command.ts';
import { settings } from '../fixtures/own/settings.ts';

/* What commands make of their flags, where that is more than one value for each. */

const NOW_MS = Date.UTC(2026, 0, 31, 23, 59);

it.each([
  [[], { what: 'day', day: '2026-01-31' }],
  [['--day', '2020-02-29'], { what: 'day', day: '2020-02-29' }],
  [['--conversation', 'CON-1'], { what: 'conversation', conversation: 'CON-1', day: undefined }],
  [
    ['--conversation', 'CON-1', '--day', '2026-01-01'],
    { what: 'conversation', conversation: 'CON-1', day: '2026-01-01' },
  ],
  [['--from', '4477'], { what: 'from', from: '4477', day: '2026-01-31' }],
  [['--from', '+44 (0)7700 900123'], { what: 'from', from: '447700900123', day: '2026-01-31' }],
])('calls %j', (args, wanted) => {
  expect(wantedOf(calls.read(args).values, NOW_MS)).toEqual(wanted);
});

describe('voicemails', () => {
  const download = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
    downloadOf(voicemails.read(args).values, variables);

  it('only lists without --download', () => {
    expect(download([])).toBeUndefined();
  });

  it("downloads with the settings' application and a key file", () => {
    expect(download(['--download', 'x', '--private-key-file', 'k'])).toEqual({
      folder: 'x',
      privateKeyFile: 'k',
      applicationId: settings.vonage.applicationIds[0],
      standIn: undefined,
    });
  });

  it('takes the environment where there is no flag', () => {
    const variables = {
      VONAGE_PRIVATE_KEY_FILE: 'k',
      VONAGE_APPLICATION_ID: 'a',
      VONAGE_MEDIA_STAND_IN: 'http://127.0.0.1:1',
    };
    expect(download(['--download', 'x'], variables)).toEqual({
      folder: 'x',
      privateKeyFile: 'k',
      applicationId: 'a',
      standIn: 'http://127.0.0.1:1',
    });
    expect(download(['--download', 'x', '--application-id', 'b'], variables)?.applicationId).toBe('b');
  });
});

it('smoke asks every row, or the named ones, in the order in which they must be asked', () => {
  expect(rowsOf([])).toEqual(ROWS);
  expect(rowsOf(['crash-status', 'health']).map(({ name }) => name)).toEqual(['health', 'crash-status']);
});

it('send lets a status, a rung and a reason stand with the fallback of their webhook', () => {
  const args = 'websocket-disconnected --fallback --rung person --status busy --reason x'.split(' ');
  expect(sendOptions(send.read(args).values)).toMatchObject({
    webhook: 'fallback',
    original: 'websocket-disconnected',
    rung: 'person',
    status: 'busy',
    reason: 'x',
  });
});

it('local names what connects from where', () => {
  expect(addressesOf(['127.0.7.1=203.0.113.9', '127.0.7.2=2001:db8::9'])).toEqual({
    '127.0.7.1': '203.0.113.9',
    '127.0.7.2': '2001:db8::9',
  });
  expect(addressesOf([])).toEqual({});
});

it('link tune has a file of its own where --apply names none', () => {
  expect(fileFor({ out: undefined, apply: true })).toBe('link-timeouts.json');
  expect(fileFor({ out: undefined, apply: false })).toBeUndefined();
});
