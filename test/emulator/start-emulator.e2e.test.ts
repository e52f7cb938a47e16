import { rmSync } from 'node:fs';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { postSigned } from './post-signed.ts';
import { synthesizedAssembly } from './synthesized-assembly.ts';

let assembly: string;
let emulator: Emulator;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  emulator = await startEmulator({ assembly });
}, 60_000);
afterAll(async () => {
  await emulator.stop();
  rmSync(assembly, { recursive: true });
});

describe('the emulator', () => {
  it('answers a signed call in both regions with an NCCO whose eventUrl can be reached', async () => {
    for (const role of ['primary', 'secondary'] as const) {
      const { status, type, text } = await postSigned(emulator, emulator.description[role].answer);
      expect({ status, type }).toEqual({ status: 200, type: expect.stringContaining('application/json') });
      const ncco = JSON.parse(text) as { eventUrl?: string[] }[];
      const eventUrl = ncco.flatMap((action) => action.eventUrl ?? [])[0];
      expect(eventUrl?.startsWith(emulator.description[role].websocketDisconnected)).toBe(true);
    }
  });

  it('serves the fallback behind the distribution, and there the static NCCO to unsigned requests', async () => {
    const signed = await postSigned(emulator, emulator.description.secondary.distribution);
    expect(signed.status).toBe(200);
    const unsigned = await fetch(emulator.description.secondary.distribution);
    expect(unsigned.status).toBe(200);
    expect(await unsigned.text()).toBe(
      await (await fetch(emulator.description.static['fallback'] ?? '')).text(),
    );
  });

  it('serves every static NCCO under its name, and the audio that one of them names', async () => {
    const nccos = await Promise.all(
      Object.values(emulator.description.static).map(
        async (url) => (await fetch(url)).json() as Promise<unknown[]>,
      ),
    );
    expect(Object.keys(emulator.description.static)).toEqual(
      expect.arrayContaining([
        'fallback',
        'announcement-tts',
        'announcement-audio',
        'connect-phone',
        'connect-sip',
      ]),
    );
    const streamUrl = (nccos.flat() as { streamUrl?: string[] }[]).flatMap(
      (action) => action.streamUrl ?? [],
    )[0];
    const audio = await fetch(streamUrl ?? '');
    expect({ status: audio.status, type: audio.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'audio/wav',
    });
  });

  it('describes itself with addresses on loopback, and the application as it would be PUT', () => {
    const { primary, secondary, voice } = emulator.description;
    expect(voice.webhooks).toMatchObject({
      answer_url: {
        address: primary.answer,
        http_method: 'POST',
        connect_timeout: 500,
        socket_timeout: 2000,
      },
      event_url: { address: primary.event, http_method: 'POST' },
      fallback_answer_url: { address: secondary.distribution },
    });
    expect(JSON.stringify([emulator.description, emulator.outputs])).not.toContain('amazonaws.com');
    expect(emulator.websocketUris?.primary).toMatch(/^wss:/);
  });

  it('serves twenty warm calls at once from twenty environments', async () => {
    await emulator.warm('primary', 'answer', 20);
    const before = (await emulator.coldStartsMs('primary', 'answer')).length;
    const calls = await Promise.all(
      Array.from({ length: 20 }, () => postSigned(emulator, emulator.description.primary.answer)),
    );
    expect(calls.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(await emulator.coldStartsMs('primary', 'answer')).toHaveLength(before);
  });

  it('keeps what functions wrote', () => {
    expect(emulator.functionOutput().some((line) => line.includes('AnswerFunction'))).toBe(true);
    expect(emulator.functionOutput().length).toBeLessThanOrEqual(500);
  });
});
