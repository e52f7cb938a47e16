import type { Ncco } from '../../../ncco/ncco.ts';
import { CALL, pressed } from '../flow/a-menu.ts';
import type { BucketBehavior } from '../support/journal.ts';
import { MENU, close, region, text } from './a-forwarding-region.ts';
import { type Behavior, json } from './an-application.ts';

describe('an event with a token that no journal takes', () => {
  const LOST = expect.objectContaining({ code: 'journal-lost' });
  const recording: Ncco = [
    {
      action: 'record',
      eventUrl: ['https://voice.example.com/recorded'],
      transcription: { eventUrl: ['https://voice.example.com/transcribed'] },
    },
  ];
  const TRANSCRIBED = {
    conversation_uuid: CALL.conversation_uuid,
    type: 'record',
    recording_uuid: 'a',
    status: 'transcribed',
    transcription_url: 'https://api.nexmo.com/v1/files/b-transcription',
  };

  it.each<[string, BucketBehavior]>([
    ['refuse', 'fails'],
    ['hang', 'hangs'],
  ])(
    'comes once more where no caller waits for it: a transcription, journals %s',
    async (_what, journals) => {
      const { event, first, lines } = await region(json([]), recording, { journals });
      const { eventUrl } = first[0]?.['transcription'] as { readonly eventUrl: readonly string[] };
      const tell = () => event(String(eventUrl[0]), TRANSCRIBED);
      expect(await tell()).toMatchObject({ statusCode: 503, body: '{"code":"journal-unavailable"}' });
      expect(lines).not.toContainEqual(LOST);
      expect(await tell()).toMatchObject({ statusCode: 200 });
      expect(lines).toContainEqual(LOST);
    },
  );

  it.each<[string, Behavior]>([
    ['an NCCO', json(MENU)],
    ['nothing', text('')],
    ['no answer, so that the own step takes over', close],
  ])('costs a caller who waits no retry: %s', async (_what, behavior) => {
    const { event, urlAt, lines } = await region(behavior, MENU, { journals: 'fails' });
    expect(await event(urlAt(1), pressed('1'))).toMatchObject({ statusCode: 200 });
    expect(lines).toContainEqual(LOST);
  });
});
