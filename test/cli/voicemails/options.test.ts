import { settings } from '../../fixtures/own/settings.ts';
import { parseVoicemailsOptions } from '../../../cli/voicemails/options.ts';

const NOW_MS = Date.UTC(2026, 0, 31, 12);
const parse = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  parseVoicemailsOptions(args, variables, NOW_MS);

describe('the options of npm run voicemails', () => {
  it('list today’s without anything', () => {
    expect(parse([])).toEqual({
      day: '2026-01-31',
      json: false,
      outputs: 'cdk-outputs.json',
      download: undefined,
    });
  });

  it('download with the settings’ application and a key file', () => {
    expect(parse(['--download', 'x', '--private-key-file', 'k'])?.download).toEqual({
      folder: 'x',
      privateKeyFile: 'k',
      applicationId: settings.vonage.applicationIds[0],
      standIn: undefined,
    });
  });

  it('take the environment where there is no flag', () => {
    const variables = {
      VONAGE_PRIVATE_KEY_FILE: 'k',
      VONAGE_APPLICATION_ID: 'a',
      VONAGE_MEDIA_STAND_IN: 'http://127.0.0.1:1',
    };
    expect(parse(['--download', 'x'], variables)?.download).toEqual({
      folder: 'x',
      privateKeyFile: 'k',
      applicationId: 'a',
      standIn: 'http://127.0.0.1:1',
    });
    expect(parse(['--download', 'x', '--application-id', 'b'], variables)?.download?.applicationId).toBe('b');
  });

  it.each([
    [['--download', 'x'], '--private-key-file or VONAGE_PRIVATE_KEY_FILE: expected the file'],
    [['--download', '', '--private-key-file', 'k'], '--download: expected a folder, found nothing'],
    [
      ['--download', 'x', '--private-key-file', 'k', '--media-stand-in', 'https://x.com'],
      'found "https://x.com"',
    ],
    [['--private-key', 'k'], "Unknown option '--private-key'"],
    [['--day', 'x'], 'found "x"'],
  ])('refuse %j', (args, message) => {
    expect(() => parse(args)).toThrow(message);
  });

  it('know when help is wanted', () => {
    expect(parse(['--help'])).toBeUndefined();
  });
});
