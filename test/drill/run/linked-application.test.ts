import { NotLinkedError, startLinkedApplication } from '../../../drill/run/linked-application.ts';
import type { LinkedApplication } from '../../../drill/run/linked-application.ts';
import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import { voiceCapability } from '../../../contracts/voice-capability.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { twoRegions } from '../../cli/link/two-regions.ts';

const ID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
const emulator = {
  outputs: twoRegions,
  description: {
    application: { id: ID, apiKey: 'abcd1234', signatureSecret: 's' },
  } as Emulator['description'],
  callerNumber: '447700900000',
};
const timeoutsWith = (connect_timeout: number): VoiceTimeouts => ({
  answer_url: { connect_timeout, socket_timeout: 1100 },
  event_url: { connect_timeout, socket_timeout: 1200 },
  fallback_answer_url: { connect_timeout, socket_timeout: 1300 },
});

const started: LinkedApplication[] = [];
const start = async (timeouts?: VoiceTimeouts): Promise<LinkedApplication> => {
  const linked = await startLinkedApplication(emulator, timeouts);
  started.push(linked);
  return linked;
};
afterEach(() => Promise.all(started.splice(0).map((linked) => linked.stop())));

const open = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
const voiceOf = ({ application }: LinkedApplication) => application().capabilities.voice;

describe('startLinkedApplication', () => {
  it('holds what link has written, as it was read back, with what the API fills in', async () => {
    const linked = await start();
    expect(linked.application().id).toBe(ID);
    expect(voiceOf(linked)).toEqual({
      ...voiceCapability(twoRegions),
      conversations_ttl: expect.any(Number) as number,
      leg_persistence_time: expect.any(Number) as number,
      region: expect.any(String) as string,
    });
  });

  it('is linked otherwise, and back', async () => {
    const linked = await start();
    const before = voiceOf(linked);
    const choice = { primary: 'eu-west-1', fallback: 'direct' } as const;
    const undo = await linked.link(choice);
    expect(voiceOf(linked)).toMatchObject(voiceCapability(twoRegions, choice));
    await Promise.all([undo(), undo()]);
    expect(voiceOf(linked)).toEqual(before);
  });

  it('tells other timeouts than the deployed ones, over a swap too', async () => {
    const linked = await start(timeoutsWith(400));
    expect(voiceOf(linked).webhooks.answer_url).toMatchObject({ connect_timeout: 400, socket_timeout: 1100 });
    await linked.link({ primary: 'eu-west-1' });
    expect(voiceOf(linked).webhooks.event_url).toMatchObject({
      address: twoRegions['stack-two'].EventUrl,
      connect_timeout: 400,
      socket_timeout: 1200,
    });
  });

  it('does not start where the API refuses the plan: it says why, and leaves nothing running', async () => {
    const before = open();
    const starting = start(timeoutsWith(50));
    await expect(starting).rejects.toThrow(NotLinkedError);
    await expect(starting).rejects.toThrow(
      /found its state old: .*400.*connect_timeout.*between 300 and 1000/,
    );
    expect(open()).toBe(before);
  });
});
