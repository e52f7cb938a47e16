import { parseStandIn, recordingAddress } from '../../../cli/voicemails/media-host.ts';

const FILE = '/v1/files/bbbbbbbb-aaaa-cccc-dddd-0123456789ab?x=1';

describe('where the application’s token goes', () => {
  it.each([
    'https://api.nexmo.com',
    'https://api-us.nexmo.com',
    'https://api-us-1.nexmo.com',
    'https://api-eu-3.vonage.com',
    'https://api.vonage.com',
    'https://media.eu.vonage.com',
  ])('to %s', (origin) => {
    expect(recordingAddress(`${origin}${FILE}`, undefined)?.href).toBe(`${origin}${FILE}`);
  });

  it.each([
    'http://api.nexmo.com',
    'https://api.nexmo.com:8443',
    'https://api.nexmo.com.example.com',
    'https://api-nexmo.com',
    'https://rest.nexmo.com',
    'https://evilnexmo.com',
    'https://vonage.com.example.com',
    'https://evilvonage.com',
    'https://vonage.com',
    'https://user:pass@api.nexmo.com',
    'https://api.nexmo.com@example.com',
    'https://127.0.0.1',
    'http://127.0.0.1:8001',
    'file://api.nexmo.com',
    'javascript:alert(1)//api.nexmo.com',
    '//api.nexmo.com',
    '',
  ])('never to %s', (origin) => {
    expect(recordingAddress(`${origin}${FILE}`, undefined)).toBeUndefined();
  });

  it('to the host that is named, whatever the path looks like', () => {
    const url = 'https://api.nexmo.com//example.com/x';
    expect(recordingAddress(url, undefined)?.href).toBe(url);
  });

  it('to a stand-in on this machine alone, when one is named', () => {
    const standIn = parseStandIn('http://127.0.0.1:8001/');
    expect(recordingAddress(`https://api.nexmo.com${FILE}`, standIn)?.href).toBe(
      `http://127.0.0.1:8001${FILE}`,
    );
    expect(recordingAddress(`http://127.0.0.1:8001${FILE}`, standIn)?.href).toBe(
      `http://127.0.0.1:8001${FILE}`,
    );
    expect(recordingAddress(`http://127.0.0.1:8002${FILE}`, standIn)).toBeUndefined();
    expect(recordingAddress(`https://example.com${FILE}`, standIn)).toBeUndefined();
    expect(recordingAddress('https://api.nexmo.com//example.com/x', standIn)?.host).toBe('127.0.0.1:8001');
  });

  it.each([
    'https://127.0.0.1:1',
    'http://localhost:1',
    'http://example.com',
    'http://127.0.0.1.example.com',
    '8001',
  ])('refuses the stand-in %s', (url) => {
    expect(() => parseStandIn(url)).toThrow(`found "${url}"`);
  });
});
